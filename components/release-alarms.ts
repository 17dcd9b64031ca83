import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { alarmRoles, toAlarmName } from "../aws/alarm-roles";
import { account, flag, given, object, optional, physicalName, requireValid } from "./arguments";
import { releaseAlarmDefinitions } from "./alarm-definitions";
import { alarmSettings, type AlarmSettings } from "./alarm-settings";
import { alarmTopic } from "./alarm-topic";
import { isShared, type Balancer } from "./balancer";
import { createFirst } from "./replacement";

/** Arguments of {@link ReleaseAlarms}. */
export interface ReleaseAlarmsArgs {
    /** Account and region of the stack. */
    readonly account: Account;

    /** Physical names. */
    readonly names: {
        /** What the names of the alarms and of their topic begin with; unique in the account. */
        readonly monitoring: string;
    };

    /** What is watched. */
    readonly loadBalancer: Balancer;

    /**
     * Key of the stack, which encrypts what is told unless the settings name another.
     *
     * @default - not encrypted at rest
     */
    readonly keyArn?: pulumi.Input<string>;

    /** A budget of AWS's tells the topic, too. */
    readonly hasBudget: boolean;

    /** When the alarms go off, and who is told. */
    readonly settings: AlarmSettings;
}

/**
 * Alarms on what users get: errors of the load balancer, errors of the tasks, and slow answers. They are there before the service,
 * as they may guard its deployments, and so know nothing of it. With them comes the topic that every alarm tells.
 */
export class ReleaseAlarms extends pulumi.ComponentResource {
    /** Physical names of those that guard deployments. */
    public readonly guarding: readonly string[];

    /** Topic that alarms tell. */
    public readonly topicArn: pulumi.Output<string>;

    constructor(name: string, args: ReleaseAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:cloudwatch:ReleaseAlarms", name, {}, opts);
        validate(args);
        const { names, loadBalancer, settings } = args;
        const { emails, kmsKeyArn = args.keyArn } = settings;

        const { topic, policy } = alarmTopic(
            name,
            { account: args.account, topicName: `${names.monitoring}-alarms`, emails, kmsKeyArn, hasBudget: args.hasBudget },
            { parent: this },
        );
        const definitions = releaseAlarmDefinitions(loadBalancer.arnSuffixes, settings);
        for (const role of alarmRoles.release) {
            new cloudwatch.MetricAlarm(
                `${name}-${role}`,
                {
                    name: toAlarmName(names.monitoring, role),
                    ...definitions[role],
                    ...(role === "elb-5xx" && loadBalancer.isClosed ? { actionsEnabled: false } : {}),
                    alarmActions: [topic.arn],
                    okActions: [topic.arn],
                },
                { parent: this, dependsOn: policy, ...createFirst },
            );
        }
        // A load balancer that stacks share answers 5xx for each of them, and a closed one always: neither must end a deployment here.
        const isForeign = isShared(loadBalancer.securityGroup) || loadBalancer.isClosed;
        const own = alarmRoles.release.filter((role) => role !== "elb-5xx" || !isForeign);
        this.guarding = settings.rollback ? own.map((role) => toAlarmName(names.monitoring, role)) : [];
        this.topicArn = topic.arn;
        this.registerOutputs({ topicArn: topic.arn });
    }
}

function validate(args: ReleaseAlarmsArgs): void {
    requireValid("ReleaseAlarms", args, {
        account,
        names: object({ monitoring: physicalName("monitoring") }),
        loadBalancer: given,
        keyArn: optional(given),
        hasBudget: flag,
        settings: alarmSettings,
    });
}
