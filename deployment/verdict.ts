import { diagnose, formatDiagnosis } from "./diagnosis/diagnose";
import { atOnce, endings, holds, unforeseen } from "./endings";
import { asksForRelease, isAccepted, isOfRelease, isOutOfReach, requiredResponses } from "./health-response";
import { intendedServiceDeployment } from "./deployments";
import { isTested } from "./lifecycle";
import { describeApproval, describeEnd, toApprovalVerdict, whyUnshifted } from "./shift-status";
import { diagnoseTest, hasFailedTest } from "./test-traffic";
import { timeBudgetMinutes } from "./time-budget";
import { mergedSnapshot, type DeploymentState } from "./state";
import { notDeployed, oldTasksRemain, serviceMissing, unexplained } from "./status-causes";
import { measurePhases } from "./phases";
import { findRepeatedFailure } from "./repeated-failure";
import type { Diagnosis, IntendedRelease, Outcome, Verdict } from "./api";
import type { Snapshot } from "./snapshot";
import { selectStrategy } from "./strategies/select";

/**
 * How long no target of the release may have been seen unhealthy once one has fallen back from healthy. A load balancer needs
 * up to two intervals of 30 s to notice a target that does not answer, so that one that flaps shows itself in this time. A
 * release whose targets stay healthy waits for nothing.
 */
export const steadySeconds = 60;

/**
 * How a deployment has ended, or that it has not. It succeeds only on one snapshot that shows all of it: the deployment of
 * the intended revision complete, its tasks and no others running and healthy, and the health endpoint answering with it.
 */
export function decideVerdict(state: DeploymentState, intent: IntendedRelease, now: number): Verdict | "keep watching" {
    const seconds = measurePhases(state, intent);
    if (serves(state, intent)) {
        return { outcome: "SUCCEEDED", seconds, line: `release ${intent.releaseId} ${describeSuccess(state, intent)}` };
    }
    const snapshot = mergedSnapshot(state);
    const end = (outcome: Outcome, headline: string, cause?: string): Verdict => {
        const diagnosis = explain(state, snapshot, intent, cause);
        return { outcome, diagnosis, seconds, line: toLine(intent, headline, diagnosis) };
    };

    const ending = endings[state.status.name];
    if (ending !== undefined && holds(state, ending.hold, ending.unseen)) {
        const maybeByHand = state.rollbackRequested !== true && /^(stopped|rolled back)$/.test(state.status.name);
        const cause = maybeByHand ? "stopped-by-hand" : ending.cause;
        const byHand = maybeByHand && diagnose(snapshot, intent, cause)?.id === cause;
        return end(byHand ? "STOPPED" : ending.outcome, ending.headline(snapshot, intent), cause);
    }
    if (state.status.name === "complete" && state.latest?.service?.desiredCount === 0 && holds(state, unforeseen)) {
        return end("FAILED", "does not serve", "scaled-to-zero");
    }
    const repeated = state.rollbackRequested === true ? undefined : findRepeatedFailure(snapshot, intent);
    if (repeated !== undefined && /in progress|complete/.test(state.status.name)) {
        const early = state.status.name === "in progress" ? ({ early: true } as const) : {};
        const diagnosis = explain(state, { ...snapshot, tasks: repeated.tasks }, intent);
        const headline = `failed, the same cause stopped ${repeated.tasks.length} tasks`;
        return { outcome: "FAILED", ...early, diagnosis, seconds, line: toLine(intent, headline, diagnosis) };
    }
    if (state.status.name === "in progress" && state.rollbackRequested !== true) {
        if (hasFailedTest(state.testTraffic)) {
            const diagnosis = diagnoseTest(state.testTraffic, intent);
            return { outcome: "FAILED", early: true, diagnosis, seconds, line: toLine(intent, "failed its test", diagnosis) };
        }
        const approval = describeApproval(state, intent);
        if (approval !== undefined) {
            return toApprovalVerdict(approval, intent, seconds);
        }
    }
    const minutes = timeBudgetMinutes(intent);
    const isAnswered = state.healthResponse !== undefined && isAccepted(state.healthResponse, intent);
    const unanswered = isAnswered ? "other-release" : "endpoint-silent";
    return now - state.since >= minutes * 60_000
        ? end("TIMED_OUT", `does not serve after ${minutes} minutes`, isReadyToProbe(state, intent) ? unanswered : undefined)
        : "keep watching";
}

