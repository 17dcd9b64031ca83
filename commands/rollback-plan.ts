import type { History, Release } from "../rollout/history";
import { hasServed, revisionOf } from "../rollout/history";
import { CommandError, exitCodes } from "./exit";
import { timeOf } from "./output";

/** Where a rollback leads. */
export interface Destination {
    readonly release: Release & { readonly digest: string; readonly releaseId: string };

    /** Somebody, or ECS itself, has gone back already, and the service is on `release` or on its way. */
    readonly already: boolean;
}

/** Releases that are looked through for one that is named. */
const reach = 100;

/** Newer releases that are looked at to know whether the service is on an older one already. */
const lately = 10;

/**
 * The release that a rollback returns to: the one that is named, else the last that succeeded before `current`. A service
 * that was taken back already stays where it is, so that a second rollback does not go further.
 *
 * @param current ARN of the revision that the service is to end with
 */
export async function destination(history: History, current: string, named: string | undefined): Promise<Destination> {
    if (named !== undefined) {
        const release = pinnable(releaseNamed(named, await history.releases(reach)));
        return { release, already: release.taskDefinitionArn === current };
    }
    const [newest, before] = await Promise.all([history.releases(lately), history.lastSucceeded(current)]);
    const undone = newest.filter(({ revision }) => revision > revisionOf(current)).find(wasTried);
    const here = newest.find(({ taskDefinitionArn }) => taskDefinitionArn === current);
    if (undone !== undefined) {
        const release = here ?? (await history.releases(reach)).find(({ taskDefinitionArn }) => taskDefinitionArn === current);
        if (release !== undefined) {
            return { release: pinnable(release), already: true };
        }
    }
    if (before === undefined) {
        throw new CommandError("no earlier release has succeeded: deploy a good one, or name one with --to (npm run history)");
    }
    return { release: pinnable(before), already: false };
}

/** The release that somebody means by its id, a part of its digest, or the number of its revision. */
export function releaseNamed(named: string, releases: readonly Release[]): Release {
    const number = Number(/^(?:.*:)?(\d{1,6})$/.exec(named)?.[1]);
    const id = named.replace(/^sha256:/, "").toLowerCase();
    const byNumber = releases.filter(({ revision }) => revision === number);
    const byId = releases.filter(
        ({ digest, releaseId }) => id.length >= 4 && (digest?.replace("sha256:", "") ?? releaseId)?.startsWith(id) === true,
    );
    const matching = byNumber.length > 0 ? byNumber : byId;
    const digests = new Set(matching.map(({ digest, revision }) => digest ?? revision));
    const found = matching.find(hasServed) ?? matching[0];
    if (found === undefined || digests.size > 1) {
        const known = releases.slice(0, 5).map(({ releaseId, revision }) => `${releaseId ?? "no digest"} (${revision})`);
        const what = found === undefined ? "is no release of this service" : "means more than one release";
        throw new CommandError(`${named} ${what}; the newest are ${known.join(", ") || "none"}`, exitCodes.usage);
    }
    return found;
}

/** A release as its line begins: `111111111111 (revision 7, succeeded 2026-11-24 12:02 UTC)`. */
export function describeRelease({ releaseId = "no digest", revision, verdict, verdictAt }: Release): string {
    const told = verdict === undefined ? "no verdict" : `${verdict.toLowerCase().replace("_", " ")} ${timeOf(verdictAt)}`;
    return `${releaseId} (revision ${revision}, ${told})`;
}

function wasTried({ verdict, attempts }: Release): boolean {
    return verdict !== undefined || attempts.length > 0;
}

function pinnable(release: Release): Destination["release"] {
    const { digest, releaseId, revision } = release;
    if (digest === undefined || releaseId === undefined) {
        throw new CommandError(
            `revision ${revision} names its image by tag: what that is today nobody can tell; take another with --to`,
        );
    }
    return { ...release, digest, releaseId };
}
