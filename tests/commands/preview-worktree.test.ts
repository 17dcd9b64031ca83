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
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCommit } from "../../commands/preview/git";
import { findNeededParts } from "../../commands/preview/needed-parts";
import { inWorktree } from "../../commands/preview/worktree";
import { Repository } from "./repository";

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

    /** Files of the project that are checked out of the last commit, and those beside it. */
    const checkedOut = (prefix = "deploy/web/") => {
        const head = { ...findCommit(repository.folder, "HEAD"), prefix };
        const parts = findNeededParts(repository.folder, head, "prod");
        const list = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);
        return inWorktree(repository.folder, head, parts, (project) =>
            Promise.resolve({ project: list(project), above: list(join(project, "../..")) }),
        );
    };

    it("is checked out as far as a preview needs it, and is no folder where the project was elsewhere", async () => {
        mkdirSync(join(repository.folder, "docs"));
        repository.append("docs/page.md", "x");
        repository.append("../../outside.txt", "x");
        repository.commit("more");
        const { project, above } = await checkedOut();
        assert.ok(project.includes("app") && project.includes("Pulumi.prod.yaml") && !project.includes("docs"));
        assert.deepEqual(above, [".git", "deploy"]);
        assert.deepEqual((await checkedOut("deploy/api/")).project, []);
        assert.deepEqual(repository.leftovers(), []);
    });

    const builds: readonly (readonly [build: string, isWhole: boolean])[] = [
        ["{ context: ./app }", false],
        ["{ dockerfile: app/docker/Dockerfile }", false],
        ["{ context: . }", true],
        ["{ context: ../api }", true],
        ["{ context: app, dockerfile: ../../Dockerfile }", true],
        ["{ context: app/../docs/site }", true],
        ["{ context: *nowhere }", false], // its program says what is wrong
    ];
    for (const [build, isWhole] of builds) {
        it(`is checked out ${isWhole ? "as a whole" : "without what is beside the program"} where the image is of ${build}`, async () => {
            writeFileSync(join(repository.folder, "Pulumi.prod.yaml"), `config:\n    spotter:image: { build: ${build} }\n`);
            repository.commit(build);
            const { project, above } = await checkedOut();
            assert.deepEqual([project.includes("docs"), above.includes("outside.txt")], [isWhole, isWhole]);
        });
    }

    it("is checked out without the hooks of this checkout, and removed when what uses it fails", async () => {
        const hook = join(repository.folder, "../../.git/hooks/post-checkout");
        writeFileSync(hook, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
        const listeners = process.listenerCount("exit");
        let there = "";
        const failing = inWorktree(repository.folder, findCommit(repository.folder, commit), [":(top)"], (project) => {
            there = project;
            assert.ok(readdirSync(project).includes("index.ts"));
            return Promise.reject(new Error("broken"));
        });
        await assert.rejects(failing, { message: "broken" });
        assert.ok(there.endsWith("/deploy/web/") && !there.startsWith(realpathSync(repository.folder)));
        assert.deepEqual(repository.leftovers(), []);
        assert.equal(process.listenerCount("exit"), listeners);
    });

    it("is removed with a link in it, and what is behind the link stays", async () => {
        const packages = join(repository.temporary, "packages");
        writeFileSync(packages, "kept");
        await inWorktree(repository.folder, findCommit(repository.folder, commit), [":(top)"], (project) => {
            symlinkSync(packages, join(project, "node_modules"));
            return Promise.resolve();
        });
        assert.equal(readFileSync(packages, "utf8"), "kept");
        assert.deepEqual(repository.leftovers(), []);
    });
});
