import type * as ecs from "@aws-sdk/client-ecs";
import type { TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Deployment, ServiceDeployment, ServiceState, Target, Task } from "../snapshot";

/** AWS's answers as snapshots: nothing is decided here, and what is absent becomes empty. */

export function serviceStateOf(service: ecs.Service): ServiceState {
    return {
        status: service.status ?? "",
        desiredCount: service.desiredCount ?? 0,
        runningCount: service.runningCount ?? 0,
        pendingCount: service.pendingCount ?? 0,
        deployments: (service.deployments ?? []).map(deploymentOf),
        events: (service.events ?? []).map(({ id = "", createdAt, message = "" }) => ({ id, at: time(createdAt) ?? 0, message })),
    };
}

function deploymentOf(deployment: ecs.Deployment): Deployment {
    return {
        id: deployment.id ?? "",
        status: deployment.status ?? "",
        taskDefinitionArn: deployment.taskDefinition ?? "",
        rolloutState: deployment.rolloutState ?? "",
        rolloutStateReason: deployment.rolloutStateReason ?? "",
        desiredCount: deployment.desiredCount ?? 0,
        runningCount: deployment.runningCount ?? 0,
        failedTasks: deployment.failedTasks ?? 0,
        createdAt: time(deployment.createdAt) ?? 0,
        updatedAt: time(deployment.updatedAt) ?? 0,
    };
}

/** @param taskDefinitions by service revision */
export function serviceDeploymentOf(
    deployment: ecs.ServiceDeployment,
    taskDefinitions: ReadonlyMap<string, string>,
): ServiceDeployment {
    const { rollback, alarms, deploymentCircuitBreaker: breaker } = deployment;
    return {
        arn: deployment.serviceDeploymentArn ?? "",
        status: deployment.status ?? "",
        statusReason: deployment.statusReason ?? "",
        startedAt: time(deployment.startedAt ?? deployment.createdAt) ?? 0,
        taskDefinitionArn: taskDefinitions.get(deployment.targetServiceRevision?.arn ?? ""),
        rollback: rollback && {
            reason: rollback.reason ?? "",
            taskDefinitionArn: taskDefinitions.get(rollback.serviceRevisionArn ?? ""),
        },
        triggeredAlarms: alarms?.triggeredAlarmNames ?? [],
        circuitBreaker: breaker && {
            status: breaker.status ?? "",
            failureCount: breaker.failureCount ?? 0,
            threshold: breaker.threshold ?? 0,
        },
    };
}

/** Service revisions that a service deployment speaks of. */
export function revisionsIn({ targetServiceRevision, rollback }: ecs.ServiceDeployment): string[] {
    return [targetServiceRevision?.arn, rollback?.serviceRevisionArn].filter((arn) => arn !== undefined);
}

export function taskOf(task: ecs.Task): Task {
    return {
        arn: task.taskArn ?? "",
        taskDefinitionArn: task.taskDefinitionArn ?? "",
        lastStatus: task.lastStatus ?? "",
        healthStatus: task.healthStatus ?? "UNKNOWN",
        stopCode: task.stopCode ?? "",
        stoppedReason: task.stoppedReason ?? "",
        containers: (task.containers ?? []).map(({ name = "", exitCode, reason = "" }) => ({ name, exitCode, reason })),
        address: addressOf(task),
        createdAt: time(task.createdAt),
        pullStartedAt: time(task.pullStartedAt),
        pullStoppedAt: time(task.pullStoppedAt),
        startedAt: time(task.startedAt),
        stoppedAt: time(task.stoppedAt),
    };
}

/** The private address is a detail of the network interface, and the container's once it runs. */
function addressOf({ attachments = [], containers = [] }: ecs.Task): string | undefined {
    const detail = attachments
        .flatMap(({ details = [] }) => details)
        .find(({ name }) => name === "privateIPv4Address" || name === "privateIpv4Address");
    return detail?.value ?? containers[0]?.networkInterfaces?.[0]?.privateIpv4Address;
}

export function targetOf({ Target: target, TargetHealth: health }: TargetHealthDescription): Target {
    return {
        id: target?.Id ?? "",
        port: target?.Port ?? 0,
        state: health?.State ?? "",
        reason: health?.Reason ?? "",
        description: health?.Description ?? "",
    };
}

function time(date: Date | undefined): number | undefined {
    return date?.getTime();
}
