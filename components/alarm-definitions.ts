import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { ReleaseAlarmRole, ServiceAlarmRole } from "../aws/alarm-roles";
import type { AlarmSettings } from "./alarm-settings";
import type { Balancer } from "./balancer";

/** An alarm without its name and whom it tells. */
export type AlarmDefinition = Omit<cloudwatch.MetricAlarmArgs, "name" | "alarmActions" | "okActions">;

type Suffixes = Balancer["arnSuffixes"];

/** Requests in a minute below which a share of errors says nothing: one of three at night is no outage. */
const fewRequests = 20;

/** Days of a certificate that must be left; ACM renews it long before. */
const certificateDays = 20;

const minute = 60;
const page = "docs/operations.md#alarms";

/**
 * Alarms on what users get. Metrics: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 *
 * A load balancer sends no number of what did not happen, so that missing data is good.
 */
export function releaseAlarmDefinitions(
    { loadBalancer, targetGroup, alternateTargetGroup }: Suffixes,
    { errorPercent, slowMilliseconds }: Pick<AlarmSettings, "errorPercent" | "slowMilliseconds">,
): Readonly<Record<ReleaseAlarmRole, AlarmDefinition>> {
    // Of two target groups, either may have the release: the load balancer's own numbers are those of both.
    const dimensions: Record<string, pulumi.Output<string>> = {
        LoadBalancer: loadBalancer,
        ...(alternateTargetGroup === undefined ? { TargetGroup: targetGroup } : {}),
    };
    const sum = (id: string, metricName: string) => ({
        id,
        metric: { namespace: "AWS/ApplicationELB", metricName, dimensions, period: minute, stat: "Sum" },
    });
    return {
        "elb-5xx": {
            alarmDescription:
                "The load balancer itself answers 5xx: no task is healthy, or tasks close connections or answer too late. " +
                `npm run status, then npm run rollback if it began with a release (${page})`,
            namespace: "AWS/ApplicationELB",
            metricName: "HTTPCode_ELB_5XX_Count",
            dimensions: { LoadBalancer: loadBalancer },
            statistic: "Sum",
            period: minute,
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: 5,
            evaluationPeriods: 3,
            datapointsToAlarm: 2,
            treatMissingData: "notBreaching",
        },
        "target-5xx": {
            alarmDescription:
                `More than ${errorPercent} % of the requests are answered with 5xx by the application. npm run logs shows the ` +
                `error; npm run rollback if it began with a release (${page})`,
            metricQueries: [
                sum("errors", "HTTPCode_Target_5XX_Count"),
                sum("requests", "RequestCount"),
                {
                    id: "percent",
                    expression: `IF(requests > ${fewRequests}, 100 * FILL(errors, 0) / requests, 0)`,
                    label: "5xx, percent",
                    returnData: true,
                },
            ],
            comparisonOperator: "GreaterThanThreshold",
            threshold: errorPercent,
            evaluationPeriods: 3,
            datapointsToAlarm: 2,
            treatMissingData: "notBreaching",
        },
        slow: {
            alarmDescription:
                `One request in twenty takes longer than ${slowMilliseconds} ms. Compare with CPU and number of tasks on the ` +
                `dashboard: a dependency is slow, or there are too few tasks (${page})`,
            namespace: "AWS/ApplicationELB",
            metricName: "TargetResponseTime",
            dimensions,
            extendedStatistic: "p95",
            evaluateLowSampleCountPercentiles: "ignore",
            period: minute,
            comparisonOperator: "GreaterThanThreshold",
            threshold: slowMilliseconds / 1000,
            evaluationPeriods: 5,
            datapointsToAlarm: 3,
            treatMissingData: "notBreaching",
        },
    };
}

/** What the alarms on a service need to know of it. */
export interface ServiceAlarmContext {
    /** What tells the load balancer's metrics apart. */
    readonly suffixes: Suffixes;

    /** Cluster of the service. */
    readonly cluster: string;

    /** The service. */
    readonly service: string;

    /** Fewest tasks that run. */
    readonly minTasks: number;

    /** Certificate of the load balancer. @default - it has none, and there is no alarm on it */
    readonly certificateArn?: pulumi.Input<string>;
}

