import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { commands, main } from "../../commands/cli";
import { systemClock } from "../../deployment/clock";
import { rollback } from "../../commands/rollback/rollback";
import { findIntendedLine } from "../../commands/shared/swallowed";
import { Trial } from "./trial";

/** What npm makes of `--to` and `--verbose`. */
const notOwn = { "token-description": "--to", loglevel: "--verbose" };

describe("an option that npm took for its own", () => {
    const trial = new Trial();

    beforeEach(() => {
        for (const name of Object.keys(process.env).filter((key) => key.startsWith("npm_config_"))) {
            Reflect.deleteProperty(process.env, name);
        }
    });

    /** What npm 11 hands to a script for what was typed without a lone `--`. */
    const cases: readonly (readonly [taken: Readonly<Record<string, string>>, args: readonly string[], line: string])[] = [
        [{ clear: "true" }, ["rollback", "test"], "npm run rollback -- test --clear"],
        [{ token_description: "5" }, ["rollback", "test"], "npm run rollback -- test --to 5"],
        [{ clear: "true", json: "true" }, ["rollback", "test"], "npm run rollback -- test --clear --json"],
        [
            { dry_run: "true" },
            ["parameters", "test", "push", "AUTH_SECRET"],
            "npm run parameters -- test push AUTH_SECRET --dry-run",
        ],
        [{ from: "true" }, ["parameters", "test", "push", ".env"], "npm run parameters -- test push --from <file>"],
        [{ from: ".env" }, ["parameters", "test", "push"], "npm run parameters -- test push --from .env"],
        [{ dry_run: "true" }, ["parameters", "test", "push", "canary"], "npm run parameters -- test push --dry-run"],
        [{ json: "true" }, ["preview", "test"], "npm run preview -- test --json"],
        [{ follow: "" }, ["logs", "test"], "npm run logs -- test --no-follow"],
        [{ since: "10m" }, ["logs", "test", "--no-follow"], "npm run logs -- test --no-follow --since 10m"],
        [{ since: "true" }, ["logs", "test", "2h"], "npm run logs -- test --since 2h"],
        [{ since: "true" }, ["logs", "test", "emails", "--no-follow"], "npm run logs -- test emails --no-follow --since <span>"],
        [{ limit: "true" }, ["history", "test"], "npm run history -- test --limit <number>"],
        [{ dryrun: "true" }, ["parameters", "test", "push"], "npm run parameters -- test push --dry-run"],
        [{ dry_rum: "true" }, ["parameters", "test", "push"], "npm run parameters -- test push --dry-run"],
        [{ claer: "true" }, ["rollback", "test"], "npm run rollback -- test --clear"],
        [{ lmit: "3" }, ["history", "test"], "npm run history -- test --limit 3"],
        [{ nofollow: "true" }, ["logs", "test"], "npm run logs -- test --no-follow"],
        [{ json: "true" }, ["status", "my stack"], 'npm run status -- "my stack" --json'],
    ];
    for (const [taken, args, line] of cases) {
        it(`is refused with ${line}`, async () => {
            Object.assign(
                process.env,
                Object.fromEntries(Object.entries(taken).map(([name, value]) => [`npm_config_${name}`, value])),
            );
            // A command that goes on does so once: one that follows would otherwise never end.
            trial.context = { clock: { ...systemClock, sleep: () => Promise.reject(new Error("it goes on")) } };
            assert.deepEqual(await trial.main(main, ...args), {
                exitCode: 2,
                stdout: "",
                stderr: `npm took an option for its own: type ${line}\n`,
            });
        });
    }

    it("is none where the command got it too, or where its help is asked for", async () => {
        process.env.npm_config_clear = "true";
        const { stdout, exitCode } = await trial.run(rollback, "test", "--clear");
        assert.deepEqual([exitCode, stdout.includes("nothing to clear")], [0, true]);
        assert.equal((await trial.run(rollback, "--help")).exitCode, 0);
    });

    it("is none where npm hands on that it is off, an option of another command, or what the shell set", async () => {
        Object.assign(process.env, {
            npm_config_json: "",
            npm_config_yes: "",
            npm_config_omit: "dev",
            npm_config_prefix: "/usr",
            npm_config_node_linker: "hoisted",
            npm_config_dry_run: "true",
            NPM_CONFIG_JSON: "true",
        });
        assert.equal((await trial.main(main, "history", "test")).exitCode, 0);
    });

    it("is none where npm's own configuration sets it, unless the command would write without it", async () => {
        trial.write(".npmrc", "json=true\n dry-run = true\nlimt=1\n");
        Object.assign(process.env, {
            npm_config_json: "true",
            npm_config_limt: "1",
            npm_config_userconfig: join(trial.folder, ".npmrc"),
        });
        assert.equal((await trial.main(main, "history", "test")).exitCode, 0);
        process.env.npm_config_dry_run = "true";
        assert.equal((await trial.main(main, "parameters", "test", "push")).exitCode, 2);
        Object.assign(process.env, { npm_config_userconfig: "", npm_config_local_prefix: trial.folder });
        assert.equal((await trial.main(main, "history", "test")).exitCode, 0);
        process.env.npm_config_local_prefix = "";
        assert.equal((await trial.main(main, "history", "test")).exitCode, 2);
    });

    it("is found by what a real npm hands on", () => {
        const isWindows = process.platform === "win32";
        const args = ["run", "rollback", "prod", "--clear"];
        const { status, stdout, stderr } = spawnSync(isWindows ? "npm.cmd" : "npm", args, { encoding: "utf8", shell: isWindows });
        assert.equal(status, 2, stdout);
        assert.match(stderr, /^npm took an option for its own: type npm run rollback -- prod --clear$/m);
    });

    it("is none of npm's own that looks like one", async () => {
        const isWindows = process.platform === "win32";
        const { stdout } = spawnSync(isWindows ? "npm.cmd" : "npm", ["config", "list", "--long", "--json"], {
            encoding: "utf8",
            shell: isWindows,
        });
        const names = Object.keys(JSON.parse(stdout) as object);
        assert.ok(names.includes("omit"));
        const found: string[] = [];
        for (const { load } of commands) {
            await trial.run((context) => {
                const command = load()(context);
                const own = command.options.map(({ long, negate }) => (long ?? "").replace(negate ? "--no-" : "--", ""));
                for (const name of names.filter((each) => !own.includes(each) && !Object.hasOwn(notOwn, each))) {
                    const line = findIntendedLine(command, ["test"], { [`npm_config_${name.replaceAll("-", "_")}`]: "x" });
                    found.push(...(line === undefined ? [] : [`${name}: ${line}`]));
                }
                return command;
            }, "--help");
        }
        assert.deepEqual(found, []);
    });

    it("can be told for every option of every command but --only", async () => {
        for (const { name, load } of commands) {
            let longs: string[] = [];
            await trial.run((context) => {
                const command = load()(context);
                longs = command.options.map(({ long, negate }) => (long ?? "").replace(negate ? "--no-" : "--", ""));
                return command;
            }, "--help");
            assert.ok(longs.length > 0, name);
            // What npm 11 knows, and would not hand on under the same name.
            const lost = ["only", "long", "parseable", "global", "location", "prefix", "userconfig"];
            assert.deepEqual(
                longs.filter((long) => lost.includes(long)),
                name === "drill" ? ["only"] : [],
                name,
            );
        }
    });
});
