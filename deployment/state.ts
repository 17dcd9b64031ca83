import type { IntendedRelease } from "./api";
import type { Deployment, ServiceDeployment, Task } from "../aws/ecs";
import type { Target } from "../aws/elb";
import { intendedServiceDeployment, newestDeployment, primaryDeployment } from "./deployments";
import { findReturn } from "./lifecycle";
import { laterDeployment, laterServiceDeployment, mergeDeployments, mergeRollbacks, mergeTargets, mergeTasks } from "./merge";
import { rollbackTargets } from "./rollback-events";
import type { LatestHealthResponse, Snapshot } from "./snapshot";
import { selectStrategy } from "./strategies/select";
import type { DeploymentStatus } from "./strategies/strategy";
import { lastUnsteady, listRunning } from "./steadiness";
import { areHealthy, liveTargets } from "./task-health";
import { nextTestTraffic, type TestTraffic } from "./test-traffic";

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
    readonly productionWeights?: Snapshot["productionWeights"];
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

    /** What test traffic has shown of the release, before production's requests go to it. */
    readonly testTraffic?: TestTraffic;

    /** The machine's date at which the bake time was first seen: milliseconds since 1970. */
    readonly bakesSince?: number;

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
    const serviceDeployment = laterServiceDeployment(state.serviceDeployment, snapshot.serviceDeployment);
    const merged: DeploymentState = {
        ...state,
        deployments,
        serviceDeployment,
        productionWeights: snapshot.productionWeights ?? state.productionWeights,
        testTraffic: nextTestTraffic(state.testTraffic, snapshot, intent),
        bakesSince: state.bakesSince ?? (serviceDeployment?.lifecycleStage === "BAKE_TIME" ? snapshot.date : undefined),
        tasks: mergeTasks(state.tasks, snapshot.tasks),
        targets: mergeTargets(state.targets, snapshot.targets),
        logs: snapshot.logs.length > 0 ? snapshot.logs : state.logs,
        latest: isNewer({ ...state, deployments, serviceDeployment }, snapshot, intent) ? snapshot : state.latest,
        rollbackDeploymentIds: mergeRollbacks(state.rollbackDeploymentIds, primaryDeployment(snapshot)),
    };
    const intended = newestDeployment(mergedSnapshot(merged), intent.taskDefinitionArn);
    const followed = state.followed || intended?.rolloutState === "IN_PROGRESS" || isShifting(merged, intent);
    const isRunning = intended !== undefined && intended.desiredCount > 0 && intended.runningCount >= intended.desiredCount;
    const runningAt = state.runningAt ?? (isRunning ? snapshot.at : undefined);
    const healthyAt = areHealthy(snapshot, intent) ? Math.min(state.healthyAt ?? Infinity, snapshot.at) : state.healthyAt;
    const progress = nextProgress(state, merged, snapshot.at, intent);
    const status = nextStatus(state, { ...merged, followed }, snapshot, intent);
    const isComplete = status.name === "complete";
    const runningTasks = listRunning(snapshot, intent) ?? state.runningTasks;
    // Before that ECS itself waits until the targets are steady.
    const unsteadyAt = isComplete
        ? lastUnsteady(state, { ...merged, followed, runningTasks }, snapshot, intent)
        : state.unsteadyAt;
    const completedAt = state.completedAt ?? (isComplete ? snapshot.at : undefined);
    const healthResponse = isComplete ? (snapshot.healthResponse ?? state.healthResponse) : undefined;
    return { ...merged, followed, runningAt, runningTasks, healthyAt, completedAt, unsteadyAt, progress, healthResponse, status };
}

/** Everything that was read, as one snapshot: the input of a diagnosis. */
export function mergedSnapshot(state: DeploymentState): Snapshot {
    const { latest, deployments, tasks, targets, since } = state;
    const { serviceDeployment, rollbackDeploymentIds, productionWeights, logs, healthResponse } = state;
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
        productionWeights,
        logs,
        healthResponse,
    };
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

/**
 * A snapshot counts if it is newer, and no deployment in it is behind what was seen of it, or of a newer one. ECS may go
 * back to an old deployment itself, which it then says.
 */
function isNewer(state: DeploymentState, snapshot: Snapshot, intent: IntendedRelease): boolean {
    const { latest, deployments } = state;
    const primary = primaryDeployment(snapshot);
    const newest = Math.max(0, ...[...deployments.values()].map(({ createdAt }) => createdAt));
    const stale = snapshot.service?.deployments.some((read) => laterDeployment(deployments.get(read.id), read) !== read);
    return (
        snapshot.at > (latest?.at ?? -Infinity) &&
        primary !== undefined &&
        (primary.createdAt >= newest ||
            rollbackTargets(snapshot.service, newest).includes(primary.id) ||
            goesBack(state, intent)) &&
        stale === false
    );
}

/** Where traffic is shifted, no event tells that ECS goes back, and only the service deployment is certain to. */
function goesBack({ serviceDeployment }: Pick<DeploymentState, "serviceDeployment">, { trafficShift }: IntendedRelease): boolean {
    return trafficShift !== undefined && serviceDeployment?.status.startsWith("ROLLBACK") === true;
}

/** The release's service deployment is under way, which tells more than the service where traffic is shifted. */
function isShifting(merged: DeploymentState, intent: IntendedRelease): boolean {
    const { trafficShift, taskDefinitionArn } = intent;
    const snapshot = mergedSnapshot(merged);
    const own = intendedServiceDeployment(snapshot, taskDefinitionArn);
    const isUnderWay = /^(PENDING|IN_PROGRESS)$/.test(own?.status ?? "") || findReturn(snapshot, intent) !== undefined;
    return trafficShift !== undefined && isUnderWay;
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
