import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { extract } from "tar";
import { CommandError, exitCodes } from "../shared/errors";
import { runChild } from "../shared/run-child";
import { withTemporaryFolder } from "../shared/temporary-folder";
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
    return withTemporaryFolder("image-check-", async (folder) => {
        const archive = join(folder, "image.tar");
        await docker("save", "--output", archive, reference);
        await extract({ file: archive, cwd: folder });
        const read = async (name: string) => JSON.parse(await readFile(join(folder, name), "utf8")) as unknown;
        const [manifest] = (await read("manifest.json")) as Manifest;
        if (manifest === undefined) {
            throw new CommandError(`docker save of ${reference} gave no image`);
        }
        return use({
            config: (await read(manifest.Config)) as ImageConfig,
            bytes: size,
            isCompressed: false,
            layers: function* () {
                for (const layer of manifest.Layers) {
                    yield createReadStream(join(folder, layer)) as AsyncIterable<Buffer>;
                }
            },
        });
    });
}

async function docker(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await runChild("docker", args).catch((error: unknown) => {
        throw (error as NodeJS.ErrnoException).code === "ENOENT"
            ? new CommandError("there is no docker on PATH, which reads an image of this machine", exitCodes.usage)
            : error;
    });
    if (code !== 0) {
        throw new CommandError(`docker ${args[0] ?? ""}: ${stderr.trim().split("\n").at(-1) ?? ""}`, exitCodes.usage);
    }
    return stdout.trim();
}
