import { revisionName } from "../aws/arn";
import type { Task } from "../aws/ecs";
import type { Diagnosis, IntendedRelease } from "./api";
import { primaryDeployment } from "./deployments";
import { newestBadEvent } from "./diagnosis/events";
import { ownCommand } from "./own-command";
import type { Snapshot } from "./snapshot";
import type { DeploymentState } from "./state";
import { areHealthy, countStates, liveTargets } from "./task-health";

/* Causes that no text of AWS names: they follow from what the service is in, and what of it does not move. */

export const serviceMissing: Diagnosis = {
    id: "service-missing",
    cause: "the service does not exist",
    evidence: "ECS does not find it, or is deleting it",
    advice: "run the update again, which creates it",
};

/** The service is on another revision, and nothing shows that ECS ever tried this one, or that another was deployed. */
export function notDeployed(snapshot: Snapshot, { serviceRef }: IntendedRelease): Diagnosis {
    const primary = primaryDeployment(snapshot);
    return {
        id: "not-deployed",
        cause: "the service is on another revision, and ECS shows no deployment of this release",
        evidence:
            primary === undefined
                ? "ECS shows no deployment"
                : `it is on ${revisionName(primary.taskDefinitionArn)} since ${new Date(primary.createdAt).toISOString()}`,
        advice: `check what was deployed (${ownCommand("history", serviceRef)}), or run the update again`,
    };
}

/** `2 tasks of spotter-app-task:6 (1 DEACTIVATING, 1 RUNNING)`: what ECS still has to stop. Undefined where nothing is left. */
export function describeOldTasks({ tasks }: Snapshot, { taskDefinitionArn }: IntendedRelease): string | undefined {
    const old = tasks.filter((task) => task.taskDefinitionArn !== taskDefinitionArn && task.lastStatus !== "STOPPED");
    const byRevision = new Map<string, readonly Task[]>();
    old.forEach((task) => {
        const revision = revisionName(task.taskDefinitionArn);
        byRevision.set(revision, [...(byRevision.get(revision) ?? []), task]);
    });
    const parts = [...byRevision].map(([revision, each]) => {
        const states = countStates(each.map(({ lastStatus }) => lastStatus));
        return `${each.length} ${each.length === 1 ? "task" : "tasks"} of ${revision} (${states})`;
    });
    return parts.length === 0 ? undefined : parts.join(", ");
}

/** All of the release is healthy, and the deployment only waits for tasks of the release before. */
export function oldTasksRemain(snapshot: Snapshot, intent: IntendedRelease): Diagnosis | undefined {
    const old = describeOldTasks(snapshot, intent);
    const wanted = snapshot.service?.desiredCount ?? 0;
    if (intent.trafficShift !== undefined) {
        return undefined; // they are kept, until production has moved and for the bake time
    }
    return old === undefined || !areHealthy(snapshot, intent)
        ? undefined
        : {
              id: "old-tasks-remain",
              cause: "tasks of the previous release do not stop",
              evidence: `${wanted} of ${wanted} new tasks are healthy, waiting for ${old}`,
              advice: "stop them (aws ecs stop-task); check loadBalancer.deregistrationDelaySeconds and service.stopTimeoutSeconds, and task scale-in protection",
          };
}

/** What is known where no cause is. */
export function unexplained(state: DeploymentState, snapshot: Snapshot, intent: IntendedRelease): Diagnosis {
    const { status, healthResponse } = state;
    const service = state.latest?.service;
    const states = liveTargets(state).map((target) => target.state);
    const event = newestBadEvent(snapshot, intent);
    const parts = [
        event === undefined ? "" : event.text,
        service === undefined
            ? "the service was not read"
            : `deployment ${status.name}, ${service.runningCount} of ${service.desiredCount} tasks run`,
        states.length === 0 ? "" : `targets ${countStates(states)}`,
        healthResponse === undefined ? "" : `the health endpoint answered ${healthResponse.status}`,
    ];
    return {
        id: event === undefined ? "unknown" : "service-event",
        cause: event === undefined ? "no cause is known" : "ECS reports a problem",
        evidence: parts.filter((part) => part !== "").join(", "),
        advice: `check the service's events and the log ${intent.serviceRef.logGroup}`,
    };
}
