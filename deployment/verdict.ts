import { revisionName } from "../aws/arn";
import { newestDeployment, primaryDeployment } from "./diagnosis/service";
import { stopCause, diagnose, formatDiagnosis, failedStops } from "./diagnosis/diagnose";
import { mergedSnapshot, runsOnlyIntended, type DeploymentState, type DeploymentStatus } from "./state";
import { measurePhases } from "./phases";
import type { Diagnosis, IntendedRelease, Outcome, Verdict } from "./api";
import type { Snapshot } from "./snapshot";

/** Right answers in a row that the health endpoint must give. */
export const requiredResponses = 3;

/** How a standing ends a deployment, and how long it must hold before it does. */
interface Ending {
    readonly outcome: Outcome;

    /** Id of the cause that the standing itself is. */
    readonly cause?: string;

    /** What happened, behind `release …`. */
    readonly headline: (evidence: Snapshot, intent: IntendedRelease) => string;

    /** Seconds and reads in which nothing contradicts it; the second pair when the watch did not see it coming. */
    readonly holds: readonly [seconds: number, reads: number];
    readonly unseen?: readonly [seconds: number, reads: number];
}

const backOn = (evidence: Snapshot): string => {
    const to = evidence.serviceDeployment?.rollback?.taskDefinitionArn ?? primaryDeployment(evidence)?.taskDefinitionArn;
    return `the service is on ${revisionName(to ?? "the revision before")}`;
};

const missing: Diagnosis = {
    id: "service-missing",
    cause: "the service is gone",
    evidence: "ECS does not know it, or is deleting it",
    advice: "run the update again, which makes it",
};

/** ECS finds a service steady that is to run nothing, and it stays so. */
const noTask = { holds: [15, 3] } as const;

/** What was not seen in progress may have ended before the update. */
const ofBefore = { holds: [0, 1], unseen: [15, 3] } as const;

/** One read may be stale or wrong, so that only what ECS cannot take back counts at once. */
const endings: Readonly<Partial<Record<DeploymentStatus, Ending>>> = {
    "rolled back": {
        outcome: "ROLLED_BACK",
        headline: (evidence) => `was rolled back, ${backOn(evidence)}`,
        holds: [0, 1],
        unseen: [15, 3],
    },
    elsewhere: {
        outcome: "ROLLED_BACK",
        headline: (evidence) => `does not serve, ${backOn(evidence)}`,
        holds: [15, 3],
    },
    replaced: {
        outcome: "STOPPED",
        cause: "replaced",
        headline: () => "was replaced before it served",
        holds: [8, 2],
        unseen: [15, 3],
    },
    // By ECS itself: STOPPED is also how a deployment ends that fails with nothing to roll back to.
    stopped: { outcome: "FAILED", headline: withoutRollbackTarget("was stopped"), holds: [0, 1], unseen: [15, 3] },
    failed: { outcome: "FAILED", headline: withoutRollbackTarget("failed"), holds: [8, 2], unseen: [15, 3] },
    "rollback failed": { outcome: "FAILED", headline: () => "failed, and so did its rollback", holds: [0, 1], unseen: [15, 3] },
    // ECS says so of a service that is deleted; one that was seen a moment ago is rather not read.
    missing: { outcome: "FAILED", cause: missing.id, headline: () => "does not serve", holds: [60, 5], unseen: [20, 3] },
    inactive: { outcome: "FAILED", cause: missing.id, headline: () => "does not serve", holds: [8, 2] },
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
    const evidence = mergedSnapshot(state);
    const end = (outcome: Outcome, headline: string, cause?: string): Verdict => {
        const diagnosis = cause === missing.id ? missing : (diagnose(evidence, intent, cause) ?? unexplained(state, intent));
        return { outcome, diagnosis, seconds, line: `release ${intent.releaseId} ${headline}: ${formatDiagnosis(diagnosis)}` };
    };

    const ending = endings[state.status.name];
    if (ending !== undefined && holds(state, ending)) {
        const stoppable = state.rollbackRequested !== true && /^(stopped|rolled back)$/.test(state.status.name);
        const cause = stoppable ? "stopped-by-hand" : ending.cause;
        const byHand = stoppable && diagnose(evidence, intent, cause)?.id === cause;
        return end(byHand ? "STOPPED" : ending.outcome, ending.headline(evidence, intent), cause);
    }
    if (state.status.name === "complete" && state.latest?.service?.desiredCount === 0 && holds(state, noTask)) {
        return end("FAILED", "does not serve", "scaled-to-zero");
    }
    const stops = maxStopsOfOneCause(evidence, intent);
    if (
        state.rollbackRequested !== true &&
        stops > 0 &&
        stops >= intent.limits.maxFailuresOfSameCause &&
        /in progress|complete/.test(state.status.name)
    ) {
        const early = state.status.name === "in progress" ? ({ early: true } as const) : {};
        return { ...end("FAILED", `failed, the same cause stopped ${stops} tasks`), ...early };
    }
    const minutes = intent.limits.timeoutMinutes;
    const unanswered = state.latest?.healthResponse?.status === 200 ? "other-release" : "endpoint-silent";
    return now - state.since >= minutes * 60_000
        ? end("TIMED_OUT", `does not serve after ${minutes} minutes`, isReadyToProbe(state, intent) ? unanswered : undefined)
        : "keep watching";
}

