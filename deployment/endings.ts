import { revisionName } from "../aws/arn";
import type { IntendedRelease, Outcome } from "./api";
import { newestDeployment, primaryDeployment } from "./deployments";
import type { Snapshot } from "./snapshot";
import type { DeploymentState } from "./state";
import { serviceMissing } from "./status-causes";
import type { DeploymentStatus } from "./strategies/strategy";

/** How long, and in how many reads in a row, a status must be seen before it ends a deployment. */
export interface Hold {
    readonly seconds: number;
    readonly reads: number;
}

/** ECS cannot take it back: one read is enough. */
export const atOnce: Hold = { seconds: 0, reads: 1 };

/** One read may be wrong, or ECS may still begin to roll back, which it does within seconds. */
const confirmed: Hold = { seconds: 8, reads: 2 };

/** The watch did not see it coming: it may be a state of before the update, which reads have shown for up to 10 s. */
export const unforeseen: Hold = { seconds: 15, reads: 3 };

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
export interface Ending {
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
export const endings: Readonly<Partial<Record<DeploymentStatus, Ending>>> = {
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
        headline: () => "was replaced before its deployment had ended",
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

/** Whether a status has been seen for long enough, and often enough. */
export function holds({ status, followed }: DeploymentState, hold: Hold, unseen = hold): boolean {
    const { seconds, reads } = followed ? hold : unseen;
    return status.reads >= reads && status.at - status.since >= seconds * 1000;
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
