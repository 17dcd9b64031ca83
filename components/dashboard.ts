import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { toArn, type Account } from "../aws/account";
import { account, given, listOf, object, physicalName, requireValid } from "./arguments";
import { dashboardBody } from "./dashboard-body";
import type { Balancer } from "./balancer";
import type { LogGroup } from "./log-group";
import { createFirst } from "./replacement";

/** Arguments of {@link Dashboard}. */
export interface DashboardArgs {
    /** Account and region of the stack. */
    readonly account: Account;

    /** Physical names. */
    readonly names: {
        /** The dashboard, and the namespace of the metric of error lines; unique in the account. */
        readonly monitoring: string;

        /** Cluster of the service. */
        readonly cluster: string;

        /** The service. */
        readonly service: string;

        /** Log group of the containers. */
        readonly logGroup: string;
    };

    /** What requests come through. */
    readonly loadBalancer: Balancer;

    /** Where the containers log to; it must exist before its lines can be counted. */
    readonly logGroup: LogGroup;

    /** Physical names of the stack's alarms, whose states are shown. */
    readonly alarmNames: readonly string[];
}

/**
 * One page of CloudWatch with three questions: is it up, is it slow, is it the release? It counts the lines of the log that look like
 * errors, about 0.30 USD a month.
 */
export class Dashboard extends pulumi.ComponentResource {
    constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:cloudwatch:Dashboard", name, {}, opts);
        validate(args);
        const { names, loadBalancer, logGroup, alarmNames } = args;
        const { monitoring, cluster, service } = names;
        const alarmArns = alarmNames.map((alarm) => toArn(args.account, "cloudwatch", `alarm:${alarm}`));

        new cloudwatch.LogMetricFilter(
            `${name}-errors`,
            {
                name: "errors",
                logGroupName: names.logGroup,
                pattern: errorLines,
                metricTransformation: { name: "ErrorLines", namespace: monitoring, value: "1", defaultValue: "0", unit: "Count" },
            },
            { parent: this, dependsOn: logGroup, ...createFirst },
        );
        const { loadBalancer: balancer, targetGroup, alternateTargetGroup } = loadBalancer.arnSuffixes;
        const suffixes = pulumi.all([balancer, targetGroup, alternateTargetGroup]);
        new cloudwatch.Dashboard(
            name,
            {
                dashboardName: monitoring,
                dashboardBody: suffixes.apply(([balancerSuffix, targetGroupSuffix, alternateSuffix]) =>
                    JSON.stringify(
                        dashboardBody({
                            region: args.account.region,
                            loadBalancer: balancerSuffix,
                            targetGroup: targetGroupSuffix,
                            alternateTargetGroup: alternateSuffix,
                            cluster,
                            service,
                            logGroup: names.logGroup,
                            errorNamespace: monitoring,
                            alarmArns,
                        }),
                    ),
                ),
            },
            { parent: this },
        );
        this.registerOutputs({});
    }
}

/** What Node, Next.js, pino and winston write for an error. Several terms with a question mark are alternatives. */
const errorLines = String.raw`?"Error:" ?ERROR ?"\"level\":\"error\"" ?"\"level\":50"`;

function validate(args: DashboardArgs): void {
    requireValid("Dashboard", args, {
        account,
        names: object({
            monitoring: physicalName("monitoring"),
            cluster: physicalName("cluster"),
            service: physicalName("service"),
            logGroup: physicalName("logGroup"),
        }),
        loadBalancer: given,
        logGroup: given,
        alarmNames: listOf(given),
    });
}
