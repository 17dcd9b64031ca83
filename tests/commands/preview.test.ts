import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { scripts } from "../../package.json";
import type { PreviewDocument } from "../../preview/document";
import { ownProject } from "../support/own";

interface Result {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs what `npm run preview` runs, away from a terminal. */
function preview(...args: readonly string[]): Promise<Result> {
    const [, ...command] = scripts.preview.split(" ");
    const env = { ...process.env, CI: "true", FORCE_COLOR: undefined };
    return new Promise((resolve) => {
        execFile(process.execPath, [...command, ...args], { env, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
            resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        });
    });
}

describe("npm run preview", () => {
    let json: Result, plain: Result, missing: Result;

    before(async () => {
        [json, plain, missing] = await Promise.all([preview("prod", "--json"), preview(), preview("stagin")]);
    });

    it("prints with --json exactly one document, and nothing else", () => {
        const document = JSON.parse(json.stdout) as PreviewDocument;
        assert.deepEqual([json.code, json.stderr], [0, ""]);
        assert.deepEqual(Object.keys(document), ["project", "stack", "resources", "outputs", "warnings"]);
        assert.equal(document.stack, "prod");
    });

    it("shows staging without an argument, and no colours without a terminal, nor for CI", () => {
        assert.equal(plain.code, 0);
        assert.ok(plain.stdout.startsWith(`${ownProject} · staging `));
        assert.ok(!plain.stdout.includes("\u001b["));
    });

    it("fails with one line that names the stacks there are, for one there is not", () => {
        assert.deepEqual([missing.code, missing.stdout], [2, ""]);
        assert.equal(missing.stderr, "Pulumi.stagin.yaml does not exist; the stacks of this project are prod, staging\n");
    });
});
