import { toArn, type Account } from "../aws/account";

/** What a schedule runs. */
export interface RunSource {
    /** Family of its task definitions. */
    readonly taskFamily: string;

    /** Container of its command. */
    readonly container: string;
}

/**
 * Events of tasks that have stopped and were started by a schedule: its family has no others.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function runPattern(account: Account, cluster: string, runs: readonly RunSource[]) {
    return {
        source: ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        detail: {
            clusterArn: [toArn(account, "ecs", `cluster/${cluster}`)],
            taskDefinitionArn: runs.map(({ taskFamily }) => ({
                prefix: toArn(account, "ecs", `task-definition/${taskFamily}:`),
            })),
            lastStatus: ["STOPPED"],
        },
    };
}

/** Those whose command ended with another code than 0, or was stopped, or never ran. */
export function failedRunPattern(account: Account, cluster: string, runs: readonly RunSource[]) {
    const { detail, ...events } = runPattern(account, cluster, runs);
    return {
        ...events,
        detail: {
            ...detail,
            $or: [
                { stopCode: [{ "anything-but": ["EssentialContainerExited"] }] },
                { containers: { name: runs.map(({ container }) => container), exitCode: [{ "anything-but": [0] }] } },
            ],
        },
    };
}

/**
 * Only this rule may write to the log group. The policy is the group's own: an account has ten others at most.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
 */
export function runLogPolicy(account: Account, logArn: string, rule: string) {
    const Principal = { Service: ["delivery.logs.amazonaws.com", "events.amazonaws.com"] };
    return {
        Version: "2012-10-17",
        Statement: [
            { Sid: "MakeStreams", Effect: "Allow", Principal, Action: "logs:CreateLogStream", Resource: `${logArn}:*` },
            {
                Sid: "KeepRuns",
                Effect: "Allow",
                Principal,
                Action: "logs:PutLogEvents",
                Resource: `${logArn}:*:*`,
                Condition: { ArnEquals: { "aws:SourceArn": toArn(account, "events", `rule/${rule}`) } },
            },
        ],
    };
}
