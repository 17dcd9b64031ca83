import type { Deployment, Task } from "../../aws/ecs";
import type { IntendedRelease } from "../api";
import { intendedServiceDeployment, newestDeployment, primaryDeployment } from "../deployments";
import { revisionNumber } from "../history";
import { hasFailed, rollbackTargets } from "../rollback-events";
import type { Snapshot } from "../snapshot";
import type { DeploymentStatus, DeploymentStrategy } from "./strategy";

/** Tasks are replaced some at a time within one target group, and old ones answer until the last of them has gone. */
export const rolling: DeploymentStrategy = {
    name: "ROLLING",
    followsServiceDeployment: false,
    status,
    isRollback,
    serves,
    targetGroupArn: (_, { targetGroupArn }) => targetGroupArn,
};

/**
 * Milliseconds by which a service deployment may seem older than its deployment: one request creates both, but not with
 * one time stamp.
 */
const startSlackMs = 30_000;

function status(snapshot: Snapshot, intent: IntendedRelease): DeploymentStatus {
    const primary = primaryDeployment(snapshot);
    if (primary === undefined) {
        return "unknown";
    }
    if (primary.taskDefinitionArn !== intent.taskDefinitionArn) {
        return isRollback(snapshot, intent) ? rollbackStatus(snapshot, primary, intent) : otherStatus(snapshot, primary, intent);
    }
    if (isRollbackDeployment(snapshot, primary, intent)) {
        return rollbackStatus(snapshot, primary, intent);
    }
    if (intent.deploymentId !== undefined && primary.id !== intent.deploymentId) {
        return snapshot.service?.deployments.some(({ id }) => id === intent.deploymentId) === true ? "replaced" : "unknown";
    }
    const stated = serviceDeploymentStatus(snapshot, primary, intent);
    if (stated === "STOPPED") {
        return "stopped";
    }
    if (stated.startsWith("ROLLBACK")) {
        return stated === "ROLLBACK_FAILED"
            ? "rollback failed"
            : stated === "ROLLBACK_SUCCESSFUL"
              ? "rolled back"
              : "rolling back";
    }
    if (primary.rolloutState === "FAILED") {
        return "failed";
    }
    return primary.rolloutState === "COMPLETED" || stated === "SUCCESSFUL" ? "complete" : "in progress";
}

/**
 * "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/…" is the reason of the new primary deployment,
 * until it is complete; the failed one stays FAILED while ECS lists it, and the service's events tell of both.
 */
function isRollback(snapshot: Snapshot, { taskDefinitionArn }: IntendedRelease): boolean {
    const primary = primaryDeployment(snapshot);
    if (primary === undefined || primary.taskDefinitionArn === taskDefinitionArn) {
        return false;
    }
    if (/rolling back to/i.test(primary.rolloutStateReason)) {
        return true;
    }
    if (snapshot.serviceDeployment?.taskDefinitionArn === primary.taskDefinitionArn) {
        return false; // a deployment of its own, newer or older than the intended one
    }
    const serviceDeployment = intendedServiceDeployment(snapshot, taskDefinitionArn);
    const intended = newestDeployment(snapshot, taskDefinitionArn);
    return (
        serviceDeployment?.status.startsWith("ROLLBACK") === true ||
        serviceDeployment?.rollback !== undefined ||
        (intended !== undefined &&
            (intended.rolloutState === "FAILED" ||
                hasFailed(snapshot.service, intended) ||
                wentBack(snapshot, primary, intended)))
    );
}

/** ECS's events name the deployment that the service is on, or the earlier one of that revision, as what it went back to. */
function wentBack({ service }: Snapshot, primary: Deployment, { createdAt }: Deployment): boolean {
    const targets = rollbackTargets(service, createdAt);
    return (service?.deployments ?? []).some(
        ({ id, taskDefinitionArn }) => taskDefinitionArn === primary.taskDefinitionArn && targets.includes(id),
    );
}

/** The service is on another revision, and ECS did not go back to it. */
function otherStatus(snapshot: Snapshot, primary: Deployment, { taskDefinitionArn }: IntendedRelease): DeploymentStatus {
    if (newestDeployment(snapshot, taskDefinitionArn) !== undefined) {
        return "replaced"; // by a newer one: a read that is older than the release's own is not believed
    }
    const { serviceDeployment } = snapshot;
    if (serviceDeployment?.taskDefinitionArn === taskDefinitionArn && /^(PENDING|IN_PROGRESS)$/.test(serviceDeployment.status)) {
        return "unknown"; // the service was read as it was before
    }
    return revisionNumber(primary.taskDefinitionArn) > revisionNumber(taskDefinitionArn) ? "replaced" : "elsewhere";
}

/** The service was on the revision already, and ECS goes back to how it was then. */
function isRollbackDeployment(snapshot: Snapshot, { id }: Deployment, { taskDefinitionArn }: IntendedRelease): boolean {
    const { service, rollbackDeploymentIds = [] } = snapshot;
    const attempted = service?.deployments.filter(
        (each) => each.taskDefinitionArn === taskDefinitionArn && each.id !== id && !rollbackDeploymentIds.includes(each.id),
    );
    const beginning = Math.max(...(attempted ?? []).map(({ createdAt }) => createdAt));
    return rollbackDeploymentIds.includes(id) || (attempted?.length !== 0 && rollbackTargets(service, beginning).includes(id));
}

/** How far the rollback is. */
function rollbackStatus(snapshot: Snapshot, { rolloutState }: Deployment, intent: IntendedRelease): DeploymentStatus {
    const stated = intendedServiceDeployment(snapshot, intent.taskDefinitionArn)?.status;
    if (stated === "ROLLBACK_FAILED") {
        return "rollback failed";
    }
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
 * No task of another release runs any more, and every target, where there are any, is one of the release's tasks. Where the number that is wanted
 * moves, tasks that are on their way are not waited for, once the fewest serve.
 */
function serves({ service, tasks, targets }: Snapshot, intent: IntendedRelease): boolean {
    const { taskDefinitionArn, targetGroupArn, minTasks } = intent;
    const running = tasks.filter(({ lastStatus }) => lastStatus === "RUNNING");
    const registered = targets.filter(({ state }) => state !== "draining" && state !== "unused");
    const healthy = new Set(registered.filter(({ state }) => state === "healthy").map(({ id }) => id));
    const wanted = service?.desiredCount ?? 0;
    const isHealthy = ({ address = "", healthStatus }: Task) =>
        targetGroupArn === undefined ? healthStatus !== "UNHEALTHY" : healthy.has(address);
    const isEnough = (count: number) => (minTasks === undefined ? count === wanted : count >= Math.min(wanted, minTasks));
    return (
        service !== undefined &&
        wanted > 0 &&
        isEnough(service.runningCount) &&
        isEnough(running.length) &&
        (targetGroupArn === undefined || registered.length === running.length) &&
        running.every((task) => task.taskDefinitionArn === taskDefinitionArn && isHealthy(task))
    );
}
