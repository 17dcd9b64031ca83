import { newestDeployment, isRollback, primaryDeployment, intendedServiceDeployment } from "./diagnosis/service";
import type { IntendedRelease } from "./api";
import type { Deployment, ServiceDeployment, Task } from "../aws/ecs";
import type { Target } from "../aws/elb";
import { laterDeployment, laterServiceDeployment, mergeDeployments, mergeTargets, mergeTasks } from "./merge";
import type { LatestHealthResponse, Snapshot } from "./snapshot";

/**
 * What is known of a deployment after the snapshots that were read. Reads of AWS are eventually consistent: one may miss
 * the service, its deployments or the newest of them. So everything here moves forward only: deployments by when they
 * were created, their states and those of tasks in the order that AWS gives them.
 */
export interface DeploymentState {
    /** When the watch began, by its own clock, like every time here that is not one of AWS's. */
    readonly since: number;

    /** The newest snapshot whose service was not seen newer before. */
    readonly latest?: Snapshot;

    /** Every deployment that was ever read, by id. */
    readonly deployments: ReadonlyMap<string, Deployment>;
    readonly serviceDeployment?: ServiceDeployment;

    /** Tasks by ARN. */
    readonly tasks: ReadonlyMap<string, Task>;

    /** Targets by address, with the last reason that any of them failed for. */
    readonly targets: ReadonlyMap<string, Target>;
    readonly logs: readonly string[];

    /** The intended release's deployment was seen in progress, so that its end is not one of before. */
    readonly followed: boolean;

    /** Deployment by which ECS rolls back: of the same revision, where only settings of the service had changed. */
    readonly rollbackDeploymentId?: string;

    /** The watch itself has asked ECS to stop the deployment with a rollback. */
    readonly rollbackRequested?: boolean;

    /** What the service is in, since when, and how many reads in a row agree. */
    readonly status: {
        readonly name: DeploymentStatus;
        readonly key: string;
        readonly since: number;
        readonly at: number;
        readonly reads: number;
    };

    /** What the health endpoint answered last, while the deployment is complete. */
    readonly healthResponse?: LatestHealthResponse;

    /** When all tasks of the release were first seen running, then healthy, and its deployment complete. */
    readonly runningAt?: number;
    readonly healthyAt?: number;
    readonly completedAt?: number;
}

export type DeploymentStatus =
    | "unknown"
    | "missing"
    | "inactive"
    | "in progress"
    | "complete"
    | "failed"
    | "stopped"
    | "rollback failed"
    | "rolling back"
    | "rolled back"
    | "replaced"
    | "elsewhere";

/** What is known before the first read. */
export function initialState(since: number): DeploymentState {
    const status = { name: "unknown", key: "", since, at: -Infinity, reads: 0 } as const;
    const none = { deployments: new Map(), tasks: new Map(), targets: new Map() };
    return { since, ...none, logs: [], followed: false, status };
}

/** Adds a snapshot, in whatever order snapshots come. */
export function reduce(state: DeploymentState, snapshot: Snapshot, intent: IntendedRelease): DeploymentState {
    const deployments = mergeDeployments(state.deployments, snapshot.service?.deployments ?? []);
    const merged: DeploymentState = {
        ...state,
        deployments,
        serviceDeployment: laterServiceDeployment(state.serviceDeployment, snapshot.serviceDeployment),
        tasks: mergeTasks(state.tasks, snapshot.tasks),
        targets: mergeTargets(state.targets, snapshot.targets),
        logs: snapshot.logs.length > 0 ? snapshot.logs : state.logs,
        latest: isNewer({ ...state, deployments }, snapshot) ? snapshot : state.latest,
    };
    const intended = newestDeployment(mergedSnapshot(merged), intent.taskDefinitionArn);
    const followed = state.followed || intended?.rolloutState === "IN_PROGRESS";
    const isRunning = intended !== undefined && intended.desiredCount > 0 && intended.runningCount >= intended.desiredCount;
    const runningAt = state.runningAt ?? (isRunning ? snapshot.at : undefined);
    const healthyAt = areHealthy(snapshot, intent) ? Math.min(state.healthyAt ?? Infinity, snapshot.at) : state.healthyAt;
    const primary = primaryDeployment(snapshot);
    const rollbackDeploymentId =
        primary !== undefined && /rolling back to/i.test(primary.rolloutStateReason) ? primary.id : state.rollbackDeploymentId;
    const status = nextStatus(state, { ...merged, followed, rollbackDeploymentId }, snapshot, intent);
    const isComplete = status.name === "complete";
    const completedAt = state.completedAt ?? (isComplete ? snapshot.at : undefined);
    const healthResponse = isComplete ? (snapshot.healthResponse ?? state.healthResponse) : undefined;
    return { ...merged, followed, rollbackDeploymentId, runningAt, healthyAt, completedAt, healthResponse, status };
}

/** Everything that was read, as one snapshot: the input of a diagnosis. */
export function mergedSnapshot(state: DeploymentState): Snapshot {
    const { latest, deployments, serviceDeployment, tasks, targets, logs, healthResponse, since } = state;
    const service = latest?.service;
    const seen = service?.deployments.map((read) => ({ ...(deployments.get(read.id) ?? read), status: read.status })) ?? [];
    const gone = [...deployments.values()].filter(({ id }) => !seen.some((deployment) => deployment.id === id));
    return {
        at: latest?.at ?? since,
        service: service && {
            ...service,
            deployments: [...seen, ...gone.map((deployment) => ({ ...deployment, status: "INACTIVE" }))],
        },
        serviceDeployment,
        tasks: [...tasks.values()],
        targets: [...targets.values()],
        logs,
        healthResponse,
    };
}

