import type { Task } from "../aws/ecs";
import type { Target } from "../aws/elb";
import type { IntendedRelease } from "./api";
import { newestDeployment } from "./deployments";
import type { Snapshot } from "./snapshot";
import type { DeploymentState } from "./state";

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
