import * as assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { PreviewDocument } from "../../preview/document";
import { inputsOf, jsonOf } from "../support/build";
import { Container, freePort } from "./container";
import { describeWithDocker, ended, environment, onPath, type Ended } from "./docker";
import { runFlags, type ContainerDefinition } from "./docker-run";
import { baseImage, ensureBaseImage } from "./image";

/** An application whose image is another than this repository's, in `applications/`. */
interface Application {
    readonly folder: string;
    readonly healthPath: string;

    /** What must be made before the image is built; false where this machine can't. */
    readonly prepare: (folder: string) => Promise<boolean>;

    /** What is said of it besides, though it keeps its promises. */
    readonly warnings: readonly string[];

    /** Changes to its stack's file of which each breaks a promise, and what is said of it. */
    readonly broken: readonly (readonly [key: string, value: string, error: RegExp])[];
}

const applications: Readonly<Record<string, Application>> = {
    "a Go server in an image that has nothing else": {
        folder: "go",
        healthPath: "/healthz",
        prepare: async (folder) => {
            const [go] = onPath("go");
            if (go === undefined) {
                return false;
            }
            Object.assign(environment, { CGO_ENABLED: "0", GOOS: "linux", GOFLAGS: "-buildvcs=false" });
            const { exitCode, stderr } = await ended(go, ["build", "-o", "server", "main.go"], folder);
            assert.equal(exitCode, 0, stderr);
            return true;
        },
        warnings: [],
        broken: [
            [
                "command: [CMD, /server, check]",
                "command: [CMD, node, -v]",
                /health check runs node, which it does not have on its PATH/,
            ],
            [
                "command: [CMD, /server, check]",
                "command: [CMD-SHELL, curl localhost]",
                /health check runs \/bin\/sh, which it does not have/,
            ],
            ["writablePaths: []", "writablePaths: [/tmp]", /\/tmp of spotter:service\.writablePaths is no directory in it/],
        ],
    },
    "a Next.js application of a monorepo, in another folder": {
        folder: "monorepo",
        healthPath: "/api/health",
        prepare: () => Promise.resolve(true),
        warnings: [
            "next.config has no deploymentId: a page of the release before goes on without a reload, and its parts may not fit",
        ],
        broken: [
            [
                "/srv/apps/site/.next/cache",
                "/app/.next/cache",
                /\/app\/\.next\/cache of spotter:service\.writablePaths is no directory/,
            ],
            [
                'user: "1000:1000"',
                'user: "1001:1001"',
                /belongs to 1000:1000 with mode 755, and spotter:service\.user 1001:1001 can't write it/,
            ],
        ],
    },
};

for (const [what, { folder: source, healthPath, prepare, warnings, broken }] of Object.entries(applications)) {
    describeWithDocker(`${what}, run by configuration alone`, (docker) => {
        const tag = `spotter-${source}:image-test`;
        const stackFile = () => join(folder, "Pulumi.staging.yaml");
        let folder = "";
        let container: Container | undefined;

        before(async function () {
            this.timeout(0); // a build takes as long as the machine is busy
            folder = mkdtempSync(join(tmpdir(), "spotter-other-"));
            const context = join(folder, "context");
            cpSync(join(__dirname, "applications", source), context, { recursive: true });
            cpSync(join(context, "Pulumi.staging.yaml"), stackFile());
            writeFileSync(
                join(folder, "Pulumi.yaml"),
                "name: spotter\nruntime: nodejs\nconfig:\n    profile:\n        type: string\n",
            );
            mkdirSync(join(folder, "app"));
            writeFileSync(join(folder, "app", "parameters.json"), '{ "variables": [] }');
            if (!(await prepare(context))) {
                console.log("      skipped: this machine has no go on PATH");
                this.skip();
            }
            await ensureBaseImage(docker);
            await docker.run("build", "--quiet", "--build-arg", `NODE_IMAGE=${baseImage}`, "--tag", tag, context);
        });
        after(async () => {
            await container?.remove();
            await docker.try("image", "rm", "--force", tag, `${tag}-checked`);
            rmSync(folder, { recursive: true, force: true });
        });

        /** A command of the program, in the application's project. */
        function command(...args: readonly string[]): Promise<Ended> {
            environment.TS_NODE_PROJECT = resolve("tsconfig.json");
            const program = ["-r", require.resolve("ts-node/register/transpile-only"), resolve("commands", "cli.ts")];
            return ended(process.execPath, [...program, ...args], folder);
        }

        /** docker run takes a check for a shell alone, which an image may not have; of an image it runs one as ECS does. */
        async function withHealthCheck({ healthCheck }: ContainerDefinition): Promise<string> {
            const { command: words, interval, timeout, retries, startPeriod } = healthCheck;
            const times = `--interval=${interval}s --timeout=${timeout}s --retries=${retries} --start-period=${startPeriod}s`;
            const dockerfile = join(folder, "Checked");
            writeFileSync(dockerfile, `FROM ${tag}\nHEALTHCHECK ${times} CMD ${JSON.stringify(words.slice(1))}\n`);
            return docker.run("build", "--quiet", "--file", dockerfile, "--tag", `${tag}-checked`, folder);
        }

        it("keeps its promises", async () => {
            const { exitCode, stdout, stderr } = await command("image:check", tag);
            const lines = [...warnings.map((warning) => `  ! ${warning}`), `${tag} keeps its promises to Pulumi.staging.yaml`];
            assert.deepEqual({ exitCode, stdout, stderr }, { exitCode: 0, stdout: `${lines.join("\n")}\n`, stderr: "" });
        });

        for (const [key, value, error] of broken) {
            it(`breaks one where the stack's file says ${value}`, async () => {
                const text = readFileSync(stackFile(), "utf8");
                assert.ok(text.includes(key));
                writeFileSync(stackFile(), text.replace(key, value));
                const { exitCode, stdout, stderr } = await command("image:check", tag).finally(() =>
                    writeFileSync(stackFile(), text),
                );
                assert.equal(exitCode, 1);
                assert.match(stdout, error);
                assert.equal(stderr, `${tag} breaks 1 promise to Pulumi.staging.yaml\n`);
            });
        }

        it("becomes healthy by its own check in the container of its preview, answers with its release, and stops", async () => {
            const { exitCode, stdout, stderr } = await command("preview", "staging", "--json", "--mode", "update");
            assert.equal(exitCode, 0, stderr);
            const { resources } = JSON.parse(stdout) as PreviewDocument;
            const [definition] = jsonOf(inputsOf(resources, "aws:ecs/taskDefinition:TaskDefinition"), "containerDefinitions") as [
                ContainerDefinition,
            ];
            const hostPort = await freePort();
            const flags = runFlags(definition, { cpu: 256, memoryMiB: 512, values: {}, hostPort }).filter(
                (flag) => !flag.startsWith("--health"),
            );
            const checked = await withHealthCheck(definition);
            container = await Container.start(docker, hostPort, [...flags, "--security-opt=no-new-privileges", checked]);
            assert.equal(await container.health(), "healthy", await container.log());
            const answer = await fetch(`${container.origin}${healthPath}`);
            assert.deepEqual([answer.status, answer.headers.get("x-release-id")], [200, "1f3c1f3c1f3c"]);
            await docker.run("stop", container.id);
            assert.ok(["0", "143"].includes(await container.state("ExitCode")), await container.log());
        });
    });
}
