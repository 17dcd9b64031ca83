import * as assert from "node:assert/strict";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    realpathSync,
    rmSync,
    symlinkSync,
    unlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preview } from "../../commands/preview/preview";
import { findCommit } from "../../commands/preview/git";
import { previewThere } from "../../commands/preview/other-side";
import { inWorktree } from "../../commands/preview/worktree";
import { Repository } from "./repository";
import { Trial } from "./trial";

describe("what --against names", () => {
    let repository: Repository;
    let commit = "";
    before(() => {
        repository = new Repository("deploy/web");
        repository.git("init", "-q");
        commit = repository.commit("first");
        repository.git("tag", "-a", "-m", "annotated", "v1");
    });
    after(() => repository.close());

    for (const ref of ["main", "v1", "HEAD", "@"]) {
        it(`may be ${ref}`, () => {
            assert.deepEqual(findCommit(repository.folder, ref), { ref, id: commit, prefix: "deploy/web/" });
        });
    }

    it("may be a commit, in short too", () => {
        assert.equal(findCommit(repository.folder, commit.slice(0, 8)).id, commit);
    });

    const wrong = ["nowhere", "--output=x", "main:package.json", ""];
    for (const ref of wrong) {
        it(`must be one: ${ref === "" ? "nothing" : ref}`, () => {
            const message = `${ref} is no branch, tag or commit of this repository`;
            assert.throws(() => findCommit(repository.folder, ref), { message, exitCode: 2 });
        });
    }

    it("may be missing from a clone that is shallow", () => {
        const clone = mkdtempSync(join(tmpdir(), "preview-clone-"));
        try {
            repository.append("more.txt", "x");
            repository.commit("second");
            repository.git("clone", "-q", "--depth", "1", `file://${repository.folder}/../..`, clone);
            const message = `${commit} is no branch, tag or commit of this repository; this clone is shallow, and \`git fetch --unshallow\` brings the others`;
            assert.throws(() => findCommit(clone, commit), { message });
        } finally {
            rmSync(clone, { recursive: true });
        }
    });

    it("needs a repository", () => {
        const folder = mkdtempSync(join(tmpdir(), "preview-nothing-"));
        try {
            const message = `${folder} is in no git repository, so there is no main to compare with`;
            assert.throws(() => findCommit(folder, "main"), { message, exitCode: 2 });
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("is checked out as far as a preview needs it, and is no folder where the project was elsewhere", async () => {
        const files = () =>
            inWorktree(repository.folder, findCommit(repository.folder, "HEAD"), (project) =>
                Promise.resolve(readdirSync(project)),
            );
        mkdirSync(join(repository.folder, "docs"));
        repository.append("docs/page.md", "x");
        repository.append("../outside.txt", "x");
        repository.commit("more");
        const found = await files();
        assert.ok(found.includes("app") && found.includes("Pulumi.prod.yaml") && !found.includes("docs"));
        const elsewhere = { ...findCommit(repository.folder, "HEAD"), prefix: "deploy/api/" };
        assert.equal(await inWorktree(repository.folder, elsewhere, (project) => Promise.resolve(existsSync(project))), false);
        assert.deepEqual(repository.leftovers(), []);
    });

    it("is checked out without the hooks of this checkout, and removed when what uses it fails", async () => {
        const hook = join(repository.folder, "../../.git/hooks/post-checkout");
        writeFileSync(hook, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
        const listeners = process.listenerCount("exit");
        let there = "";
        const failing = inWorktree(repository.folder, findCommit(repository.folder, commit), (project) => {
            there = project;
            assert.ok(readdirSync(project).includes("index.ts"));
            return Promise.reject(new Error("broken"));
        });
        await assert.rejects(failing, { message: "broken" });
        assert.ok(there.endsWith("/deploy/web/") && !there.startsWith(realpathSync(repository.folder)));
        assert.deepEqual(repository.leftovers(), []);
        assert.equal(process.listenerCount("exit"), listeners);
    });
});

describe("the other side of a comparison", () => {
    const commit = { ref: "main", id: "0".repeat(40), prefix: "" };
    const npm = { ...process.env }.npm_execpath;
    let other: Repository;
    let announced: string[];
    const ask = (stack = "prod") => previewThere(process.cwd(), other.folder, commit, stack, (line) => announced.push(line));

    beforeEach(() => {
        other = new Repository();
        announced = [];
        unlinkSync(join(other.folder, "node_modules"));
    });
    afterEach(() => {
        other.close();
        process.env.npm_execpath = npm;
        if (npm === undefined) {
            delete process.env.npm_execpath;
        }
    });

    it("is what its own program shows, with the packages of this one", async () => {
        other.replace("components/log-group.ts", "retentionInDays", "retentionInDays: 7, skipDestroy");
        other.replace("package-lock.json", '"name": "spotter"', '"name": "another"'); // installs nothing else
        const document = await ask();
        const logGroup = document?.resources.find(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
        assert.equal(logGroup?.inputs.retentionInDays, 7);
        assert.deepEqual(announced, []);
    });

    it("is nothing where the stack has no file", async () => {
        assert.equal(await ask("other"), undefined);
    });

    /** Stands in for npm. */
    const npmThat = (source: string) => {
        const file = join(other.folder, "npm.js");
        writeFileSync(file, source);
        process.env.npm_execpath = file;
        other.replace("package-lock.json", '"packages": {', '"packages": { "node_modules/one-more": { "version": "1.0.0" },');
    };

    it("gets packages of its own where its lock file names others, and says so", async () => {
        const link = `require("node:fs").symlinkSync(${JSON.stringify(join(process.cwd(), "node_modules"))}, "node_modules");`;
        npmThat(`${link} require("node:fs").writeFileSync("asked.json", JSON.stringify(process.argv.slice(2)));`);
        assert.ok((await ask()) !== undefined);
        assert.deepEqual(JSON.parse(readFileSync(join(other.folder, "asked.json"), "utf8")), [
            "ci",
            "--prefer-offline",
            "--no-audit",
            "--no-fund",
        ]);
        assert.deepEqual(announced, ["installing the packages of main, as its package-lock.json names others\n"]);
    });

    const failures: readonly (readonly [title: string, breakIt: () => void, reason: string])[] = [
        [
            "its packages can't be installed",
            () => npmThat('console.error("npm error code E404\\nmore"); process.exit(1);'),
            "its packages can't be installed: npm error code E404",
        ],
        [
            "it does not start",
            () => other.append("index.ts", "\nthrow new Error('broken at the start');\n"),
            "its program ends with: Error: broken at the start",
        ],
        [
            "it needs what is not there",
            () => other.append("index.ts", '\nimport "a-package-that-is-gone";\n'),
            "its program ends with: Error: Cannot find module 'a-package-that-is-gone'",
        ],
        [
            "its stack file is wrong",
            () => other.replace("Pulumi.prod.yaml", "spotter:profile: prod", "spotter:profile: prof"),
            'its program ends with: spotter:profile must be one of dev, staging, prod, got "prof"',
        ],
        [
            "it has no such command",
            () => other.replace("package.json", '"preview": "node', '"preview": "make'),
            "there is no `npm run preview` there that runs Node",
        ],
        [
            "it prints something else",
            () =>
                other.replace(
                    "package.json",
                    '"preview": "node -r ts-node/register/transpile-only commands/cli.ts preview',
                    '"preview": "node -p 1',
                ),
            "its program prints no preview as JSON",
        ],
    ];
    for (const [title, breakIt, reason] of failures) {
        it(`fails with one line when ${title}`, async () => {
            breakIt();
            await assert.rejects(ask(), { message: `prod can't be compared with main: ${reason}`, exitCode: 1 });
        });
    }

    it("links packages, and leaves what is behind the link alone", async () => {
        other.git("init", "-q");
        other.commit("first");
        const packages = join(other.temporary, "packages");
        const linked = join(other.folder, "node_modules");
        writeFileSync(packages, "kept");
        symlinkSync(packages, linked);
        await inWorktree(other.folder, findCommit(other.folder, "HEAD"), async (project) => {
            symlinkSync(packages, join(project, "node_modules"));
            return Promise.resolve();
        });
        assert.equal(readFileSync(packages, "utf8"), "kept");
        assert.deepEqual(other.leftovers(), []);
    });
});

describe("options of a comparison", () => {
    const trial = new Trial();
    const rows: readonly (readonly [args: readonly string[], message: string])[] = [
        [["--markdown"], "--markdown shows what changes: name what to compare with by --against\n"],
        [["--against", "v1", "--mode", "update"], "error: option '--against <ref>' cannot be used with option '--mode <mode>'\n"],
        [["--against", "v1", "--svg", "x"], "error: option '--against <ref>' cannot be used with option '--svg <file>'\n"],
        [["--against", "v1", "--json", "--markdown"], "error: option '--markdown' cannot be used with option '--json'\n"],
    ];
    for (const [args, message] of rows) {
        it(`refuse ${args.join(" ")}`, async () => {
            assert.deepEqual(await trial.run(preview, "test", ...args), { exitCode: 2, stdout: "", stderr: message });
        });
    }
});
