import { newestDeployment, isRollback, primaryDeployment, ownServiceDeployment } from "./diagnosis/service";
import type { IntendedRelease } from "./api";
import type { Deployment, ServiceDeployment, Task } from "../aws/ecs";
import type { Target } from "../aws/elb";
import type { Snapshot } from "./snapshot";

/**
 * What a watch knows after the snapshots it has seen. AWS's reads are only eventually consistent: one may miss the
 * service, its deployments or the newest of them. So everything here moves forward only: deployments by when they were
 * created, their states and those of tasks in the order that AWS gives them.
 */
export interface DeploymentState {
    /** When the watch began; milliseconds since 1970. */
    readonly since: number;

    /** The newest snapshot whose service was not seen newer before. */
    readonly latest?: Snapshot;

    /** Deployments by id, as far as they ever were seen. */
    readonly deployments: ReadonlyMap<string, Deployment>;
    readonly serviceDeployment?: ServiceDeployment;

    /** Tasks by ARN. */
    readonly tasks: ReadonlyMap<string, Task>;

    /** Targets by address, with the last reason that any of them failed for. */
    readonly targets: ReadonlyMap<string, Target>;
    readonly logs: readonly string[];

    /** The intended release's deployment was seen in progress, so that its end is not one of before. */
    readonly followed: boolean;

    /** Deployment that ECS began to go back: of the same revision, where only settings of the service had changed. */
    readonly rollbackDeploymentId?: string;

    /** The watch itself has asked ECS to stop the deployment with a rollback. */
    readonly rollbackRequested?: boolean;

    /** What the service is in, since when, and how many reads in a row say so. */
    readonly status: {
        readonly name: DeploymentStatus;
        readonly key: string;
        readonly since: number;
        readonly at: number;
        readonly reads: number;
    };

