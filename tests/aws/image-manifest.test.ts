import * as assert from "node:assert/strict";
import { describeCosignTag } from "../../aws/artifact-types";
import { readManifest, totalBytes } from "../../aws/image-manifest";

const oci = "application/vnd.oci.image.manifest.v1+json";
const ociConfig = "application/vnd.oci.image.config.v1+json";
const dockerConfig = "application/vnd.docker.container.image.v1+json";
const empty = "application/vnd.oci.empty.v1+json";
const gzip = "application/vnd.oci.image.layer.v1.tar+gzip";

const image = (config: string | undefined, layers: readonly string[], others: object = {}) => ({
    schemaVersion: 2,
    mediaType: oci,
    config: { mediaType: config, digest: "sha256:config", size: 233 },
    layers: layers.map((mediaType) => ({ mediaType, digest: "sha256:layer", size: 100 })),
    ...others,
});

const platform = (os: string, architecture: string) => ({ os, architecture });
const entry = (more: object) => ({ mediaType: oci, digest: "sha256:1", size: 1, ...more });
const index = (...manifests: readonly object[]) => ({ mediaType: "application/vnd.oci.image.index.v1+json", manifests });

/** As BuildKit writes it beside each image: https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
const attestation = entry({
    platform: platform("unknown", "unknown"),
    annotations: { "vnd.docker.reference.digest": "sha256:44cb2cf7", "vnd.docker.reference.type": "attestation-manifest" },
});

/** What registries keep beside images, as its tools write it. */
const artifacts: readonly (readonly [what: string, manifest: object, description: string])[] = [
    [
        "cosign's signature, which has an image's configuration", // sigstore/cosign, specs/SIGNATURE_SPEC.md
        image(ociConfig, ["application/vnd.dev.cosign.simplesigning.v1+json"]),
        "a signature (application/vnd.dev.cosign.simplesigning.v1+json)",
    ],
    [
        "cosign's attestation", // sigstore/cosign, specs/ATTESTATION_SPEC.md
        image(ociConfig, ["application/vnd.dsse.envelope.v1+json"]),
        "an attestation (application/vnd.dsse.envelope.v1+json)",
    ],
    [
        "cosign's SBOM", // sigstore/cosign, specs/SBOM_SPEC.md
        image(ociConfig, ["text/spdx+json"]),
        "an SBOM (text/spdx+json)",
    ],
    [
        "a bundle of cosign 3", // sigstore/cosign, specs/BUNDLE_SPEC.md
        image(empty, ["application/vnd.dev.sigstore.bundle.v0.3+json"], {
            artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        }),
        "a signature (application/vnd.dev.sigstore.bundle.v0.3+json)",
    ],
    [
        "a signature of Notation", // notaryproject/specifications, specs/signature-specification.md
        image("application/vnd.cncf.notary.signature", ["application/jose+json"]),
        "a signature (application/vnd.cncf.notary.signature)",
    ],
    [
        "a signature of AWS Signer, whose type stands beside an empty configuration", // OCI 1.1, guidelines for artifacts
        image(empty, ["application/cose"], { artifactType: "application/vnd.cncf.notary.signature" }),
        "a signature (application/vnd.cncf.notary.signature)",
    ],
    [
        "BuildKit's attestation itself", // moby/buildkit, docs/attestations/attestation-storage.md
        image(ociConfig, ["application/vnd.in-toto+json"]),
        "an attestation (application/vnd.in-toto+json)",
    ],
    [
        "a Helm chart", // helm/helm, pkg/registry/constants.go
        image("application/vnd.cncf.helm.config.v1+json", ["application/vnd.cncf.helm.chart.content.v1.tar+gzip"]),
        "a Helm chart (application/vnd.cncf.helm.config.v1+json)",
    ],
    [
        "a CycloneDX document that ORAS attached", // oras-project/oras, docs: attach
        image(empty, ["application/vnd.cyclonedx+json"], { artifactType: "application/vnd.cyclonedx+json" }),
        "an SBOM (application/vnd.cyclonedx+json)",
    ],
    [
        "a file that ORAS pushed without a type, as a layer", // oras-project/oras-go, pack.go
        image("application/vnd.unknown.config.v1+json", ["application/vnd.oci.image.layer.v1.tar"]),
        "an artifact (application/vnd.unknown.config.v1+json)",
    ],
    [
        "a file that ORAS pushed with an empty configuration",
        image(empty, ["application/vnd.oci.image.layer.v1.tar"], { artifactType: "application/vnd.unknown.artifact.v1" }),
        "an artifact (application/vnd.unknown.artifact.v1)",
    ],
    ["an empty configuration and nothing else", image(empty, []), `an artifact (${empty})`],
    [
        "an artifact manifest of the drafts of OCI 1.1", // opencontainers/image-spec v1.1.0-rc2, artifact.md
        {
            mediaType: "application/vnd.oci.artifact.manifest.v1+json",
            artifactType: "application/vnd.example.sbom",
            blobs: [{ mediaType: "application/spdx+json" }],
        },
        "an SBOM (application/spdx+json)",
    ],
    [
        "a SOCI index", // awslabs/soci-snapshotter, docs/soci-index-manifest-v2.md
        image("application/vnd.amazon.soci.index.v1+json", ["application/octet-stream"]),
        "a SOCI index (application/vnd.amazon.soci.index.v1+json)",
    ],
    [
        "a WebAssembly module", // CNCF TAG Runtime, Wasm OCI artifact
        image("application/vnd.wasm.config.v0+json", ["application/wasm"]),
        "a WebAssembly module (application/vnd.wasm.config.v0+json)",
    ],
    [
        "a plugin of Docker", // moby/moby, plugin/backend_linux.go
        image("application/vnd.docker.plugin.v1+json", ["application/vnd.docker.image.rootfs.diff.tar.gzip"]),
        "a Docker plugin (application/vnd.docker.plugin.v1+json)",
    ],
    [
        "BuildKit's cache as an index of layers", // moby/buildkit, cache/remotecache/export.go
        index(
            { mediaType: gzip, digest: "sha256:1", size: 1 },
            { mediaType: "application/vnd.buildkit.cacheconfig.v0", digest: "sha256:2", size: 1 },
        ),
        "a build cache (application/vnd.buildkit.cacheconfig.v0)",
    ],
    ["an index of attestations alone", index(attestation), "an index of attestations, without an image"],
    [
        "an index of what refers to an image", // OCI distribution 1.1, referrers tag schema
        index(entry({ artifactType: "application/vnd.cncf.notary.signature" })),
        "a signature (application/vnd.cncf.notary.signature)",
    ],
    [
        "a type that is in no list",
        image("application/vnd.example.model.config.v1+json", ["application/octet-stream"]),
        "an artifact (application/vnd.example.model.config.v1+json)",
    ],
];