/** The release serves as far as AWS can show: only the health endpoint has not answered with it yet. */
export function isReadyToProbe(state: DeploymentState, intent: IntendedRelease): boolean {
    const { latest, status, tasks } = state;
    if (latest?.service === undefined || status.name !== "complete" || status.at !== latest.at) {
        return false;
    }
    if (intent.justChanged === true && !holds(state, atOnce, unforeseen)) {
        return false;
    }
    if (latest.at - (state.unsteadyAt ?? -Infinity) < steadySeconds * 1000) {
        return false;
    }
    const read = latest.tasks.map((task) => tasks.get(task.arn) ?? task); // a task that has stopped does not run again
    return selectStrategy(intent).serves(
        {
            ...mergedSnapshot(state),
            service: latest.service,
            tasks: read,
            targets: latest.targets,
            productionWeights: latest.productionWeights,
        },
        intent,
    );
}

/** Test traffic goes to the release, which is not known to serve production yet. */
export function isReadyToTest(state: DeploymentState, { taskDefinitionArn }: IntendedRelease): boolean {
    const own = intendedServiceDeployment(mergedSnapshot(state), taskDefinitionArn);
    return state.status.name === "in progress" && own !== undefined && isTested(own);
}

function describeSuccess(state: DeploymentState, intent: IntendedRelease): string {
    const { service: { desiredCount = 0, runningCount = 0 } = {}, targets = [], serviceDeployment } = state.latest ?? {};
    if (intent.probe === undefined) {
        return `runs: ${runningCount} of ${desiredCount} tasks, steady`;
    }
    if (intent.trafficShift === undefined) {
        return `serves: ${runningCount} of ${desiredCount} tasks healthy, ${describeAnswer(state, intent)}`;
    }
    const healthy = targets.filter(({ state }) => state === "healthy").length; // the service counts those of both releases
    const isOver = serviceDeployment?.status === "SUCCESSFUL";
    const bakes = isOver ? "" : `; it bakes${describeEnd(state, intent)}, so that ECS may still return to the release before`;
    return `serves: ${healthy} of ${desiredCount} tasks healthy, ${describeAnswer(state, intent)}${bakes}`;
}

function describeAnswer({ latest }: DeploymentState, intent: IntendedRelease): string {
    const { error = "no connection", ...answer } = latest?.healthResponse ?? {};
    return isOutOfReach(answer, intent.probe)
        ? `the health endpoint was not asked: this machine can't reach the load balancer (${error})`
        : `the health endpoint ${asksForRelease(intent) ? "answered with it" : "answered"} ${requiredResponses} times in a row`;
}

/**
 * The health endpoint, where there is one, has answered with the release, on the snapshot that shows the rest; where this machine can't reach a load
 * balancer that not everyone can, that its targets are healthy must do.
 */
function serves(state: DeploymentState, intent: IntendedRelease): boolean {
    const answer = state.latest?.healthResponse;
    if (intent.probe === undefined) {
        return isReadyToProbe(state, intent);
    }
    return (
        isReadyToProbe(state, intent) &&
        answer !== undefined &&
        (isOfRelease(answer, intent) || isOutOfReach(answer, intent.probe)) &&
        answer.consecutive >= requiredResponses
    );
}

/** Why it ended: the status itself, or what AWS says of it, or at least what is known. */
function explain(state: DeploymentState, snapshot: Snapshot, intent: IntendedRelease, cause?: string): Diagnosis {
    if (cause === serviceMissing.id) {
        return serviceMissing;
    }
    const { name } = state.status;
    if (state.rollbackRequested === true && hasFailedTest(state.testTraffic)) {
        return diagnoseTest(state.testTraffic, intent);
    }
    const waiting = cause === undefined && name === "in progress" ? oldTasksRemain(snapshot, intent) : undefined;
    const known = waiting ?? diagnose(snapshot, intent, cause);
    const found = /^(in progress|complete)$/.test(name) ? (known ?? whyUnshifted(snapshot, intent)) : known;
    // Nothing shows that ECS went back, or that another deployment came later.
    const isGuess = found === undefined || /^(replaced|rolled-back)$/.test(found.id);
    return name === "elsewhere" && isGuess ? notDeployed(snapshot, intent) : (found ?? unexplained(state, snapshot, intent));
}

function toLine({ releaseId }: IntendedRelease, headline: string, diagnosis: Diagnosis): string {
    return `release ${releaseId} ${headline}: ${formatDiagnosis(diagnosis)}`;
}
