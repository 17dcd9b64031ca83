import { noReleaseHeader } from "../aws/release-header";
import { acceptsStatus, defaultMatcher } from "../aws/success-codes";
import type { IntendedRelease, ProbeTarget } from "./api";
import type { HealthResponse } from "./source";

/**
 * Answers in a row with the release id that the health endpoint must give: one may come from a task that is about to go,
 * three through a load balancer hardly do.
 */
export const requiredResponses = 3;

type Asked = Pick<IntendedRelease, "releaseId" | "probe">;

/** Whether the application says which release answers. */
export function asksForRelease({ probe }: Asked): boolean {
    return probe?.releaseHeader !== noReleaseHeader;
}

/** Whether the health endpoint answered with success, whatever release it was. */
export function isAccepted({ status }: Pick<HealthResponse, "status">, { probe }: Asked): boolean {
    return acceptsStatus(probe?.matcher ?? defaultMatcher, status);
}

/** Whether the release answered, with success. */
export function isOfRelease(response: Pick<HealthResponse, "status" | "releaseId">, release: Asked): boolean {
    return isAccepted(response, release) && (!asksForRelease(release) || response.releaseId === release.releaseId);
}

/** This machine gets no connection to a load balancer that not everyone can reach: nothing is said about the release. */
export function isOutOfReach(
    { isUnconnected }: Pick<HealthResponse, "isUnconnected">,
    probe: Pick<ProbeTarget, "isRestricted"> | undefined,
): boolean {
    return probe?.isRestricted === true && isUnconnected === true;
}
