import { arn, balancer, group, text, type Row } from "./provider-row";
import { accountId } from "./record-delivery";

const role = (name: unknown) => [`arn:aws:iam::${accountId}:role/${text(name)}`];
const rule = [...group, arn("ec2", "security-group-rule/sgr-0123456789abcdef0")];
const scaled: Row = {
    on: () => [arn("application-autoscaling", "scalable-target/0ec5abc123")],
    makes: "application-autoscaling:RegisterScalableTarget application-autoscaling:PutScalingPolicy application-autoscaling:TagResource",
    changes: "application-autoscaling:DeleteScalingPolicy application-autoscaling:DeregisterScalableTarget",
    reads: "application-autoscaling:DescribeScalableTargets application-autoscaling:DescribeScalingPolicies application-autoscaling:ListTagsForResource",
};
const groupRule = (direction: string): Row => ({
    on: () => rule,
    makes: "",
    changes: `ec2:AuthorizeSecurityGroup${direction} ec2:ModifySecurityGroupRules`,
    reads: "ec2:DescribeSecurityGroupRules",
    onGroup: `ec2:RevokeSecurityGroup${direction}`,
});

/** Of what serves requests: see {@link rowsBeside}. */
export function rowsOfServing(names: { readonly balancer: string; readonly cluster: string }): Readonly<Record<string, Row>> {
    return {
        "aws:appautoscaling/target:Target": scaled,
        "aws:appautoscaling/policy:Policy": scaled,
        "aws:appautoscaling/scheduledAction:ScheduledAction": {
            ...scaled,
            makes: "application-autoscaling:PutScheduledAction",
            changes: "application-autoscaling:DeleteScheduledAction",
            reads: "application-autoscaling:DescribeScheduledActions",
        },
        "aws:ec2/securityGroup:SecurityGroup": {
            on: () => group,
            makes: "ec2:CreateSecurityGroup",
            changes: "ec2:CreateTags ec2:RevokeSecurityGroupEgress ec2:DeleteSecurityGroup",
            reads: "ec2:DescribeSecurityGroups ec2:DescribeNetworkInterfaces",
        },
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule("Egress"),
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule("Ingress"),
        "aws:ecr/repository:Repository": {
            on: ({ name }) => [arn("ecr", `repository/${text(name)}`)],
            makes: "ecr:CreateRepository ecr:TagResource",
            changes: "ecr:PutImageScanningConfiguration ecr:PutImageTagMutability ecr:DeleteRepository",
            reads: "ecr:DescribeRepositories ecr:ListTagsForResource",
        },
        "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
            on: ({ repository }) => [arn("ecr", `repository/${text(repository)}`)],
            makes: "ecr:PutLifecyclePolicy",
            changes: "ecr:DeleteLifecyclePolicy",
            reads: "ecr:GetLifecyclePolicy",
        },
        "aws:ecs/cluster:Cluster": {
            on: ({ name }) => [arn("ecs", `cluster/${text(name)}`)],
            makes: "ecs:CreateCluster ecs:TagResource",
            changes: "ecs:UpdateCluster ecs:DeleteCluster",
            reads: "ecs:DescribeClusters",
        },
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
            on: ({ clusterName }) => [arn("ecs", `cluster/${text(clusterName)}`)],
            makes: "ecs:PutClusterCapacityProviders",
            changes: "ecs:PutClusterCapacityProviders",
            reads: "ecs:DescribeClusters",
        },
        "aws:ecs/service:Service": {
            on: ({ name }) => [arn("ecs", `service/${names.cluster}/${text(name)}`)],
            makes: "ecs:CreateService ecs:TagResource",
            changes: "ecs:UpdateService ecs:DeleteService",
            reads: "ecs:DescribeServices ecs:ListServiceDeployments ecs:DescribeServiceDeployments",
        },
        "aws:ecs/taskDefinition:TaskDefinition": {
            on: ({ family }) => [arn("ecs", `task-definition/${text(family)}:1`)],
            makes: "ecs:TagResource",
            changes: "ecs:DeleteTaskDefinitions",
            reads: "ecs:DescribeTaskDefinition",
            onAll: "ecs:RegisterTaskDefinition ecs:DeregisterTaskDefinition",
        },
        "aws:iam/role:Role": {
            on: ({ name }) => role(name),
            makes: "iam:CreateRole iam:TagRole",
            changes: "iam:UpdateAssumeRolePolicy iam:UpdateRole iam:DeleteRole",
            reads: "iam:GetRole iam:ListRolePolicies iam:ListAttachedRolePolicies iam:ListInstanceProfilesForRole",
        },
        "aws:iam/rolePolicy:RolePolicy": {
            on: ({ role: of }) => role(of),
            makes: "iam:PutRolePolicy",
            changes: "iam:DeleteRolePolicy",
            reads: "iam:GetRolePolicy",
        },
        "aws:lb/loadBalancer:LoadBalancer": {
            on: ({ name }) => [balancer(text(name))],
            makes: "elasticloadbalancing:CreateLoadBalancer elasticloadbalancing:AddTags",
            changes:
                "elasticloadbalancing:ModifyLoadBalancerAttributes elasticloadbalancing:SetSecurityGroups elasticloadbalancing:SetSubnets elasticloadbalancing:DeleteLoadBalancer",
            reads: "elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeLoadBalancerAttributes elasticloadbalancing:DescribeTags",
        },
        "aws:lb/listener:Listener": {
            on: () => [`${balancer(names.balancer, "listener")}/0467ef3c8400ae65`],
            makes: "elasticloadbalancing:AddTags",
            changes:
                "elasticloadbalancing:ModifyListener elasticloadbalancing:ModifyListenerAttributes elasticloadbalancing:DeleteListener",
            reads: "elasticloadbalancing:DescribeListeners elasticloadbalancing:DescribeListenerAttributes elasticloadbalancing:DescribeTags",
        },
        "aws:lb/listenerRule:ListenerRule": {
            on: () => [`${balancer(names.balancer, "listener-rule")}/0467ef3c8400ae65/9683b2d02a6cabee`],
            makes: "elasticloadbalancing:AddTags",
            changes: "elasticloadbalancing:ModifyRule elasticloadbalancing:SetRulePriorities elasticloadbalancing:DeleteRule",
            reads: "elasticloadbalancing:DescribeRules elasticloadbalancing:DescribeTags",
        },
        "aws:lb/targetGroup:TargetGroup": {
            on: () => [arn("elasticloadbalancing", "targetgroup/web-20261126/73e2d6bc24d8a067")],
            makes: "elasticloadbalancing:CreateTargetGroup elasticloadbalancing:AddTags",
            changes:
                "elasticloadbalancing:ModifyTargetGroup elasticloadbalancing:ModifyTargetGroupAttributes elasticloadbalancing:DeleteTargetGroup",
            reads: "elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetGroupAttributes elasticloadbalancing:DescribeTags",
        },
    };
}
