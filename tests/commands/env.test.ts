import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { toEnvFile } from "../../commands/env/env-file";
import { readCatalogue } from "../../config/catalogue";

const parameters = readCatalogue().variables;

describe("an env file of the catalogue", () => {
    const content = toEnvFile(parameters, () => "random");

    it("sets what one machine needs, and turns nothing else on", () => {
        assert.deepEqual({ ...parseEnv(content) }, { AUTH_SECRET: "random", NEXTAUTH_URL: "http://localhost:3000" });
    });

    it("names every variable once, on a line of its own that can be uncommented", () => {
        const names = [...content.matchAll(/^#?([A-Z0-9_]+)=/gm)].map(([, name]) => name);
        assert.deepEqual(
            names,
            parameters.map(({ name }) => name),
        );
    });

    it("says what each is for, by category", () => {
        assert.match(content, /\n\n# ── stripe\n# key of the Stripe API\n#STRIPE_SECRET_KEY=\n/);
    });

    it("sets everything that is required and does not come from AWS", () => {
        const required = parameters.filter((parameter) => parameter.required && parameter.category !== "aws");
        assert.deepEqual(
            Object.keys(parseEnv(content)),
            required.map(({ name }) => name),
        );
    });
});

describe("npm run env", () => {
    const folder = mkdtempSync(join(tmpdir(), "spotter-env-"));
    const file = join(folder, ".env");
    before(() => {
        mkdirSync(join(folder, "app"));
        copyFileSync(join("app", "parameters.json"), join(folder, "app", "parameters.json"));
    });
    after(() => rmSync(folder, { recursive: true }));

    function env(...args: string[]) {
        const register = require.resolve("ts-node/register/transpile-only");
        const { status, stdout, stderr } = spawnSync(
            process.execPath,
            ["-r", register, join(process.cwd(), "commands", "env", "env.ts"), ...args],
            { cwd: folder, encoding: "utf8", env: { ...process.env, TS_NODE_PROJECT: join(process.cwd(), "tsconfig.json") } },
        );
        return { status, stdout, stderr };
    }
    const secretIn = (path: string) => parseEnv(readFileSync(path, "utf8")).AUTH_SECRET ?? "";

    it("writes a file with a random secret that only its owner can read", () => {
        assert.deepEqual(env(), {
            status: 0,
            stdout: ".env: 63 variables, readable by you alone; next: docker compose up --build\n",
            stderr: "",
        });
        assert.match(secretIn(file), /^[\w-]{43}$/);
        assert.equal(statSync(file).mode & 0o777, 0o600);
    });

    it("leaves an existing file alone, and says so", () => {
        const before = readFileSync(file, "utf8");
        assert.deepEqual(env(), {
            status: 1,
            stdout: "",
            stderr: ".env exists already and is not changed; --force replaces it, with new secrets\n",
        });
        assert.equal(readFileSync(file, "utf8"), before);
    });

    it("replaces it with --force, with another secret, and makes it unreadable for others", () => {
        const before = secretIn(file);
        chmodSync(file, 0o644);
        assert.equal(env("--force").status, 0);
        assert.notEqual(secretIn(file), before);
        assert.equal(statSync(file).mode & 0o777, 0o600);
    });

    it("takes the variables of another application, and says what is wrong with a catalogue", () => {
        const other = {
            variables: [
                { name: "GREETING", development: "hello" },
                { name: "TOKEN", development: { random: 16 } },
            ],
        };
        writeFileSync(join(folder, "other.json"), JSON.stringify(other));
        assert.equal(env("--force", "--catalogue", "other.json").status, 0);
        const { GREETING, TOKEN } = parseEnv(readFileSync(file, "utf8"));
        assert.equal(GREETING, "hello");
        assert.match(TOKEN ?? "", /^[\w-]{22}$/);
        assert.deepEqual(env("--force", "--catalogue", "none.json"), {
            status: 1,
            stdout: "",
            stderr: "none.json does not exist\n",
        });
    });
});
