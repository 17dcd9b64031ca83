import { newestDeployment, primaryDeployment } from "./deployments";
import { revisionName } from "../aws/arn";
import { mergedSnapshot, type DeploymentState } from "./state";
import { countStates, liveTargets } from "./task-health";
import { currentPhase, measurePhases, formatPhases } from "./phases";
import type { IntendedRelease, Verdict } from "./api";
import { newestBadEvent } from "./diagnosis/events";
import { isAccepted } from "./health-response";
import type { Snapshot } from "./snapshot";
import { describeShift } from "./shift-status";
import { describeOldTasks } from "./status-causes";

/** Seconds without a move, beyond what the phase should take, after which the line says what the tasks are in. */
const minStillSeconds = 60;

/**
 * What a deployment is doing, and the newest event that says something bad while that happens. Without any time, so that it
 * is reported again only when it changes.
 */
export function describeStatus(state: DeploymentState, intent: IntendedRelease): string {
    const event = newestBadEvent(mergedSnapshot(state), intent);
    const status = describeStage(state, intent);
    // Tasks fail one after the other for one reason, which is said once.
    return event === undefined ? status : `${status} ▸ ${event.text.replace(/\(task [^)]*\)/g, "(task …)")}`;
}

function describeStage(state: DeploymentState, intent: IntendedRelease): string {
    const primary = primaryDeployment(mergedSnapshot(state));
    const { name } = state.status;
    switch (name) {
        case "in progress":
            return describeShift(state, intent) ?? describeProgress(state, intent);
        case "complete":
            return `${intent.trafficShift === undefined ? "drain: ECS has finished" : "ECS has moved production to the release"}${describeHealthResponse(state, intent)}`;
        case "rolling back":
            return `ECS rolls back to ${revisionName(primary?.taskDefinitionArn ?? "the revision before")}`;
        case "unknown":
            return "waiting for ECS to show the deployment";
        case "missing":
        case "inactive":
            return "ECS does not show the service";
        case "elsewhere":
        case "replaced":
            return `the service is on ${revisionName(primary?.taskDefinitionArn ?? "another revision")}`;
        default:
            return `the deployment has ${name}`.replace("has rolled", "is rolled").replace("has rollback", "has its rollback");
    }
}

/** The last line: what each phase took, against what it should take. */
export function describeTimes({ seconds }: Verdict, intent: IntendedRelease, tookSeconds: number): string {
    const times = formatPhases(seconds, intent.expectedSeconds);
    return times === "" ? `watched for ${tookSeconds} s` : `${times} · watched for ${tookSeconds} s`;
}

function describeProgress(state: DeploymentState, intent: IntendedRelease): string {
    const phase = currentPhase(state, intent);
    const snapshot = mergedSnapshot(state);
    const intended = newestDeployment(snapshot, intent.taskDefinitionArn);
    const wanted = intended?.desiredCount ?? 0;
    const failed = intended?.failedTasks ?? 0;
    const still = state.status.at - state.progress.since >= 1000 * Math.max(minStillSeconds, intent.expectedSeconds[phase]);
    const old = still ? describeOldTasks(snapshot, intent) : undefined;
    const parts = [
        phase === "drain"
            ? `drain: ${wanted} of ${wanted} new tasks are healthy, waiting for ${old ?? "the old ones"} to stop`
            : `${phase}: ${intended?.runningCount ?? 0} of ${wanted} new tasks run`,
        phase === "health" ? describeTargets(state, intent) : "",
        failed > 0 ? `${failed} failed` : "",
        still && failed === 0 && /schedule|pull|start/.test(phase) ? describeComing(snapshot, intent) : "",
    ];
    const expected = measurePhases(state, intent)[phase] === undefined ? ` (expected ${intent.expectedSeconds[phase]} s)` : "";
    return parts.filter((part) => part !== "").join(", ") + expected;
}

/** `1 PENDING, 1 PROVISIONING`: the tasks that do not run yet, where their number does not move. */
function describeComing({ tasks }: Snapshot, { taskDefinitionArn }: IntendedRelease): string {
    const coming = tasks.filter(
        (task) => task.taskDefinitionArn === taskDefinitionArn && !/RUNNING|STOPPED/.test(task.lastStatus),
    );
    return coming.length === 0 ? "ECS has started no more" : countStates(coming.map(({ lastStatus }) => lastStatus));
}

function describeTargets(state: DeploymentState, { taskDefinitionArn }: IntendedRelease): string {
    const intended = liveTargets(state, (task) => task.taskDefinitionArn === taskDefinitionArn);
    return countStates(intended.map((target) => target.state));
}

function describeHealthResponse({ healthResponse }: DeploymentState, intent: IntendedRelease): string {
    if (healthResponse === undefined || healthResponse.consecutive > 0) {
        return "";
    }
    if (isAccepted(healthResponse, intent)) {
        return `, the health endpoint answers with ${healthResponse.releaseId ?? "no release"} instead of ${intent.releaseId}`;
    }
    return `, the health endpoint ${healthResponse.status === 0 ? `does not answer (${healthResponse.error ?? "no reason"})` : `answers ${healthResponse.status}`}`;
}
