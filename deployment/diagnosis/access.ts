import { withoutPreamble } from "./aws-text";
import type { TextCause } from "./text-cause";

/** A role that cannot be used, and a call that it is not allowed, where the family of what it is about is not known. */
export const accessCauses: readonly TextCause[] = [
    {
        // "failed to launch a task with (error ECS was unable to assume the role '…' that was provided for this task. …)"
        id: "role-unassumable",
        when: [
            /(unable|failed|not able|cannot|can't|could not|couldn't) (to )?(be )?assumed?\b|sts:AssumeRole|trust (relationship|policy)|role .{0,80}(does not exist|could not be assumed|cannot be assumed|is invalid)|service.linked role .{0,40}(exist|missing)|\brole is (not valid|invalid)|invalid role|NoSuchEntity|trusted entit/i,
        ],
        cause: "ECS cannot assume a role of the task or the service",
        evidence: (text) => withoutPreamble(text).replace(/ (that was|which was)? ?provided for this task\..*$/, ""),
        advice: "run the update again, which restores the role and its trust in ecs-tasks.amazonaws.com; check that the role was not deleted",
    },
    {
        id: "account-blocked",
        when: [
            /account (\S+ ){0,3}(blocked|suspended|on hold|not (activated|verified|subscribed)|pending verification)|OptInRequired|not subscribed to/i,
        ],
        cause: "AWS has blocked the account, or has not activated it",
        advice: "look for mail of AWS to the account's owner, and open a case with AWS Support",
    },
    {
        id: "aws-denied",
        when: [
            /is not authorized to perform|AccessDenied|UnauthorizedOperation|UnauthorizedException|missing permissions|IAM permissions|explicit deny|not have permission/i,
        ],
        cause: "AWS denied a call that the service depends on",
        advice: (_, text) => {
            const action = /perform:? (\S+:\w+)/.exec(text)?.[1];
            return `allow ${action ?? "the action"} in the policy of the role that the evidence names, and lift what denies it explicitly`;
        },
    },
];
