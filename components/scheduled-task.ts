import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as scheduler from "@pulumi/aws/scheduler";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { account, flag, given, object, optional, physicalName, requireValid, schedule, text, wholeNumber } from "./arguments";
import type { FargateService } from "./fargate-service";
import type { LogGroup } from "./log-group";
import type { Network } from "./network";
import type { ReleaseAlarms } from "./release-alarms";
import { createFirst } from "./replacement";
import { role, rolePolicy, roleSettings, type RoleSettings } from "./role";
import { missedRunsAlarm } from "./schedule-alarm";
import { queuePolicy, runTask, scheduleTrustPolicy, type ScheduleNames } from "./schedule-policies";
import { taskDefinition, type TaskArgs, type TaskNames, type TaskSettings } from "./task-definition";
import { fargateSize, taskSettings } from "./task-settings";

/** Arguments of {@link ScheduledTask}. */
export interface ScheduledTaskArgs extends Omit<TaskArgs, "http"> {
    /** Physical names. */
    readonly names: ScheduledTaskNames;

    /** Service whose cluster and security group the tasks share, and whose release they follow. */
    readonly service: FargateService;

    /** Where the tasks run. */
    readonly network: Network;

    /** Where the containers log to; it must exist before the first task. */
    readonly logGroup: LogGroup;

    /** What the schedule's own role has beside its policy. */
    readonly bounds: RoleSettings;

    /** Whose topic is told of missed runs. @default - nobody is told */
    readonly alarms?: ReleaseAlarms;

    /** When the tasks start, and their size. */
    readonly settings: ScheduleSettings;
}

/** Physical names of a schedule, and of what it runs. */
export interface ScheduledTaskNames extends TaskNames, ScheduleNames {
    /** Role that Scheduler takes on; unique in the account. */
    readonly schedulerRole: string;

    /** Alarm on missed runs; unique in the account. */
    readonly alarm: string;
}

/** When the tasks of a schedule start, and their size. */
export interface ScheduleSettings extends TaskSettings {
    /** `cron(…)`, `rate(…)` or `at(…)`. */
    readonly schedule: string;

    /** Time zone of the schedule, for example `America/New_York`. */
    readonly timezone: string;

    /** Whether it starts anything. */
    readonly enabled: boolean;

    /** How often a start is tried again that AWS refuses, 0 to 185. A command that fails is not run again. */
    readonly maximumRetryAttempts: number;

    /** Seconds after its time in which a run may still start, 60 to 86,400. */
    readonly maximumEventAgeSeconds: number;

    /** Lets a caller of `ecs:ExecuteCommand` open a shell in a task. */
    readonly enableExecuteCommand: boolean;
}

/**
 * Runs a command of the application's image at its times, in a task of its own that EventBridge Scheduler starts. What can't be
 * started goes to a queue, which an alarm watches. Scheduler has a role for this schedule alone.
 *
 * It moves to a release once that serves: one that does not never reaches a run.
 */
