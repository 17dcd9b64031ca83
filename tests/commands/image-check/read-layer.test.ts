import * as assert from "node:assert/strict";
import * as zlib from "node:zlib";
import { readImage } from "../../../commands/image-check/image";
import { CommandError } from "../../../commands/shared/errors";
import { goodConfig, packLayer } from "./made-image";

/** A layer that comes in these pieces. */
async function* layerOf(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
    for (const piece of pieces) {
        yield await Promise.resolve(piece);
    }
}

/** A layer of which something comes before an error. */
async function* failing(error: Error): AsyncGenerator<Uint8Array, void> {
    yield* layerOf(packLayer({ "a/": {} }).subarray(0, 20));
    throw error;
}

describe("a layer of an image", () => {
    const read = async (layer: AsyncIterable<Uint8Array>) =>
        (await readImage({ config: goodConfig, bytes: 1, isCompressed: true, layers: () => [layer] })).files.paths;

    it("is read in whatever pieces it comes", async () => {
        const archive = packLayer({ "a/": {}, "a/b": { text: "c".repeat(2000) } });
        const pieces = Array.from(archive, (_, at) => archive.subarray(at, at + 1));
        assert.deepEqual(await read(layerOf(...pieces)), ["/a", "/a/b"]);
    });

    it("may be empty, as BuildKit makes one of a step that changes nothing", async () => {
        const empty = Buffer.alloc(1024);
        assert.deepEqual(await read(layerOf(zlib.gzipSync(empty))), []);
        assert.deepEqual(await read(layerOf(empty)), []);
    });

    it("may have a file of zeros, which is packed a thousandfold", async () => {
        const archive = packLayer({ "var/log/lastlog": { text: "\0".repeat(20_000_000) } });
        assert.deepEqual(await read(layerOf(zlib.gzipSync(zlib.gunzipSync(archive), { level: 9 }))), ["/var/log/lastlog"]);
    });

    const cutKey = zlib.gunzipSync(packLayer({ "a.key": { text: "k".repeat(5000) } })).subarray(0, 2000);
    const isOld = !("createZstdDecompress" in zlib);
    const unreadable: readonly (readonly [what: string, layer: AsyncIterable<Uint8Array>, reason: RegExp])[] = [
        ["that is no archive", layerOf(Buffer.alloc(2048, "a")), /^a layer of the image is no tar archive: TAR_/],
        [
            "whose compression is cut",
            layerOf(packLayer({ "a/": {} }).subarray(0, 40)),
            /^a layer of the image .*TAR_|can't be read: /,
        ],
        ["that is cut within a key", layerOf(cutKey), /^a layer of the image is no tar archive: TAR_BAD_ARCHIVE$/],
        [
            "in zstd, which Node reads since 22.15",
            layerOf(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, ...Array<number>(600).fill(1))),
            isOld
                ? /^a layer of the image can't be read: zstd needs Node 22\.15, and this is \d+\.\d+\.\d+$/
                : /can't be read: zlib: /,
        ],
        ["that ends with an error", failing(new Error("disk")), /^a layer of the image can't be read: disk$/],
        ["that its registry does not give", failing(new CommandError("no answer", 3)), /^no answer$/],
    ];
    for (const [what, layer, reason] of unreadable) {
        it(`can't be read from a layer ${what}, in one line`, async () => {
            await assert.rejects(read(layer), (error) => error instanceof CommandError && reason.test(error.message));
        });
    }
});
