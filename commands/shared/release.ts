import { hasServed, type Release } from "../../deployment/history";
import { CommandError, exitCodes } from "./errors";
import { formatTime } from "./output";

/** The release with this id, beginning of a digest, or revision number. */
export function findRelease(named: string, releases: readonly Release[]): Release {
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
        const what = found === undefined ? "is not a release of this service" : "matches more than one release";
        throw new CommandError(`${named} ${what}; the newest are ${known.join(", ") || "none"}`, exitCodes.usage);
    }
    return found;
}

/** A release as its line begins: `111111111111 (revision 7, succeeded 2026-11-24 12:02 UTC)`. */
export function describeRelease({ releaseId = "no digest", revision, verdict, verdictAt }: Release): string {
    const outcome = verdict === undefined ? "no verdict" : `${verdict.toLowerCase().replace("_", " ")} ${formatTime(verdictAt)}`;
    return `${releaseId} (revision ${revision}, ${outcome})`;
}
