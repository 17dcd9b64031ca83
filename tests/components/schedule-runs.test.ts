import * as assert from "node:assert/strict";
import { ReleaseAlarms } from "../../components/release-alarms";
import { ScheduleRuns } from "../../components/schedule-runs";
import { account, build, childrenOf, inputsOf, jsonOf } from "../support/build";
import { makeFoundation } from "./service-fixture";
import { scheduleRuns } from "./subjects";
import { alarmSettings } from "./settings-fixture";

const component = "spotter:cloudwatch:ScheduleRuns::web";
const rule = "aws:cloudwatch/eventRule:EventRule";
const target = "aws:cloudwatch/eventTarget:EventTarget";
const arn = (rest: string) => `arn:aws:${rest}`;
const logArn = arn("logs:us-east-1:123456789012:log-group:/aws/events/spotter-app-task");

const quiet = () => build(() => scheduleRuns.make("web", scheduleRuns.args()));
const told = () =>
    build(() => {
        const { loadBalancer } = makeFoundation();
        const settings = {
            account,
            names: { monitoring: "spotter-app" },
            loadBalancer,
            hasBudget: false,
            settings: alarmSettings,
        };
        const args = scheduleRuns.args();
        const runs = [...args.runs, { taskFamily: "spotter-app-task-weekly", container: "weekly" }];
        new ScheduleRuns("web", { ...args, runs, alarms: new ReleaseAlarms("web", settings) });
    });

const stopped = (families: readonly string[]) => ({
    source: ["aws.ecs"],
    "detail-type": ["ECS Task State Change"],
    detail: {
        clusterArn: [arn("ecs:us-east-1:123456789012:cluster/spotter-cluster")],
        taskDefinitionArn: families.map((family) => ({
            prefix: arn(`ecs:us-east-1:123456789012:task-definition/${family}:`),
        })),
        lastStatus: ["STOPPED"],
    },
});

describe("ScheduleRuns", () => {
    it("keeps how each run ended in a log group that its rule alone writes to", async () => {
        const resources = await quiet();
        assert.deepEqual(childrenOf(resources, component), [
            `${rule}::web-runs`,
            `${target}::web-runs`,
            "aws:cloudwatch/logGroup:LogGroup::web-runs",
            "aws:cloudwatch/logResourcePolicy:LogResourcePolicy::web-runs",
        ]);
        assert.deepEqual(jsonOf(inputsOf(resources, rule), "eventPattern"), stopped(["spotter-app-task-nightly"]));
        assert.deepEqual(inputsOf(resources, target), { arn: logArn, rule: "spotter-app-schedule-runs", targetId: "runs" });
        assert.deepEqual(inputsOf(resources, "aws:cloudwatch/logGroup:LogGroup", "web-runs"), {
            name: "/aws/events/spotter-app-task",
            retentionInDays: 90,
        });
        const { resourceArn, ...policy } = inputsOf(resources, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy");
        assert.equal(resourceArn, logArn);
        const Principal = { Service: ["delivery.logs.amazonaws.com", "events.amazonaws.com"] };
        assert.deepEqual((jsonOf(policy, "policyDocument") as { Statement: unknown }).Statement, [
            { Sid: "MakeStreams", Effect: "Allow", Principal, Action: "logs:CreateLogStream", Resource: `${logArn}:*` },
            {
                Sid: "KeepRuns",
                Effect: "Allow",
                Principal,
                Action: "logs:PutLogEvents",
                Resource: `${logArn}:*:*`,
                Condition: {
                    ArnEquals: { "aws:SourceArn": arn("events:us-east-1:123456789012:rule/spotter-app-schedule-runs") },
                },
            },
        ]);
    });

    it("tells of the runs that failed, where the stack has alarms", async () => {
        const resources = await told();
        const { detail, ...events } = stopped(["spotter-app-task-nightly", "spotter-app-task-weekly"]);
        assert.deepEqual(jsonOf(inputsOf(resources, rule, "web-failed-runs"), "eventPattern"), {
            ...events,
            detail: {
                ...detail,
                $or: [
                    { stopCode: [{ "anything-but": ["EssentialContainerExited"] }] },
                    { containers: { name: ["nightly", "weekly"], exitCode: [{ "anything-but": [0] }] } },
                ],
            },
        });
        const { arn: topic, inputTransformer } = inputsOf(resources, target, "web-failed-runs");
        assert.equal(topic, arn("sns:us-east-1:123456789012:spotter-app-alarms"));
        assert.deepEqual(Object.keys((inputTransformer as { inputPaths: object }).inputPaths), [
            "reason",
            "revision",
            "task",
            "time",
        ]);
    });
});