/** Targets of tasks that have not stopped. */
export function liveTargets({ tasks, targets }: DeploymentState, isOf: (task: Task) => boolean = () => true): readonly Target[] {
    const live = [...tasks.values()].filter((task) => task.lastStatus !== "STOPPED" && isOf(task));
    const addresses = new Set(live.map(({ address }) => address));
    return [...targets.values()].filter(({ id }) => addresses.has(id));
}

/** `2 healthy, 1 initial` */
export function countStates(states: readonly string[]): string {
    return [...new Set(states)]
        .sort()
        .map((state) => `${states.filter((other) => other === state).length} ${state}`)
        .join(", ");
}

/** The running tasks of the release are as many as wanted, and there are no others. */
export function runsOnlyIntended({ service, tasks }: Snapshot, { taskDefinitionArn }: IntendedRelease): boolean {
    const running = tasks.filter(({ lastStatus }) => lastStatus === "RUNNING");
    const wanted = service?.desiredCount ?? 0;
    return wanted > 0 && running.length === wanted && running.every((task) => task.taskDefinitionArn === taskDefinitionArn);
}

/** Every running task of the release has a healthy target, and they are as many as wanted. */
export function areHealthy({ service, tasks, targets }: Snapshot, { taskDefinitionArn }: IntendedRelease): boolean {
    const intended = tasks.filter((task) => task.lastStatus === "RUNNING" && task.taskDefinitionArn === taskDefinitionArn);
    const healthy = new Set(targets.filter(({ state }) => state === "healthy").map(({ id }) => id));
    return (
        intended.length > 0 &&
        intended.length >= (service?.desiredCount ?? 0) &&
        intended.every(({ address }) => healthy.has(address ?? ""))
    );
}

/** A snapshot counts if it is newer, and no deployment in it is behind what was seen of it, or of a newer one. */
function isNewer({ latest, deployments }: DeploymentState, snapshot: Snapshot): boolean {
    const primary = primaryDeployment(snapshot);
    const newest = Math.max(0, ...[...deployments.values()].map(({ createdAt }) => createdAt));
    const stale = snapshot.service?.deployments.some((read) => laterDeployment(deployments.get(read.id), read) !== read);
    return snapshot.at > (latest?.at ?? -Infinity) && primary !== undefined && primary.createdAt >= newest && stale === false;
}

function nextStatus(
    state: DeploymentState,
    now: DeploymentState,
    snapshot: Snapshot,
    intent: IntendedRelease,
): DeploymentState["status"] {
    const { status } = state;
    const { at, service } = snapshot;
    const isConclusive = service?.status !== "ACTIVE" || now.latest === snapshot; // else without deployments, or stale
    if (at <= status.at) {
        return status;
    }
    if (!isConclusive) {
        return status.name === "missing" ? { ...status, since: at, at, reads: 0 } : status; // for it was found
    }
    const name = service === undefined ? "missing" : service.status === "ACTIVE" ? statusName(now, intent) : "inactive";
    const key = `${name} ${primaryDeployment(snapshot)?.id ?? ""}`;
    return key === status.key ? { ...status, at, reads: status.reads + 1 } : { name, key, since: at, at, reads: 1 };
}

function statusName(state: DeploymentState, intent: IntendedRelease): DeploymentStatus {
    const snapshot = mergedSnapshot(state);
    const primary = primaryDeployment(snapshot);
    if (primary === undefined) {
        return "unknown";
    }
    const intended = newestDeployment(snapshot, intent.taskDefinitionArn);
    if (primary.taskDefinitionArn !== intent.taskDefinitionArn) {
        if (isRollback(snapshot, intent.taskDefinitionArn)) {
            if (intendedServiceDeployment(snapshot, intent.taskDefinitionArn)?.status === "ROLLBACK_FAILED") {
                return "rollback failed";
            }
            return rollbackStatus(primary);
        }
        return intended !== undefined ||
            primary.rolloutState !== "COMPLETED" ||
            snapshot.serviceDeployment?.taskDefinitionArn === primary.taskDefinitionArn
            ? "replaced"
            : "elsewhere";
    }
    if (primary.id === state.rollbackDeploymentId) {
        return rollbackStatus(primary);
    }
    if (intent.deploymentId !== undefined && primary.id !== intent.deploymentId) {
        return state.deployments.has(intent.deploymentId) ? "replaced" : "unknown";
    }
    const status = serviceDeploymentStatus(snapshot, primary, intent);
    if (status === "STOPPED") {
        return "stopped";
    }
    if (status.startsWith("ROLLBACK")) {
        return status === "ROLLBACK_FAILED"
            ? "rollback failed"
            : status === "ROLLBACK_SUCCESSFUL"
              ? "rolled back"
              : "rolling back";
    }
    if (primary.rolloutState === "FAILED") {
        return "failed";
    }
    return primary.rolloutState === "COMPLETED" || status === "SUCCESSFUL" ? "complete" : "in progress";
}

/** How far the rollback is. */
function rollbackStatus({ rolloutState }: Deployment): DeploymentStatus {
    return rolloutState === "COMPLETED" ? "rolled back" : rolloutState === "FAILED" ? "rollback failed" : "rolling back";
}

/** Status of the service deployment, unless it is older than the primary deployment. */
function serviceDeploymentStatus(snapshot: Snapshot, primary: Deployment, intent: IntendedRelease): string {
    const serviceDeployment = intendedServiceDeployment(snapshot, intent.taskDefinitionArn);
    return serviceDeployment !== undefined && serviceDeployment.startedAt >= primary.createdAt - startSlackMs
        ? serviceDeployment.status
        : "";
}

/**
 * Milliseconds by which a service deployment may seem older than its deployment: one request creates both, but not with
 * one time stamp.
 */
const startSlackMs = 30_000;
