import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Docker } from "./docker";

const run = promisify(execFile);

/** A layer of an image, unpacked from `docker save`. */
export interface Layer {
    /** Paths of what it adds or changes, without the slash at the start. */
    readonly paths: readonly string[];

    /** Its tar file. */
    readonly file: string;
}

/** The layers that an image has above its base, the lowest first. */
export async function layersAbove(docker: Docker, base: string, image: string): Promise<{ layers: Layer[]; remove: () => void }> {
    const folder = mkdtempSync(join(tmpdir(), "spotter-layers-"));
    const below = Number(await docker.run("image", "inspect", "--format", "{{len .RootFS.Layers}}", base));
    const archive = join(folder, "image.tar");
    await docker.run("save", "--output", archive, image);
    await run("tar", ["--extract", "--file", archive, "--directory", folder]);
    const [{ Layers }] = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as [{ Layers: string[] }];
    const layers = await Promise.all(
        Layers.slice(below).map(async (name) => {
            const file = join(folder, name);
            const { stdout } = await run("tar", ["--list", "--file", file], { maxBuffer: 2 ** 26 });
            return { file, paths: stdout.split("\n").filter(Boolean) };
        }),
    );
    return { layers, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
