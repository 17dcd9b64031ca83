import type { Deployment, LifecycleHook, ServiceDeployment, ServiceState, Task } from "../aws/ecs";
import { findAwaiting } from "./lifecycle";
import { findRollbackEvents } from "./rollback-events";

/** How far the newest deployment of a service is, whatever its strategy. */
export type DeploymentStage =
    "in progress" | "stopping" | "going back" | "completed" | "rolled back" | "rollback failed" | "failed" | "stopped";

/** The newest deployment of a service, as an operator asks for it. */
export interface LatestDeployment {
    readonly stage: DeploymentStage;

    /** Revision that it was to bring; absent where ECS has forgotten it. */
    readonly taskDefinitionArn?: string;

    /** How far one is that moves traffic, in ECS's words: `TEST_TRAFFIC_SHIFT`, `BAKE_TIME`, … */
    readonly lifecycleStage?: string;

    /** Part of production's requests that it has, as far as ECS has asked for it; absent where traffic is not shifted. */
    readonly productionTrafficWeight?: number;

    /** What waits until somebody lets the deployment go on. */
    readonly awaiting?: Pick<LifecycleHook, "id" | "expiresAt" | "timeoutAction">;

    /** Revision that ECS goes back to, or went. */
    readonly returnsTo?: string;

    /** When this stage began: milliseconds since 1970. */
    readonly since?: number;

    /** Why, in ECS's words; empty where it gives no reason. */
    readonly reason: string;
}

/** What it is told from: the service, and as much of the rest as may be read. */
export interface DeploymentFacts {
    readonly service: ServiceState;

    /** The newest service deployment; absent where it may not be read, or there is none. */
    readonly serviceDeployment?: ServiceDeployment;