/** Manifests of images, however unusual. */
const images: readonly (readonly [what: string, manifest: unknown])[] = [
    ["OCI's", image(ociConfig, [gzip])],
    ["Docker's", image(dockerConfig, ["application/vnd.docker.image.rootfs.diff.tar.gzip"])],
    ["one with layers in zstd", image(ociConfig, ["application/vnd.oci.image.layer.v1.tar+zstd"])],
    [
        "Windows', whose base layers are elsewhere",
        image(dockerConfig, ["application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"]),
    ],
    ["one that has a type of artifact besides", image(ociConfig, [gzip], { artifactType: "application/vnd.example" })],
    ["one whose attestation is among its layers", image(ociConfig, [gzip, "application/vnd.in-toto+json"])],
    ["one without layers", image(ociConfig, [])],
    ["one without types", { config: { digest: "sha256:config" }, layers: [{ size: 7 }] }],
];

describe("a manifest", () => {
    for (const [what, manifest, description] of artifacts) {
        it(`is no image's: ${what}`, () => {
            const content = readManifest(JSON.stringify(manifest));
            assert.deepEqual([content.kind, "description" in content && content.description], ["artifact", description]);
        });
    }

    for (const [what, manifest] of images) {
        it(`is an image's: ${what}`, () => {
            const content = readManifest(JSON.stringify(manifest));
            assert.deepEqual([content.kind, content.config?.digest], ["image", "sha256:config"]);
        });
    }

    it("has a configuration and layers, but for those that no registry keeps", () => {
        const { layers, ...rest } = image(ociConfig, [gzip, gzip]);
        const foreign = { mediaType: gzip, digest: "sha256:foreign", size: 1, urls: ["https://example.com/base"] };
        const content = readManifest(JSON.stringify({ ...rest, layers: [foreign, ...layers, { mediaType: gzip }] }));
        const layer = { digest: "sha256:layer", size: 100 };
        const config = { digest: "sha256:config", size: 233 };
        assert.deepEqual(content, { kind: "image", manifests: [], config, layers: [layer, layer] });
        assert.equal(totalBytes(content.layers), 200);
    });

    it("of an artifact has parts, too", () => {
        const blobs = [{ digest: "sha256:sbom", size: 9 }];
        const { layers, manifests } = readManifest(JSON.stringify({ artifactType: "application/spdx+json", blobs }));
        assert.deepEqual({ layers, manifests }, { layers: blobs, manifests: [] });
    });

    it("of an index has images, and neither attestations nor what refers to them", () => {
        const text = JSON.stringify(
            index(
                entry({ platform: platform("linux", "amd64") }),
                attestation,
                entry({ digest: "sha256:2", artifactType: "application/vnd.amazon.soci.index.v2+json" }),
                entry({ digest: "sha256:3" }),
            ),
        );
        assert.deepEqual(readManifest(text), {
            kind: "index",
            images: [
                { platform: "linux/amd64", digest: "sha256:1" },
                { platform: undefined, digest: "sha256:3" },
            ],
            manifests: ["sha256:1", "sha256:1", "sha256:2", "sha256:3"],
            layers: [],
        });
    });

    it("of an index knows an attestation by its platform or by its annotation alone, and an image by its type", () => {
        const { platform: unknown, annotations } = attestation as unknown as Record<string, object>;
        const text = JSON.stringify(
            index(
                entry({ platform: unknown }),
                entry({ annotations }),
                entry({ artifactType: ociConfig, platform: platform("linux", "amd64") }),
            ),
        );
        const content = readManifest(text);
        assert.deepEqual("images" in content && content.images, [{ platform: "linux/amd64", digest: "sha256:1" }]);
    });

    for (const text of ["", "null", "7", "[]", "{}", '{"config":null,"layers":{}}', '{"layers":[null,7]}']) {
        it(`that can't be read is an image's of which nothing is known: ${text}`, () => {
            assert.deepEqual(readManifest(text), { kind: "image", manifests: [], layers: [] });
        });
    }

    it("of an index that can't be read has no images", () => {
        assert.deepEqual(readManifest('{"manifests":[null,7]}'), { kind: "index", images: [], manifests: [], layers: [] });
        assert.deepEqual(readManifest('{"manifests":[{"platform":null}]}'), {
            kind: "index",
            images: [{ platform: undefined, digest: undefined }],
            manifests: [],
            layers: [],
        });
    });
});

describe("a tag of cosign", () => {
    const tag = `sha256-${"5".repeat(64)}`;

    it("says what is under it", () => {
        assert.equal(describeCosignTag(["latest", `${tag}.sig`]), "a signature (tag sha256-555555555555….sig)");
        assert.equal(describeCosignTag([`${tag}.att`]), "an attestation (tag sha256-555555555555….att)");
        assert.equal(describeCosignTag([`${tag}.sbom`]), "an SBOM (tag sha256-555555555555….sbom)");
    });

    it("is not one that looks like it", () => {
        assert.equal(describeCosignTag([]), undefined);
        assert.equal(describeCosignTag([tag, "sha256-5.sig", `x-${tag}.sig`, `${tag}.signature`]), undefined);
    });
});
