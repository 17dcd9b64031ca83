import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { app } from "./build";
import { nodeOfImage } from "./node-of-image";
import { prepareOrSkip } from "./prerequisites";

const run = promisify(execFile);
const made = ["node_modules", ".next", "next-env.d.ts", "tsconfig.tsbuildinfo", join("src", "generated")];

describe("npm run check of the application", function () {
    before(prepareOrSkip);

    it("finds nothing on a fresh clone, where nothing was generated yet", async () => {
        const folder = mkdtempSync(join(tmpdir(), "kinex-fit-check-"));
        try {
            cpSync(app, folder, {
                recursive: true,
                filter: (path) => !made.some((name) => relative(app, path).split(sep).join("/").startsWith(name)),
            });
            symlinkSync(join(app, "node_modules"), join(folder, "node_modules"));
            const env = { ...process.env, PATH: [dirname(await nodeOfImage()), process.env.PATH].join(delimiter) };
            const { stdout } = await run("npm", ["run", "check"], { cwd: folder, env });
            assert.doesNotMatch(stdout, /error TS/);
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    });
});
