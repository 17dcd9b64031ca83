import type { ServiceDeployment } from "../../aws/ecs";
import type { IntendedRelease } from "../api";
import { intendedServiceDeployment, newestDeployment, primaryDeployment } from "../deployments";
import { revisionNumber } from "../history";
import { findReturn, isShifted, ownTargetGroup, productionWeight } from "../lifecycle";
import type { Snapshot } from "../snapshot";
import type { ShiftingStrategy } from "../traffic-shift";
import type { DeploymentStatus, DeploymentStrategy } from "./strategy";

/**
 * Both releases run side by side, with a target group each, and ECS moves traffic from the one to the other: at once, after
 * a first part of it, or step by step. For the verdict these are one: production is the release's once all of it is.
 *
 * Only the service deployment tells how far that is. The list of deployments knows neither stages nor hooks, and has no
 * states at all where a service is not updated tasks by tasks:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html
 */
export function shifting(name: ShiftingStrategy): DeploymentStrategy {
    return { name, followsServiceDeployment: true, status, isRollback, serves, targetGroupArn };
}

/** Milliseconds by which a service deployment may seem older than its deployment: one request creates both. */
const startSlackMs = 30_000;

/** What is not here goes on. */
const statuses: Readonly<Partial<Record<string, DeploymentStatus>>> = {
    SUCCESSFUL: "complete",
    STOPPED: "stopped",
    ROLLBACK_REQUESTED: "rolling back",
    ROLLBACK_IN_PROGRESS: "rolling back",
    ROLLBACK_SUCCESSFUL: "rolled back",
    ROLLBACK_FAILED: "rollback failed",
};

/** Of one that leads to another release, and by which ECS comes back to this one. */
const returns: Readonly<Partial<Record<string, DeploymentStatus>>> = {
    ROLLBACK_SUCCESSFUL: "complete",
    ROLLBACK_FAILED: "rollback failed",
};

function status(snapshot: Snapshot, intent: IntendedRelease): DeploymentStatus {
    if (snapshot.serviceDeployment === undefined) {
        return "unknown";
    }
    const own = findOwn(snapshot, intent);
    if (own === undefined) {
        return otherStatus(snapshot, snapshot.serviceDeployment, intent);
    }
    return statuses[own.status] ?? (isShifted(own, intent) ? "complete" : "in progress");
}

/** The service deployment by which ECS moves to the release; undefined while another is the newest that ECS lists. */
function findOwn(snapshot: Snapshot, { taskDefinitionArn, deploymentId }: IntendedRelease): ServiceDeployment | undefined {
    const found = intendedServiceDeployment(snapshot, taskDefinitionArn);
    if (found === undefined) {
        return undefined;
    }
    const deployments = snapshot.service?.deployments ?? [];
    if (deploymentId !== undefined) {
        const { createdAt = Infinity } = deployments.find(({ id }) => id === deploymentId) ?? {};
        return found.startedAt >= createdAt - startSlackMs ? found : undefined;
    }
    const { createdAt = 0 } = newestDeployment(snapshot, taskDefinitionArn) ?? {};
    return createdAt > (found.finishedAt ?? Infinity) ? undefined : found; // an earlier try of the same revision
}

/** The newest service deployment that ECS lists is another. */
function otherStatus(snapshot: Snapshot, other: ServiceDeployment, intent: IntendedRelease): DeploymentStatus {
    const { taskDefinitionArn } = intent;
    if (findReturn(snapshot, intent) !== undefined) {
        return returns[other.status] ?? "in progress";
    }
    const own = newestDeployment(snapshot, taskDefinitionArn);
    if (other.taskDefinitionArn === taskDefinitionArn) {
        return "unknown"; // of before, as the list is some seconds behind
    }
    if (own !== undefined && isAboutToReturn(other)) {
        return "unknown";
    }
    if (own !== undefined) {
        return other.startedAt > own.createdAt + startSlackMs ? "replaced" : "unknown";
    }
    const current = primaryDeployment(snapshot)?.taskDefinitionArn ?? taskDefinitionArn;
    return revisionNumber(current) > revisionNumber(taskDefinitionArn) ? "replaced" : "elsewhere";
}

/** Asked to stop or to go back, while ECS does not say yet to which release. */
function isAboutToReturn({ status, rollback, sourceTaskDefinitionArns: sources }: ServiceDeployment): boolean {
    return /^(STOP|ROLLBACK)_REQUESTED$/.test(status) && rollback?.taskDefinitionArn === undefined && sources.length !== 1;
}

function isRollback(snapshot: Snapshot, intent: IntendedRelease): boolean {
    return findOwn(snapshot, intent)?.status.startsWith("ROLLBACK") === true;
}

/**
 * All of production's requests go to the release's target group, and every target of it is a healthy task of the release.
 * The release before may still run beside it.
 */
function serves(snapshot: Snapshot, intent: IntendedRelease): boolean {
    const { service, tasks, targets } = snapshot;
    const registered = targets.filter(({ state }) => state !== "draining" && state !== "unused");
    const running = new Set(
        tasks
            .filter((task) => task.taskDefinitionArn === intent.taskDefinitionArn && task.lastStatus === "RUNNING")
            .map(({ address }) => address),
    );
    const wanted = service?.desiredCount ?? 0;
    return (
        wanted > 0 &&
        registered.length >= Math.min(wanted, intent.minTasks ?? wanted) &&
        registered.every(({ id, state }) => state === "healthy" && running.has(id)) &&
        productionWeight(snapshot, intent) === 100
    );
}

function targetGroupArn(snapshot: Snapshot, intent: IntendedRelease): string | undefined {
    return ownTargetGroup(snapshot, intent) ?? intent.targetGroupArn;
}
