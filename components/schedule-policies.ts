import { toArn, type Account } from "../aws/account";
import { policyDocument, requireTls, type Statement } from "../aws/iam-policy";

/** What a schedule's role, and its queue, are about. */
export interface ScheduleNames {
    /** Cluster that the task runs in. */
    readonly cluster: string;

    /** Family of its task definitions. */
    readonly taskFamily: string;

    /** The schedule, and the group that it is alone in. */
    readonly schedule: string;

    /** Queue of the runs that were missed. */
    readonly deadLetters: string;
}

/**
 * Only this schedule may assume the role: Scheduler names the group of a schedule, and each has one of its own.
 *
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function scheduleTrustPolicy(account: Account, { schedule }: Pick<ScheduleNames, "schedule">): string {
    return policyDocument([
        {
            Effect: "Allow",
            Principal: { Service: "scheduler.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
                StringEquals: { "aws:SourceAccount": account.accountId },
                ArnLike: { "aws:SourceArn": toArn(account, "scheduler", `schedule-group/${schedule}`) },
            },
        },
    ]);
}

/**
 * What a schedule does: it starts a task of one family in one cluster, with its two roles and its tags, and keeps what it could
 * not start.
 *
 * @param roleArns of the ECS agent and of the application
 */
export function runTask(
    account: Account,
    { cluster, taskFamily, deadLetters }: ScheduleNames,
    roleArns: readonly string[],
): Statement[] {
    return [
        {
            Sid: "RunTask",
            Effect: "Allow",
            Action: "ecs:RunTask",
            Resource: toArn(account, "ecs", `task-definition/${taskFamily}:*`),
            Condition: { ArnEquals: { "ecs:cluster": toArn(account, "ecs", `cluster/${cluster}`) } },
        },
        {
            Sid: "TagTask",
            Effect: "Allow",
            Action: "ecs:TagResource",
            Resource: toArn(account, "ecs", `task/${cluster}/*`),
            Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
        },
        {
            Sid: "PassRoles",
            Effect: "Allow",
            Action: "iam:PassRole",
            Resource: [...roleArns],
            Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
        },
        {
            Sid: "KeepMissedRuns",
            Effect: "Allow",
            Action: "sqs:SendMessage",
            Resource: toArn(account, "sqs", deadLetters),
        },
    ];
}

/** Nothing without TLS. Who may send and receive is up to the policies of roles. */
export function queuePolicy(account: Account, { deadLetters }: Pick<ScheduleNames, "deadLetters">): string {
    return policyDocument([requireTls("sqs:*", toArn(account, "sqs", deadLetters))]);
}
