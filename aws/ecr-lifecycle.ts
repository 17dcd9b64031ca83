import type { Clients } from "./clients";
import type { RepositoryRef } from "./ecr";
import { undefinedIfMissing } from "./errors";
import { parseJson } from "./json";
import { pages } from "./pages";

/** How long ECR keeps an image: undefined where no rule counts images. */
export interface ImageExpiry {
    /** Images that were pushed later. */
    readonly newer?: number;

    /** Images that the strictest lifecycle rule keeps. */
    readonly kept?: number;
}

/** The part of a lifecycle policy that matters here: https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
interface LifecyclePolicy {
    readonly rules?: readonly {
        readonly selection?: { readonly tagStatus?: string; readonly countType?: string; readonly countNumber?: number };
    }[];
}

/** How many images are newer, and how many the rule for all images keeps; rules for some tags are left out. */
export async function findExpiry(clients: Clients, repository: RepositoryRef, digest: string): Promise<ImageExpiry> {
    const ecr = await clients.ecr();
    const policy = await undefinedIfMissing(() => ecr.getLifecyclePolicy(repository));
    const kept = ((parseJson(policy?.lifecyclePolicyText ?? "") as LifecyclePolicy | undefined)?.rules ?? [])
        .filter(({ selection }) => selection?.tagStatus === "any" && selection.countType === "imageCountMoreThan")
        .map(({ selection }) => selection?.countNumber ?? Infinity);
    if (kept.length === 0) {
        return {};
    }
    const pushed: { readonly digest: string; readonly at: number }[] = [];
    const ask = (nextToken: string | undefined) => ecr.describeImages({ ...repository, maxResults: 1000, nextToken });
    for await (const { imageDetails = [] } of pages(ask)) {
        for (const { imageDigest = "", imagePushedAt } of imageDetails) {
            pushed.push({ digest: imageDigest, at: imagePushedAt?.getTime() ?? 0 });
        }
    }
    const own = pushed.find((image) => image.digest === digest)?.at ?? 0;
    return { kept: Math.min(...kept), newer: pushed.filter(({ at }) => at > own).length };
}
