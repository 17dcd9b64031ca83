import * as assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { scripts } from "../../package.json";
import type { Comparison } from "../../review/compare";
import type { Against } from "../../review/comparison/words";
import { Repository } from "./repository";

interface Result {
    readonly code: number | string;
    readonly stdout: string;
    readonly stderr: string;
}

type Document = Comparison & { readonly against: Against };

const [, ...command] = scripts.preview.split(" ");

describe("npm run preview -- STACK --against REF", () => {
    let repository: Repository;
    const environment = () => ({ ...process.env, CI: "true", FORCE_COLOR: undefined, TMPDIR: repository.temporary });
    let first = "";

    const preview = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Result> =>
        new Promise((resolve) => {
            const options = { cwd: repository.folder, env: { ...environment(), ...env }, maxBuffer: 2 ** 24 };
            execFile(process.execPath, [...command, ...args], options, (error, stdout, stderr) => {
                resolve({ code: error === null ? 0 : (error.code ?? ""), stdout, stderr });
            });
        });

    before(() => {
        repository = new Repository("deploy/web"); // a folder of a larger repository
        repository.git("init", "-q");
        first = repository.commit("first");
        repository.replace("Pulumi.staging.yaml", "config:", "config:\n    spotter:logs: { retentionDays: 30 }");
        repository.commit("second");
    });
    after(() => repository.close());

    it("compares with what is here, committed or not, in a hook of git and on a detached head too, and leaves all as it is", async () => {
        repository.git("checkout", "-q", "--detach");
        repository.replace("Pulumi.staging.yaml", "retentionDays: 30", "retentionDays: 60");
        repository.append("app/Dockerfile", "# enters the build\n");
        const status = repository.git("status", "--porcelain");
        const { code, stdout, stderr } = await preview(["staging", "--against", "main~1", "--json"], {
            GIT_INDEX_FILE: "/nowhere/index",
            GIT_DIR: "/nowhere",
        });
        assert.deepEqual([code, stderr], [0, ""]);
        const { changes, unchanged, against, project, stack } = JSON.parse(stdout) as Document;
        assert.deepEqual(
            { against, project, stack },
            { against: { ref: "main~1", commit: first, hasStack: true }, project: "spotter", stack: "staging" },
        );
        assert.deepEqual(
            changes.map(({ type, name, operation, properties }) => [
                `${operation} ${type}::${name}`,
                properties.map(({ path }) => path),
            ]),
            [
                ["update aws:cloudwatch/logGroup:LogGroup::web", ["retentionInDays"]],
                ["update aws:ecs/service:Service::web", ["taskDefinition"]],
                ["replace aws:ecs/taskDefinition:TaskDefinition::web", ["containerDefinitions"]],
                ["update docker:index/image:Image::web", ["contextDigest"]],
            ],
        );
        assert.ok(unchanged > 25);
        assert.equal(repository.git("status", "--porcelain"), status);
        assert.deepEqual(repository.leftovers(), []);
    });

    it("writes a page of what changes", async () => {
        const file = join(repository.temporary, "page.html");
        const { code } = await preview(["staging", "--against", "main~1", "--json", "--html", file]);
        assert.equal(code, 0);
        const page = readFileSync(file, "utf8");
        assert.match(page, /Against main~1 \([0-9a-f]{7}\)/);
        assert.match(page, /<code>retentionInDays<\/code>/);
        rmSync(file);
    });

    it("shows lines without colours away from a terminal, by which a stack without a file there is all new", async () => {
        writeFileSync(join(repository.folder, "Pulumi.other.yaml"), repository.read("Pulumi.staging.yaml"));
        const { code, stdout, stderr } = await preview(["other", "--against", "main"]);
        assert.deepEqual([code, stderr], [0, ""]);
        assert.ok(
            stdout.startsWith(
                `spotter · other     against main (${repository.git("rev-parse", "main").slice(0, 7)})     offline: `,
            ),
        );
        assert.match(stdout, /\n {2}other does not exist there: everything is new\n {2}\d+ made · 0 unchanged\n/);
        assert.ok(!stdout.includes("\u001b"));
        assert.deepEqual(repository.leftovers(), []);
    });

    it("compares what an image is built from, wherever in the repository that is", async () => {
        mkdirSync(join(repository.folder, "../api"));
        repository.append("../api/Dockerfile", "FROM scratch\n");
        const stack = repository.read("Pulumi.staging.yaml").replace("context: app", "context: ../api");
        writeFileSync(join(repository.folder, "Pulumi.outside.yaml"), stack);
        repository.git("add", "-A");
        repository.git("commit", "-q", "-m", "third");
        const changes = async () => {
            const { stdout } = await preview(["outside", "--against", "HEAD", "--json"]);
            return (JSON.parse(stdout) as Document).changes.map(({ type, properties }) => [
                type,
                properties.map(({ path }) => path),
            ]);
        };
        assert.deepEqual(await changes(), []);
        repository.append("../api/Dockerfile", "COPY . .\n");
        assert.deepEqual((await changes()).at(-1), ["docker:index/image:Image", ["contextDigest"]]);
    });

    it("writes Markdown for a comment", async () => {
        const { stdout } = await preview(["prod", "--against", first, "--markdown"]);
        assert.ok(stdout.startsWith(`### spotter · prod against ${first.slice(0, 7)}\n\n**`));
    });

    it("fails as a preview does when this side is wrong, and leaves nothing behind", async () => {
        repository.replace("Pulumi.prod.yaml", "config:", "config:\n    spotter:unheardOf: 1");
        const { code, stdout, stderr } = await preview(["prod", "--against", "main"]);
        assert.deepEqual([code, stdout], [2, ""]);
        assert.match(stderr, /^spotter:unheardOf is not a known key /);
        assert.deepEqual(repository.leftovers(), []);
    });

    for (const [signal, expected] of [["SIGTERM", 143] as const, ["SIGINT", 130] as const]) {
        it(`removes its worktree when ${signal} ends it in the middle`, async () => {
            const options = { cwd: repository.folder, env: environment(), stdio: "ignore" } as const;
            const child = spawn(process.execPath, [...command, "staging", "--against", "main"], options);
            const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
            while (repository.leftovers().length === 0 && child.exitCode === null) {
                await sleep(5);
            }
            child.kill(signal);
            assert.equal(await ended, expected);
            assert.deepEqual(repository.leftovers(), []);
        });
    }
});
