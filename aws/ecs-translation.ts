import type * as ecs from "@aws-sdk/client-ecs";
import type {
    ContainerDefinition,
    Deployment,
    LifecycleHook,
    Service,
    ServiceDeployment,
    ServiceDeploymentBrief,
    ServiceRevision,
    ServiceShift,
    Task,
    TaskDefinition,
} from "./ecs-types";
import { toTags } from "./tags";

export function toService(service: ecs.Service): Service {
    return {
        arn: service.serviceArn ?? "",
        name: service.serviceName ?? "",
        status: service.status ?? "",
        desiredCount: service.desiredCount ?? 0,
        runningCount: service.runningCount ?? 0,
        pendingCount: service.pendingCount ?? 0,
        deployments: (service.deployments ?? []).map(toDeployment),
        events: (service.events ?? []).map(({ id = "", createdAt, message = "" }) => ({
            id,
            at: toMilliseconds(createdAt) ?? 0,
            message,
        })),
        loadBalancers: (service.loadBalancers ?? []).map(({ containerName = "", targetGroupArn = "" }) => ({
            container: containerName,
            targetGroupArn,
        })),
        shift: toShift(service),
        alarms: service.deploymentConfiguration?.alarms?.alarmNames ?? [],
        subnetIds: service.networkConfiguration?.awsvpcConfiguration?.subnets ?? [],
        deploymentController: service.deploymentController?.type ?? "ECS",
    };
}

function toShift({ deploymentConfiguration = {}, loadBalancers = [] }: ecs.Service): ServiceShift | undefined {
    const { strategy = "ROLLING", bakeTimeInMinutes = 0, canaryConfiguration, linearConfiguration } = deploymentConfiguration;
    const advanced = loadBalancers.map((each) => each.advancedConfiguration).find((each) => each !== undefined);
    if (strategy === "ROLLING" || advanced === undefined) {
        return undefined;
    }
    const { stepPercent = 10, stepBakeTimeInMinutes = 6 } = linearConfiguration ?? {}; // as ECS fills them in
    const waits = strategy === "LINEAR" ? Math.ceil(100 / stepPercent) - 1 : 0;
    return {
        strategy,
        alternateTargetGroupArn: advanced.alternateTargetGroupArn ?? "",
        productionListenerRuleArn: advanced.productionListenerRule ?? "",
        stepMinutes: strategy === "CANARY" ? (canaryConfiguration?.canaryBakeTimeInMinutes ?? 10) : waits * stepBakeTimeInMinutes,
        bakeMinutes: bakeTimeInMinutes,
    };
}

function toDeployment(deployment: ecs.Deployment): Deployment {
    return {
        id: deployment.id ?? "",
        status: deployment.status ?? "",
        taskDefinitionArn: deployment.taskDefinition ?? "",
        rolloutState: deployment.rolloutState ?? "",
        rolloutStateReason: deployment.rolloutStateReason ?? "",
        desiredCount: deployment.desiredCount ?? 0,
        runningCount: deployment.runningCount ?? 0,
        failedTasks: deployment.failedTasks ?? 0,
        createdAt: toMilliseconds(deployment.createdAt) ?? 0,
        updatedAt: toMilliseconds(deployment.updatedAt) ?? 0,
    };
}

/** The configuration that ECS has resolved names the one group that the revision uses, where it was given two. */
export function toServiceRevision({
    taskDefinition = "",
    resolvedConfiguration,
    loadBalancers,
}: ecs.ServiceRevision): ServiceRevision {
    const resolved = resolvedConfiguration?.loadBalancers ?? [];
    const groups = resolved.length > 0 ? resolved : (loadBalancers ?? []);
    return {
        taskDefinitionArn: taskDefinition,
        targetGroupArns: groups.flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
    };
}

/** @param revisions service revisions by ARN */
export function toServiceDeployment(
    deployment: ecs.ServiceDeployment,
    revisions: ReadonlyMap<string, ServiceRevision>,
): ServiceDeployment {
    const toTaskDefinitionArn = (arn = "") => revisions.get(arn)?.taskDefinitionArn;
    const { rollback, alarms, deploymentCircuitBreaker: breaker, sourceServiceRevisions = [] } = deployment;
    return {
        arn: deployment.serviceDeploymentArn ?? "",
        status: deployment.status ?? "",
        statusReason: deployment.statusReason ?? "",
        startedAt: toMilliseconds(deployment.startedAt ?? deployment.createdAt) ?? 0,
        finishedAt: toMilliseconds(deployment.finishedAt ?? deployment.stoppedAt),
        taskDefinitionArn: toTaskDefinitionArn(deployment.targetServiceRevision?.arn),
        targetGroupArns: revisions.get(deployment.targetServiceRevision?.arn ?? "")?.targetGroupArns,
        updatedAt: toMilliseconds(deployment.updatedAt),
        lifecycleStage: deployment.lifecycleStage,
        lifecycleHooks: deployment.lifecycleHookDetails?.map(toLifecycleHook),
        productionTrafficWeight: deployment.targetServiceRevision?.requestedProductionTrafficWeight,
        sourceTaskDefinitionArns: sourceServiceRevisions.flatMap(({ arn }) => toTaskDefinitionArn(arn) ?? []),
        rollback: rollback && {
            reason: rollback.reason ?? "",
            taskDefinitionArn: toTaskDefinitionArn(rollback.serviceRevisionArn),
            targetGroupArns: revisions.get(rollback.serviceRevisionArn ?? "")?.targetGroupArns,
            startedAt: toMilliseconds(rollback.startedAt),
        },
        triggeredAlarms: alarms?.triggeredAlarmNames ?? [],
        circuitBreaker: breaker && {
            status: breaker.status ?? "",
            failureCount: breaker.failureCount ?? 0,
            threshold: breaker.threshold ?? 0,
        },
    };
}

