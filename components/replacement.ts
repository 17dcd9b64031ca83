import type * as pulumi from "@pulumi/pulumi";

/**
 * Makes a resource that AWS can't change before the one that it replaces goes. Without it the provider deletes first wherever
 * the program chooses the name, although only another name replaces these resources, so that both can stand side by side.
 */
export const createFirst = { deleteBeforeReplace: false } as const;

/**
 * Keeps the description that a security group was made with: AWS can't change it, and another one would replace the group
 * with all its rules. Earlier programs wrote a name into it.
 */
export const fixedDescription = { ignoreChanges: ["description"] };

/**
 * Keeps a target group for as long as its VPC. A service reaches its tasks through it, and a listener that is moved to
 * another one finds it empty until the next release is healthy. Its name and port are what it was made with: AWS fixes both,
 * and ECS registers each task with the port of its container.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
 */
export const fixedTargetGroup = { ignoreChanges: ["name", "namePrefix", "port"] };

/**
 * Leaves the weights of a rule to ECS, which moves them in every deployment: the program's own would send all requests to a
 * group without tasks. Whatever else is in the action still counts. https://github.com/aws/aws-cdk/issues/36649
 */
export const fixedWeights = { ignoreChanges: ["actions[0].forward.targetGroups"] };

/**
 * How a load balancer is replaced. Its name is the account's, and its target group belongs to one load balancer, so that two
 * can't stand side by side: where a gap is accepted it goes first, and it goes with its security group, which is replaced with
 * the VPC alone. Else AWS refuses, and what serves stays.
 */
export function loadBalancerReplacement(acceptsGap: boolean): pulumi.CustomResourceOptions {
    return acceptsGap ? { deleteBeforeReplace: true, replaceOnChanges: ["securityGroups"] } : createFirst;
}

/**
 * Keeps the stream of a table whose last replica goes, which costs nothing while nothing reads it: the provider turns it off before it
 * takes the replica away, and DynamoDB refuses that. https://github.com/hashicorp/terraform-provider-aws/issues/34450
 */
export const keptStream = { ignoreChanges: ["streamEnabled", "streamViewType"] };

/**
 * How the association of a load balancer with its web ACL is replaced. A load balancer has one, and AWS takes it away by the load
 * balancer alone: the one that leaves would take the next one with it. https://github.com/pulumi/pulumi-aws/issues/4782
 */
export const associationReplacement = { deleteBeforeReplace: true } as const;
