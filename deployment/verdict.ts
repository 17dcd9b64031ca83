import { revisionName } from "../aws/arn";
import { newestDeployment, primaryDeployment } from "./deployments";
import { diagnose, formatDiagnosis } from "./diagnosis/diagnose";
import { asksForRelease, isAccepted, isOfRelease, isOutOfReach } from "./health-response";
import { mergedSnapshot, type DeploymentState } from "./state";
import { notDeployed, oldTasksRemain, serviceMissing, unexplained } from "./status-causes";
import { measurePhases } from "./phases";
import { findRepeatedFailure } from "./repeated-failure";
import type { Diagnosis, IntendedRelease, Outcome, Verdict } from "./api";
import type { Snapshot } from "./snapshot";
import { selectStrategy } from "./strategies/select";
import type { DeploymentStatus } from "./strategies/strategy";

/**
 * Answers in a row with the release id that the health endpoint must give: one may come from a task that is about to go,
 * three through a load balancer hardly do.
 */
export const requiredResponses = 3;

/**
 * How long no target of the release may have been seen unhealthy once one has fallen back from healthy. A load balancer needs
 * up to two intervals of 30 s to notice a target that does not answer, so that one that flaps shows itself in this time. A
 * release whose targets stay healthy waits for nothing.
 */
export const steadySeconds = 60;

/** How long, and in how many reads in a row, a status must be seen before it ends a deployment. */
interface Hold {
    readonly seconds: number;
    readonly reads: number;
}

/** ECS cannot take it back: one read is enough. */
const atOnce: Hold = { seconds: 0, reads: 1 };

/** One read may be wrong, or ECS may still begin to roll back, which it does within seconds. */
const confirmed: Hold = { seconds: 8, reads: 2 };

/** The watch did not see it coming: it may be a state of before the update, which reads have shown for up to 10 s. */
const unforeseen: Hold = { seconds: 15, reads: 3 };

/** No service was ever read. ECS may not show one that was just created, which it does within seconds. */
const neverSeen: Hold = { seconds: 20, reads: 3 };

/**
 * The service is on another revision, and nothing shows how it came there: it may well be a state of before the update,
 * which would then be a wrong verdict on a release that comes up.
 */
const unshown: Hold = { seconds: 60, reads: 5 };

/** A service that was read a moment ago has rather not been found than been deleted: several bad reads in a row. */
const vanished: Hold = { seconds: 60, reads: 5 };

/** How a status ends a deployment, and how long it must hold before it does. */
interface Ending {
    readonly outcome: Outcome;

    /** Id of the cause that the status itself is. */
    readonly cause?: string;

    /** What happened, behind `release …`. */
    readonly headline: (snapshot: Snapshot, intent: IntendedRelease) => string;

    readonly hold: Hold;

    /** When the watch did not see the deployment in progress. @default - the same */
    readonly unseen?: Hold;
}

const describeRevision = (snapshot: Snapshot): string => {
    const to = snapshot.serviceDeployment?.rollback?.taskDefinitionArn ?? primaryDeployment(snapshot)?.taskDefinitionArn;
    return `the service is on ${revisionName(to ?? "the revision before")}`;
};

/** One read may be stale or wrong, so that only what ECS cannot take back counts at once. */
const endings: Readonly<Partial<Record<DeploymentStatus, Ending>>> = {
    "rolled back": {
        outcome: "ROLLED_BACK",
        headline: (snapshot) => `was rolled back, ${describeRevision(snapshot)}`,
        hold: atOnce,
        unseen: unforeseen,
    },
    elsewhere: {
        outcome: "ROLLED_BACK",
        headline: (snapshot) => `does not serve, ${describeRevision(snapshot)}`,
        hold: unshown,
    },
    replaced: {
        outcome: "STOPPED",
        cause: "replaced",
        headline: () => "was replaced before it served",
        hold: confirmed,
        unseen: unforeseen,
    },
    // By ECS itself: STOPPED is also how a deployment ends that fails with nothing to roll back to.
    stopped: { outcome: "FAILED", headline: withoutRollbackTarget("was stopped"), hold: atOnce, unseen: unforeseen },
    failed: { outcome: "FAILED", headline: withoutRollbackTarget("failed"), hold: confirmed, unseen: unforeseen },
    "rollback failed": { outcome: "FAILED", headline: () => "failed, and so did its rollback", hold: atOnce, unseen: unforeseen },
    missing: { outcome: "FAILED", cause: serviceMissing.id, headline: () => "does not serve", hold: vanished, unseen: neverSeen },
    inactive: { outcome: "FAILED", cause: serviceMissing.id, headline: () => "does not serve", hold: confirmed },
};

