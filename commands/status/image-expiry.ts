import { describeImage } from "../../aws/ecr";
import type { StackContext } from "../shared/stack-context";

/** Pushes that an image should survive: what a day of releases may bring. */
const pushesLeft = 3;

/** What is to be known about an image that runs, or that a rollback would need: a sentence without its subject. */
export async function describeExpiry({ serviceRef, clients }: StackContext, digest: string): Promise<string | undefined> {
    const repository = { registryId: serviceRef.account.accountId, repositoryName: serviceRef.repository };
    const { state, kept, newer } = await describeImage(clients, repository, digest);
    if (state !== "found") {
        return `is not in repository ${serviceRef.repository} any more`;
    }
    const left = kept === undefined || newer === undefined ? Infinity : Math.max(kept - 1 - newer, 0);
    return left < pushesLeft
        ? `is close to its expiry, pushes left: ${left} (${serviceRef.repository} keeps ${kept ?? 0}: spotter:repository.keepImages)`
        : undefined;
}