    /** When all tasks of the release were first seen healthy, and its deployment complete. */
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

/** What a watch knows when it begins. */
export function initialState(since: number): DeploymentState {
    const status = { name: "unknown", key: "", since, at: -Infinity, reads: 0 } as const;
    const none = { deployments: new Map(), tasks: new Map(), targets: new Map() };
    return { since, ...none, logs: [], followed: false, status };
}

/** Adds a snapshot, in whatever order they come. */
export function reduce(state: DeploymentState, snapshot: Snapshot, intent: IntendedRelease): DeploymentState {
    const tasks = new Map(state.tasks);
    snapshot.tasks.forEach((task) => tasks.set(task.arn, later(tasks.get(task.arn), task, taskRank)));
    const deployments = new Map(state.deployments);
    (snapshot.service?.deployments ?? []).forEach((next) =>
        deployments.set(next.id, later(deployments.get(next.id), next, rank)),
    );
    const serviceDeployment =
        snapshot.serviceDeployment && later(state.serviceDeployment, snapshot.serviceDeployment, serviceDeploymentRank);

    const merged: DeploymentState = {
        ...state,
        tasks,
        deployments,
        serviceDeployment: serviceDeployment ?? state.serviceDeployment,
        targets: snapshot.targets.reduce(withTarget, state.targets),
        logs: snapshot.logs.length > 0 ? snapshot.logs : state.logs,
        latest: isNewer({ ...state, deployments }, snapshot) ? snapshot : state.latest,
    };
    const evidence = mergedSnapshot(merged);
    const own = newestDeployment(evidence, intent.taskDefinitionArn);
    const followed = state.followed || own?.rolloutState === "IN_PROGRESS";
    const healthyAt = areHealthy(snapshot, intent) ? Math.min(state.healthyAt ?? Infinity, snapshot.at) : state.healthyAt;
    const primary = primaryDeployment(snapshot);
    const rollbackDeploymentId =
        primary !== undefined && /rolling back to/i.test(primary.rolloutStateReason) ? primary.id : state.rollbackDeploymentId;
    const status = nextStatus(state, { ...merged, followed, rollbackDeploymentId }, snapshot, intent);
    const completedAt = state.completedAt ?? (status.name === "complete" ? snapshot.at : undefined);
    return { ...merged, followed, rollbackDeploymentId, healthyAt, completedAt, status };
}

/** Everything that is known, as one snapshot: what a diagnosis looks at. */
export function mergedSnapshot({
    latest,
    deployments,
    serviceDeployment,
    tasks,
    targets,
    logs,
    since,
}: DeploymentState): Snapshot {
    const service = latest?.service;
    const seen = service?.deployments.map((read) => ({ ...(deployments.get(read.id) ?? read), status: read.status })) ?? [];
    const gone = [...deployments.values()].filter(({ id }) => !seen.some((deployment) => deployment.id === id));
    return {
        at: since,
        ...latest,
        service: service && {
            ...service,
            deployments: [...seen, ...gone.map((deployment) => ({ ...deployment, status: "INACTIVE" }))],
        },
        serviceDeployment,
        tasks: [...tasks.values()],
        targets: [...targets.values()],
        logs,
    };
}

/** The running tasks of the release are as many as wanted, and there are no others. */
export function runsOnlyIntended({ service, tasks }: Snapshot, { taskDefinitionArn }: IntendedRelease): boolean {
    const running = tasks.filter(({ lastStatus }) => lastStatus === "RUNNING");
    const wanted = service?.desiredCount ?? 0;
    return wanted > 0 && running.length === wanted && running.every((task) => task.taskDefinitionArn === taskDefinitionArn);
}

/** Every running task of the release has a healthy target, and they are as many as wanted. */
export function areHealthy({ service, tasks, targets }: Snapshot, { taskDefinitionArn }: IntendedRelease): boolean {
    const own = tasks.filter((task) => task.lastStatus === "RUNNING" && task.taskDefinitionArn === taskDefinitionArn);
    const healthy = targets.filter(({ state }) => state === "healthy").map(({ id }) => id);
    return (
        own.length > 0 &&
        own.length >= (service?.desiredCount ?? 0) &&
        own.every(({ address }) => healthy.includes(address ?? ""))
    );
}

/** A snapshot counts if it is newer, and no deployment in it is behind what was seen of it, or of a newer one. */
function isNewer({ latest, deployments }: DeploymentState, snapshot: Snapshot): boolean {
    const primary = primaryDeployment(snapshot);
    const newest = Math.max(0, ...[...deployments.values()].map(({ createdAt }) => createdAt));
    const stale = snapshot.service?.deployments.some((read) => later(deployments.get(read.id), read, rank) !== read);
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
    const tells = service?.status !== "ACTIVE" || now.latest === snapshot; // else without deployments, or stale
    if (at <= status.at) {
        return status;
    }
    if (!tells) {
        return status.name === "missing" ? { ...status, since: at, at, reads: 0 } : status; // for it was found
    }
    const name = service === undefined ? "missing" : service.status === "ACTIVE" ? statusName(now, intent) : "inactive";
    const key = `${name} ${primaryDeployment(snapshot)?.id ?? ""}`;
    return key === status.key ? { ...status, at, reads: status.reads + 1 } : { name, key, since: at, at, reads: 1 };
}

function statusName(state: DeploymentState, intent: IntendedRelease): DeploymentStatus {
    const evidence = mergedSnapshot(state);
    const primary = primaryDeployment(evidence);
    if (primary === undefined) {
        return "unknown";
    }
    const own = newestDeployment(evidence, intent.taskDefinitionArn);
    if (primary.taskDefinitionArn !== intent.taskDefinitionArn) {
        if (isRollback(evidence, intent.taskDefinitionArn)) {
            if (ownServiceDeployment(evidence, intent.taskDefinitionArn)?.status === "ROLLBACK_FAILED") {
                return "rollback failed";
            }
            return rollbackStatus(primary);
        }
        return own !== undefined ||
            primary.rolloutState !== "COMPLETED" ||
            evidence.serviceDeployment?.taskDefinitionArn === primary.taskDefinitionArn
            ? "replaced"
            : "elsewhere";
    }
    if (primary.id === state.rollbackDeploymentId) {
        return rollbackStatus(primary);
    }
    if (intent.deploymentId !== undefined && primary.id !== intent.deploymentId) {
        return state.deployments.has(intent.deploymentId) ? "replaced" : "unknown";
    }
    const status = currentStatus(evidence, primary, intent);
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

/** How far ECS is on its way back. */
function rollbackStatus({ rolloutState }: Deployment): DeploymentStatus {
    return rolloutState === "COMPLETED" ? "rolled back" : rolloutState === "FAILED" ? "rollback failed" : "rolling back";
}

/** Status of the service deployment, unless it is one of before the primary deployment. */
function currentStatus(evidence: Snapshot, primary: Deployment, intent: IntendedRelease): string {
    const own = ownServiceDeployment(evidence, intent.taskDefinitionArn);
    const clockSlack = 30_000; // the two are created by one request, but not with one time stamp
    return own !== undefined && own.startedAt >= primary.createdAt - clockSlack ? own.status : "";
}

const statuses = ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED"];
const taskRank = ({ lastStatus }: Task): readonly number[] => [statuses.indexOf(lastStatus)];
const rank = ({ rolloutState, updatedAt }: Deployment): readonly number[] => [updatedAt, rolloutState === "IN_PROGRESS" ? 0 : 1];

const progress = [/^PENDING/, /^IN_PROGRESS/, /_REQUESTED$/, /^ROLLBACK_IN/, /./];
const serviceDeploymentRank = ({ startedAt, status }: ServiceDeployment): readonly number[] => [
    startedAt,
    progress.findIndex((stage) => stage.test(status)),
];

/** The one that is further on; the newer one where they are level. */
function later<T>(known: T | undefined, next: T, rankOf: (of: T) => readonly number[]): T {
    if (known === undefined) {
        return next;
    }
    const before = rankOf(known);
    const difference = rankOf(next)
        .map((value, index) => value - (before[index] ?? 0))
        .find((by) => by !== 0);
    return (difference ?? 0) < 0 ? known : next;
}

/** Draining says nothing of why: the reason that a target failed for stays until it is healthy. */
function withTarget(targets: ReadonlyMap<string, Target>, target: Target): ReadonlyMap<string, Target> {
    const tells = /healthy$/.test(target.state) || targets.get(target.id)?.state !== "unhealthy";
    return tells ? new Map(targets).set(target.id, target) : targets;
}
