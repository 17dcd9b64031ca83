import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { toArn, type Account } from "../aws/account";
import { formats } from "../aws/formats";
import { retentionDays } from "../aws/log-retention";
import { account, given, listOf, object, oneOf, optional, physicalName, requireValid, text } from "./arguments";
import type { ReleaseAlarms } from "./release-alarms";
import { createFirst } from "./replacement";
import { failedRunPattern, runLogPolicy, runPattern, type RunSource } from "./schedule-events";

/** Arguments of {@link ScheduleRuns}. */
export interface ScheduleRunsArgs {
    /** Account and region of the stack. */
    readonly account: Account;

    /** Physical names. */
    readonly names: ScheduleRunsNames;

    /** What the schedules run. */
    readonly runs: readonly RunSource[];

    /** Whose topic is told of failed runs. @default - nobody is told */
    readonly alarms?: ReleaseAlarms;

    /** Key of the stack, which encrypts the lines unless the settings name another. @default - CloudWatch's own key */
    readonly keyArn?: pulumi.Input<string>;

    /** How long it is known how a run ended. */
    readonly settings: {
        /** Days, one of CloudWatch's values. */
        readonly retentionDays: number;

        /** Customer key that encrypts the lines; undefined for the stack's, or for CloudWatch's own. */
        readonly kmsKeyArn: string | undefined;
    };
}

/** Physical names of what keeps how runs ended. */
export interface ScheduleRunsNames {
    /** Cluster that the tasks run in. */
    readonly cluster: string;

    /** Log group of the runs; EventBridge's console knows only those below `/aws/events/`. */
    readonly runLog: string;

    /** Rule that fills it; unique in the region. */
    readonly runRule: string;

    /** Rule on the runs that failed. */
    readonly failedRunRule: string;
}

/**
 * Keeps how each run of a schedule ended, in a log group: ECS itself forgets a task an hour after its end, and nobody watches at
 * night. Tells of those that failed.
 */
export class ScheduleRuns extends pulumi.ComponentResource {
    constructor(name: string, args: ScheduleRunsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:cloudwatch:ScheduleRuns", name, {}, opts);
        validate(args);
        const { account: at, names, runs, alarms, settings } = args;

        const group = new cloudwatch.LogGroup(
            `${name}-runs`,
            { name: names.runLog, retentionInDays: settings.retentionDays, kmsKeyId: settings.kmsKeyArn ?? args.keyArn },
            { parent: this, ...createFirst },
        );
        const logArn = toArn(at, "logs", `log-group:${names.runLog}`);
        const policy = new cloudwatch.LogResourcePolicy(
            `${name}-runs`,
            { resourceArn: logArn, policyDocument: JSON.stringify(runLogPolicy(at, logArn, names.runRule)) },
            { parent: this, dependsOn: group, ...createFirst },
        );
        const kept = new cloudwatch.EventRule(
            `${name}-runs`,
            {
                name: names.runRule,
                description: "How runs of schedules ended",
                eventPattern: JSON.stringify(runPattern(at, names.cluster, runs)),
            },
            { parent: this, ...createFirst },
        );
        new cloudwatch.EventTarget(
            `${name}-runs`,
            { rule: kept.name, targetId: "runs", arn: logArn },
            { parent: this, dependsOn: policy },
        );
        if (alarms !== undefined) {
            const failed = new cloudwatch.EventRule(
                `${name}-failed-runs`,
                {
                    name: names.failedRunRule,
                    description: "Runs of schedules that failed",
                    eventPattern: JSON.stringify(failedRunPattern(at, names.cluster, runs)),
                },
                { parent: this, ...createFirst },
            );
            new cloudwatch.EventTarget(
                `${name}-failed-runs`,
                {
                    rule: failed.name,
                    targetId: "alarms",
                    arn: alarms.topicArn,
                    inputTransformer: {
                        inputPaths: {
                            revision: "$.detail.taskDefinitionArn",
                            task: "$.detail.taskArn",
                            reason: "$.detail.stoppedReason",
                            time: "$.time",
                        },
                        inputTemplate: `"A run of <revision> failed at <time>: <reason> (<task>). npm run status shows the cause, npm run logs what it wrote."`,
                    },
                },
                { parent: this, dependsOn: alarms },
            );
        }
        this.registerOutputs({});
    }
}

function validate(args: ScheduleRunsArgs): void {
    requireValid("ScheduleRuns", args, {
        account,
        names: object({
            cluster: physicalName("cluster"),
            runLog: physicalName("logGroup"),
            runRule: physicalName("rule"),
            failedRunRule: physicalName("rule"),
        }),
        runs: listOf(object({ taskFamily: physicalName("taskFamily"), container: physicalName("container") }), { min: 1 }),
        alarms: optional(given),
        keyArn: optional(given),
        settings: object({ retentionDays: oneOf<number>(retentionDays), kmsKeyArn: optional(text(formats.kmsKeyArn)) }),
    });
}
