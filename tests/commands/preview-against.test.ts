import * as assert from "node:assert/strict";
import { execFile, execFileSync, spawn } from "node:child_process";
import {
    appendFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { scripts } from "../../package.json";
import type { Comparison } from "../../review/compare";
import type { Against } from "../../review/comparison/words";
import { exampleFolder } from "../support/own";

interface Result {
    readonly code: number | string;
    readonly stdout: string;
    readonly stderr: string;
}

/** What a program needs to be previewed. */
const parts = [
    "aws",
    "commands",
    "components",
    "config",
    "deployment",
    "engine",
    "index.ts",
    "package.json",
    "package-lock.json",
];
const more = ["preview", "resources", "review", "tsconfig.json", "tsconfig.deploy.json"];

/** A repository of the program with the example's stacks, and packages that are linked. */
class Repository {
    private readonly root = mkdtempSync(join(tmpdir(), "preview-repository-"));

    /** Where the worktrees of comparisons are made. */
    public readonly temporary = mkdtempSync(join(tmpdir(), "preview-temporary-"));

    /** @param prefix of the project's folder in the repository */
    constructor(private readonly prefix = "") {
        mkdirSync(this.folder, { recursive: true });
        [...parts, ...more].forEach((part) => cpSync(part, join(this.folder, part), { recursive: true }));
        cpSync(exampleFolder, this.folder, { recursive: true });
        symlinkSync(join(process.cwd(), "node_modules"), join(this.folder, "node_modules"));
        writeFileSync(join(this.root, ".gitignore"), "node_modules\n");
    }

    public get folder(): string {
        return join(this.root, this.prefix);
    }

    public git(...args: readonly string[]): string {
        const user = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.com", "-c", "init.defaultBranch=main"];
        return execFileSync("git", ["-C", this.root, ...user, ...args], { encoding: "utf8" }).trim();
    }

    public commit(message: string): string {
        this.git("add", "-A");
        this.git("commit", "-q", "-m", message);
        return this.git("rev-parse", "HEAD");
    }

    public append(file: string, text: string): void {
        appendFileSync(join(this.folder, file), text);
    }

    public replace(file: string, from: string, to: string): void {
        const path = join(this.folder, file);
        const text = readFileSync(path, "utf8");
        assert.ok(text.includes(from), `${file} has no ${from}`);
        writeFileSync(path, text.replace(from, to));
    }

    public remove(...paths: readonly string[]): void {
        paths.forEach((path) => rmSync(join(this.folder, path), { recursive: true }));
    }

    /** What a comparison has left behind: worktrees, files, and changes of this checkout. */
    public leftovers(): readonly string[] {
        const worktrees = existsSync(join(this.root, ".git")) ? this.git("worktree", "list").split("\n").slice(1) : [];
        return [...worktrees, ...readdirSync(this.temporary).filter((name) => name.startsWith("preview-against-"))];
    }

    public get environment(): NodeJS.ProcessEnv {
        return { ...process.env, CI: "true", FORCE_COLOR: undefined, TMPDIR: this.temporary, GIT_CEILING_DIRECTORIES: tmpdir() };
    }

    public preview(...args: readonly string[]): Promise<Result> {
        const [, ...command] = scripts.preview.split(" ");
        const options = { cwd: this.folder, env: this.environment, maxBuffer: 2 ** 24 };
        return new Promise((resolve) => {
            execFile(process.execPath, [...command, ...args], options, (error, stdout, stderr) => {
                resolve({ code: error === null ? 0 : (error.code ?? ""), stdout, stderr });
            });
        });
    }

    public close(): void {
        [this.root, this.temporary].forEach((folder) => rmSync(folder, { recursive: true, force: true }));
    }
}

type Document = Comparison & { readonly against: Against };

const operationsIn = ({ stdout }: Result) =>
    Object.fromEntries(
        (JSON.parse(stdout) as Document).changes.map(({ type, name, operation }) => [`${type}::${name}`, operation]),
    );

describe("npm run preview -- STACK --against REF", () => {
    const repository = new Repository();
    let first: string;

    before(() => {
        repository.git("init", "-q");
        first = repository.commit("first");
        repository.git("tag", "v1");
        repository.replace("Pulumi.prod.yaml", "config:", "config:\n    spotter:logs: { retentionDays: 30 }");
        repository.commit("second");
    });
    afterEach(() => assert.deepEqual(repository.leftovers(), []));
    after(() => repository.close());

    it("compares a branch, a tag and a commit with what is here, and prints one document", async () => {
        const expected = { "aws:cloudwatch/logGroup:LogGroup::web": "update" };
        for (const ref of ["v1", first, "main~1", first.slice(0, 8)]) {
            const result = await repository.preview("prod", "--against", ref, "--json");
            assert.deepEqual([result.code, result.stderr], [0, ""]);
            assert.deepEqual(operationsIn(result), expected, ref);
            const { against, project, stack, unchanged } = JSON.parse(result.stdout) as Document;
            assert.deepEqual(
                { against, project, stack },
                { against: { ref, commit: first, hasStack: true }, project: "spotter", stack: "prod" },
            );
            assert.ok(unchanged > 30);
        }
        assert.deepEqual(operationsIn(await repository.preview("prod", "--against", "HEAD", "--json")), {});
    });

    it("sees what is not committed yet, on a detached head too, and leaves it as it is", async () => {
        repository.git("checkout", "-q", "--detach");
        repository.replace("Pulumi.prod.yaml", "retentionDays: 30", "retentionDays: 60");
        repository.append("untracked.txt", "x");
        const status = repository.git("status", "--porcelain");
        const result = await repository.preview("prod", "--against", "HEAD", "--json");
        assert.deepEqual(operationsIn(result), { "aws:cloudwatch/logGroup:LogGroup::web": "update" });
        assert.equal(repository.git("status", "--porcelain"), status);
        repository.git("checkout", "-q", "-f", "main");
        repository.remove("untracked.txt");
    });

    it("sees a file that enters the build of an image", async () => {
        repository.append("app/Dockerfile", "# another line\n");
        const building = repository.preview("staging", "--against", "HEAD", "--json");
        const operations = operationsIn(await building);
        repository.git("checkout", "-q", "app");
        assert.equal(operations["docker:index/image:Image::web"], "update");
        assert.equal(operations["aws:ecs/service:Service::web"], "update");
    });

    it("shows lines without colours away from a terminal, or Markdown", async () => {
        const [text, markdown] = await Promise.all([
            repository.preview("prod", "--against", "v1"),
            repository.preview("prod", "--against", "v1", "--markdown"),
        ]);
        assert.ok(
            text.stdout.startsWith(
                `spotter · prod     against v1 (${first.slice(0, 7)})     offline: nothing was read from AWS\n`,
            ),
        );
        assert.match(text.stdout, /\n {2}~ {2}LogGroup web\n {5}retentionInDays {2}90 ▸ 30\n/);
        assert.ok(!text.stdout.includes("\u001b"));
        assert.match(markdown.stdout, /^### spotter · prod against v1 \([0-9a-f]{7}\)\n/);
        assert.match(
            markdown.stdout,
            /\n\| update \| \*\*LogGroup web\*\* \| <code>retentionInDays<\/code> \| <code>90<\/code> \| <code>30<\/code> \|\n/,
        );
    });

    it("has everything new of a stack that has no file there", async () => {
        writeFileSync(join(repository.folder, "Pulumi.other.yaml"), readFileSync(join(repository.folder, "Pulumi.staging.yaml")));
        const text = await repository.preview("other", "--against", "v1");
        repository.remove("Pulumi.other.yaml");
        assert.equal(text.code, 0);
        assert.match(text.stdout, /\n {2}other does not exist there: everything is new\n {2}\d+ made · 0 unchanged\n/);
    });

    describe("where the other program is another one", () => {
        it("runs that program, as it was", async () => {
            repository.replace("components/log-group.ts", "retentionInDays", "retentionInDays: 7, skipDestroy");
            const result = await repository.preview("prod", "--against", "HEAD", "--json");
            repository.git("checkout", "-q", "components");
            const [change] = (JSON.parse(result.stdout) as Document).changes;
            assert.deepEqual(change?.properties[0], { path: "retentionInDays", before: 30, after: 7, forcesReplacement: false });
        });

        const broken: readonly (readonly [title: string, breakIt: () => void, reason: RegExp])[] = [
            [
                "does not start",
                () => repository.append("index.ts", "\nthrow new Error('broken at the start');\n"),
                /^prod can't be compared with broken: its program ends with: Error: broken at the start\n$/,
            ],
            [
                "needs what is not there",
                () => repository.append("index.ts", '\nimport "a-package-that-is-gone";\n'),
                /^prod can't be compared with broken: its program ends with: Error: Cannot find module 'a-package-that-is-gone'\n$/,
            ],
            [
                "refuses its stack file",
                () => repository.replace("Pulumi.prod.yaml", "config:", "config:\n    spotter:unheardOf: 1"),
                /^prod can't be compared with broken: its program ends with: spotter:unheardOf is no known key/,
            ],
            [
                "has no such command",
                () => repository.replace("package.json", '"preview": "node', '"preview": "make'),
                /^prod can't be compared with broken: there is no `npm run preview` there that runs Node\n$/,
            ],
            [
                "prints something else",
                () => repository.replace("package.json", "commands/cli.ts preview", "commands/cli.ts help"),
                /^prod can't be compared with broken: its program /,
            ],
            [
                "has packages that can't be installed",
                () =>
                    repository.replace(
                        "package-lock.json",
                        '"packages": {',
                        '"packages": { "node_modules/none": { "version": "0.0.0-none" },',
                    ),
                /^installing the packages of broken, as its package-lock.json names others\nprod can't be compared with broken: its packages can't be installed: npm (ERR!|error) /,
            ],
        ];
        for (const [title, breakIt, reason] of broken) {
            it(`fails with one line when that ${title}`, async () => {
                repository.git("checkout", "-q", "-b", "broken");
                breakIt();
                repository.commit(title);
                repository.git("checkout", "-q", "main");
                const result = await repository.preview("prod", "--against", "broken");
                repository.git("branch", "-q", "-D", "broken");
                assert.deepEqual([result.code, result.stdout], [1, ""]);
                assert.match(result.stderr, reason);
            });
        }

        it("fails as a preview does when this one is wrong, and leaves nothing behind", async () => {
            repository.replace("Pulumi.prod.yaml", "config:", "config:\n    spotter:unheardOf: 1");
            const result = await repository.preview("prod", "--against", "v1");
            repository.git("checkout", "-q", "Pulumi.prod.yaml");
            assert.deepEqual([result.code, result.stdout], [2, ""]);
            assert.match(result.stderr, /^spotter:unheardOf is no known key/);
        });
    });

    const refusals: readonly (readonly [args: readonly string[], message: string])[] = [
        [["--against", "nowhere"], "nowhere is no branch, tag or commit of this repository\n"],
        [["--against=--output=x"], "--output=x is no branch, tag or commit of this repository\n"],
        [["--markdown"], "--markdown shows what changes: name what to compare with by --against\n"],
        [["--against", "v1", "--mode", "update"], "error: option '--against <ref>' cannot be used with option '--mode <mode>'\n"],
        [["--against", "v1", "--json", "--markdown"], "error: option '--markdown' cannot be used with option '--json'\n"],
    ];
    for (const [args, message] of refusals) {
        it(`refuses ${args.join(" ")}`, async () => {
            assert.deepEqual(await repository.preview("prod", ...args), { code: 2, stdout: "", stderr: message });
        });
    }

    it("removes its worktree when it is ended in the middle", async () => {
        for (const signal of ["SIGTERM", "SIGINT"] as const) {
            const [, ...command] = scripts.preview.split(" ");
            const child = spawn(process.execPath, [...command, "prod", "--against", "v1"], {
                cwd: repository.folder,
                env: repository.environment,
                stdio: "ignore",
            });
            const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
            while (repository.leftovers().length === 0 && child.exitCode === null) {
                await sleep(10);
            }
            child.kill(signal);
            assert.equal(await ended, signal === "SIGTERM" ? 143 : 130);
            assert.deepEqual(repository.leftovers(), []);
        }
    });
});

describe("a comparison in a folder of a larger repository, in a hook of git", () => {
    const repository = new Repository("deploy/web");
    before(() => {
        repository.git("init", "-q");
        repository.commit("first");
    });
    after(() => repository.close());

    it("compares with the same folder", async () => {
        repository.replace("Pulumi.prod.yaml", "config:", "config:\n    spotter:logs: { retentionDays: 30 }");
        Object.assign(process.env, { GIT_INDEX_FILE: "/nowhere/index", GIT_DIR: "/nowhere" });
        try {
            const result = await repository.preview("prod", "--against", "HEAD", "--json");
            assert.equal(result.stderr, "");
            assert.deepEqual(operationsIn(result), { "aws:cloudwatch/logGroup:LogGroup::web": "update" });
        } finally {
            ["GIT_INDEX_FILE", "GIT_DIR"].forEach((name) => Reflect.deleteProperty(process.env, name));
        }
        assert.deepEqual(repository.leftovers(), []);
    });
});

describe("a comparison where there is no repository", () => {
    const repository = new Repository();
    after(() => repository.close());

    it("fails with one line", async () => {
        const { code, stderr } = await repository.preview("prod", "--against", "main");
        assert.equal(code, 2);
        assert.match(stderr, /^\S+ is in no git repository, so there is no main to compare with\n$/);
    });
});
