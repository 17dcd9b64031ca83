import type { IntendedRelease } from "./api";
import type { Deployment, ServiceDeployment, Task } from "../aws/ecs";
import type { Target } from "../aws/elb";
import { newestDeployment, primaryDeployment } from "./deployments";
import { laterDeployment, laterServiceDeployment, mergeDeployments, mergeRollbacks, mergeTargets, mergeTasks } from "./merge";
import { rollbackTargets } from "./rollback-events";
import type { LatestHealthResponse, Snapshot } from "./snapshot";
import { selectStrategy } from "./strategies/select";
import type { DeploymentStatus } from "./strategies/strategy";

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

    /** Deployments by which ECS rolls back: of the same revision, where only settings of the service had changed. */
    readonly rollbackDeploymentIds: readonly string[];

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

    /** How many tasks of the release run and are healthy, and since when that has not moved. */
    readonly progress: { readonly key: string; readonly since: number };

    /** What the health endpoint answered last, while the deployment is complete. */
    readonly healthResponse?: LatestHealthResponse;

    /** When all tasks of the release were first seen running, then healthy, and its deployment complete. */
    readonly runningAt?: number;
    readonly healthyAt?: number;
    readonly completedAt?: number;

    /** ARNs of the release's tasks that run, where no target tells how steady they are. */
    readonly runningTasks?: string;

    /**
     * When the release was last seen not to be steady, while ECS calls the deployment complete: a target had fallen back from
     * healthy, or, where there are no targets, other tasks ran than before.
     */
    readonly unsteadyAt?: number;
}

/** What is known before the first read. */
export function initialState(since: number): DeploymentState {
    const status = { name: "unknown", key: "", since, at: -Infinity, reads: 0 } as const;
    const none = { deployments: new Map(), tasks: new Map(), targets: new Map() };
    return { since, ...none, logs: [], rollbackDeploymentIds: [], followed: false, status, progress: { key: "", since } };
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
        rollbackDeploymentIds: mergeRollbacks(state.rollbackDeploymentIds, primaryDeployment(snapshot)),
    };
    const intended = newestDeployment(mergedSnapshot(merged), intent.taskDefinitionArn);
    const followed = state.followed || intended?.rolloutState === "IN_PROGRESS";
    const isRunning = intended !== undefined && intended.desiredCount > 0 && intended.runningCount >= intended.desiredCount;
    const runningAt = state.runningAt ?? (isRunning ? snapshot.at : undefined);
    const healthyAt = areHealthy(snapshot, intent) ? Math.min(state.healthyAt ?? Infinity, snapshot.at) : state.healthyAt;
    const progress = nextProgress(state, merged, snapshot.at, intent);
    const status = nextStatus(state, { ...merged, followed }, snapshot, intent);
    const isComplete = status.name === "complete";
    const runningTasks = listRunning(snapshot, intent) ?? state.runningTasks;
    // Before that ECS itself waits until the targets are steady.
    const unsteadyAt =
        isComplete &&
        (hasFallen(state, merged, snapshot, intent) || isReplaced(state, { ...merged, followed, runningTasks }, intent))
            ? Math.max(state.unsteadyAt ?? -Infinity, snapshot.at)
            : state.unsteadyAt;
    const completedAt = state.completedAt ?? (isComplete ? snapshot.at : undefined);
    const healthResponse = isComplete ? (snapshot.healthResponse ?? state.healthResponse) : undefined;
    return { ...merged, followed, runningAt, runningTasks, healthyAt, completedAt, unsteadyAt, progress, healthResponse, status };
}

