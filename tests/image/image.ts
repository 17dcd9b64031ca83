import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { docker, ended, environment, type Docker } from "./docker";

/** What the tests build; removed when they end. */
export const tag = "spotter-app:image-test";

/** The base image that the Dockerfile names, unless it is told another. */
export const baseImage = /^ARG NODE_IMAGE=(\S+)$/m.exec(readFileSync(join("app", "Dockerfile"), "utf8"))?.[1] ?? "";

/** What a build gives: the image's id, and how long it took. */
export interface Built {
    readonly id: string;
    readonly seconds: number;
}

/** A copy of the application that a test may change, in a folder of its own. */
export class BuildFolder {
    public readonly folder = mkdtempSync(join(tmpdir(), "spotter-image-"));
    public readonly app = join(this.folder, "app");

    constructor() {
        cpSync("app", this.app, {
            recursive: true,
            filter: (path) => !["node_modules", ".next", "data"].includes(relative("app", path).split(sep)[0] ?? ""),
        });
    }

    public remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }

    public read(file: string): string {
        return readFileSync(join(this.app, file), "utf8");
    }

    public write(file: string, content: string): void {
        writeFileSync(join(this.app, file), content);
    }

    /** Builds it, with what more `docker build` is told. */
    public async build(client: Docker, ...args: readonly string[]): Promise<Built> {
        await ensureBaseImage(client);
        const start = performance.now();
        const id = await client.run("build", "--quiet", "--target", "runner", ...args, this.app);
        return { id, seconds: (performance.now() - start) / 1000 };
    }
}

// Of all tests: whichever is the first builds it.
after(async () => {
    if (typeof docker !== "string") {
        await docker.try("image", "rm", "--force", tag);
    }
});

let built: Promise<string> | undefined;

/** The application's image as it is now, built once for all tests that only use it. */
export function image(client: Docker): Promise<string> {
    built ??= (async () => {
        const folder = new BuildFolder();
        try {
            return (await folder.build(client, "--tag", tag)).id;
        } finally {
            folder.remove();
        }
    })();
    return built;
}

let base: Promise<string> | undefined;

/** Makes sure that the base image is there, and says where it is from. Where no registry is reached, a stand-in is made. */
export function ensureBaseImage(client: Docker): Promise<string> {
    base ??= (async () => {
        if ((await client.try("image", "inspect", baseImage)).exitCode === 0) {
            const comment = await client.run("image", "inspect", "--format", "{{.Comment}}", baseImage);
            return comment.startsWith("stand-in") ? comment : "official";
        }
        if ((await client.try("pull", "--quiet", baseImage)).exitCode === 0) {
            return "official";
        }
        environment.DOCKER = client.path;
        const { exitCode, stderr } = await ended(join(__dirname, "stand-in-base-image.sh"), [baseImage]);
        if (exitCode !== 0) {
            throw new Error(`${baseImage} can't be pulled, and no stand-in made: ${stderr.slice(-2_000)}`);
        }
        return await client.run("image", "inspect", "--format", "{{.Comment}}", baseImage);
    })();
    return base;
}
