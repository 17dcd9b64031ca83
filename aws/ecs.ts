import type * as ecs from "@aws-sdk/client-ecs";
import type { Clients } from "./clients";

/*
 * ECS in the terms of its API, reduced to what a decision needs. Nothing is decided here, and what is absent becomes empty.
 */

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html */
export interface ServiceState {
    readonly status: string;
    readonly desiredCount: number;
    readonly runningCount: number;
    readonly pendingCount: number;
    readonly deployments: readonly Deployment[];

    /** Newest first, as ECS gives them. */
    readonly events: readonly { readonly id: string; readonly at: number; readonly message: string }[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export interface Deployment {
    readonly id: string;

    /** `PRIMARY`, `ACTIVE` or `INACTIVE`. */
    readonly status: string;
    readonly taskDefinitionArn: string;

    /** `IN_PROGRESS`, `COMPLETED` or `FAILED`. */
    readonly rolloutState: string;
    readonly rolloutStateReason: string;
    readonly desiredCount: number;
    readonly runningCount: number;
    readonly failedTasks: number;
    readonly createdAt: number;
    readonly updatedAt: number;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
export interface ServiceDeployment {
    readonly arn: string;

    /** `PENDING`, `IN_PROGRESS`, `SUCCESSFUL`, `STOPPED`, `STOP_REQUESTED`, `ROLLBACK_…`. */
    readonly status: string;
    readonly statusReason: string;
    readonly startedAt: number;

    /** Task definition of the revision that it leads to. */
    readonly taskDefinitionArn?: string;

    /** Why ECS rolls back, and the revision that it returns to; absent where there is nothing to return to. */
    readonly rollback?: { readonly reason: string; readonly taskDefinitionArn?: string };

    /** Names of alarms that have triggered. */
    readonly triggeredAlarms: readonly string[];
    readonly circuitBreaker?: { readonly status: string; readonly failureCount: number; readonly threshold: number };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html */
export interface Task {
    readonly arn: string;
    readonly taskDefinitionArn: string;

    /** `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, `DEACTIVATING`, `STOPPING`, `DEPROVISIONING`, `STOPPED`. */
    readonly lastStatus: string;

    /** `HEALTHY`, `UNHEALTHY` or `UNKNOWN`. */
    readonly healthStatus: string;

    /** `TaskFailedToStart`, `EssentialContainerExited`, `ServiceSchedulerInitiated`, `SpotInterruption`, … */
    readonly stopCode: string;
    readonly stoppedReason: string;
    readonly containers: readonly { readonly name: string; readonly exitCode?: number; readonly reason: string }[];

    /** Private address, which is the target's id. */
    readonly address?: string;

    /** Milliseconds since 1970; absent while it has not happened. */
    readonly createdAt?: number;
    readonly pullStartedAt?: number;
    readonly pullStoppedAt?: number;
    readonly startedAt?: number;
    readonly stoppedAt?: number;
}

export function toServiceState(service: ecs.Service): ServiceState {
    return {
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

/** @param taskDefinitions by service revision */
export function toServiceDeployment(
    deployment: ecs.ServiceDeployment,
    taskDefinitions: ReadonlyMap<string, string>,
): ServiceDeployment {
    const { rollback, alarms, deploymentCircuitBreaker: breaker } = deployment;
    return {
        arn: deployment.serviceDeploymentArn ?? "",
        status: deployment.status ?? "",
        statusReason: deployment.statusReason ?? "",
        startedAt: toMilliseconds(deployment.startedAt ?? deployment.createdAt) ?? 0,
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
export function serviceRevisionArns({ targetServiceRevision, rollback }: ecs.ServiceDeployment): string[] {
    return [targetServiceRevision?.arn, rollback?.serviceRevisionArn].filter((arn) => arn !== undefined);
}

export function toTask(task: ecs.Task): Task {
    return {
        arn: task.taskArn ?? "",
        taskDefinitionArn: task.taskDefinitionArn ?? "",
        lastStatus: task.lastStatus ?? "",
        healthStatus: task.healthStatus ?? "UNKNOWN",
        stopCode: task.stopCode ?? "",
        stoppedReason: task.stoppedReason ?? "",
        containers: (task.containers ?? []).map(({ name = "", exitCode, reason = "" }) => ({ name, exitCode, reason })),
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

function toMilliseconds(date: Date | undefined): number | undefined {
    return date?.getTime();
}

/** Service revisions that one call describes at most. */
const batchSize = 20;

/** Task definition by service revision. What ECS does not know any more is absent. */
export async function findTaskDefinitions(
    clients: Clients,
    serviceRevisionArns: readonly string[],
    abortSignal?: AbortSignal,
): Promise<Map<string, string>> {
    const arns = [...new Set(serviceRevisionArns)];
    const ecs = await clients.ecs();
    const found = new Map<string, string>();
    for (let from = 0; from < arns.length; from += batchSize) {
        const { serviceRevisions = [] } = await ecs.describeServiceRevisions(
            { serviceRevisionArns: arns.slice(from, from + batchSize) },
            { abortSignal },
        );
        for (const { serviceRevisionArn, taskDefinition } of serviceRevisions) {
            if (serviceRevisionArn !== undefined && taskDefinition !== undefined) {
                found.set(serviceRevisionArn, taskDefinition);
            }
        }
    }
    return found;
}
