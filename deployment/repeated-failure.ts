import { deploymentStart } from "./diagnosis/events";
import { intendedServiceDeployment, newestDeployment } from "./deployments";
import { failedStops, passesByItself, stopCause } from "./diagnosis/diagnose";
import type { IntendedRelease } from "./api";
import type { Task } from "../aws/ecs";
import type { Snapshot } from "./snapshot";

/**
 * ECS's circuit breaker gives up after as many failures as half of the wanted tasks, within these limits:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
const minThreshold = 3;
const maxThreshold = 200;

/** One cause that stopped so many tasks of a release that ECS would give up too. */
export interface RepeatedFailure {
    readonly tasks: readonly Task[];
}

/**
 * Whether the release has failed although ECS still tries: one cause has stopped as many of its tasks as ECS's circuit
 * breaker would count, and no other task of it serves, or may come to serve. A deployment that loses some tasks on its way
 * up and is completed by ECS is none of that.
 */
export function findRepeatedFailure(snapshot: Snapshot, intent: IntendedRelease): RepeatedFailure | undefined {
    const threshold = failureThreshold(snapshot, intent);
    const repeated = [...stopsByCause(snapshot, intent).values()].find(({ length }) => length >= threshold);
    const reachedAt = repeated?.map(({ stoppedAt = 0 }) => stoppedAt).sort((a, b) => a - b)[threshold - 1];
    return repeated === undefined || reachedAt === undefined || mayServe(snapshot, intent, reachedAt)
        ? undefined
        : { tasks: repeated };
}

/** How many failures of one cause are enough: as many as ECS itself would need, or more where the stack file says so. */
export function failureThreshold(snapshot: Snapshot, { taskDefinitionArn, limits }: IntendedRelease): number {
    const wanted = snapshot.service?.desiredCount ?? 0;
    const half = Math.min(maxThreshold, Math.max(minThreshold, Math.ceil(wanted / 2)));
    const stated = intendedServiceDeployment(snapshot, taskDefinitionArn)?.circuitBreaker?.threshold ?? 0;
    return Math.max(limits.maxFailuresOfSameCause, stated > 0 ? stated : half);
}

function stopsByCause(snapshot: Snapshot, intent: IntendedRelease): ReadonlyMap<string, readonly Task[]> {
    const stops = new Map<string, Task[]>();
    const running = newestDeployment(snapshot, intent.taskDefinitionArn)?.runningCount ?? 0;
    for (const task of failedStops(snapshot, intent)) {
        // Other tasks of the release have started: AWS itself failed for a moment, and ECS tries again.
        if (task.stopCode === "TaskFailedToStart" && running > 0) {
            continue;
        }
        const cause = stopCause(task, snapshot, intent);
        if (cause !== undefined && !passesByItself(cause)) {
            const others = stops.get(cause) ?? [];
            others.push(task);
            stops.set(cause, others);
        }
    }
    return stops;
}

/**
 * A task of the deployment is healthy, or is older than the failure that reached the threshold and not yet decided. Only
 * those are waited for: where every task fails, ECS always has a younger one.
 */
function mayServe(snapshot: Snapshot, { taskDefinitionArn }: IntendedRelease, reachedAt: number): boolean {
    const beginning = deploymentStart(snapshot, taskDefinitionArn) ?? 0;
    const states = new Map(snapshot.targets.map(({ id, state }) => [id, state]));
    return snapshot.tasks.some((task) => {
        const { createdAt = beginning, lastStatus } = task;
        if (task.taskDefinitionArn !== taskDefinitionArn || createdAt < beginning || lastStatus === "STOPPED") {
            return false;
        }
        const target = states.get(task.address ?? "");
        return target === "healthy" ? lastStatus === "RUNNING" : target !== "unhealthy" && createdAt < reachedAt;
    });
}