    /** Tasks that stopped in the last hour, which may be all that is left of a revision. */
    readonly stopped?: readonly Task[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
const stages: Readonly<Partial<Record<string, DeploymentStage>>> = {
    PENDING: "in progress",
    IN_PROGRESS: "in progress",
    STOP_REQUESTED: "stopping",
    STOPPED: "stopped",
    SUCCESSFUL: "completed",
    ROLLBACK_REQUESTED: "going back",
    ROLLBACK_IN_PROGRESS: "going back",
    ROLLBACK_SUCCESSFUL: "rolled back",
    ROLLBACK_FAILED: "rollback failed",
};

/**
 * The newest deployment. The service deployment tells the most, but needs a permission of its own and is some seconds
 * behind; the service itself tells of a rollback and a failure, too. Undefined where ECS makes no deployments.
 */
export function findLatestDeployment(facts: DeploymentFacts): LatestDeployment | undefined {
    const byService = fromService(facts);
    const byServiceDeployment = fromServiceDeployment(facts);
    if (byServiceDeployment === undefined || byService === undefined) {
        return byServiceDeployment ?? byService;
    }
    const { stage } = byServiceDeployment;
    const isBehind = stage === "in progress" && ["going back", "failed"].includes(byService.stage);
    const failedByEcs = stage === "stopped" && byService.stage === "failed"; // ECS's own decision, without a rollback
    return isBehind || failedByEcs || startedSince(facts)
        ? { ...byService, reason: byService.reason || byServiceDeployment.reason }
        : byServiceDeployment;
}

/** A deployment that ECS does not list yet. */
function startedSince({ service, serviceDeployment }: DeploymentFacts): boolean {
    const primary = findPrimary(service);
    return primary?.rolloutState === "IN_PROGRESS" && primary.createdAt > (serviceDeployment?.finishedAt ?? Infinity);
}

function fromServiceDeployment({ service, serviceDeployment }: DeploymentFacts): LatestDeployment | undefined {
    if (serviceDeployment === undefined) {
        return undefined;
    }
    const { status, statusReason, rollback, circuitBreaker, triggeredAlarms, taskDefinitionArn } = serviceDeployment;
    const endedByEcs = circuitBreaker?.status === "TRIGGERED" || triggeredAlarms.length > 0;
    const stage = status === "STOPPED" && endedByEcs ? "failed" : stages[status];
    const awaiting = findAwaiting(serviceDeployment);
    const goesBack = stage === "going back" || stage === "rolled back" || stage === "rollback failed";
    return {
        stage: stage ?? "in progress",
        taskDefinitionArn,
        ...(serviceDeployment.finishedAt === undefined ? describeShift(serviceDeployment) : {}),
        ...(awaiting === undefined
            ? {}
            : { awaiting: { id: awaiting.id, expiresAt: awaiting.expiresAt, timeoutAction: awaiting.timeoutAction } }),
        returnsTo: goesBack ? (rollback?.taskDefinitionArn ?? findPrimary(service)?.taskDefinitionArn) : undefined,
        since:
            serviceDeployment.finishedAt ??
            (goesBack ? findRollbackStart(serviceDeployment, service) : serviceDeployment.startedAt),
        reason: rollback?.reason || statusReason,
    };
}

function describeShift({
    lifecycleStage,
    productionTrafficWeight,
}: ServiceDeployment): Pick<LatestDeployment, "lifecycleStage" | "productionTrafficWeight"> {
    return { lifecycleStage, ...(productionTrafficWeight === undefined ? {} : { productionTrafficWeight }) };
}

function findRollbackStart({ rollback }: ServiceDeployment, service: ServiceState): number | undefined {
    return rollback?.startedAt ?? findRollbackEvents(service.events)?.at ?? findPrimary(service)?.createdAt;
}

function fromService({ service, stopped = [] }: DeploymentFacts): LatestDeployment | undefined {
    const primary = findPrimary(service);
    if (primary === undefined) {
        return undefined;
    }
    const { rolloutState, rolloutStateReason, taskDefinitionArn, createdAt, updatedAt } = primary;
    if (rolloutState === "FAILED") {
        return { stage: "failed", taskDefinitionArn, since: updatedAt, reason: rolloutStateReason };
    }
    const events = findRollbackEvents(service.events);
    const left = findLeft(service, primary, events?.from);
    const isGoingBack = isRollback(primary) || (left?.rolloutState === "FAILED" && !isNextTry(primary, left));
    if (isGoingBack || (events !== undefined && rolloutState === "COMPLETED")) {
        return {
            stage: rolloutState === "COMPLETED" ? "rolled back" : "going back",
            taskDefinitionArn: left?.taskDefinitionArn ?? findStopped(stopped, primary),
            returnsTo: taskDefinitionArn,
            since: events?.at ?? left?.updatedAt ?? createdAt,
            reason: events?.reason ?? left?.rolloutStateReason ?? rolloutStateReason,
        };
    }
    return rolloutState === "IN_PROGRESS"
        ? { stage: "in progress", taskDefinitionArn, since: createdAt, reason: "" }
        : { stage: "completed", taskDefinitionArn, since: updatedAt, reason: "" };
}

/** The deployment that ECS takes back: the one that its event names, else the newest that failed, else that has not ended. */
function findLeft({ deployments }: ServiceState, primary: Deployment, id: string | undefined): Deployment | undefined {
    const others = deployments.filter((deployment) => deployment !== primary);
    const newestFirst = [...others].sort((a, b) => b.createdAt - a.createdAt);
    return (
        others.find((deployment) => deployment.id === id) ??
        newestFirst.find(({ rolloutState }) => rolloutState === "FAILED") ??
        newestFirst.find(({ rolloutState }) => rolloutState === "IN_PROGRESS")
    );
}

/** "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/6405940160831029548." */
function isRollback({ rolloutStateReason }: Deployment): boolean {
    return /roll(ing|ed)? ?back/i.test(rolloutStateReason);
}

/** A newer revision, deployed while the tasks of the one that failed still end. */
function isNextTry(primary: Deployment, failed: Deployment): boolean {
    return revision(primary) > revision(failed);
}

/** A rollback to tasks that still run is over at once, and its deployment gone: its tasks are remembered for an hour. */
function findStopped(stopped: readonly Task[], primary: Deployment): string | undefined {
    return stopped
        .filter((task) => revision(task) > revision(primary))
        .reduce<Task | undefined>((newest, task) => ((task.stoppedAt ?? 0) > (newest?.stoppedAt ?? 0) ? task : newest), undefined)
        ?.taskDefinitionArn;
}

function revision({ taskDefinitionArn }: Pick<Task, "taskDefinitionArn">): number {
    return Number(taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf(":") + 1));
}

function findPrimary({ deployments }: ServiceState): Deployment | undefined {
    return deployments.find(({ status }) => status === "PRIMARY");
}
