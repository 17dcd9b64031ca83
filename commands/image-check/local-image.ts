import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import { CommandError, exitCodes } from "../shared/errors";
import type { ImageConfig, ImageSource } from "./image";

/** What `docker save` says of an image in its archive. */
type Manifest = readonly { readonly Config: string; readonly Layers: readonly string[] }[];

/**
 * Reads an image that Docker has on this machine, from a copy that is gone when `use` ends.
 *
 * @throws where there is no Docker, or no such image
 */
export async function withLocalImage<T>(reference: string, use: (source: ImageSource) => Promise<T>): Promise<T> {
    const size = Number(await docker("image", "inspect", "--format", "{{.Size}}", reference));
    const folder = await mkdtemp(join(tmpdir(), "spotter-image-"));
    try {
        const archive = join(folder, "image.tar");
        await docker("save", "--output", archive, reference);
        const [manifest] = JSON.parse((await readTexts(archive, ["manifest.json"])).get("manifest.json") ?? "[]") as Manifest;
        if (manifest === undefined) {
            throw new CommandError(`docker save of ${reference} gave no manifest.json`);
        }
        const texts = await readTexts(archive, [manifest.Config]);
        const config = JSON.parse(texts.get(manifest.Config) ?? "{}") as ImageConfig;
        return await use({ config, bytes: size, isCompressed: false, layers: () => readLayers(archive, manifest.Layers) });
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

/** Layers in their order. The archive may have them in another, so that each is looked for from the start. */
async function* readLayers(archive: string, names: readonly string[]): AsyncGenerator<ReadableStream<Uint8Array>> {
    for (const name of names) {
        for await (const { header, body } of entriesOf(archive)) {
            if (header.name === name && header.type === "file") {
                yield body;
                break;
            }
            await body.cancel();
        }
    }
}

async function readTexts(archive: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for await (const { header, body } of entriesOf(archive)) {
        if (names.includes(header.name)) {
            found.set(header.name, await text(Readable.fromWeb(body as never)));
        } else {
            await body.cancel();
        }
    }
    return found;
}

function entriesOf(archive: string): AsyncIterable<ParsedTarEntry> {
    const bytes = Readable.toWeb(createReadStream(archive)) as unknown as ReadableStream<Uint8Array>;
    return bytes.pipeThrough(createTarDecoder());
}

function docker(...args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
        execFile("docker", args, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
            if (error === null) {
                resolve(stdout.trim());
            } else if (error.code === "ENOENT") {
                reject(new CommandError("there is no docker on PATH, which reads an image of this machine", exitCodes.usage));
            } else {
                const lines = stderr.trim().split("\n");
                reject(new CommandError(`docker ${args[0] ?? ""}: ${lines.at(-1) ?? ""}`, exitCodes.usage));
            }
        });
    });
}
