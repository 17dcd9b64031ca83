import type { Clients } from "./clients";
import { AwsError } from "./errors";

/** What ECR knows about a digest. */
export interface ImageDetails {
    /** `no repository` and `no image` are what ECR says about the digest. */
    readonly state: "found" | "no image" | "no repository";

    /** For example `linux/amd64`; empty where it can't be told. */
    readonly platforms: readonly string[];

    /** Images that were pushed later. */
    readonly newer?: number;

    /** Images that the strictest lifecycle rule keeps. */
    readonly kept?: number;
}

/** Kinds of manifest that ECR may answer with: an image, or an index of images by platform. */
const manifestTypes = [
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
];

/** Milliseconds. The configuration of an image is a few kilobytes. */
const requestTimeoutMs = 10_000;

/** Whose repository is asked. */
export interface RepositoryRef {
    readonly registryId: string;
    readonly repositoryName: string;
}

/** What ECR knows about an image. */
export async function describeImage(clients: Clients, repository: RepositoryRef, digest: string): Promise<ImageDetails> {
    try {
        const ecr = await clients.ecr();
        const answer = await ecr.batchGetImage({
            ...repository,
            imageIds: [{ imageDigest: digest }],
            acceptedMediaTypes: manifestTypes,
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

/** The parts of a manifest, an index and an image's configuration that tell the platform. */
interface Manifest {
    readonly manifests?: readonly { readonly platform?: Platform }[];
    readonly config?: { readonly digest?: string };
}

interface Platform {
    readonly os?: string;
    readonly architecture?: string;
}

/** Empty where it can't be told. */
async function findPlatforms(clients: Clients, repository: RepositoryRef, text: string): Promise<string[]> {
    const manifest = parse(text) as Manifest | undefined;
    if (manifest?.manifests !== undefined) {
        // `unknown/unknown` are attestations, not images.
        return manifest.manifests.flatMap(({ platform }) => platformName(platform)).filter((name) => name !== "unknown/unknown");
    }
    const layerDigest = manifest?.config?.digest;
    return layerDigest === undefined ? [] : platformName(await fetchImageConfig(clients, { ...repository, layerDigest }));
}

function platformName(platform: Platform | undefined): string[] {
    return platform?.os === undefined || platform.architecture === undefined ? [] : [`${platform.os}/${platform.architecture}`];
}

/** The image's configuration. Its URL is signed: it must not end up in a message. */
async function fetchImageConfig(
    clients: Clients,
    layer: RepositoryRef & { readonly layerDigest: string },
): Promise<Platform | undefined> {
    try {
        const { downloadUrl } = await (await clients.ecr()).getDownloadUrlForLayer(layer);
        if (downloadUrl === undefined) {
            return undefined;
        }
        const response = await fetch(downloadUrl, { signal: AbortSignal.timeout(requestTimeoutMs) });
        return response.ok ? (parse(await response.text()) as Platform | undefined) : undefined;
    } catch {
        return undefined; // which becomes a warning: the platform is not told
    }
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
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
        if (error instanceof AwsError && ["missing", "denied"].includes(error.kind)) {
            return undefined;
        }
        throw error;
    });
    const kept = ((parse(policy?.lifecyclePolicyText ?? "") as LifecyclePolicy | undefined)?.rules ?? [])
        .filter(({ selection }) => selection?.tagStatus === "any" && selection.countType === "imageCountMoreThan")
        .map(({ selection }) => selection?.countNumber ?? Infinity);
    if (kept.length === 0) {
        return {};
    }
    const pushed: { readonly digest: string; readonly at: number }[] = [];
    for await (const page of ecr.paginateDescribeImages(repository, { pageSize: 1000 })) {
        for (const { imageDigest = "", imagePushedAt } of page.imageDetails ?? []) {
            pushed.push({ digest: imageDigest, at: imagePushedAt?.getTime() ?? 0 });
        }
    }
    const own = pushed.find((image) => image.digest === digest)?.at ?? 0;
    return { kept: Math.min(...kept), newer: pushed.filter(({ at }) => at > own).length };
}