function toLifecycleHook({ hookId = "", ...hook }: ecs.DeploymentLifecycleHookDetail): LifecycleHook {
    return {
        id: hookId,
        type: hook.targetType ?? "AWS_LAMBDA",
        status: hook.status ?? "",
        targetArn: hook.targetArn,
        expiresAt: toMilliseconds(hook.expiresAt),
        timeoutAction: hook.timeoutAction,
    };
}

/** Service revisions that a service deployment speaks of. */
export function serviceRevisionArns(deployment: ecs.ServiceDeployment): string[] {
    const { targetServiceRevision, sourceServiceRevisions = [], rollback } = deployment;
    const sources = sourceServiceRevisions.map(({ arn }) => arn);
    return [targetServiceRevision?.arn, rollback?.serviceRevisionArn, ...sources].filter((arn) => arn !== undefined);
}

export function toServiceDeploymentBrief(brief: ecs.ServiceDeploymentBrief): ServiceDeploymentBrief {
    return {
        arn: brief.serviceDeploymentArn ?? "",
        status: brief.status ?? "",
        statusReason: brief.statusReason ?? "",
        targetServiceRevisionArn: brief.targetServiceRevisionArn ?? "",
        startedAt: toMilliseconds(brief.startedAt),
        finishedAt: toMilliseconds(brief.finishedAt),
    };
}

export function toTask(task: ecs.Task): Task {
    return {
        arn: task.taskArn ?? "",
        taskDefinitionArn: task.taskDefinitionArn ?? "",
        lastStatus: task.lastStatus ?? "",
        healthStatus: task.healthStatus ?? "UNKNOWN",
        stopCode: task.stopCode ?? "",
        stoppedReason: task.stoppedReason ?? "",
        containers: (task.containers ?? []).map(
            ({ name = "", exitCode, reason = "", imageDigest, healthStatus = "UNKNOWN" }) => ({
                name,
                exitCode,
                reason,
                ...(imageDigest === undefined ? {} : { imageDigest }),
                ...(healthStatus === "UNKNOWN" ? {} : { healthStatus }),
            }),
        ),
        address: findAddress(task),
        createdAt: toMilliseconds(task.createdAt),
        pullStartedAt: toMilliseconds(task.pullStartedAt),
        pullStoppedAt: toMilliseconds(task.pullStoppedAt),
        startedAt: toMilliseconds(task.startedAt),
        stoppedAt: toMilliseconds(task.stoppedAt),
    };
}

/** The private address is a detail of the network interface, and the container's once it runs. */
function findAddress({ attachments = [], containers = [] }: ecs.Task): string | undefined {
    const detail = attachments
        .flatMap(({ details = [] }) => details)
        .find(({ name }) => name === "privateIPv4Address" || name === "privateIpv4Address");
    return detail?.value ?? containers[0]?.networkInterfaces?.[0]?.privateIpv4Address;
}

export function toTaskDefinition(definition: ecs.TaskDefinition, tags: readonly ecs.Tag[] = []): TaskDefinition {
    return {
        arn: definition.taskDefinitionArn ?? "",
        cpu: Number(definition.cpu ?? 0),
        memoryMiB: Number(definition.memory ?? 0),
        architecture: definition.runtimePlatform?.cpuArchitecture,
        taskRoleArn: definition.taskRoleArn,
        executionRoleArn: definition.executionRoleArn,
        volumes: definition.volumes,
        containers: (definition.containerDefinitions ?? []).map(toContainerDefinition),
        tags: toTags(tags),
        registeredAt: toMilliseconds(definition.registeredAt),
        registeredBy: definition.registeredBy,
    };
}

function toContainerDefinition(container: ecs.ContainerDefinition): ContainerDefinition {
    const { environment = [], secrets = [] } = container;
    return {
        name: container.name ?? "",
        image: container.image ?? "",
        port: container.portMappings?.[0]?.containerPort,
        user: container.user,
        stopTimeoutSeconds: container.stopTimeout,
        environment: new Map(environment.map(({ name = "", value = "" }) => [name, value])),
        secrets: new Map(secrets.map(({ name = "", valueFrom = "" }) => [name, valueFrom])),
        command: container.command,
        entryPoint: container.entryPoint,
        healthCheck: container.healthCheck,
        logConfiguration: container.logConfiguration,
        mountPoints: container.mountPoints,
    };
}

function toMilliseconds(date: Date | undefined): number | undefined {
    return date?.getTime();
}