/**
 * Alarms on the service and its certificate. A deployment moves these for minutes: none may guard one.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 * https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
 */
export function serviceAlarmDefinitions(
    { suffixes, cluster, service, minTasks, certificateArn }: ServiceAlarmContext,
    settings: Pick<AlarmSettings, "cpuPercent" | "memoryPercent">,
): Readonly<Partial<Record<ServiceAlarmRole, AlarmDefinition>>> {
    const ofService = {
        namespace: "AWS/ECS",
        dimensions: { ClusterName: cluster, ServiceName: service },
        statistic: "Average",
        period: 5 * minute,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 3,
        treatMissingData: "notBreaching", // without a task there is no number, which too-few is about
    };
    return {
        unhealthy: {
            ...countTargets(suffixes, "UnHealthyHostCount", "Maximum"),
            alarmDescription:
                `A task fails the load balancer's health check for five minutes, although ECS should have replaced it. npm run status ` +
                `shows why (${page})`,
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: 1,
            evaluationPeriods: 5, // a deployment, and each task that ECS replaces, is unhealthy for less
            treatMissingData: "notBreaching",
        },
        "too-few": {
            ...countTargets(suffixes, "HealthyHostCount", "Minimum"),
            alarmDescription: `Fewer than ${minTasks} tasks are healthy. npm run status shows whether tasks fail or can't be started (${page})`,
            comparisonOperator: "LessThanThreshold",
            threshold: minTasks,
            evaluationPeriods: 3,
            treatMissingData: "breaching", // a group without a target sends nothing
        },
        cpu: {
            ...ofService,
            alarmDescription:
                `CPU above ${settings.cpuPercent} % for a quarter of an hour: scaling is at its end, or frozen. Raise ` +
                `service.tasks.max, or service.cpu (${page})`,
            metricName: "CPUUtilization",
            threshold: settings.cpuPercent,
        },
        memory: {
            ...ofService,
            alarmDescription:
                `Memory above ${settings.memoryPercent} % for a quarter of an hour: tasks may soon end for lack of it. A leak grows from ` +
                `release to release; npm run restart gives time (${page})`,
            metricName: "MemoryUtilization",
            threshold: settings.memoryPercent,
        },
        ...(certificateArn === undefined
            ? {}
            : {
                  certificate: {
                      alarmDescription:
                          `The certificate ends in less than ${certificateDays} days, and was not renewed. Look for its DNS validation ` +
                          `record, or import a new one (${page})`,
                      namespace: "AWS/CertificateManager",
                      metricName: "DaysToExpiry",
                      dimensions: { CertificateArn: certificateArn },
                      statistic: "Minimum",
                      period: 24 * 60 * minute, // ACM sends it twice a day
                      comparisonOperator: "LessThanThreshold",
                      threshold: certificateDays,
                      evaluationPeriods: 1,
                      treatMissingData: "ignore", // neither good nor bad: a day without a number changes nothing
                  },
              }),
    };
}

/** The number of targets; of two groups, which releases have by turns, that of both together. */
function countTargets(
    { loadBalancer, targetGroup, alternateTargetGroup }: Suffixes,
    metricName: "HealthyHostCount" | "UnHealthyHostCount",
    stat: "Minimum" | "Maximum",
): Pick<AlarmDefinition, "namespace" | "dimensions" | "period" | "metricName" | "statistic" | "metricQueries"> {
    const namespace = "AWS/ApplicationELB";
    const of = (group: pulumi.Input<string>) => ({ LoadBalancer: loadBalancer, TargetGroup: group });
    if (alternateTargetGroup === undefined) {
        return { namespace, metricName, dimensions: of(targetGroup), statistic: stat, period: minute };
    }
    const query = (id: string, group: pulumi.Input<string>) => ({
        id,
        metric: { namespace, metricName, dimensions: of(group), period: minute, stat },
    });
    return {
        metricQueries: [
            query("first", targetGroup),
            query("alternate", alternateTargetGroup),
            // A group without a target sends nothing, which is 0 here.
            {
                id: "both",
                expression: "SUM([FILL(first, 0), FILL(alternate, 0)])",
                label: "targets of both groups",
                returnData: true,
            },
        ],
    };
}
