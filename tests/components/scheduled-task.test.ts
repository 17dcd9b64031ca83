import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Resource } from "../../preview/document";
import { build, childrenOf, inputsOf, jsonOf, modes, resourceOf } from "../support/build";
import { findMessages } from "./mistakes";
import { scheduledTask } from "./subjects";
import { scheduleSettings } from "./settings-fixture";
import { component, schedule, taskDefinition, arn, makeSchedule } from "./make-schedule";

describe("ScheduledTask", () => {
    let usual: readonly Resource[] = [];
    before(async () => {
        usual = await build(() => makeSchedule());
    });

    for (const mode of modes) {
        it(`makes what starts a task, what it may, and where it leaves what it could not start (${mode})`, async () => {
            assert.deepEqual(childrenOf(await build(() => makeSchedule(), mode), component), [
                `${taskDefinition}::web-nightly`,
                "aws:iam/role:Role::web-nightly-scheduler",
                "aws:iam/rolePolicy:RolePolicy::web-nightly-scheduler",
                `${schedule}::web-nightly`,
                "aws:scheduler/scheduleGroup:ScheduleGroup::web-nightly",
                "aws:sqs/queue:Queue::web-nightly-dead-letters",
                "aws:sqs/queuePolicy:QueuePolicy::web-nightly-dead-letters",
            ]);
        });
    }

    it("starts one task at its times, on demand, where the service's tasks run", () => {
        const { cluster, networkConfiguration } = inputsOf(usual, "aws:ecs/service:Service", "web");
        assert.deepEqual(inputsOf(usual, schedule), {
            description: "Runs nightly in spotter-cluster",
            flexibleTimeWindow: { mode: "OFF" },
            groupName: "spotter-app-task-nightly",
            name: "spotter-app-task-nightly",
            scheduleExpression: "cron(0 3 * * ? *)",
            scheduleExpressionTimezone: "America/New_York",
            state: "ENABLED",
            target: {
                arn: cluster,
                deadLetterConfig: { arn: arn("sqs:us-east-1:123456789012:spotter-app-task-nightly-dead-letters") },
                ecsParameters: {
                    enableEcsManagedTags: true,
                    enableExecuteCommand: false,
                    launchType: "FARGATE",
                    networkConfiguration,
                    propagateTags: "TASK_DEFINITION",
                    taskCount: 1,
                    taskDefinitionArn: arn("ecs:us-east-1:123456789012:task-definition/spotter-app-task-nightly:1"),
                },
                retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 185 },
                roleArn: arn("iam::123456789012:role/spotter-app-task-nightly-scheduler"),
            },
        });
    });

    it("runs the same image, roles and variables by a command of its own, on no port", () => {
        const [own, main] = [inputsOf(usual, taskDefinition, "web-nightly"), inputsOf(usual, taskDefinition, "web")];
        const roles = ({ executionRoleArn, taskRoleArn }: Resource["inputs"]) => ({ executionRoleArn, taskRoleArn });
        assert.deepEqual(roles(own), roles(main));
        assert.deepEqual([own.cpu, own.memory, own.family], ["256", "512", "spotter-app-task-nightly"]);
        const [container] = jsonOf(own, "containerDefinitions") as Record<string, unknown>[];
        const [web] = jsonOf(main, "containerDefinitions") as Record<string, unknown>[];
        const { name, image, command, portMappings, secrets } = container ?? {};
        assert.deepEqual([name, command, portMappings], ["nightly", ["node", "job.js"], []]);
        assert.deepEqual([image, secrets], [web?.image, web?.secrets]);
        assert.equal("healthCheck" in (container ?? {}), false);
    });

    it("is disabled where it should start nothing", async () => {
        const disabled = await build(() => makeSchedule({ settings: { ...scheduleSettings, enabled: false } }));
        assert.equal(inputsOf(disabled, schedule).state, "DISABLED");
    });

    it("moves after the service, and all that its tasks and its role need", () => {
        const { dependsOn } = resourceOf(usual, schedule).options;
        for (const needed of [
            "aws:ecs/service:Service::web",
            `${taskDefinition}::web-nightly`,
            "aws:iam/rolePolicy:RolePolicy::web-nightly-scheduler",
            "aws:iam/rolePolicy:RolePolicy::web-read-parameters",
            "aws:ssm/parameter:Parameter::web-SUPPORT_EMAIL",
            "aws:cloudwatch/logGroup:LogGroup::web",
        ]) {
            assert.ok(dependsOn.includes(needed), needed);
        }
    });

    it("stays where it is while the service's release has not served", async () => {
        let fail: (error: Error) => void = () => undefined;
        const serving = new Promise<string>((_, reject) => (fail = reject));
        const registered: string[] = [];
        const resources = build(() => {
            makeSchedule({}, false, { guard: () => ({ waitForVerdict: () => pulumi.output(serving) }) });
            fail(new Error("release does not serve"));
        }).then((found) => registered.push(...found.map(({ type }) => type)));
        await assert.rejects(resources, /release does not serve/);
        assert.ok(!registered.includes(schedule));
    });

    it("has an alarm on the first missed run, where the stack has alarms", async () => {
        const topic = arn("sns:us-east-1:123456789012:spotter-app-alarms");
        const { alarmDescription, ...alarm } = inputsOf(
            await build(() => makeSchedule({}, true)),
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            "web-nightly-missed",
        );
        assert.match(
            alarmDescription as string,
            /^Runs of nightly could not be started, and were missed\. npm run status shows why;/,
        );
        assert.deepEqual(alarm, {
            alarmActions: [topic],
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            dimensions: { QueueName: "spotter-app-task-nightly-dead-letters" },
            evaluationPeriods: 1,
            metricName: "ApproximateNumberOfMessagesVisible",
            name: "spotter-app-nightly-missed",
            namespace: "AWS/SQS",
            okActions: [topic],
            period: 300,
            statistic: "Maximum",
            threshold: 1,
            treatMissingData: "notBreaching",
        });
    });

    it("refuses what AWS would refuse", async () => {
        assert.deepEqual(
            await findMessages(scheduledTask, {
                "a cron of five fields": ["settings.schedule", "cron(0 3 * * *)"],
                "too many attempts": ["settings.maximumRetryAttempts", 186],
                "an age below a minute": ["settings.maximumEventAgeSeconds", 59],
                "a size that Fargate has not": ["settings.memoryMiB", 4096],
                "a name that is too long": ["names.schedule", "a".repeat(65)],
            }),
            {
                "a cron of five fields":
                    "ScheduledTask: settings.schedule must be a schedule like cron(0 7 ? * MON-FRI *), rate(1 day) or at(2027-01-31T07:00:00), " +
                    'got "cron(0 3 * * *)"',
                "too many attempts": "ScheduledTask: settings.maximumRetryAttempts must be a whole number from 0 to 185, got 186",
                "an age below a minute":
                    "ScheduledTask: settings.maximumEventAgeSeconds must be a whole number from 60 to 86400, got 59",
                "a size that Fargate has not":
                    "ScheduledTask: settings.memoryMiB must be one of 512, 1024, 2048 with 256 CPU units, got 4096",
                "a name that is too long": `ScheduledTask: names.schedule must be at most 64 characters: letters, digits, _ and -, got "${"a".repeat(65)}"`,
            },
        );
    });
});