/**
 * How a deployment has ended, or that it has not. It succeeds only on one snapshot that shows all of it: the deployment of
 * the intended revision complete, its tasks and no others running and healthy, and the health endpoint answering with it.
 */
export function decideVerdict(state: DeploymentState, intent: IntendedRelease, now: number): Verdict | "keep watching" {
    const seconds = measurePhases(state, intent);
    if (serves(state, intent)) {
        const { desiredCount = 0, runningCount = 0 } = state.latest?.service ?? {};
        const tasks = `${runningCount} of ${desiredCount} tasks`;
        const how =
            intent.probe === undefined ? `runs: ${tasks}, steady` : `serves: ${tasks} healthy, ${describeAnswer(state, intent)}`;
        return { outcome: "SUCCEEDED", seconds, line: `release ${intent.releaseId} ${how}` };
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
    const minutes = intent.limits.timeoutMinutes;
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
        { ...mergedSnapshot(state), service: latest.service, tasks: read, targets: latest.targets },
        intent,
    );
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

function holds({ status, followed }: DeploymentState, hold: Hold, unseen = hold): boolean {
    const { seconds, reads } = followed ? hold : unseen;
    return status.reads >= reads && status.at - status.since >= seconds * 1000;
}

/** Why it ended: the status itself, or what AWS says of it, or at least what is known. */
function explain(state: DeploymentState, snapshot: Snapshot, intent: IntendedRelease, cause?: string): Diagnosis {
    if (cause === serviceMissing.id) {
        return serviceMissing;
    }
    const { name } = state.status;
    const waiting = cause === undefined && name === "in progress" ? oldTasksRemain(snapshot, intent) : undefined;
    const found = waiting ?? diagnose(snapshot, intent, cause);
    // Nothing shows that ECS went back, or that another deployment came later.
    const isGuess = found === undefined || /^(replaced|rolled-back)$/.test(found.id);
    return name === "elsewhere" && isGuess ? notDeployed(snapshot, intent) : (found ?? unexplained(state, snapshot, intent));
}

function toLine({ releaseId }: IntendedRelease, headline: string, diagnosis: Diagnosis): string {
    return `release ${releaseId} ${headline}: ${formatDiagnosis(diagnosis)}`;
}

/** ECS rolls back to the last deployment that completed: a service may have none. */
function withoutRollbackTarget(what: string): Ending["headline"] {
    return (snapshot, { taskDefinitionArn }) => {
        const { service, tasks, targets } = snapshot;
        const failed = newestDeployment(snapshot, taskDefinitionArn);
        const others = (service?.deployments ?? []).filter(({ id }) => id !== failed?.id);
        const old = tasks.filter((task) => task.taskDefinitionArn !== taskDefinitionArn);
        if (
            others.some(({ rolloutState }) => rolloutState !== "FAILED") ||
            old.some(({ lastStatus }) => lastStatus === "RUNNING")
        ) {
            return what;
        }
        const running = new Set(tasks.filter(({ lastStatus }) => lastStatus === "RUNNING").map(({ address }) => address));
        const isServed = targets.some(({ id, state }) => state === "healthy" && running.has(id));
        const isFirst = others.length === 0 && old.length === 0;
        return `${what}, and ${isServed ? "" : "nothing serves: "}${
            isFirst
                ? "as the first deployment it leaves ECS nothing to roll back to"
                : "no deployment of the service has completed, so that ECS has nothing to roll back to"
        }`;
    };
}
