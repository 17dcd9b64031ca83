import { newestDeployment, primaryDeployment } from "./diagnosis/service";
import { mergedSnapshot, type DeploymentState } from "./state";
import type { IntendedRelease } from "./api";
import type { ServiceState } from "../aws/ecs";

/** What else than the service is read. */
export type Part = "deployment" | "running" | "stopped" | "targets";

/** When each part was last read; milliseconds since 1970. */
export type Looks = Readonly<Partial<Record<Part, number>>>;

/** What makes a second read of the details worth its calls: anything of the service but its times. */
export function signatureOf(service: ServiceState | undefined): string {
    return JSON.stringify([
        service?.status,
        service?.desiredCount,
        service?.runningCount,
        service?.pendingCount,
        service?.deployments.map(({ id, status, rolloutState, runningCount, failedTasks }) => [
            id,
            status,
            rolloutState,
            runningCount,
            failedTasks,
        ]),
        tasksStarted(service),
        service?.events.find(({ message }) => isBad(message))?.id,
    ]);
}

/** Calls in three minutes after which a deployment that goes well is looked at less often, so that the end has some left. */
const plenty = 12;

/**
 * What to read after the service. Each part costs one to three calls, of which a three-minute deployment has 40 together
 * with one read of the service every 4 to 10 seconds.
 *
 * @param spent calls in the last three minutes
 */
export function partsWanted(
    known: DeploymentState,
    service: ServiceState,
    intent: IntendedRelease,
    looks: Looks,
    now: number,
    spent: number,
): readonly Part[] {
    const before = known.latest?.service;
    const changed = signatureOf(before) !== signatureOf(service);
    const due = (part: Part, seconds: number) => now - (looks[part] ?? -Infinity) >= seconds * 1000;
    const wanted = (rows: readonly (readonly [Part, boolean])[]) => rows.filter(([, is]) => is).map(([part]) => part);

    const primary = primaryDeployment({ service });
    const own = newestDeployment({ service }, intent.taskDefinitionArn);
    if (primary === undefined) {
        return [];
    }
    if (primary.taskDefinitionArn !== intent.taskDefinitionArn || primary.rolloutState === "FAILED") {
        // The service itself tells when a rollback has ended.
        const rolling = known.status.name === "rolling back" && primary.rolloutState === "IN_PROGRESS";
        return wanted([
            ["deployment", (changed && !rolling) || due("deployment", rolling ? 30 : 8)],
            ["stopped", due("stopped", changed && !rolling ? 15 : 60)],
        ]);
    }
    if (primary.rolloutState === "COMPLETED" || known.status.name === "complete") {
        const onlyAnswerLacks = known.latest?.healthResponse !== undefined;
        const seconds = onlyAnswerLacks ? 90 : known.status.reads < 4 ? 3 : 20;
        return wanted([
            ["running", changed || due("running", seconds)],
            ["targets", changed || due("targets", seconds)],
            // ECS has no circuit breaker any more: tasks that stop now are replaced for ever.
            ["stopped", service.runningCount < service.desiredCount && due("stopped", changed ? 15 : 30)],
        ]);
    }
    const up = primary.desiredCount > 0 && primary.runningCount >= primary.desiredCount;
    const failing = isFailing(known, service, intent);
    const long = now - Math.max(known.since, own?.createdAt ?? 0) > 60_000;
    const unhealthy = known.latest?.targets.some(({ state }) => state === "unhealthy") === true;
    const begun = service.pendingCount > 0 || primary.runningCount > 0;
    const goingBack = /rolling back to/i.test(primary.rolloutStateReason); // to the same revision
    if (spent > plenty && !failing && !goingBack) {
        const waiting = begun && known.healthyAt === undefined;
        return wanted([
            ["deployment", primary.rolloutState === "" && due("deployment", 15)],
            ["running", waiting && due("running", 60)],
            ["targets", waiting && up && due("targets", 12)],
            ["stopped", long && !up && due("stopped", 60)],
        ]);
    }
    return wanted([
        // Where nothing tells of a verdict of its own (other than a rolling update), only the service deployment does.
        ["deployment", (primary.rolloutState === "" || goingBack) && (changed || due("deployment", 15))],
        ["running", begun && known.healthyAt === undefined && (up ? changed && !failing : due("running", 20))],
        ["stopped", failing ? due("stopped", changed ? 15 : 30) : long && !up && due("stopped", 40)],
        ["targets", up && known.healthyAt === undefined && due("targets", unhealthy ? 25 : long ? 15 : 8)],
    ]);
}

/** Milliseconds until the next look: soon after a change, and before an end; seldom while tasks still come up. */
export function intervalAfter(
    state: DeploymentState,
    intent: IntendedRelease,
    previous: number,
    { changed, spent, random }: { readonly changed: boolean; readonly spent: number; readonly random: number },
): number {
    const { name, reads } = state.status;
    const own = newestDeployment(mergedSnapshot(state), intent.taskDefinitionArn);
    const comingUp = name === "in progress" && (own?.runningCount ?? 0) === 0;
    const settling = !/in progress|complete|rolling back/.test(name) || (name === "complete" && reads <= 3);
    const looping = name === "in progress" && isFailing(state, state.latest?.service, intent);
    const tight = spent > plenty && name === "in progress";
    const slowest = comingUp ? 10_000 : tight ? 9_000 : 8_000;
    const soon = changed && !looping && !tight && name !== "rolling back";
    const next = settling ? 4_000 : soon ? 5_000 : Math.min(slowest, previous * 2);
    return next * (0.9 + 0.1 * random); // jitter, so that several stacks don't ask in step; only ever sooner
}

/** Something tells that tasks of the release have stopped, or cannot start. */
function isFailing(state: DeploymentState, service: ServiceState | undefined, { taskDefinitionArn }: IntendedRelease): boolean {
    const own = newestDeployment({ service }, taskDefinitionArn);
    const before = newestDeployment({ service: state.latest?.service }, taskDefinitionArn);
    return (
        own !== undefined &&
        (own.failedTasks > 0 ||
            own.runningCount < (before?.runningCount ?? 0) ||
            tasksStarted(service) > own.desiredCount ||
            (service?.events ?? []).some(({ at, message }) => at >= own.createdAt && isBad(message)))
    );
}

function isBad(message: string): boolean {
    return /unable to|unhealthy|failed/i.test(message);
}

/** Tasks that the service has started, by its events: more than are wanted means that some have stopped. */
function tasksStarted(service: ServiceState | undefined): number {
    const primary = primaryDeployment({ service });
    return (service?.events ?? [])
        .filter(({ at }) => at >= (primary?.createdAt ?? Infinity))
        .map(({ message }) => Number(/has started (\d+) tasks/.exec(message)?.[1] ?? 0))
        .reduce((sum, count) => sum + count, 0);
}
