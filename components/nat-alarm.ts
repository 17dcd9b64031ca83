import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "./alarm-definitions";
import type { AlarmSettings } from "./alarm-settings";

const hour = 60 * 60;

/**
 * An alarm on what leaves through a NAT gateway, which is charged: a task that sends more than it should, or asks the same again and
 * again. Images and tables don't count: their traffic takes endpoints of the network's own.
 *
 * https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export function natAlarmDefinition(
    natGatewayId: pulumi.Input<string>,
    { natGigabytesPerHour }: Pick<AlarmSettings, "natGigabytesPerHour">,
): AlarmDefinition {
    return {
        alarmDescription:
            `More than ${natGigabytesPerHour} GB left through a NAT gateway in an hour, which is charged. Look at the dashboard for more ` +
            `requests, and at npm run logs for calls that are repeated (docs/operations.md#alarms)`,
        namespace: "AWS/NATGateway",
        metricName: "BytesOutToDestination",
        dimensions: { NatGatewayId: natGatewayId },
        statistic: "Sum",
        period: hour,
        comparisonOperator: "GreaterThanThreshold",
        threshold: natGigabytesPerHour * 1e9,
        evaluationPeriods: 1,
        treatMissingData: "notBreaching", // nothing has left
    };
}
