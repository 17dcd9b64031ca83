import { types as ec2 } from "./ec2";
import { types as ecs } from "./ecs";
import { types as elb } from "./elb-types";
import type { ProviderClient } from "./provider-client";

export const vpcId = `vpc-${"0".repeat(17)}`;

/** A service behind a load balancer, made by the provider in the order that AWS wants. */
export async function serveWith(client: ProviderClient) {
    const balancerGroup = await client.create(ec2.group, { description: "Load balancer", vpcId }, "web-alb");
    const taskGroup = await client.create(ec2.group, { description: "Tasks", vpcId }, "web-tasks");
    const onPort = { ipProtocol: "tcp", fromPort: 3000, toPort: 3000 };
    const rule = await client.create(ec2.ingress, {
        securityGroupId: taskGroup.id,
        referencedSecurityGroupId: balancerGroup.id,
        ...onPort,
    });
    const balancer = await client.create(elb.balancer, {
        name: "web",
        internal: false,
        enableDeletionProtection: true,
        securityGroups: [balancerGroup.id],
        subnets: ["subnet-a", "subnet-b"],
    });
    const targetGroup = await client.create(elb.targetGroup, targetGroupInputs);
    const listener = await client.create(elb.listener, {
        loadBalancerArn: balancer.id,
        port: 443,
        protocol: "HTTPS",
        certificateArn: "arn:aws:acm:us-east-1:920013187591:certificate/1",
        defaultActions: [{ type: "forward", targetGroupArn: targetGroup.id }],
    });
    const cluster = await client.create(ecs.cluster, { name: "web" });
    const providers = { clusterName: "web", capacityProviders: ["FARGATE", "FARGATE_SPOT"] };
    const capacityProviders = await client.create(ecs.capacityProviders, providers);
    const service = await client.create(ecs.service, {
        name: "web",
        cluster: cluster.id,
        taskDefinition: "arn:aws:ecs:us-east-1:920013187591:task-definition/web:1",
        desiredCount: 2,
        capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
        networkConfiguration: { subnets: ["subnet-a", "subnet-b"], securityGroups: [taskGroup.id], assignPublicIp: true },
        loadBalancers: [{ targetGroupArn: targetGroup.id, containerName: "web", containerPort: 3000 }],
        forceNewDeployment: true,
    });
    return { balancerGroup, taskGroup, rule, balancer, targetGroup, listener, cluster, capacityProviders, service };
}

export const targetGroupInputs = {
    namePrefix: "web-",
    port: 3000,
    protocol: "HTTP",
    targetType: "ip",
    vpcId,
    healthCheck: { path: "/api/health", interval: 10 },
};
