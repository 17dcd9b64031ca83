/** Configurations that make a manifest a container image: https://github.com/opencontainers/image-spec/blob/main/config.md */
const imageConfigs: readonly string[] = [
    "application/vnd.oci.image.config.v1+json",
    "application/vnd.docker.container.image.v1+json",
];

/** Stands for no configuration, and says nothing else. */
const emptyConfig = "application/vnd.oci.empty.v1+json";

/** What an image's file system is made of; `foreign` and `nondistributable` are Windows base layers. */
const imageLayer =
    /^application\/vnd\.(?:oci\.image\.layer\.(?:nondistributable\.)?v1\.tar|docker\.image\.rootfs\.(?:foreign\.)?diff\.tar|docker\.container\.image\.rootfs\.diff)/;

/**
 * What registries keep beside images, by a part of its media type, in words; the first that matches wins. Types as cosign,
 * Notation, Helm, BuildKit, ORAS and SOCI write them.
 */
const kinds: readonly (readonly [type: RegExp, words: string])[] = [
    [/cncf\.helm/, "a Helm chart"],
    [/cosign\.simplesigning|cncf\.notary\.signature|sigstore\.bundle|dev\.cosign\.artifact\.sig/, "a signature"],
    [/spdx|cyclonedx|\bsyft\b|cosign\.artifact\.sbom/, "an SBOM"],
    [/in-toto|dsse\.envelope|cosign\.attestation/, "an attestation"],
    [/buildkit\.cacheconfig/, "a build cache"],
    [/soci\.index/, "a SOCI index"],
    [/vnd\.wasm|wasm\.config/, "a WebAssembly module"],
    [/docker\.plugin/, "a Docker plugin"],
];

/** The parts of a manifest that say what it holds. */
export interface TypedManifest {
    readonly artifactType?: string;
    readonly configType?: string;

    /** Media types of what it consists of: layers, or the blobs of an early OCI artifact. */
    readonly layerTypes: readonly string[];
}

/**
 * What a manifest is instead of a container image, for example `a Helm chart (application/vnd.cncf.helm.config.v1+json)`.
 * Signatures and attestations of cosign and BuildKit have an image's configuration, and only their layers tell.
 *
 * @returns undefined for an image, and where too little is said to be certain
 */
export function describeArtifact({ artifactType, configType, layerTypes }: TypedManifest): string | undefined {
    const mayRun = isImageConfig(configType) || (configType === undefined && artifactType === undefined);
    if (mayRun && layerTypes.some((type) => imageLayer.test(type))) {
        return undefined; // runs, whatever artifactType says of it
    }
    return nameArtifact([artifactType, configType, ...layerTypes]);
}

/** Whether a media type is that of an image's configuration. */
export function isImageConfig(type: string | undefined): boolean {
    return type !== undefined && imageConfigs.includes(type);
}

/**
 * What media types stand for.
 *
 * @returns undefined where none is foreign to images
 */
export function nameArtifact(types: readonly (string | undefined)[]): string | undefined {
    const foreign = types.filter(
        (type): type is string => type !== undefined && type !== "" && !isImageConfig(type) && !imageLayer.test(type),
    );
    for (const [kind, words] of kinds) {
        const type = foreign.find((candidate) => kind.test(candidate));
        if (type !== undefined) {
            return `${words} (${type})`;
        }
    }
    const [first] = [...foreign.filter((type) => type !== emptyConfig), ...foreign];
    return first === undefined ? undefined : `an artifact (${first})`;
}

/** Tags that cosign gives what belongs to an image: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
export function describeCosignTag(tags: readonly string[]): string | undefined {
    const tag = tags.find((name) => /^sha256-[0-9a-f]{64}\.(?:sig|att|sbom)$/.test(name));
    if (tag === undefined) {
        return undefined;
    }
    const words = { sig: "a signature", att: "an attestation", sbom: "an SBOM" }[tag.slice(tag.lastIndexOf(".") + 1)];
    return `${words ?? "an artifact"} (tag ${tag.slice(0, 19)}…${tag.slice(tag.lastIndexOf("."))})`;
}
