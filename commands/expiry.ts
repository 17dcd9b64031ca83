import { imageFact } from "../rollout/aws/image";
import type { Stack } from "./stack";

/** Pushes that an image should survive: what a day of releases may bring. */
const pushesLeft = 3;

/** What is to be known about an image that runs, or that a rollback would need: a sentence without its subject. */
export async function expiryOf({ target, clients }: Stack, digest: string): Promise<string | undefined> {
    const repository = { registryId: target.account.accountId, repositoryName: target.repository };
    const { state, kept, newer } = await imageFact(clients, repository, digest);
    if (state !== "found") {
        return `is not in repository ${target.repository} any more`;
    }
    const left = kept === undefined || newer === undefined ? Infinity : Math.max(kept - 1 - newer, 0);
    return left < pushesLeft
        ? `is close to its expiry, pushes left: ${left} (${target.repository} keeps ${kept ?? 0}: spotter:repository.keepImages)`
        : undefined;
}
