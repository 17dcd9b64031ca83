import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripts } from "../../package.json";
import type { PreviewDocument } from "../../preview/document";

interface Result {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs what `npm run preview` runs, away from a terminal. */
function preview(node: readonly string[], ...args: readonly string[]): Promise<Result> {
    const [, ...command] = scripts.preview.split(" ");
    const env = { ...process.env, CI: "true", FORCE_COLOR: undefined };
    return new Promise((resolve) => {
        execFile(process.execPath, [...node, ...command, ...args], { env, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
            resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        });
    });
}

/** Says on stderr how many of the modules that a process has loaded have `part` in their path. */
const reportLoaded = (part: string) =>
    `process.on("exit", () => console.error(Object.keys(require.cache).filter((file) => file.includes(${JSON.stringify(part)})).length));`;

describe("npm run preview", () => {
    const folder = mkdtempSync(join(tmpdir(), "preview-"));
    const [picture, nowhere, preload] = ["prod.svg", "none/prod.svg", "report.cjs"].map((file) => join(folder, file)) as [
        string,
        string,
        string,
    ];
    let json: Result, plain: Result, missing: Result, drawn: Result, lost: Result;

    before(async () => {
        writeFileSync(preload, reportLoaded("/elkjs/"));
        json = await preview([], "prod", "--json");
        plain = await preview(["-r", preload]);
        missing = await preview([], "stagin");
        drawn = await preview(["-r", preload], "prod", "--json", "--svg", picture);
        lost = await preview([], "prod", "--svg", nowhere);
    });
    after(() => rmSync(folder, { recursive: true }));

    it("prints with --json exactly one document, and nothing else", () => {
        const document = JSON.parse(json.stdout) as PreviewDocument;
        assert.deepEqual([json.code, json.stderr], [0, ""]);
        assert.deepEqual(Object.keys(document), ["project", "stack", "resources", "outputs", "warnings"]);
        assert.equal(document.stack, "prod");
    });

    it("shows staging without an argument, and no colours without a terminal, nor for CI", () => {
        assert.equal(plain.code, 0);
        assert.match(plain.stdout, /^spotter · staging /);
        assert.ok(!plain.stdout.includes("\u001b["));
    });

    it("fails with one line that names the stacks there are, for one there is not", () => {
        assert.deepEqual([missing.code, missing.stdout], [2, ""]);
        assert.equal(missing.stderr, "Pulumi.stagin.yaml does not exist; the stacks of this project are prod, staging\n");
    });

    it("draws with --svg the picture that the docs show, and prints the same as without", () => {
        assert.deepEqual([drawn.code, drawn.stdout], [0, json.stdout]);
        assert.equal(readFileSync(picture, "utf8"), readFileSync("docs/architecture.svg", "utf8"));
    });

    it("loads the layout library with --svg only", () => {
        assert.equal(plain.stderr, "0\n");
        assert.match(drawn.stderr, /^[1-9]\d*\n$/);
    });

    it("fails where the picture can't be written", () => {
        assert.deepEqual([lost.code, lost.stdout], [1, ""]);
        assert.match(lost.stderr, /no such file or directory/);
    });
});
