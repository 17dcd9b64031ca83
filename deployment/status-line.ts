import { newestDeployment, primaryDeployment } from "./deployments";
import { revisionName } from "../aws/arn";
import { countStates, liveTargets, mergedSnapshot, type DeploymentState } from "./state";
import { currentPhase, measurePhases, formatPhases } from "./phases";
import type { IntendedRelease, Verdict } from "./api";

/** What a deployment is doing, without any time, so that it is reported again only when it changes. */
export function describeStatus(state: DeploymentState, intent: IntendedRelease): string {
    const primary = primaryDeployment(mergedSnapshot(state));
    const { name } = state.status;
    switch (name) {
        case "in progress":
            return describeProgress(state, intent);
        case "complete":
            return `drain: ECS has finished${describeHealthResponse(state, intent)}`;
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
    const intended = newestDeployment(mergedSnapshot(state), intent.taskDefinitionArn);
    const wanted = intended?.desiredCount ?? 0;
    const parts = [
        phase === "drain"
            ? `drain: ${wanted} of ${wanted} new tasks are healthy, waiting for the old ones to stop`
            : `${phase}: ${intended?.runningCount ?? 0} of ${wanted} new tasks run`,
        phase === "health" ? describeTargets(state, intent) : "",
        (intended?.failedTasks ?? 0) > 0 ? `${intended?.failedTasks ?? 0} failed` : "",
    ];
    const expected = measurePhases(state, intent)[phase] === undefined ? ` (expected ${intent.expectedSeconds[phase]} s)` : "";
    return parts.filter((part) => part !== "").join(", ") + expected;
}

function describeTargets(state: DeploymentState, { taskDefinitionArn }: IntendedRelease): string {
    const intended = liveTargets(state, (task) => task.taskDefinitionArn === taskDefinitionArn);
    return countStates(intended.map((target) => target.state));
}

function describeHealthResponse({ healthResponse }: DeploymentState, { releaseId }: IntendedRelease): string {
    if (healthResponse === undefined || healthResponse.consecutive > 0) {
        return "";
    }
    if (healthResponse.status === 200) {
        return `, the health endpoint answers with ${healthResponse.releaseId ?? "no release"} instead of ${releaseId}`;
    }
    return `, the health endpoint ${healthResponse.status === 0 ? `does not answer (${healthResponse.error ?? "no reason"})` : `answers ${healthResponse.status}`}`;
}
