import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describeWithDocker, ended, onPath, type Docker } from "./docker";
import { BuildFolder, ensureBaseImage } from "./image";
import { signInRoundTrip } from "./round-trip";
import { Visitor } from "./visitor";

const origin = "http://localhost:3000";
const project = `spotter-image-test-${process.pid}`;
const { services } = parse(readFileSync("docker-compose.yml", "utf8")) as { services: object };
const [service = ""] = Object.keys(services);

describeWithDocker("docker compose up --build after npm run env", (docker) => {
    let folder: BuildFolder;
    let compose: readonly string[] | undefined;

    before(async function () {
        compose = composeOf(docker);
        if (compose === undefined) {
            console.log("      skipped: neither docker compose nor docker-compose");
            this.skip();
        }
        await ensureBaseImage(docker);
        folder = new BuildFolder();
        copyFileSync("docker-compose.yml", join(folder.folder, "docker-compose.yml"));
    });
    after(async () => {
        if (compose !== undefined) {
            await run("down", "--volumes", "--rmi", "local");
            folder.remove();
        }
    });

    async function run(...args: readonly string[]): Promise<string> {
        const [command = "", ...words] = [...(compose ?? []), "--project-name", project, ...args];
        const { exitCode, stdout, stderr } = await ended(command, words, folder.folder);
        assert.equal(exitCode, 0, stderr.slice(-4_000));
        return stdout.trim();
    }
    const stateOf = async (field: string) => docker.run("inspect", "--format", field, await run("ps", "--quiet", service));

    /** Asks until somebody answers. */
    async function answering(): Promise<void> {
        for (let attempt = 0; attempt < 120; attempt += 1) {
            if (
                (await fetch(`${origin}/api/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined))?.ok === true
            ) {
                return;
            }
            await new Promise((resolve) => setTimeout(resolve, 250));
        }
        assert.fail(`nobody answers at ${origin}:\n${await run("logs", "--tail", "50")}`);
    }

    it("starts an application that somebody can sign in to", async () => {
        const env = ["-r", require.resolve("ts-node/register/transpile-only"), join(process.cwd(), "commands", "cli.ts"), "env"];
        const { status, stderr } = spawnSync(process.execPath, env, {
            cwd: folder.folder,
            encoding: "utf8",
            env: { ...process.env, TS_NODE_PROJECT: join(process.cwd(), "tsconfig.json") },
        });
        assert.equal(status, 0, stderr);
        await run("up", "--build", "--detach");
        await answering();
        assert.equal((await new Visitor(origin).get("/sign-in")).status, 200);
        await signInRoundTrip(origin);
    });

    it("is healthy by its own health check", async () => {
        const deadline = Date.now() + 90_000;
        while ((await stateOf("{{.State.Health.Status}}")) === "starting" && Date.now() < deadline) {
            await new Promise((resolve) => setTimeout(resolve, 500));
        }
        assert.equal(await stateOf("{{.State.Health.Status}}"), "healthy");
    });

    it("is hardened as the task definition is", async () => {
        const { CapDrop, ReadonlyRootfs, SecurityOpt, Init } = JSON.parse(await stateOf("{{json .HostConfig}}")) as HostConfig;
        assert.deepEqual([CapDrop, ReadonlyRootfs, SecurityOpt, Init], [["ALL"], true, ["no-new-privileges:true"], true]);
        assert.equal(await stateOf("{{.Config.User}}"), "1001:1001");
    });

    it("keeps its users when it is made anew", async () => {
        await run("up", "--detach", "--force-recreate");
        await answering();
        const visitor = new Visitor(origin);
        assert.equal((await visitor.signIn("ada@example.com", "correct horse battery staple")).status, 200);
        assert.ok((await (await visitor.get("/workouts")).text()).includes("by the river"));
    });
});

interface HostConfig {
    readonly CapDrop: readonly string[];
    readonly ReadonlyRootfs: boolean;
    readonly SecurityOpt: readonly string[];
    readonly Init: boolean;
}

/** The plugin of the client, or the program that came before it. */
function composeOf({ path }: Docker): readonly string[] | undefined {
    if (spawnSync(path, ["compose", "version"]).status === 0) {
        return [path, "compose"];
    }
    const [program] = onPath("docker-compose");
    return program === undefined ? undefined : [program];
}
