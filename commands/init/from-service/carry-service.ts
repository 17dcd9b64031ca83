import { isSet, type Carry } from "./carry";
import type { LiveService } from "./live-service";

/** What a service is rather than what it is to be, and what others speak of. */
const known = [
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "clusterArn",
    "createdAt",
    "createdBy",
    "currentServiceDeployment",
    "currentServiceRevisions",
    "deploymentConfiguration",
    "deploymentController",
    "deployments",
    "desiredCount",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "events",
    "healthCheckGracePeriodSeconds",
    "launchType",
    "loadBalancers",
    "networkConfiguration",
    "pendingCount",
    "platformFamily",
    "platformVersion",
    "propagateTags",
    "roleArn",
    "runningCount",
    "schedulingStrategy",
    "serviceArn",
    "serviceName",
    "status",
    "tags",
    "taskDefinition",
    "taskSets",
];

const reasons: Readonly<Record<string, string>> = {
    serviceRegistries: "other services find it by Cloud Map: they must call the load balancer, or stay with the old service",
    placementConstraints: "Fargate places the tasks",
    placementStrategy: "Fargate places the tasks",
};

/** What ECS says of the newest deployment rather than of the service. */
const ofDeployment = {
    serviceConnectConfiguration: "other services reach it by Service Connect: they must call the load balancer",
    volumeConfigurations: "tasks of the program have no volume that outlives them",
    vpcLatticeConfigurations: "other services reach it by VPC Lattice: they must call the load balancer",
} as const;

/** How many tasks run, on what, and how a deployment replaces them. */
export function carryService(live: LiveService, carry: Carry): void {
    const { service, scaling, cluster } = live;
    carry.key("service.tasks.min", service.desiredCount, "service.desiredCount");
    if (scaling !== undefined) {
        const rules = [...scaling.policies, ...scaling.scheduledActions].join(", ");
        const from = `scaling.service/${cluster}/${service.serviceName ?? ""}`;
        carry.key("service.tasks.max", Math.max(scaling.max, service.desiredCount ?? 0), from);
        carry.leave(
            from,
            `${scaling.min} to ${scaling.max} tasks by ${rules || "no policy"}: the program's own rules take their place (section scaling), ` +
                "with as many tasks as run now for the fewest",
        );
    }
    carryCapacity(live, carry);
    carryDeployments(live, carry);
    // ECS has zero where nobody said anything, and a task that is starting would be stopped by its first failing check.
    const grace = service.healthCheckGracePeriodSeconds ?? 0;
    if (grace > 0) {
        carry.key("service.healthCheckGracePeriodSeconds", grace, "service.healthCheckGracePeriodSeconds");
    } else {
        carry.leave(
            "service.healthCheckGracePeriodSeconds",
            "0 stops a task that is still starting: the profile's value is taken",
        );
    }
    if (service.schedulingStrategy === "DAEMON") {
        carry.leave("service.schedulingStrategy", "DAEMON: on Fargate a service has a number of tasks");
    }
    const newest = service.deployments?.find(({ status }) => status === "PRIMARY");
    for (const [field, why] of Object.entries(ofDeployment)) {
        if (isSet(newest?.[field as keyof typeof ofDeployment])) {
            carry.leave(`service.${field}`, why);
        }
    }
    carry.leaveRest("service", service, known, (field) => reasons[field] ?? "no key of a stack file says this of a service");
}

function carryCapacity({ service }: LiveService, carry: Carry): void {
    const strategy = service.capacityProviderStrategy ?? [];
    const of = (name: string) => strategy.find(({ capacityProvider }) => capacityProvider === name);
    const [onDemand, spot] = [of("FARGATE"), of("FARGATE_SPOT")];
    for (const { capacityProvider = "" } of strategy.filter((each) => each !== onDemand && each !== spot)) {
        carry.leave("service.capacityProviderStrategy", `${capacityProvider}: the program's tasks run on Fargate`);
    }
    const launchType = strategy.length === 0 ? (service.launchType ?? "FARGATE") : "FARGATE";
    if (launchType !== "FARGATE") {
        carry.leave("service.launchType", `${launchType}: the program's tasks run on Fargate`);
    }
    if ((spot?.base ?? 0) > 0) {
        carry.leave("service.capacityProviderStrategy", "a base on FARGATE_SPOT: the program's base is on demand");
    }
    const from = strategy.length > 0 ? "service.capacityProviderStrategy" : "service.launchType";
    const weights =
        onDemand === undefined && spot === undefined
            ? { onDemand: 1, spot: 0 }
            : { onDemand: onDemand?.weight ?? 0, spot: spot?.weight ?? 0 };
    // Without Spot every task is on demand, whatever the base.
    carry.key("service.capacity.base", weights.spot > 0 ? (onDemand?.base ?? 0) : undefined, from);
    carry.key("service.capacity.onDemandWeight", weights.onDemand, from);
    carry.key("service.capacity.spotWeight", weights.spot, from);
}

/** What the program sets to the same, or what is said below. */
const knownOfDeployments = [
    "deploymentCircuitBreaker",
    "maximumPercent",
    "minimumHealthyPercent",
    "strategy",
    "alarms",
    "bakeTimeInMinutes",
    "canaryConfiguration",
    "linearConfiguration",
];

function carryDeployments({ service }: LiveService, carry: Carry): void {
    const { deploymentConfiguration: given = {}, deploymentController, availabilityZoneRebalancing } = service;
    carry.key(
        "service.minimumHealthyPercent",
        given.minimumHealthyPercent,
        "service.deploymentConfiguration.minimumHealthyPercent",
    );
    carry.key("service.maximumPercent", given.maximumPercent, "service.deploymentConfiguration.maximumPercent");
    if (availabilityZoneRebalancing !== undefined) {
        carry.key(
            "service.availabilityZoneRebalancing",
            availabilityZoneRebalancing === "ENABLED",
            "service.availabilityZoneRebalancing",
        );
    }
    const controller = deploymentController?.type ?? "ECS";
    if (controller !== "ECS") {
        carry.leave("service.deploymentController", `${controller}: the program leaves deployments to ECS`);
    }
    if (given.strategy !== undefined && given.strategy !== "ROLLING") {
        carry.leave("service.deploymentConfiguration.strategy", `${given.strategy}: the program replaces tasks one by one`);
    }
    if ((given.alarms?.alarmNames ?? []).length > 0) {
        carry.leave(
            "service.deploymentConfiguration.alarms",
            `${given.alarms?.alarmNames?.join(", ") ?? ""}: no key of a stack file guards a deployment by alarms`,
        );
    }
    carry.leaveRest("service.deploymentConfiguration", given, knownOfDeployments, () => "no key of a stack file says this");
}
