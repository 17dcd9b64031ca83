import type { TrafficRow } from "./row";

const sameRelease = "the same release is deployed anew by rolling deployment";

/** What answers requests. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
export const serviceRows: Readonly<Record<string, readonly TrafficRow[]>> = {
    "aws:ecs/service:Service": [
        { operation: "create", impact: "none", statement: "the load balancer answers 503 until the first task is healthy" },
        { operation: "delete", impact: "interrupted", statement: "no task answers any more" },
        {
            operation: "replace",
            impact: "moved",
            statement: "a second service starts beside the one before, which goes once the update has seen the new one serve",
        },
        {
            operation: "update",
            inputs: ["taskDefinition"],
            impact: "moved",
            statement: "new release by rolling deployment: tasks of the one before serve until new ones are healthy",
        },
        {
            operation: "update",
            inputs: ["desiredCount"],
            when: "more",
            impact: "moved",
            statement: "more tasks start beside those that serve",
        },
        {
            operation: "update",
            inputs: ["desiredCount"],
            impact: "moved",
            statement: "the tasks that are too many finish their requests and stop",
        },
        {
            operation: "update",
            inputs: ["capacityProviderStrategies", "launchType", "platformVersion"],
            impact: "moved",
            statement: `${sameRelease}, on the new capacity`,
        },
        {
            operation: "update",
            inputs: ["networkConfiguration"],
            impact: "moved",
            statement: `${sameRelease}, in the new subnets and security groups`,
        },
        {
            operation: "update",
            inputs: ["loadBalancers"],
            impact: "moved",
            statement: "new tasks register on the new port or target group; those before serve until they are healthy",
        },
        {
            operation: "update",
            inputs: ["availabilityZoneRebalancing"],
            impact: "moved",
            statement: "ECS may move tasks between zones, each new one before an old one stops",
        },
        {
            operation: "update",
            inputs: [
                "alarms",
                "deploymentCircuitBreaker",
                "deploymentConfiguration",
                "deploymentController",
                "deploymentMaximumPercent",
                "deploymentMinimumHealthyPercent",
                "enableExecuteCommand",
                "forceNewDeployment",
                "healthCheckGracePeriodSeconds",
                "waitForSteadyState",
            ],
            impact: "none",
            statement: "counts from the next deployment on",
        },
        {
            operation: "update",
            inputs: ["tags", "propagateTags", "enableEcsManagedTags"],
            impact: "none",
            statement: "no request notices",
        },
    ],
    "aws:appautoscaling/target:Target": [
        { operation: "create", impact: "moved", statement: "tasks are added and taken away as the load asks for it" },
        { operation: "delete", impact: "none", statement: "as many tasks run as now, and the load changes that no more" },
        { operation: "replace", impact: "none", statement: "until the other is there, as many tasks run as now" },
        {
            operation: "update",
            inputs: ["minCapacity"],
            when: "more",
            impact: "moved",
            statement: "where fewer tasks run, more start beside those that serve",
        },
        {
            operation: "update",
            inputs: ["maxCapacity"],
            when: "less",
            impact: "moved",
            statement: "where more tasks run, those that are too many finish their requests and stop, whatever the load",
        },
        { operation: "update", impact: "none", statement: "counts when the load changes next" },
    ],
    "aws:acm/certificate:Certificate": [
        { operation: "create", impact: "none", statement: "no listener shows it before it is issued" },
        { operation: "delete", impact: "none", statement: "AWS deletes it only when no listener shows it" },
        { operation: "replace", impact: "moved", statement: "the listener shows the one before until the new one is issued" },
        { operation: "update", impact: "none", statement: "no request notices" },
    ],
};
