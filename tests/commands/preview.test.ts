import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripts } from "../../package.json";
import type { PreviewDocument } from "../../preview/document";
import { describeSpotter, ownProject, ownStacks } from "../support/own";

interface Result {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Says on stderr how many modules of the layout library a process has loaded. */
const reportLayout = `process.on("exit", () => {
    console.error(Object.keys(require.cache).filter((file) => /[\\\\/]elkjs[\\\\/]/.test(file)).length);
});`;

describe("npm run preview", () => {
    const folder = mkdtempSync(join(tmpdir(), "preview-"));
    const inFolder = (file: string) => join(folder, file);
    let json: Result, plain: Result, missing: Result, drawn: Result, lost: Result;

    /** Runs what `npm run preview` runs, away from a terminal. */
    function preview(...args: readonly string[]): Promise<Result> {
        const [, ...command] = scripts.preview.split(" ");
        const options = { env: { ...process.env, CI: "true", FORCE_COLOR: undefined }, maxBuffer: 2 ** 24 };
        return new Promise((resolve) => {
            execFile(process.execPath, ["-r", inFolder("report.cjs"), ...command, ...args], options, (error, stdout, stderr) => {
                resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
            });
        });
    }

    before(async () => {
        writeFileSync(inFolder("report.cjs"), reportLayout);
        [json, plain, missing] = await Promise.all([preview("prod", "--json"), preview(), preview("stagin")]);
        [drawn, lost] = await Promise.all([
            preview("prod", "--json", "--svg", inFolder("prod.svg")),
            preview("--svg", inFolder("none/prod.svg")),
        ]);
    });
    after(() => rmSync(folder, { recursive: true }));

    it("prints with --json exactly one document, and nothing else", () => {
        const document = JSON.parse(json.stdout) as PreviewDocument;
        assert.deepEqual([json.code, json.stderr], [0, "0\n"]);
        assert.deepEqual(Object.keys(document), [
            "project",
            "stack",
            "resources",
            "outputs",
            "warnings",
            "cost",
            "controls",
            "releaseTime",
            "problems",
        ]);
        assert.equal(document.stack, "prod");
    });

    it("shows staging without an argument, and no colours without a terminal, nor for CI", () => {
        assert.equal(plain.code, 0);
        assert.ok(plain.stdout.startsWith(`${ownProject} · staging `));
        assert.ok(!plain.stdout.includes("\u001b["));
    });

    it("fails with one line that names the stacks there are, for one there is not", () => {
        assert.deepEqual([missing.code, missing.stdout], [2, ""]);
        const known = ownStacks.join(", ");
        assert.equal(missing.stderr, `Pulumi.stagin.yaml does not exist; the stacks of this project are ${known}\n0\n`);
    });

    it("draws with --svg FILE, and prints the same as without; that alone loads the layout library", () => {
        assert.deepEqual([drawn.code, drawn.stdout], [0, json.stdout]);
        assert.match(drawn.stderr, /^[1-9]\d*\n$/);
        assert.match(readFileSync(inFolder("prod.svg"), "utf8"), /^<svg /);
    });

    it("writes a page beside, with the picture in it", async () => {
        const { code, stdout } = await preview("prod", "--json", "--html", inFolder("prod.html"));
        assert.deepEqual([code, stdout], [0, json.stdout]);
        const page = readFileSync(inFolder("prod.html"), "utf8");
        assert.match(page, /^<!doctype html>/);
        assert.match(page, /<svg /);
        assert.ok(!page.includes("What changes"));
    });

    it("fails where the picture can't be written", () => {
        assert.deepEqual([lost.code, lost.stdout], [2, ""]);
        assert.match(lost.stderr, /^\S+none\/prod\.svg can't be written: no such file or directory\n\d+\n$/);
    });

    describeSpotter("and its committed picture", () => {
        it("is what the docs show", () => {
            assert.equal(readFileSync(inFolder("prod.svg"), "utf8"), readFileSync("docs/architecture.svg", "utf8"));
        });
    });
});
