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

/** The parts of a manifest and of an index that lead to the platform. */
interface Manifest {
    readonly manifests?: readonly { readonly platform?: ImagePlatform }[];
    readonly config?: { readonly digest?: string };
}

/** An index names its platforms; an image's manifest only the configuration that does. */
export function readPlatforms(manifest: string): { readonly platforms?: string[]; readonly configDigest?: string } {
    const { manifests, config } = (parseJson(manifest) as Manifest | undefined) ?? {};
    return manifests === undefined
        ? { configDigest: config?.digest }
        : // `unknown/unknown` are attestations, not images.
          { platforms: manifests.flatMap(({ platform }) => toPlatforms(platform)).filter((name) => name !== "unknown/unknown") };
}

/** `linux/amd64`; empty where unknown. */
export function toPlatforms(platform: ImagePlatform | undefined): string[] {
    return platform?.os === undefined || platform.architecture === undefined ? [] : [`${platform.os}/${platform.architecture}`];
}

/** Undefined where the text is not JSON. */
export function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
