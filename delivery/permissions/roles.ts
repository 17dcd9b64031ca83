import type { Statement, StatementConditions } from "../../aws/iam-policy";
import { globalArnsOf, type StackScope } from "../scope";
import { actions, allow, tagged } from "./statement";

/** Services for which AWS makes a role of its own, once in an account. */
const linkedServices = [
    "ecs.amazonaws.com",
    "ecs.application-autoscaling.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
    "replication.dynamodb.amazonaws.com",
];

/** Services that the program hands its roles to. */
const passedTo = ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com", "scheduler.amazonaws.com"];

/**
 * The stack's own roles. Without a boundary a role that may write policies may give all that it wants to a role of its own making:
 * with one, what it makes is bounded as it is itself.
 */
export function makeRoles(scope: StackScope, permissionsBoundary: string | undefined): readonly Statement[] {
    const roles = globalArnsOf(scope, "role", scope.roles);
    const bounded: StatementConditions | undefined =
        permissionsBoundary === undefined ? undefined : { StringEquals: { "iam:PermissionsBoundary": permissionsBoundary } };
    const { account } = scope;
    return [
        ...allow(
            "MakeRoles",
            actions("iam", "CreateRole DeleteRolePolicy PutRolePermissionsBoundary PutRolePolicy"),
            roles,
            bounded,
        ),
        ...allow("KeepRoles", actions("iam", "TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription"), roles),
        ...allow("DeleteRoles", actions("iam", "DeleteRole"), roles),
        ...allow("PassRoles", ["iam:PassRole"], roles, { StringEquals: { "iam:PassedToService": passedTo } }),
        ...allow(
            "MakeLinkedRoles",
            ["iam:CreateServiceLinkedRole"],
            [`arn:${account.partition}:iam::${account.accountId}:role/aws-service-role/*`],
            { StringEquals: { "iam:AWSServiceName": linkedServices } },
        ),
    ];
}

/** What takes a stack's roles away again. */
export function deleteRoles(scope: StackScope): readonly Statement[] {
    return allow("DeleteRoles", actions("iam", "DeleteRole DeleteRolePolicy"), globalArnsOf(scope, "role", scope.roles));
}

/** Security groups and their rules, whose ids AWS chooses. */
export function securityGroups(scope: StackScope): readonly Statement[] {
    const { partition, region, accountId } = scope.account;
    const arn = (kind: string) => `arn:${partition}:ec2:${region}:${accountId}:${kind}/*`;
    return [
        ...allow("MakeGroups", ["ec2:CreateSecurityGroup"], [arn("security-group")], tagged(scope, "aws:RequestTag")),
        ...allow("MakeGroupsIn", ["ec2:CreateSecurityGroup"], [arn("vpc")]),
        ...allow("TagNew", ["ec2:CreateTags"], [arn("security-group"), arn("security-group-rule")], {
            StringEquals: {
                "ec2:CreateAction": ["AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress", "CreateSecurityGroup"],
            },
        }),
        ...allow(
            "ChangeGroups",
            actions(
                "ec2",
                `AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CreateTags DeleteSecurityGroup DeleteTags ModifySecurityGroupRules
                RevokeSecurityGroupEgress RevokeSecurityGroupIngress UpdateSecurityGroupRuleDescriptionsEgress
                UpdateSecurityGroupRuleDescriptionsIngress`,
            ),
            [arn("security-group")],
            tagged(scope, "aws:ResourceTag"),
        ),
        // A rule is told by its group; what makes one names both.
        ...allow(
            "ChangeRules",
            actions("ec2", "AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress ModifySecurityGroupRules"),
            [arn("security-group-rule")],
        ),
    ];
}
