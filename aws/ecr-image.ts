import type { Clients } from "./clients";
import type { RepositoryRef } from "./ecr";
import { AwsError } from "./errors";
import {
    acceptedManifests,
    readManifest,
    toPlatforms,
    totalBytes,
    type ImagePlatform,
    type IndexedImage,
} from "./image-manifest";
import { parseJson } from "./json";

/** What a digest stands for. */
export interface ImageContent {
    /** `no repository` and `no image` are what ECR says about the digest. */
    readonly state: "found" | "no image" | "no repository";

    /** For example `linux/amd64`; empty where unknown. */
    readonly platforms: readonly string[];

    /** What it is instead of a container image, for example `a Helm chart (application/vnd.cncf.helm.config.v1+json)`. */
    readonly artifact?: string;

    /** Why ECR does not give its manifest, in ECR's word: `KmsError`, `ImageInaccessible`, … */
    readonly failure?: string;

    /** Images of an index, where it is one. */
    readonly images?: readonly IndexedImage[];

    /** Bytes of its layers, compressed; undefined where unknown. */
    readonly layerBytes?: number;
}

/** Milliseconds. The configuration of an image is a few kilobytes. */
const requestTimeoutMs = 10_000;

/**
 * Failures that say that ECR has the image, or may have it, and does not give it:
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageFailure.html
 */
const otherFailures: readonly string[] = [
    "ImageInaccessible",
    "KmsError",
    "UpstreamAccessDenied",
    "UpstreamTooManyRequests",
    "UpstreamUnavailable",
];

/** What ECR has under a digest. */
export async function findImage(clients: Clients, repository: RepositoryRef, digest: string): Promise<ImageContent> {
    try {
        const ecr = await clients.ecr();
        const { images = [], failures = [] } = await ecr.batchGetImage({
            ...repository,
            imageIds: [{ imageDigest: digest }],
            acceptedMediaTypes: acceptedManifests,
        });
        const manifest = images[0]?.imageManifest;
        if (manifest !== undefined) {
            return { state: "found", ...(await readContent(clients, repository, manifest)) };
        }
        const failure = failures[0]?.failureCode;
        return failure !== undefined && otherFailures.includes(failure)
            ? { state: "found", platforms: [], failure }
            : { state: "no image", platforms: [] };
    } catch (error) {
        if (error instanceof AwsError && error.name === "RepositoryNotFoundException") {
            return { state: "no repository", platforms: [] };
        }
        throw error;
    }
}

async function readContent(clients: Clients, repository: RepositoryRef, manifest: string): Promise<Omit<ImageContent, "state">> {
    const content = readManifest(manifest);
    switch (content.kind) {
        case "artifact":
            return { platforms: [], artifact: content.description };
        case "index": {
            const platforms = content.images.flatMap(({ platform }) => platform ?? []);
            const images = content.images.filter(({ digest }) => digest !== undefined);
            return { platforms, ...(images.length > 0 ? { images } : {}) };
        }
        case "image": {
            const layerBytes = totalBytes(content.layers);
            const size = layerBytes > 0 ? { layerBytes } : {};
            if (content.config === undefined) {
                return { platforms: [], ...size };
            }
            const config = await fetchImageConfig(clients, { ...repository, layerDigest: content.config.digest });
            const platforms = toPlatforms(config);
            return platforms[0] === "unknown/unknown" // BuildKit's attestations have an image's configuration
                ? { platforms: [], artifact: "an attestation (platform unknown/unknown)" }
                : { platforms, ...size };
        }
    }
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
