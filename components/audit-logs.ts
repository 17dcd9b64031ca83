import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { account, flag, given, object, optional, requireValid, text, wholeNumber } from "./arguments";
import { deliverLogs } from "./audit-policy";
import type { Network } from "./network";
import { privateBucket } from "./private-bucket";

/** Arguments of {@link AuditLogs}. */
export interface AuditLogsArgs {
    /** Account and region of the stack. */
    readonly account: Account;

    /** Physical name of the bucket; unique among those of all accounts. */
    readonly bucketName: string;

    /** VPC whose flows may be recorded. */
    readonly network: Network;

    /** What is recorded, and for how long. */
    readonly settings: AuditSettings;
}

/** What is recorded, and for how long. What is undefined was never on; `false` ends what was. */
export interface AuditSettings {
    /** Requests to the load balancer. @default - never on */
    readonly accessLogs: boolean | undefined;

    /** Connections to the load balancer. @default - never on */
    readonly connectionLogs: boolean | undefined;

    /** Health checks of the load balancer. @default - never on */
    readonly healthCheckLogs: boolean | undefined;

    /** Flows of the VPC. @default - never on */
    readonly flowLogs: boolean | undefined;

    /** Days that these logs are kept, 1 to 3650. */
    readonly retentionDays: number;

    /** Refuses to destroy the bucket, and keeps it in AWS when it leaves the program. */
    readonly protect: boolean;
}

/** Logs of a load balancer, each under a prefix of its own. */
const balancerLogs = { accessLogs: "access", connectionLogs: "connections", healthCheckLogs: "health-checks" } as const;

/** Where a load balancer writes one of its logs. */
export interface LogDestination {
    /** Name of the bucket. */
    readonly bucket: pulumi.Input<string>;

    /** Whether it writes at all. */
    readonly enabled: boolean;

    /** Beginning of the names of what it writes. */
    readonly prefix: string;
}

/**
 * A bucket that only AWS's own log delivery of this account may write to: no public access, TLS alone, encrypted, and emptied by age.
 * The load balancer can write to no bucket with a customer key, so that S3's own key encrypts it.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class AuditLogs extends pulumi.ComponentResource {
    /** Inputs of the load balancer that turn its logs on and off. */
    public readonly destinations: Readonly<Partial<Record<keyof typeof balancerLogs, LogDestination>>>;

    constructor(name: string, args: AuditLogsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:s3:AuditLogs", name, {}, opts);
        validate(args);
        const { bucketName, network, settings } = args;
        const { retentionDays, protect } = settings;

        const { bucket, policy } = privateBucket(
            `${name}-logs`,
            {
                bucketName,
                partition: args.account.partition,
                protect,
                statements: (arn) => deliverLogs(args.account, arn, Object.values(balancerLogs)),
                expirationDays: retentionDays,
            },
            { parent: this },
        );
        if (settings.flowLogs === true) {
            new ec2.FlowLog(
                name,
                {
                    vpcId: network.vpcId,
                    trafficType: "ALL",
                    logDestinationType: "s3",
                    logDestination: pulumi.interpolate`${bucket.arn}/flows`,
                    maxAggregationInterval: 600,
                },
                { parent: this, dependsOn: policy }, // EC2 refuses a bucket that it may not write to
            );
        }

        const writable = policy.bucket; // Elastic Load Balancing refuses it before
        const kinds = (Object.keys(balancerLogs) as (keyof typeof balancerLogs)[]).filter((kind) => settings[kind] !== undefined);
        this.destinations = Object.fromEntries(
            kinds.map((kind) => [kind, { bucket: writable, enabled: settings[kind] === true, prefix: balancerLogs[kind] }]),
        );
        this.registerOutputs({});
    }
}

function validate(args: AuditLogsArgs): void {
    requireValid("AuditLogs", args, {
        account,
        bucketName: text(formats.bucketName),
        network: given,
        settings: object({
            accessLogs: optional(flag),
            connectionLogs: optional(flag),
            healthCheckLogs: optional(flag),
            flowLogs: optional(flag),
            retentionDays: wholeNumber(ranges.auditRetentionDays),
            protect: flag,
        }),
    });
}
