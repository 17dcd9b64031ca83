import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import type { PreviewDocument } from "../../preview/document";

/** Runs the command as npm does, away from a terminal. */
function preview(...args: string[]) {
    const command = ["-r", "ts-node/register/transpile-only", "commands/preview.ts", ...args];
    return spawnSync(process.execPath, command, {
        encoding: "utf8",
        env: { ...process.env, CI: "true", FORCE_COLOR: undefined },
    });
}

describe("npm run preview", () => {
    it("prints with --json exactly one document, and nothing else", () => {
        const { status, stdout, stderr } = preview("prod", "--json");
        const document = JSON.parse(stdout) as PreviewDocument;
        assert.deepEqual([status, stderr], [0, ""]);
        assert.deepEqual(Object.keys(document), ["project", "stack", "resources", "outputs", "warnings"]);
        assert.equal(document.stack, "prod");
    });

    it("shows staging without an argument, and no colours without a terminal, nor for CI", () => {
        const { status, stdout } = preview();
        assert.equal(status, 0);
        assert.match(stdout, /^spotter · staging /);
        assert.ok(!stdout.includes("\u001b["));
    });

    it("fails with one line that names the stacks there are, for one there is not", () => {
        const { status, stdout, stderr } = preview("stagin");
        assert.deepEqual([status, stdout], [1, ""]);
        assert.equal(stderr, "Pulumi.stagin.yaml does not exist; the stacks of this project are prod, staging\n");
    });
});
