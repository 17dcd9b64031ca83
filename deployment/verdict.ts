import { revisionName } from "../aws/arn";
import { primaryDeployment } from "./deployments";
import { diagnose, formatDiagnosis } from "./diagnosis/diagnose";
import { countStates, liveTargets, mergedSnapshot, type DeploymentState } from "./state";
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

const missing: Diagnosis = {
    id: "service-missing",
    cause: "the service does not exist",
    evidence: "ECS does not find it, or is deleting it",
    advice: "run the update again, which creates it",
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
        hold: unforeseen,
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
    missing: { outcome: "FAILED", cause: missing.id, headline: () => "does not serve", hold: vanished, unseen: neverSeen },
    inactive: { outcome: "FAILED", cause: missing.id, headline: () => "does not serve", hold: confirmed },
};

/**
 * How a deployment has ended, or that it has not. It succeeds only on one snapshot that shows all of it: the deployment of
 * the intended revision complete, its tasks and no others running and healthy, and the health endpoint answering with it.
 */
export function decideVerdict(state: DeploymentState, intent: IntendedRelease, now: number): Verdict | "keep watching" {
    const seconds = measurePhases(state, intent);
    if (serves(state, intent)) {
        const { desiredCount = 0 } = state.latest?.service ?? {};
        const line = `release ${intent.releaseId} serves: ${desiredCount} of ${desiredCount} tasks healthy, the health endpoint answered with it ${requiredResponses} times in a row`;
        return { outcome: "SUCCEEDED", seconds, line };
    }
    const snapshot = mergedSnapshot(state);
    const end = (outcome: Outcome, headline: string, cause?: string): Verdict => {
        const diagnosis = cause === missing.id ? missing : (diagnose(snapshot, intent, cause) ?? unexplained(state, intent));
        return { outcome, diagnosis, seconds, line: `release ${intent.releaseId} ${headline}: ${formatDiagnosis(diagnosis)}` };
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
        return { ...end("FAILED", `failed, the same cause stopped ${repeated.stops} tasks`), ...early };
    }
    const minutes = intent.limits.timeoutMinutes;
    const unanswered = state.healthResponse?.status === 200 ? "other-release" : "endpoint-silent";
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
    const read = latest.tasks.map((task) => tasks.get(task.arn) ?? task); // a task that has stopped does not run again
    return selectStrategy(intent).serves(
        { ...mergedSnapshot(state), service: latest.service, tasks: read, targets: latest.targets },
        intent,
    );
}

/** The health endpoint has answered with the release, on the snapshot that shows the rest. */
function serves(state: DeploymentState, intent: IntendedRelease): boolean {
    const answer = state.latest?.healthResponse;
    return (
        isReadyToProbe(state, intent) &&
        answer?.status === 200 &&
        answer.releaseId === intent.releaseId &&
        answer.consecutive >= requiredResponses
    );
}

function holds({ status, followed }: DeploymentState, hold: Hold, unseen = hold): boolean {
    const { seconds, reads } = followed ? hold : unseen;
    return status.reads >= reads && status.at - status.since >= seconds * 1000;
}

/** ECS rolls back to the last deployment that completed: a service's first one has none. */
function withoutRollbackTarget(what: string): Ending["headline"] {
    return ({ service, tasks }, { taskDefinitionArn }) => {
        const others = [...(service?.deployments ?? []), ...tasks].some((other) => other.taskDefinitionArn !== taskDefinitionArn);
        return others ? what : `${what}, and as the first deployment it leaves ECS nothing to roll back to`;
    };
}

/** What is known where no cause is. */
export function unexplained(state: DeploymentState, intent: IntendedRelease): Diagnosis {
    const { status, healthResponse } = state;
    const service = state.latest?.service;
    const states = liveTargets(state).map((target) => target.state);
    const parts = [
        service === undefined
            ? "the service was not read"
            : `deployment ${status.name}, ${service.runningCount} of ${service.desiredCount} tasks run`,
        states.length === 0 ? "" : `targets ${countStates(states)}`,
        healthResponse === undefined ? "" : `the health endpoint answered ${healthResponse.status}`,
    ];
    return {
        id: "unknown",
        cause: "no cause is known",
        evidence: parts.filter((part) => part !== "").join(", "),
        advice: `check the service's events and the log ${intent.serviceRef.logGroup}`,
    };
}
