import type { ServiceState } from "../../aws/ecs";
import type { History, Release } from "../../deployment/history";
import { revisionNumber } from "../../deployment/history";
import { findLatestDeployment } from "../../deployment/latest-deployment";
import { CommandError } from "../shared/errors";
import { findRelease } from "../shared/release";

/** Where a rollback leads. */
export interface Destination {
    readonly release: Release & { readonly digest: string; readonly releaseId: string };

    /** The service was taken back already, by an operator or by ECS, and is on `release` or on its way. */
    readonly already: boolean;
}

/** Newest releases that a name is searched in: ECS lists a hundred task definitions in one call. */
const maxReleases = 100;

/** Newest releases that are searched for one that the service was already taken back from. */
const recentReleases = 10;

/**
 * The release that a rollback returns to: the one that is named, else the last that succeeded before `current`. A service
 * that was taken back already stays where it is, so that a second rollback does not go further.
 *
 * @param current ARN of the revision that the service is to end with
 */
export async function findDestination(
    history: History,
    service: ServiceState,
    current: string,
    named: string | undefined,
): Promise<Destination> {
    if (named !== undefined) {
        const release = requireDigest(findRelease(named, await history.releases(maxReleases)));
        return { release, already: release.taskDefinitionArn === current };
    }
    const [newest, before] = await Promise.all([history.releases(recentReleases), history.lastSucceeded(current)]);
    const undone =
        newest.filter(({ revision }) => revision > revisionNumber(current)).some(wasDeployed) ||
        (history.attemptsUnknown !== undefined && wentBack(service, current));
    const here = newest.find(({ taskDefinitionArn }) => taskDefinitionArn === current);
    if (undone) {
        return { release: requireDigest(here ?? (await history.release(current))), already: true };
    }
    if (before === undefined) {
        const unknown = history.attemptsUnknown;
        throw new CommandError(
            `no earlier release has succeeded${unknown === undefined ? "" : `, as far as the tags of its revisions tell (${unknown})`}: ` +
                "deploy a working one, or choose one with --to (npm run history)",
        );
    }
    return { release: requireDigest(before), already: false };
}

function wasDeployed({ verdict, attempts }: Release): boolean {
    return verdict !== undefined || attempts.length > 0;
}

/** What the service itself tells of a rollback, which no tag records: `pulumi up` tags a success alone. */
function wentBack(service: ServiceState, current: string): boolean {
    const latest = findLatestDeployment({ service });
    return (latest?.stage === "going back" || latest?.stage === "rolled back") && latest.returnsTo === current;
}

function requireDigest(release: Release): Destination["release"] {
    const { digest, releaseId, revision } = release;
    if (digest === undefined || releaseId === undefined) {
        throw new CommandError(
            `revision ${revision} refers to its image by tag, which may have moved; choose another release with --to`,
        );
    }
    return { ...release, digest, releaseId };
}
