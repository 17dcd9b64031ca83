import { toArn, type Account } from "../aws/account";
import { policyDocument, type Statement } from "../aws/iam-policy";

/**
 * Only ECS may assume the role. AWS documents no keys of the caller for roles of this kind, while it asks for them with those
 * of tasks: where ECS names the account and service that it acts for, they must be the stack's.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
 */
export function shiftTrustPolicy(account: Account): string {
    return policyDocument([
        {
            Effect: "Allow",
            Principal: { Service: "ecs.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
                StringEqualsIfExists: { "aws:SourceAccount": account.accountId },
                ArnLikeIfExists: { "aws:SourceArn": toArn(account, "ecs", "*") },
            },
        },
    ]);
}

/**
 * What AWS's AmazonECSInfrastructureRolePolicyForLoadBalancers allows for every load balancer of the account, for the stack's
 * alone. A listener itself is never changed, as both rules are rules.
 */
export function shiftTraffic(targetGroupArns: readonly string[], ruleArns: readonly string[]): Statement[] {
    return [
        {
            Sid: "SeeTraffic",
            Effect: "Allow",
            Action: [
                "elasticloadbalancing:DescribeListeners",
                "elasticloadbalancing:DescribeRules",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth",
            ],
            Resource: "*", // the actions take no resource
        },
        {
            Sid: "RegisterTasks",
            Effect: "Allow",
            Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
            Resource: targetGroupArns,
        },
        { Sid: "MoveRequests", Effect: "Allow", Action: "elasticloadbalancing:ModifyRule", Resource: ruleArns },
    ];
}
