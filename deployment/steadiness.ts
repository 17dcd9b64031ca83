import type { IntendedRelease } from "./api";
import type { Snapshot } from "./snapshot";
import type { DeploymentState } from "./state";
import { liveTargets } from "./task-health";

/** When the release was last seen not to be steady, once ECS calls its deployment complete. */
export function lastUnsteady(
    before: DeploymentState,
    now: DeploymentState,
    snapshot: Snapshot,
    intent: IntendedRelease,
): number | undefined {
    return hasFallen(before, now, snapshot, intent) || isReplaced(before, now, intent)
        ? Math.max(before.unsteadyAt ?? -Infinity, snapshot.at)
        : before.unsteadyAt;
}

/** Undefined where targets tell more, and where the tasks were not read. */
export function listRunning({ tasks }: Snapshot, { taskDefinitionArn, targetGroupArn }: IntendedRelease): string | undefined {
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
