import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripts } from "../../package.json";

interface Result {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Says on stderr how many modules of the layout library a process has loaded. */
const reportLayout = `process.on("exit", () => {
    console.error(Object.keys(require.cache).filter((file) => /[\\\\/]elkjs[\\\\/]/.test(file)).length);
});`;

describe("npm run preview -- prod --svg FILE", () => {
    const folder = mkdtempSync(join(tmpdir(), "preview-"));
    const [picture, nowhere, preload] = ["prod.svg", "none/prod.svg", "report.cjs"].map((file) => join(folder, file)) as [
        string,
        string,
        string,
    ];
    let plain: Result, drawn: Result, lost: Result;

    /** Runs what `npm run preview` runs, away from a terminal. */
    function preview(...args: readonly string[]): Promise<Result> {
        const [, ...command] = scripts.preview.split(" ");
        const options = { env: { ...process.env, CI: "true", FORCE_COLOR: undefined }, maxBuffer: 2 ** 24 };
        return new Promise((resolve) => {
            execFile(process.execPath, ["-r", preload, ...command, "prod", ...args], options, (error, stdout, stderr) => {
                resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
            });
        });
    }

    before(async () => {
        writeFileSync(preload, reportLayout);
        plain = await preview("--json");
        drawn = await preview("--json", "--svg", picture);
        lost = await preview("--svg", nowhere);
    });
    after(() => rmSync(folder, { recursive: true }));

    it("draws what the docs show, and prints the same as without", () => {
        assert.deepEqual([drawn.code, drawn.stdout], [0, plain.stdout]);
        assert.equal(readFileSync(picture, "utf8"), readFileSync("docs/architecture.svg", "utf8"));
    });

    it("alone loads the layout library", () => {
        assert.deepEqual([plain.code, plain.stderr], [0, "0\n"]);
        assert.match(drawn.stderr, /^[1-9]\d*\n$/);
    });

    it("fails where the picture can't be written", () => {
        assert.notEqual(lost.code, 0);
        assert.equal(lost.stdout, "");
        assert.match(lost.stderr, /no such file or directory/);
    });
});
