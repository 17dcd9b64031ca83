import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../../commands/shared/run-child";
import { withTemporaryFolder } from "../../commands/shared/temporary-folder";
import { pause } from "./child";

describe("a temporary folder", () => {
    const listeners = () => ["exit", "SIGTERM", "SIGHUP"].map((event) => process.listenerCount(event));

    it("is there while it is used, and gone with all that is in it afterwards, whatever happens", async () => {
        const before = listeners();
        const [places, released]: [string[], boolean[]] = [[], []];
        const use = (folder: string) => {
            places.push(folder);
            writeFileSync(join(folder, "file"), "");
            return places.length === 1 ? "result" : Promise.reject(new Error("broken"));
        };
        const release = (folder: string) => void released.push(existsSync(folder));
        assert.equal(await withTemporaryFolder("trial-", use, release), "result");
        await assert.rejects(withTemporaryFolder("trial-", use, release), { message: "broken" });
        assert.deepEqual(
            [places.map(existsSync), released],
            [
                [false, false],
                [true, true],
            ],
        );
        assert.deepEqual(listeners(), before);
    });

    const here = process.platform === "win32" ? it.skip : it; // there is no SIGTERM
    here("goes with the process, after all that a child has started and that writes into it", async () => {
        const temporary = mkdtempSync(join(tmpdir(), "temporary-"));
        const beats = join(temporary, "beats");
        writeFileSync(beats, "");
        const grandchild = `const { appendFileSync, mkdirSync } = require("node:fs");
            const folder = process.cwd();
            for (;;) { mkdirSync(folder + "/a/b/c", { recursive: true }); appendFileSync(${JSON.stringify(beats)}, "."); }`;
        const child = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(grandchild)}])`;
        const parent = `const { withTemporaryFolder } = require("./commands/shared/temporary-folder");
            const { runChild } = require("./commands/shared/run-child");
            void withTemporaryFolder("trial-", (folder) => runChild(process.execPath, ["-e", ${JSON.stringify(child)}], folder));`;
        const started = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", parent], {
            env: { ...process.env, TMPDIR: temporary },
            stdio: "ignore",
        });
        const ended = new Promise<number | null>((resolve) => started.on("close", resolve));
        while (statSync(beats).size === 0 && started.exitCode === null) {
            await pause(10);
        }
        started.kill("SIGTERM");
        assert.equal(await ended, 143);
        await pause(50);
        const { size } = statSync(beats);
        await pause(200);
        assert.equal(statSync(beats).size, size, "the grandchild still writes");
        assert.deepEqual(
            readdirSync(temporary).filter((name) => name.startsWith("trial-")),
            [],
        );
        rmSync(temporary, { recursive: true });
    });
});

describe("a child", () => {
    it("hands over how it ended and what it wrote, and leaves no listener", async () => {
        const before = process.listenerCount("exit");
        const script = "console.log(process.cwd()); console.error('no'); process.exitCode = 3;";
        assert.deepEqual(await runChild(process.execPath, ["-e", script], "/"), { code: 3, stdout: "/\n", stderr: "no\n" });
        await assert.rejects(runChild("no-such-program", []), { code: "ENOENT" });
        assert.equal(process.listenerCount("exit"), before);
    });
});
