import type { Deployment, ServiceDeployment, Task } from "../aws/ecs";
import type { Target } from "../aws/elb";
import { stageOrder } from "./lifecycle";

/*
 * How a read is merged with those before it. Reads are eventually consistent, so that a later one may show an earlier
 * state: what is further on stays.
 */

/** In the order in which a task goes through them. */
const taskStatuses = [
    "PROVISIONING",
    "PENDING",
    "ACTIVATING",
    "RUNNING",
    "DEACTIVATING",
    "STOPPING",
    "DEPROVISIONING",
    "STOPPED",
];

/** Statuses of a service deployment in their order; the last stands for every end. */
const serviceDeploymentStages = [/^PENDING/, /^IN_PROGRESS/, /_REQUESTED$/, /^ROLLBACK_IN/, /./];

/** The deployment that was updated later; a finished one where they are level. */
export function laterDeployment(previous: Deployment | undefined, next: Deployment): Deployment {
    const toStage = ({ rolloutState }: Deployment) => (rolloutState === "IN_PROGRESS" ? 0 : 1);
    return previous !== undefined && (previous.updatedAt - next.updatedAt || toStage(previous) - toStage(next)) > 0
        ? previous
        : next;
}

/** The service deployment that began later, or is further on. */
export function laterServiceDeployment(
    previous: ServiceDeployment | undefined,
    next: ServiceDeployment | undefined,
): ServiceDeployment | undefined {
    if (previous === undefined || next === undefined) {
        return next ?? previous;
    }
    const toStage = ({ status }: ServiceDeployment) => serviceDeploymentStages.findIndex((stage) => stage.test(status));
    const order =
        previous.startedAt - next.startedAt ||
        toStage(previous) - toStage(next) ||
        (previous.updatedAt ?? 0) - (next.updatedAt ?? 0) ||
        stageOrder(previous.lifecycleStage) - stageOrder(next.lifecycleStage) ||
        (previous.productionTrafficWeight ?? 0) - (next.productionTrafficWeight ?? 0);
    return order > 0 ? previous : next;
}

export function mergeDeployments(
    previous: ReadonlyMap<string, Deployment>,
    next: readonly Deployment[],
): ReadonlyMap<string, Deployment> {
    const merged = new Map(previous);
    next.forEach((deployment) => merged.set(deployment.id, laterDeployment(merged.get(deployment.id), deployment)));
    return merged;
}

/** ECS says of a deployment that it rolls back by it until that is complete. */
export function mergeRollbacks(previous: readonly string[], primary: Deployment | undefined): readonly string[] {
    return primary !== undefined && /rolling back to/i.test(primary.rolloutStateReason) && !previous.includes(primary.id)
        ? [...previous, primary.id]
        : previous;
}

/** Tasks never go back in their order of statuses. */
export function mergeTasks(previous: ReadonlyMap<string, Task>, next: readonly Task[]): ReadonlyMap<string, Task> {
    if (next.length === 0) {
        return previous;
    }
    const merged = new Map(previous);
    for (const task of next) {
        const { lastStatus = "" } = merged.get(task.arn) ?? {};
        if (taskStatuses.indexOf(task.lastStatus) >= taskStatuses.indexOf(lastStatus)) {
            merged.set(task.arn, task);
        }
    }
    return merged;
}

/** A draining target does not say why: the reason that it failed for stays until it is healthy. */
export function mergeTargets(previous: ReadonlyMap<string, Target>, next: readonly Target[]): ReadonlyMap<string, Target> {
    if (next.length === 0) {
        return previous;
    }
    const merged = new Map(previous);
    for (const target of next) {
        if (/healthy$/.test(target.state) || previous.get(target.id)?.state !== "unhealthy") {
            merged.set(target.id, target);
        }
    }
    return merged;
}
