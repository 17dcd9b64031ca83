import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installGo, installPython } from "../support/installed-tool";

interface Report {
    readonly results?: { readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[] };
    readonly summary?: { readonly passed: number };
}

/** A copy of the workflows with one mistake. */
function withMistake(file: string, from: string, to: string): string {
    const folder = mkdtempSync(join(tmpdir(), "workflows-"));
    cpSync(".github", join(folder, ".github"), { recursive: true });
    const path = join(folder, ".github", file);
    const text = readFileSync(path, "utf8");
    assert.ok(text.includes(from), from);
    writeFileSync(path, text.replace(from, to));
    return folder;
}

describe("the workflows, as a linter reads them", () => {
    const folders: string[] = [];
    after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
    const broken = (...mistake: Parameters<typeof withMistake>) => {
        const folder = withMistake(...mistake);
        folders.push(folder);
        return folder;
    };

    describe("actionlint", () => {
        let program = "";
        before(async function () {
            try {
                program = await installGo("actionlint-1.7.12", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12");
            } catch {
                this.skip();
            }
        });
        const lint = (folder: string) => {
            spawnSync("git", ["init", "--quiet"], { cwd: folder }); // how it finds the root, and local actions
            const { stdout, status } = spawnSync(program, ["-no-color", "-oneline"], { cwd: folder, encoding: "utf8" });
            return { status, lines: stdout.trim().split("\n").filter(Boolean) };
        };

        it("finds nothing", () => assert.deepEqual(lint("."), { status: 0, lines: [] }));

        it("finds an input that an action does not have, and what anyone may write in a command", () => {
            const input = lint(broken("workflows/drift.yml", "account:", "acount:"));
            assert.match(input.lines.join("\n"), /input "acount" is not defined in action "Pulumi"/);
            const title = broken("workflows/checks.yml", "run: .ci/run", "run: echo ${{ github.event.pull_request.title }}");
            assert.match(lint(title).lines.join("\n"), /"github\.event\.pull_request\.title" is potentially untrusted/);
        });
    });

    describe("checkov", () => {
        let python = "";
        before(async function () {
            try {
                python = await installPython("checkov-3.3", "checkov>=3.3,<3.4");
            } catch {
                this.skip();
            }
        });
        const scan = (folder: string): Report => {
            const about = ["--directory", join(folder, ".github"), "--framework", "github_actions", "--output", "json"];
            const args = ["-m", "checkov.main", ...about, "--skip-download", "--quiet"];
            const { stdout } = spawnSync(python, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
            return JSON.parse(stdout) as Report;
        };

        it("finds nothing", () => {
            const { results, summary } = scan(".");
            assert.deepEqual(results?.failed_checks ?? [], []);
            assert.ok((summary?.passed ?? 0) > 100, "nothing was read");
        });

        it("finds a token that may write everything", () => {
            const { results } = scan(broken("workflows/drift.yml", "permissions: {}", "permissions: write-all"));
            assert.deepEqual([...new Set(results?.failed_checks.map(({ check_id: id }) => id))], ["CKV2_GHA_1"]);
        });
    });
});
