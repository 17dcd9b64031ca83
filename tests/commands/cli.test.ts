import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { commands, main } from "../../commands/cli";
import { Trial } from "./trial";

describe("the list of commands", () => {
    const names = commands.map(({ name }) => name).sort();
    const toFolder = (name: string) => name.replace(":", "-"); // which no name of a file on Windows has

    it("has a folder for each, and no other", () => {
        assert.deepEqual(
            readdirSync("commands", { withFileTypes: true })
                .filter((entry) => entry.isDirectory() && entry.name !== "shared")
                .map(({ name }) => name)
                .sort(),
            names.map(toFolder),
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
    /** Shows the help of each command in one process, and which folders of `commands/` were loaded for it. */
    const script = `
        const { commands, main } = require("./commands/cli");
        const write = process.stdout.write;
        const context = { streams: { stdout: () => undefined, stderr: () => undefined }, interruption: { run: (step) => step() } };
        const loaded = () => Object.keys(require.cache).filter((file) => /[\\\\/]commands[\\\\/][\\w-]+[\\\\/]/.test(file));
        (async () => {
            const found = {};
            for (const { name } of commands) {
                loaded().forEach((file) => delete require.cache[file]);
                await main([name, "--help"], context);
                found[name] = [...new Set(loaded().map((file) => /[\\\\/]commands[\\\\/]([\\w-]+)[\\\\/]/.exec(file)[1]))].sort();
            }
            console.log(JSON.stringify(found));
        })();`;

    it("loads nothing of another one", () => {
        const args = ["-r", "ts-node/register/transpile-only", "-e", script];
        const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
        assert.equal(stderr, "");
        assert.deepEqual(
            JSON.parse(stdout),
            Object.fromEntries(commands.map(({ name }) => [name, [name.replace(":", "-"), "shared"].sort()])),
        );
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