/** Everything that was read, as one snapshot: the input of a diagnosis. */
export function mergedSnapshot(state: DeploymentState): Snapshot {
    const { latest, deployments, serviceDeployment, rollbackDeploymentIds, tasks, targets, logs, healthResponse, since } = state;
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
        rollbackDeploymentIds,
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

/** Every running task of the release's newest deployment is healthy, by its target where it has one, and they are as many as wanted. */
export function areHealthy(snapshot: Snapshot, { taskDefinitionArn, targetGroupArn }: IntendedRelease): boolean {
    const { service, tasks, targets } = snapshot;
    const { createdAt: beginning = 0 } = newestDeployment(snapshot, taskDefinitionArn) ?? {};
    const intended = tasks.filter(
        (task) =>
            task.lastStatus === "RUNNING" &&
            task.taskDefinitionArn === taskDefinitionArn &&
            (task.createdAt ?? beginning) >= beginning,
    );
    const healthy = new Set(targets.filter(({ state }) => state === "healthy").map(({ id }) => id));
    return (
        intended.length > 0 &&
        intended.length >= (service?.desiredCount ?? 0) &&
        intended.every(({ address, healthStatus }) =>
            targetGroupArn === undefined ? healthStatus !== "UNHEALTHY" : healthy.has(address ?? ""),
        )
    );
}

function nextProgress(
    { progress }: DeploymentState,
    merged: DeploymentState,
    at: number,
    { taskDefinitionArn }: IntendedRelease,
): DeploymentState["progress"] {
    const running = newestDeployment(mergedSnapshot(merged), taskDefinitionArn)?.runningCount ?? 0;
    const intended = liveTargets(merged, (task) => task.taskDefinitionArn === taskDefinitionArn);
    const key = `${running} run, ${intended.filter(({ state }) => state === "healthy").length} healthy`;
    return key === progress.key ? progress : { key, since: Math.max(at, progress.since) };
}

/** Undefined where targets tell more, and where the tasks were not read. */
function listRunning({ tasks }: Snapshot, { taskDefinitionArn, targetGroupArn }: IntendedRelease): string | undefined {
    const running = tasks.filter((task) => task.taskDefinitionArn === taskDefinitionArn && task.lastStatus === "RUNNING");
    return targetGroupArn !== undefined || running.length === 0
        ? undefined
        : running
              .map(({ arn }) => arn)
              .sort()
              .join();
}

/**
 * Other tasks run than were seen to, so that some have ended; or they are those of a deployment that the watch has followed,
 * and have only begun. ECS itself calls a deployment complete as soon as its tasks run.
 */
function isReplaced(before: DeploymentState, now: DeploymentState, { justChanged = false }: IntendedRelease): boolean {
    const isSame = before.runningTasks === now.runningTasks;
    return !isSame && (before.runningTasks !== undefined || now.followed || justChanged);
}

/** A target of the release is unhealthy although all of them were healthy once. */
function hasFallen(
    { healthyAt }: DeploymentState,
    merged: DeploymentState,
    { targets }: Snapshot,
    intent: IntendedRelease,
): boolean {
    const unhealthy = targets.filter(({ state }) => state === "unhealthy");
    if (healthyAt === undefined || unhealthy.length === 0) {
        return false;
    }
    const intended = liveTargets(merged, (task) => task.taskDefinitionArn === intent.taskDefinitionArn);
    return unhealthy.some(({ id }) => intended.some((target) => target.id === id));
}

/**
 * A snapshot counts if it is newer, and no deployment in it is behind what was seen of it, or of a newer one. ECS may go
 * back to an old deployment itself, which it then says.
 */
function isNewer({ latest, deployments }: DeploymentState, snapshot: Snapshot): boolean {
    const primary = primaryDeployment(snapshot);
    const newest = Math.max(0, ...[...deployments.values()].map(({ createdAt }) => createdAt));
    const stale = snapshot.service?.deployments.some((read) => laterDeployment(deployments.get(read.id), read) !== read);
    return (
        snapshot.at > (latest?.at ?? -Infinity) &&
        primary !== undefined &&
        (primary.createdAt >= newest || rollbackTargets(snapshot.service, newest).includes(primary.id)) &&
        stale === false
    );
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
    const name =
        service === undefined
            ? "missing"
            : service.status === "ACTIVE"
              ? selectStrategy(intent).status(mergedSnapshot(now), intent)
              : "inactive";
    const key = `${name} ${primaryDeployment(snapshot)?.id ?? ""}`;
    return key === status.key ? { ...status, at, reads: status.reads + 1 } : { name, key, since: at, at, reads: 1 };
}
