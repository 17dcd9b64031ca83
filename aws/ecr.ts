import type { Clients } from "./clients";
import { AwsError, isAwsError } from "./errors";
import { acceptedManifests, parseJson, readPlatforms, toPlatforms, type ImagePlatform } from "./image-manifest";
import { pages } from "./pages";
import type { ServiceRef } from "./service-ref";

/** What ECR knows about a digest. */
export interface ImageDetails {
    /** `no repository` and `no image` are what ECR says about the digest. */
    readonly state: "found" | "no image" | "no repository";

    /** For example `linux/amd64`; empty where unknown. */
    readonly platforms: readonly string[];

    /** Images that were pushed later. */
    readonly newer?: number;

    /** Images that the strictest lifecycle rule keeps. */
    readonly kept?: number;
}

/** Milliseconds. The configuration of an image is a few kilobytes. */
const requestTimeoutMs = 10_000;

/** A repository and the account of its registry. */
export interface RepositoryRef {
    readonly registryId: string;
    readonly repositoryName: string;
}

/** The repository of a stack: every account has one registry. */
export function toRepositoryRef({ account, repository }: ServiceRef): RepositoryRef {
    return { registryId: account.accountId, repositoryName: repository };
}

/** Whether an image is in its repository. */
export async function hasImage(clients: Clients, repository: RepositoryRef, imageDigest: string): Promise<boolean> {
    const ecr = await clients.ecr();
    const { images = [] } = await ecr.batchGetImage({ ...repository, imageIds: [{ imageDigest }] });
    return images.length > 0;
}

/** Value of the header `Authorization` for the account's registry, which is accepted for twelve hours. */
export async function findRegistryAuthorization(clients: Clients): Promise<string | undefined> {
    const { authorizationData = [] } = await (await clients.ecr()).getAuthorizationToken({});
    const token = authorizationData[0]?.authorizationToken;
    return token === undefined ? undefined : `Basic ${token}`;
}

/** What ECR knows about an image. */
export async function describeImage(clients: Clients, repository: RepositoryRef, digest: string): Promise<ImageDetails> {
    try {
        const ecr = await clients.ecr();
        const answer = await ecr.batchGetImage({
            ...repository,
            imageIds: [{ imageDigest: digest }],
            acceptedMediaTypes: acceptedManifests,
        });
        const manifest = answer.images?.[0]?.imageManifest;
        if (manifest === undefined) {
            return { state: "no image", platforms: [] };
        }
        const [platforms, expiry] = await Promise.all([
            findPlatforms(clients, repository, manifest),
            findExpiry(clients, repository, digest),
        ]);
        return { state: "found", platforms, ...expiry };
    } catch (error) {
        if (error instanceof AwsError && error.name === "RepositoryNotFoundException") {
            return { state: "no repository", platforms: [] };
        }
        throw error;
    }
}

/** Empty where unknown. */
async function findPlatforms(clients: Clients, repository: RepositoryRef, text: string): Promise<string[]> {
    const { platforms = [], configDigest } = readPlatforms(text);
    return configDigest === undefined
        ? platforms
        : toPlatforms(await fetchImageConfig(clients, { ...repository, layerDigest: configDigest }));
}

/** The image's configuration. Its URL is signed: it must not end up in a message. */
async function fetchImageConfig(
    clients: Clients,
    layer: RepositoryRef & { readonly layerDigest: string },
): Promise<ImagePlatform | undefined> {
    try {
        const { downloadUrl } = await (await clients.ecr()).getDownloadUrlForLayer(layer);
        if (downloadUrl === undefined) {
            return undefined;
        }
        const response = await fetch(downloadUrl, { signal: AbortSignal.timeout(requestTimeoutMs) });
        return response.ok ? (parseJson(await response.text()) as ImagePlatform | undefined) : undefined;
    } catch {
        return undefined; // becomes a warning: the platform is not known
    }
}

/** The part of a lifecycle policy that matters here: https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
interface LifecyclePolicy {
    readonly rules?: readonly {
        readonly selection?: { readonly tagStatus?: string; readonly countType?: string; readonly countNumber?: number };
    }[];
}

/** How many images are newer, and how many the rule for all images keeps; rules for some tags are left out. */
async function findExpiry(
    clients: Clients,
    repository: RepositoryRef,
    digest: string,
): Promise<Pick<ImageDetails, "newer" | "kept">> {
    const ecr = await clients.ecr();
    const policy = await ecr.getLifecyclePolicy(repository).catch((error: unknown) => {
        if (isAwsError(error, "missing", "denied")) {
            return undefined;
        }
        throw error;
    });
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
