import * as assert from "node:assert/strict";
import { gunzipSync, zstdCompressSync } from "node:zlib";
import { readImage } from "../../commands/image-check/image";
import { checkImage } from "../../commands/image-check/promises";
import { readPushedImage } from "../../commands/image-check/pushed-image";
import { CommandError } from "../../commands/shared/errors";
import { goodConfig, goodLayers, goodPlan, packLayer } from "../commands/image-check/made-image";
import { DockerRegistry } from "./docker-registry";

const describeWithRegistry = DockerRegistry.isInstalled() ? describe : describe.skip;

const types = {
    index: "application/vnd.oci.image.index.v1+json",
    image: "application/vnd.oci.image.manifest.v1+json",
    config: "application/vnd.oci.image.config.v1+json",
    layer: "application/vnd.oci.image.layer.v1.tar",
};

describeWithRegistry("an image in a registry (docker-registry; skipped where it is not installed)", () => {
    let registry: DockerRegistry;
    before(async () => (registry = await DockerRegistry.start()));
    after(() => registry.stop());

    /** Pushes an image whose layers are compressed in one way. */
    async function push(compress: (archive: Uint8Array) => Uint8Array, architecture = "amd64") {
        const blob = (bytes: Uint8Array) => registry.pushBlob("shop", Buffer.from(bytes));
        const config = await blob(Buffer.from(JSON.stringify({ ...goodConfig, architecture })));
        const layers = [];
        for (const layer of goodLayers) {
            layers.push({ mediaType: types.layer, ...(await blob(compress(gunzipSync(packLayer(layer))))) });
        }
        return registry.pushManifest("shop", types.image, {
            schemaVersion: 2,
            mediaType: types.image,
            config: { mediaType: types.config, ...config },
            layers,
        });
    }
    const read = (digest: string) => readPushedImage({ registry: registry.url, name: "shop" }, digest, "X86_64");

    const compressions: readonly (readonly [name: string, compress: ((archive: Uint8Array) => Uint8Array) | undefined])[] = [
        ["nothing", (archive) => archive],
        ["zstd", typeof zstdCompressSync === "function" ? zstdCompressSync : undefined],
    ];
    for (const [name, compress] of compressions) {
        (compress === undefined ? it.skip : it)(`is read layer by layer, compressed with ${name}`, async () => {
            const { digest } = await push(compress ?? ((archive) => archive));
            const source = await read(digest);
            const image = await readImage(source);
            assert.ok(source.bytes > 0 && source.isCompressed);
            assert.equal(image.files.find("/bin/sh")?.path, "/usr/bin/dash");
            assert.deepEqual(checkImage(image, goodPlan), { errors: [], warnings: [] });
        });
    }

    it("is taken of an index by the architecture of the tasks", async () => {
        const plain = (archive: Uint8Array) => archive;
        const images = await Promise.all(["arm64", "amd64"].map(async (name) => ({ name, ...(await push(plain, name)) })));
        const manifests = images.map(({ name, ...blob }) => {
            return { mediaType: types.image, ...blob, platform: { os: "linux", architecture: name } };
        });
        const indexOf = (entries: readonly object[]) =>
            registry.pushManifest("shop", types.index, { schemaVersion: 2, mediaType: types.index, manifests: entries });
        const { digest } = await indexOf(manifests);
        assert.equal((await read(digest)).config.architecture, "amd64");
        const other = (await indexOf(manifests.slice(0, 1))).digest;
        await assert.rejects(read(other), new CommandError(`${other} has no image for linux/amd64, only linux/arm64`));
    });

    it("is none where an artifact is under its digest, and has a configuration that can be read", async () => {
        const blob = { mediaType: types.config, ...(await registry.pushBlob("shop", Buffer.from("no JSON"))) };
        const pushed = (config: object) =>
            registry.pushManifest("shop", types.image, { schemaVersion: 2, mediaType: types.image, config, layers: [] });
        const chart = await pushed({ ...blob, mediaType: "application/vnd.cncf.helm.config.v1+json" });
        const message = `${chart.digest} is a Helm chart (application/vnd.cncf.helm.config.v1+json), not a container image`;
        await assert.rejects(read(chart.digest), new CommandError(message));
        const image = await pushed(blob);
        await assert.rejects(read(image.digest), new CommandError(`${blob.digest} is no configuration of an image`));
    });

    it("is missed by name", async () => {
        const digest = `sha256:${"0".repeat(64)}`;
        await assert.rejects(read(digest), new CommandError(`${digest} is not in shop of ${new URL(registry.url).host}`));
    });
});
