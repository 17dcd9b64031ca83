import { describeImage, toRepositoryRef } from "../../aws/ecr";
import { findFewPushesLeft } from "../../deployment/image-expiry";
import type { StackContext } from "../shared/stack-context";

/** What is to be known about an image that runs, or that a rollback would need: a sentence without its subject. */
export async function describeExpiry({ serviceRef, clients }: StackContext, digest: string): Promise<string | undefined> {
    const { repository } = serviceRef;
    const image = await describeImage(clients, toRepositoryRef(serviceRef), digest);
    if (image.state !== "found") {
        return `is not in repository ${repository} any more`;
    }
    const left = findFewPushesLeft(image);
    return left === undefined
        ? undefined
        : `is close to its expiry, pushes left: ${left} (${repository} keeps ${image.kept ?? 0}: spotter:repository.keepImages)`;
}
