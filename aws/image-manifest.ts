import { describeArtifact, isImageConfig, nameArtifact } from "./artifact-types";
import { parseJson } from "./json";

/** Kinds of manifest that a registry may answer with: an image, or an index of images by platform. */
export const manifestTypes = {
    ociIndex: "application/vnd.oci.image.index.v1+json",
    dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json",
    ociImage: "application/vnd.oci.image.manifest.v1+json",
    dockerImage: "application/vnd.docker.distribution.manifest.v2+json",
} as const;

export const acceptedManifests: string[] = Object.values(manifestTypes);

/** The platform in an index, and in an image's configuration. */
export interface ImagePlatform {
    readonly os?: string;
    readonly architecture?: string;
}

/** What a digest stands for, as far as its manifest says, and what belongs to it. */
export type ManifestContent = ManifestParts &
    (
        | { readonly kind: "image" }
        | { readonly kind: "index"; readonly images: readonly IndexedImage[] }
        | { readonly kind: "artifact"; readonly description: string }
    );

/** What a registry keeps beside a manifest that names it. */
export interface ManifestParts {
    /** Digests of all that an index names, of attestations too. */
    readonly manifests: readonly string[];
    readonly config?: BlobRef;

    /** The lowest first. */
    readonly layers: readonly BlobRef[];
}

/** A blob of a registry. */
export interface BlobRef {
    readonly digest: string;

    /** Bytes, compressed; 0 where the manifest does not say. */
    readonly size: number;
}

/** An image in an index. */
export interface IndexedImage {
    /** `linux/amd64`; undefined where the index does not say. */
    readonly platform?: string;
    readonly digest?: string;
}

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
interface Descriptor {
    readonly mediaType?: string;
    readonly artifactType?: string;
    readonly digest?: string;
    readonly size?: number;
    readonly platform?: ImagePlatform;

    /** Where a layer is that registries don't keep: Windows' base layers. */
    readonly urls?: readonly string[];
    readonly annotations?: Readonly<Partial<Record<string, string>>>;
}

/** The parts of a manifest and of an index that are read here. */
interface Manifest extends Descriptor {
    readonly manifests?: readonly Descriptor[];
    readonly config?: Descriptor;
    readonly layers?: readonly Descriptor[];

    /** Of an OCI artifact manifest, which was in drafts of the specification, and which ECR takes. */
    readonly blobs?: readonly Descriptor[];
}

/** Reads a manifest. An index names its platforms; an image's manifest only the configuration that does. */
export function readManifest(text: string): ManifestContent {
    const parsed = parseJson(text);
    const { manifests, config, layers, blobs, artifactType } = (typeof parsed === "object" ? (parsed ?? {}) : {}) as Manifest;
    if (Array.isArray(manifests)) {
        const entries = toDescriptors(manifests);
        const digests = entries.flatMap(({ digest }) => digest ?? []);
        return { ...readIndex(artifactType, entries), manifests: digests, layers: [] };
    }
    const described = [...toDescriptors(layers), ...toDescriptors(blobs)];
    const description = describeArtifact({
        artifactType,
        configType: config?.mediaType,
        layerTypes: described.map(({ mediaType = "" }) => mediaType),
    });
    const [configRef] = toBlobRefs(toDescriptors([config]));
    const parts: ManifestParts = {
        manifests: [],
        ...(configRef === undefined ? {} : { config: configRef }),
        layers: toBlobRefs(described),
    };
    return description === undefined ? { kind: "image", ...parts } : { kind: "artifact", description, ...parts };
}

/** Bytes of layers together, compressed. */
export function totalBytes(layers: readonly BlobRef[]): number {
    return layers.reduce((sum, { size }) => sum + size, 0);
}

function toBlobRefs(descriptors: readonly Descriptor[]): BlobRef[] {
    return descriptors.flatMap(({ digest, size = 0, urls }) =>
        digest === undefined || urls !== undefined ? [] : [{ digest, size }],
    );
}

/** Whatever a registry keeps may be malformed: what is no list of objects counts as an empty one. */
function toDescriptors(value: unknown): readonly Descriptor[] {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [];
    return entries.filter((entry): entry is Descriptor => typeof entry === "object" && entry !== null);
}

/** An index is judged by its images: what BuildKit, cosign or SOCI put beside them runs nowhere. */
function readIndex(
    artifactType: string | undefined,
    manifests: readonly Descriptor[],
): { kind: "index"; images: IndexedImage[] } | { kind: "artifact"; description: string } {
    const images = manifests.filter((entry) => !isAttestation(entry) && findForeignType(entry) === undefined);
    if (images.length > 0 || manifests.length === 0) {
        return { kind: "index", images: images.map(({ platform, digest }) => ({ platform: toPlatforms(platform)[0], digest })) };
    }
    const description = nameArtifact([artifactType, ...manifests.map(findForeignType)]);
    return { kind: "artifact", description: description ?? "an index of attestations, without an image" };
}

/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function isAttestation({ platform, annotations }: Descriptor): boolean {
    return (
        toPlatforms(platform)[0] === "unknown/unknown" || annotations?.["vnd.docker.reference.type"] === "attestation-manifest"
    );
}

/** Media type of an entry that is no image: a signature, or a layer in the index of a build cache. */
function findForeignType({ mediaType, artifactType }: Descriptor): string | undefined {
    const isManifest = mediaType === undefined || acceptedManifests.includes(mediaType);
    return isManifest ? (isImageConfig(artifactType) ? undefined : artifactType) : mediaType;
}

/** `linux/amd64`; empty where unknown. */
export function toPlatforms(platform: ImagePlatform | null | undefined): string[] {
    const { os = "", architecture = "" } = platform ?? {};
    return os === "" || architecture === "" ? [] : [`${os}/${architecture}`];
}
