import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commands, main } from "../../commands/cli";
import { Trial } from "./trial";

describe("the list of commands", () => {
    const names = commands.map(({ name }) => name).sort();

    it("has a folder for each, and no other", () => {
        assert.deepEqual(
            readdirSync("commands", { withFileTypes: true })
                .filter((entry) => entry.isDirectory() && entry.name !== "shared")
                .map(({ name }) => name)
                .sort(),
            names,
        );
    });

    it("has a script in package.json for each, and no other", () => {
        const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly scripts: Record<string, string> };
        const program = "node -r ts-node/register/transpile-only commands/cli.ts ";
        const run = Object.entries(scripts).filter(([, script]) => script.startsWith(program));
        assert.deepEqual(
            run.map(([name, script]) => [name, script.slice(program.length)]).sort(),
            [...names, "help"].sort().map((name) => [name, name]),
        );
    });
});

describe("a command that runs", () => {
    /** Lists on stderr the folders of `commands/` that a process has loaded something of. */
    const reportFolders = `process.on("exit", () => {
        const folders = Object.keys(require.cache).map((file) => /[\\\\/]commands[\\\\/](\\w+)[\\\\/]/.exec(file)?.[1]);
        console.error([...new Set(folders)].filter(Boolean).sort().join(" "));
    });`;
    const folder = mkdtempSync(join(tmpdir(), "cli-"));
    after(() => rmSync(folder, { recursive: true }));

    it("loads nothing of another one", () => {
        const preload = join(folder, "report.cjs");
        writeFileSync(preload, reportFolders);
        for (const { name } of commands) {
            const register = ["-r", "ts-node/register/transpile-only", "-r", preload];
            const { stderr } = spawnSync(process.execPath, [...register, "commands/cli.ts", name, "--help"], {
                encoding: "utf8",
            });
            assert.equal(stderr, `${[name, "shared"].sort().join(" ")}\n`);
        }
    });
});

describe("the program", () => {
    const trial = new Trial();
    const run = (...args: readonly string[]) => trial.main(main, ...args);

    it("lists every command without an argument, on one page", async () => {
        const { exitCode, stdout } = await run();
        assert.equal(exitCode, 0);
        for (const { name, summary } of commands) {
            assert.match(stdout, new RegExp(`^ {2}npm run ${name} +${summary.replace(/[.*+?]/g, "\\$&")}$`, "m"));
        }
        assert.deepEqual(await run("help"), { exitCode, stdout, stderr: "" });
    });

    for (const { name, summary } of commands) {
        it(`shows what can be typed for ${name}, and what it does`, async () => {
            const { exitCode, stdout } = await run(name, "--help");
            assert.equal(exitCode, 0);
            assert.match(stdout, new RegExp(`^Usage: npm run ${name} -- \\[options\\]`));
            assert.ok(stdout.replaceAll(/\s+/g, " ").includes(summary));
            assert.deepEqual(await run("help", name), { exitCode, stdout, stderr: "" });
        });
    }

    it("refuses a command that does not exist with the list", async () => {
        const { exitCode, stdout, stderr } = await run("statsu");
        assert.deepEqual([exitCode, stdout], [2, ""]);
        assert.match(stderr, /^there is no command statsu\n\nCommands:\n {2}npm run init /);
    });

    it("hands the arguments and the exit code of a command through", async () => {
        trial.account.targets = [];
        const { exitCode, stdout } = await run("status", "test", "--json");
        assert.equal(exitCode, 1);
        assert.equal((JSON.parse(stdout) as { readonly stack: string }).stack, "test");
    });
});
