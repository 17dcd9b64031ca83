import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readBuildContext } from "../../preview/build-context";
import { describeWithDocker, ended } from "./docker";
import { baseImage, BuildFolder, ensureBaseImage, tag, type Built } from "./image";
import { layersAbove, type Layer } from "./layers";

const megabytes = (bytes: number) => bytes / 1_000_000;

/** Written where a secret may be forgotten: none of it may reach a layer. */
const canary = "canary-of-a-forgotten-secret";

describeWithDocker("a build of the application's image", (docker) => {
    let folder: BuildFolder, cold: Built;
    let layers: readonly Layer[] = [];
    let removeLayers: () => void = () => undefined;
    const paths = () => layers.flatMap((layer) => layer.paths);
    const offending = (pattern: RegExp) => paths().filter((path) => pattern.test(path));

    before(async function () {
        this.timeout(0); // a build from nothing takes as long as the machine is busy
        const base = await ensureBaseImage(docker);
        console.log(`      base: ${baseImage}, ${base}`);
        folder = new BuildFolder();
        for (const file of [".env", ".env.production", "src/.env.local", "src/tls.pem", "prisma/tls.key", "notes.txt"]) {
            folder.write(file, `AUTH_SECRET=${canary}\n`);
        }
        cold = await folder.build(docker, "--no-cache", "--tag", tag);
        ({ layers, remove: removeLayers } = await layersAbove(docker, baseImage, tag));
    });
    after(() => {
        folder.remove();
        removeLayers();
    });

    it("gives the same image for the same tree, from its cache, whatever lies beside it", async () => {
        const unchanged = await folder.build(docker);
        const tree = new BuildFolder();
        const copy = await tree.build(docker).finally(() => tree.remove());
        console.log(`      cold ${cold.seconds.toFixed(1)} s, unchanged ${unchanged.seconds.toFixed(1)} s`);
        assert.deepEqual([unchanged.id, copy.id], [cold.id, cold.id]);
    });

    it("installs and generates nothing again after a change of the sources", async () => {
        const page = join("src", "app", "page.tsx");
        folder.write(page, folder.read(page).replace(/(<main)\b/, `$1 data-changed="${Date.now()}"`));
        const warm = await folder.build(docker);
        console.log(`      warm ${warm.seconds.toFixed(1)} s, cold ${cold.seconds.toFixed(1)} s`);
        assert.notEqual(warm.id, cold.id);

        folder.write(page, `${folder.read(page)}\n`);
        const { stderr } = await docker.try(
            "build",
            "--progress",
            "plain",
            "--target",
            "runner",
            "--tag",
            `${tag}-warm`,
            folder.app,
        );
        await docker.run("image", "rm", "--force", warm.id, `${tag}-warm`);
        const isCached = (command: string) => {
            const step = new RegExp(`^(#\\d+) \\[.*\\] RUN .*${command}`, "m").exec(stderr)?.[1];
            return step !== undefined && new RegExp(`^${step} CACHED$`, "m").test(stderr);
        };
        assert.deepEqual(
            ["npm ci", "npm run generate", "next build"].filter(isCached),
            ["npm ci", "npm run generate"],
            stderr.slice(-2_000),
        );
    });

    it("adds at most 30 MB to its base", async () => {
        const sizeOf = async (name: string) => Number(await docker.run("image", "inspect", "--format", "{{.Size}}", name));
        const [total, base] = [megabytes(await sizeOf(tag)), megabytes(await sizeOf(baseImage))];
        console.log(
            `      ${total.toFixed(1)} MB, of which the base has ${base.toFixed(1)} MB, the layers above it ${(total - base).toFixed(1)} MB`,
        );
        assert.ok(total - base <= 30, `${(total - base).toFixed(1)} MB`);
    });

    it("is given the files that the preview counts", async () => {
        const everything = join(folder.folder, "Everything");
        writeFileSync(everything, "FROM scratch\nCOPY . /context/\n");
        const out = join(folder.folder, "out");
        await docker.run("build", "--quiet", "--file", everything, "--output", `type=local,dest=${out}`, folder.app);
        const entered = readBuildContext(join(out, "context"));
        const counted = readBuildContext(folder.app);
        assert.deepEqual([entered.files, entered.bytes], [counted.files, counted.bytes]);
    });

    it("has no sources in its layers", () => {
        assert.deepEqual(offending(/^app\/src\/|\.tsx$|^app\/(?!node_modules\/).*\.ts$|\.map$/), []);
    });

    it("has no secrets in its layers, forgotten ones included", () => {
        assert.deepEqual(offending(/(?:^|\/)\.env|\.(?:pem|key)$|notes\.txt$/), []);
        for (const { file } of layers) {
            assert.ok(!readFileSync(file).includes(canary), file);
        }
    });

    it("has neither npm nor what only other machines, or developers, run", async () => {
        assert.deepEqual(offending(/(?:linuxmusl|darwin|win32)-\w+\.node$|hot-reloader-webpack|turbo-experimental/), []);
        const { stdout } = await docker.try(
            ...["run", "--rm", "--entrypoint", "find", tag, "/usr/local", "/opt"],
            ...["-name", "npm", "-o", "-name", "npx", "-o", "-name", "corepack", "-o", "-name", "yarn*"],
        );
        assert.equal(stdout.trim(), "");
    });

    it("has no development dependencies in its layers", () => {
        const { devDependencies } = JSON.parse(folder.read("package.json")) as { devDependencies: Record<string, string> };
        const names = Object.keys(devDependencies);
        assert.ok(names.includes("typescript"));
        assert.deepEqual(
            names.filter((name) => paths().some((path) => path.startsWith(`app/node_modules/${name}/`))),
            [],
        );
    });

    it("has no cache of a package manager, nor of the build, in its layers", () => {
        assert.deepEqual(
            offending(/^root\/|(?:^|\/)(?:_cacache|\.npm|\.cache)\/|^app\/\.next\/cache\/.|^var\/(?:cache|lib\/apt)\/./),
            [],
        );
    });

    it("has nothing that its user could change but what is to be written", async () => {
        const { stdout } = await docker.try(
            ...["run", "--rm", "--entrypoint", "find", tag],
            ...["/app", "/data", "/etc", "/usr", "-writable", "-not", "-type", "l"],
        );
        assert.deepEqual(stdout.trim().split("\n").sort(), ["/app/.next/cache", "/data"]);
    });

    it("keeps its promises to staging's stack file", async () => {
        const program = ["-r", require.resolve("ts-node/register/transpile-only"), join("commands", "cli.ts")];
        const { exitCode, stdout, stderr } = await ended(process.execPath, [
            ...program,
            "image:check",
            tag,
            "--stack",
            "staging",
        ]);
        const kept = `${tag} keeps its promises to Pulumi.staging.yaml\n`;
        assert.deepEqual({ exitCode, stdout, stderr }, { exitCode: 0, stdout: kept, stderr: "" });
    });

    it("runs as nobody's user, and says how it is asked and stopped", async () => {
        const config = JSON.parse(await docker.run("image", "inspect", "--format", "{{json .Config}}", tag)) as ImageConfig;
        assert.equal(config.User, "1001:1001");
        assert.deepEqual(config.Cmd, ["node", "server.js"]);
        assert.deepEqual(Object.keys(config.ExposedPorts), ["3000/tcp"]);
        assert.deepEqual(config.Healthcheck.Test.slice(0, 3), ["CMD", "node", "-e"]);
        const user = await docker.run("run", "--rm", "--entrypoint", "id", tag);
        assert.equal(user, "uid=1001(nextjs) gid=1001(nextjs) groups=1001(nextjs)");
    });
});

interface ImageConfig {
    readonly User: string;
    readonly Cmd: readonly string[];
    readonly ExposedPorts: object;
    readonly Healthcheck: { readonly Test: readonly string[] };
}
