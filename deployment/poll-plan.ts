import { stageOrder } from "./lifecycle";
import { newestDeployment, primaryDeployment } from "./deployments";
import type { IntendedRelease } from "./api";
import type { ServiceDeployment, ServiceState } from "../aws/ecs";

/** What a poll may read beside the service: the newest service deployment, tasks, targets, and the weights of production's rule. */
export type Detail = "deployment" | "running" | "stopped" | "targets" | "weights";

/** Milliseconds between two polls: half of the 10 s in which ECS's scheduler and a health check's interval work. */
const intervalMs = 5_000;

/** Milliseconds between two polls when nothing has moved for long: a stuck deployment is ended by ECS, not by the watch. */
const slowIntervalMs = 15_000;

/** Milliseconds without a move after which it is unlikely that the next poll shows one. */
const slowAfterMs = 120_000;

/** Part of an interval that is added at random, so that several stacks do not poll in step. */
const jitter = 0.1;

/**
 * Polls in which the details are read at most once, unless something moves. All of them cost about seven calls, so that a
 * deployment in trouble costs nine calls in two polls: less than one a second.
 */
const pollsPerDetails = 2;

/** Enough while a deployment goes well: what runs, and how healthy it is. */
const progress: readonly Detail[] = ["running", "targets"];
const everything: readonly Detail[] = ["deployment", "running", "stopped", "targets"];

/** Where traffic is shifted, the stages before production moves may pass between two reads of the details. */
const lifecycle: readonly Detail[] = ["deployment"];

/** The same as above, where they cost a call more, or how far ECS is, is read with the service. */
const pollsPerShiftDetails = 3;

/** A poll among those before it. */
export interface PollMoment {
    /** The service as the previous poll read it. */
    readonly previous?: ServiceState;

    /** The deployments are in a stage that no poll has seen. */
    readonly isNewStage: boolean;

    /** Stage of the service deployment, where traffic is shifted. */
    readonly lifecycleStage?: string;

    /** Polls since the details were read, this one included. */
    readonly pollsSinceDetails: number;

    /** Milliseconds since anything of the service moved. */
    readonly idleMs: number;

    /** The deployment's minutes are over: the verdict falls now. */
    readonly isLast: boolean;
}

/** Milliseconds until the next poll. */
export function pollInterval(idleMs: number, random: number): number {
    return (idleMs >= slowAfterMs ? slowIntervalMs : intervalMs) * (1 + jitter * random);
}

/**
 * What to read after the service: nothing while tasks start and the service shows no change; the details together when
 * something moved, is wrong, or an end may be near.
 */
export function detailsToRead(service: ServiceState, intent: IntendedRelease, moment: PollMoment): readonly Detail[] {
    const { previous, isNewStage, pollsSinceDetails, idleMs, isLast } = moment;
    const primary = primaryDeployment({ service });
    if (primary === undefined) {
        return [];
    }
    const isUnsure = isLast || idleMs >= slowAfterMs;
    if (intent.trafficShift !== undefined) {
        return shiftDetailsToRead(moment, isNewStage || isUnsure);
    }
    const details = isUnsure || !goesWell(service, previous, intent) ? everything : progress;
    const isDue = pollsSinceDetails >= pollsPerDetails;
    const isNearEnd = primary.runningCount > 0; // only targets and the health endpoint show what is left
    const isMoving = describeProgress(service) !== describeProgress(previous);
    const wanted =
        isNewStage || isUnsure || (details === everything ? isDue : (isDue && isNearEnd) || isMoving || previous === undefined);
    return wanted ? details : [];
}

/** What to read where traffic is shifted: only the service deployment shows how far that is. */
function shiftDetailsToRead({ lifecycleStage, pollsSinceDetails }: PollMoment, isNeeded: boolean): readonly Detail[] {
    const stage = stageOrder(lifecycleStage);
    if (stage < stageOrder("POST_SCALE_UP") && lifecycleStage !== undefined) {
        return isNeeded || pollsSinceDetails >= pollsPerDetails ? everything : [];
    }
    if (isNeeded || pollsSinceDetails >= pollsPerShiftDetails) {
        return [...everything, "weights"];
    }
    return stage < stageOrder("PRODUCTION_TRAFFIC_SHIFT") ? lifecycle : [];
}

/** The stage of the deployments: which there are, and how far ECS says they are. */
export function describeStage(service: ServiceState | undefined): string {
    return JSON.stringify([
        service?.status,
        service?.deployments.map(({ id, status, rolloutState }) => [id, status, rolloutState]),
    ]);
}

/** What moves of a service deployment that shifts traffic. */
export function describeLifecycle(deployment: ServiceDeployment | undefined): string {
    const { status, lifecycleStage, productionTrafficWeight, lifecycleHooks } = deployment ?? {};
    return JSON.stringify([status, lifecycleStage, productionTrafficWeight, lifecycleHooks?.map((hook) => hook.status)]);
}

/** Everything of the service that moves while its deployments stay in one stage. */
export function describeProgress(service: ServiceState | undefined): string {
    return JSON.stringify([
        service?.desiredCount,
        service?.runningCount,
        service?.pendingCount,
        service?.deployments.map(({ id, runningCount, failedTasks }) => [id, runningCount, failedTasks]),
        countStartedTasks(service),
        service?.events.find(({ message }) => isBad(message))?.id,
    ]);
}

/** The service is on the intended release, its deployments show their state, and nothing shows that a task has stopped. */
function goesWell(service: ServiceState, previous: ServiceState | undefined, intent: IntendedRelease): boolean {
    const { taskDefinitionArn } = intent;
    const primary = primaryDeployment({ service });
    if (primary?.taskDefinitionArn !== taskDefinitionArn || /rolling back to/i.test(primary.rolloutStateReason)) {
        return false;
    }
    switch (primary.rolloutState) {
        case "COMPLETED":
            return service.runningCount >= service.desiredCount;
        case "IN_PROGRESS":
            return (
                primary.failedTasks === 0 &&
                primary.runningCount >= (newestDeployment({ service: previous }, taskDefinitionArn)?.runningCount ?? 0) &&
                countStartedTasks(service) <= primary.desiredCount &&
                !service.events.some(({ at, message }) => at >= primary.createdAt && isBad(message))
            );
        default:
            return false; // FAILED, or a state that only the service deployment shows
    }
}

function isBad(message: string): boolean {
    return /unable to|unhealthy|failed/i.test(message);
}

/** Tasks that the service has started, by its events: more than desired means that some have stopped. */
function countStartedTasks(service: ServiceState | undefined): number {
    const primary = primaryDeployment({ service });
    return (service?.events ?? [])
        .filter(({ at }) => at >= (primary?.createdAt ?? Infinity))
        .map(({ message }) => Number(/has started (\d+) tasks/.exec(message)?.[1] ?? 0))
        .reduce((sum, count) => sum + count, 0);
}
