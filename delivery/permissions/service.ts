import type { Statement } from "../../aws/iam-policy";
import { arnsOf, type StackScope } from "../scope";
import { actions, allow, tagged } from "./statement";

/** The cluster, the service, its tasks and their revisions. */
export function ecsService(scope: StackScope): readonly Statement[] {
    const { clusters, services, taskFamilies } = scope;
    const cluster = arnsOf(scope, "ecs", clusters, "cluster/");
    const service = arnsOf(scope, "ecs", services, "service/");
    const deployments = arnsOf(scope, "ecs", services, "service-deployment/").map((arn) => `${arn}/*`);
    const revisions = arnsOf(scope, "ecs", taskFamilies, "task-definition/").map((arn) => `${arn}:*`);
    const tasks = arnsOf(scope, "ecs", clusters, "task/").map((arn) => `${arn}/*`);
    return [
        ...allow(
            "Clusters",
            actions(
                "ecs",
                "CreateCluster DeleteCluster PutClusterCapacityProviders TagResource UntagResource UpdateCluster UpdateClusterSettings",
            ),
            cluster,
        ),
        ...allow("Services", actions("ecs", "CreateService DeleteService TagResource UntagResource UpdateService"), service),
        ...allow("Deployments", actions("ecs", "ContinueServiceDeployment StopServiceDeployment"), [...service, ...deployments]),
        ...allow("Revisions", actions("ecs", "DeleteTaskDefinitions TagResource UntagResource"), revisions),
        ...allow("NewRevisions", ["ecs:RegisterTaskDefinition"], "*", tagged(scope, "aws:RequestTag")),
        ...allow("OldRevisions", ["ecs:DeregisterTaskDefinition"], "*"), // AWS takes no resource for it
        ...allow("RunTasks", ["ecs:RunTask"], revisions, { ArnLike: { "ecs:cluster": cluster } }),
        ...allow("StopTasks", actions("ecs", "StopTask TagResource"), tasks),
        ...allow(
            "Scale",
            actions(
                "application-autoscaling",
                `DeleteScalingPolicy DeleteScheduledAction DeregisterScalableTarget PutScalingPolicy PutScheduledAction RegisterScalableTarget
                TagResource UntagResource`,
            ),
            "*", // the ARN of a target is an id; it can only be of a service
            { StringEquals: { "application-autoscaling:service-namespace": "ecs" } },
        ),
    ];
}

/** The load balancer and what leads from it to the tasks. */
export function loadBalancing(scope: StackScope): readonly Statement[] {
    const elb = (names: string) => actions("elasticloadbalancing", names);
    const balancers = arnsOf(scope, "elasticloadbalancing", scope.loadBalancers, "loadbalancer/app/").map((arn) => `${arn}/*`);
    const within = (kind: string) =>
        arnsOf(scope, "elasticloadbalancing", scope.loadBalancers, `${kind}/app/`).map((arn) => `${arn}/*`);
    const groups = arnsOf(scope, "elasticloadbalancing", ["targetgroup/*"]);
    return [
        ...allow(
            "Balancers",
            elb(`AddTags CreateListener CreateLoadBalancer DeleteLoadBalancer ModifyLoadBalancerAttributes RemoveTags SetIpAddressType
            SetSecurityGroups SetSubnets`),
            balancers,
        ),
        ...allow(
            "Listeners",
            elb(`AddListenerCertificates AddTags CreateRule DeleteListener DeleteRule ModifyListener ModifyListenerAttributes ModifyRule
            RemoveListenerCertificates RemoveTags SetRulePriorities`),
            [...within("listener"), ...within("listener-rule")],
        ),
        ...allow("NewTargetGroups", elb("AddTags CreateTargetGroup"), groups, tagged(scope, "aws:RequestTag")),
        ...allow(
            "TargetGroups",
            elb("AddTags DeleteTargetGroup ModifyTargetGroup ModifyTargetGroupAttributes RemoveTags"),
            groups,
            tagged(scope, "aws:ResourceTag"),
        ),
    ];
}

/** Where images are kept, and what a build pushes. */
export function images(scope: StackScope): readonly Statement[] {
    const own = arnsOf(scope, "ecr", scope.repositories, "repository/");
    const shared = arnsOf(scope, "ecr", scope.sharedRepositories, "repository/");
    const push = actions(
        "ecr",
        `BatchCheckLayerAvailability BatchGetImage CompleteLayerUpload GetDownloadUrlForLayer InitiateLayerUpload PutImage UploadLayerPart`,
    );
    return [
        ...allow(
            "Repositories",
            actions(
                "ecr",
                `CreateRepository DeleteLifecyclePolicy DeleteRepository PutImageScanningConfiguration PutImageTagMutability PutLifecyclePolicy
                TagResource UntagResource`,
            ),
            own,
        ),
        ...allow("PushImages", push, [...own, ...shared]),
    ];
}