/** Everything but the answer of the health endpoint is as it must be. */
export function isReadyToProbe(known: DeploymentState, intent: IntendedRelease): boolean {
    const { latest, status, tasks } = known;
    if (latest?.service === undefined || status.name !== "complete" || status.at !== latest.at) {
        return false;
    }
    if (intent.justChanged === true && !holds(known, ofBefore)) {
        return false;
    }
    const running = latest.tasks.map((task) => tasks.get(task.arn) ?? task); // a task that has stopped does not run again
    const addresses = running.filter(({ lastStatus }) => lastStatus === "RUNNING").map(({ address }) => address);
    const targets = latest.targets.filter(({ state }) => state !== "draining" && state !== "unused");
    return (
        latest.service.runningCount === latest.service.desiredCount &&
        runsOnlyIntended({ ...latest, tasks: running }, intent) &&
        targets.length === addresses.length &&
        addresses.every((address) => targets.some(({ id, state }) => id === address && state === "healthy"))
    );
}

function serves(state: DeploymentState, intent: IntendedRelease): boolean {
    const answer = state.latest?.healthResponse;
    return (
        isReadyToProbe(state, intent) &&
        answer?.status === 200 &&
        answer.releaseId === intent.releaseId &&
        answer.consecutive >= requiredResponses
    );
}

function holds({ status, followed }: DeploymentState, { holds: seen, unseen = seen }: Pick<Ending, "holds" | "unseen">): boolean {
    const [seconds, reads] = followed ? seen : unseen;
    return status.reads >= reads && status.at - status.since >= seconds * 1000;
}

function maxStopsOfOneCause(evidence: Snapshot, intent: IntendedRelease): number {
    const counts = new Map<string, number>();
    const running = newestDeployment(evidence, intent.taskDefinitionArn)?.runningCount ?? 0;
    for (const task of failedStops(evidence, intent)) {
        // What others of the release have started with is there: AWS itself failed for a moment, and ECS tries again.
        if (task.stopCode === "TaskFailedToStart" && running > 0) {
            continue;
        }
        const cause = stopCause(task, evidence, intent);
        if (cause !== undefined) {
            counts.set(cause, (counts.get(cause) ?? 0) + 1);
        }
    }
    return Math.max(0, ...counts.values());
}

/** ECS returns to the last deployment that completed, and a service's first one has none before it. */
function withoutRollbackTarget(what: string): Ending["headline"] {
    return ({ service, tasks }, { taskDefinitionArn }) => {
        const others = [...(service?.deployments ?? []), ...tasks].some((other) => other.taskDefinitionArn !== taskDefinitionArn);
        return others ? what : `${what}, and as the first deployment it leaves ECS nothing to roll back to`;
    };
}

/** What is seen, where no cause is known. */
export function unexplained({ latest, status }: DeploymentState, intent: IntendedRelease): Diagnosis {
    const { service, targets = [], healthResponse } = latest ?? {};
    const states = targets.map(({ state }) => state).sort();
    const parts = [
        service === undefined
            ? "nothing was read of the service"
            : `deployment ${status.name}, ${service.runningCount} of ${service.desiredCount} tasks run`,
        states.length === 0 ? "" : `targets ${states.join(", ")}`,
        healthResponse === undefined ? "" : `the health endpoint answered ${healthResponse.status}`,
    ];
    return {
        id: "unknown",
        cause: "no cause is known",
        evidence: parts.filter((part) => part !== "").join(", "),
        advice: `see the service's events and the log ${intent.serviceRef.logGroup}`,
    };
}