export class ScheduledTask extends pulumi.ComponentResource {
    constructor(name: string, args: ScheduledTaskArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:scheduler:ScheduledTask", name, {}, opts);
        validate(args);
        const { names, service, network, settings, alarms } = args;

        const revision = taskDefinition(name, args, { parent: this });
        const group = new scheduler.ScheduleGroup(name, { name: names.schedule }, { parent: this, ...createFirst });
        const queue = deadLetters(name, args, { parent: this });
        const { role: ownRole, policy } = schedulerRole(name, args, { parent: this });
        new scheduler.Schedule(
            name,
            {
                name: names.schedule,
                groupName: group.name,
                description: `Runs ${names.container} in ${names.cluster}`,
                scheduleExpression: settings.schedule,
                scheduleExpressionTimezone: settings.timezone,
                flexibleTimeWindow: { mode: "OFF" },
                state: settings.enabled ? "ENABLED" : "DISABLED",
                target: {
                    arn: service.clusterArn,
                    roleArn: ownRole.arn,
                    ecsParameters: {
                        taskDefinitionArn: revision.arn,
                        taskCount: 1,
                        // On demand, whatever the service runs on: Spot would cut runs off, and Scheduler takes public addresses only so.
                        launchType: "FARGATE",
                        networkConfiguration: {
                            subnets: network.serviceSubnetIds,
                            securityGroups: [service.securityGroupId],
                            assignPublicIp: network.assignPublicIp,
                        },
                        propagateTags: "TASK_DEFINITION",
                        enableEcsManagedTags: true,
                        enableExecuteCommand: settings.enableExecuteCommand,
                    },
                    retryPolicy: {
                        maximumRetryAttempts: settings.maximumRetryAttempts,
                        maximumEventAgeInSeconds: settings.maximumEventAgeSeconds,
                    },
                    deadLetterConfig: { arn: queue.arn },
                },
            },
            {
                parent: this,
                ...createFirst,
                dependsOn: pulumi
                    .output(service.serving)
                    .apply((serving) => [...serving, policy, args.roles, args.parameters, args.logGroup]),
            },
        );
        if (alarms !== undefined) {
            new cloudwatch.MetricAlarm(
                `${name}-missed`,
                {
                    name: names.alarm,
                    ...missedRunsAlarm(names.container, names.deadLetters),
                    alarmActions: [alarms.topicArn],
                    okActions: [alarms.topicArn],
                },
                { parent: this, dependsOn: alarms, ...createFirst },
            );
        }
        this.registerOutputs({});
    }
}

/** Where Scheduler leaves what it could not start, for two weeks, which is the longest that SQS keeps anything. */
function deadLetters(name: string, { account, names }: ScheduledTaskArgs, opts: pulumi.CustomResourceOptions): sqs.Queue {
    const queue = new sqs.Queue(
        `${name}-dead-letters`,
        { name: names.deadLetters, sqsManagedSseEnabled: true, messageRetentionSeconds: 14 * 24 * 3600 },
        { ...opts, ...createFirst },
    );
    new sqs.QueuePolicy(`${name}-dead-letters`, { queueUrl: queue.url, policy: queuePolicy(account, names) }, opts);
    return queue;
}

function schedulerRole(name: string, args: ScheduledTaskArgs, opts: pulumi.CustomResourceOptions) {
    const { account, names, roles, bounds } = args;
    const made = role(
        `${name}-scheduler`,
        { roleName: names.schedulerRole, assumeRolePolicy: scheduleTrustPolicy(account, names), settings: bounds },
        opts,
    );
    const statements = pulumi
        .all([roles.executionRole.arn, roles.taskRole.arn])
        .apply((roleArns) => runTask(account, names, roleArns));
    const policy = rolePolicy(`${name}-scheduler`, { role: made, policyName: "run-task", statements }, opts);
    return { role: made, policy };
}

function validate(args: ScheduledTaskArgs): void {
    requireValid("ScheduledTask", args, {
        account,
        names: object({
            cluster: physicalName("cluster"),
            taskFamily: physicalName("taskFamily"),
            container: physicalName("container"),
            logGroup: physicalName("logGroup"),
            schedule: physicalName("schedule"),
            schedulerRole: physicalName("schedulerRole"),
            deadLetters: physicalName("deadLetters"),
            alarm: physicalName("service"),
        }),
        image: given,
        service: given,
        network: given,
        roles: given,
        parameters: given,
        logGroup: given,
        bounds: roleSettings,
        alarms: optional(given),
        guard: given,
        settings: object<ScheduleSettings>(
            {
                ...taskSettings,
                command: given,
                schedule,
                timezone: text(formats.timeZone),
                enabled: flag,
                maximumRetryAttempts: wholeNumber(ranges.scheduleRetries),
                maximumEventAgeSeconds: wholeNumber(ranges.scheduleEventAgeSeconds),
                enableExecuteCommand: flag,
            },
            fargateSize,
        ),
    });
}
