import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extract } from "tar";
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
        await extract({ file: archive, cwd: folder });
        const read = async (name: string) => JSON.parse(await readFile(join(folder, name), "utf8")) as unknown;
        const [manifest] = (await read("manifest.json")) as Manifest;
        if (manifest === undefined) {
            throw new CommandError(`docker save of ${reference} gave no image`);
        }
        return await use({
            config: (await read(manifest.Config)) as ImageConfig,
            bytes: size,
            isCompressed: false,
            layers: function* () {
                for (const layer of manifest.Layers) {
                    yield createReadStream(join(folder, layer)) as AsyncIterable<Buffer>;
                }
            },
        });
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
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
