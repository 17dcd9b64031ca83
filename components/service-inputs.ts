import type * as ecs from "@pulumi/aws/ecs";
import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network";
import { capacityProviderStrategies, type Capacity } from "./service-settings";

/** Where a service's tasks run, and on which capacity. */
export function runOnFargate(capacity: Capacity, network: Network, securityGroupId: pulumi.Input<string>) {
    return {
        capacityProviderStrategies: capacityProviderStrategies(capacity),
        platformVersion: "LATEST",
        networkConfiguration: {
            subnets: network.serviceSubnetIds,
            securityGroups: [securityGroupId],
            assignPublicIp: network.assignPublicIp,
        },
    } satisfies Partial<ecs.ServiceArgs>;
}

/** How ECS replaces a service's tasks: some at a time, and back where the new ones do not run. */
export const deployRolling = {
    deploymentController: { type: "ECS" },
    deploymentConfiguration: { strategy: "ROLLING" },
    deploymentCircuitBreaker: { enable: true, rollback: true },
    enableEcsManagedTags: true,
    propagateTags: "SERVICE",
    forceNewDeployment: true, // else a change of capacity providers replaces the service
} satisfies Partial<ecs.ServiceArgs>;
