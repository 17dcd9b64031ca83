import type { AlarmDefinition } from "./alarm-definitions";

/**
 * An alarm on runs that Scheduler could not start. It ends when the queue is empty: what is in it was read, and taken out.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function missedRunsAlarm(schedule: string, queueName: string): AlarmDefinition {
    return {
        alarmDescription:
            `Runs of ${schedule} could not be started, and were missed. npm run status shows why; npm run task runs the command by hand ` +
            "(docs/operations.md#schedules)",
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: queueName },
        statistic: "Maximum",
        period: 300, // SQS sends a number every minute, and for a queue that was long quiet later
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
    };
}
