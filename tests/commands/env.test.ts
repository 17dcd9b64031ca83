import * as assert from "node:assert/strict";
import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { env } from "../../commands/env/env";
import { toEnvFile } from "../../commands/env/env-file";
import { exampleCatalogue } from "../support/own";
import { Trial } from "./trial";

describe("an env file of the catalogue", () => {
    const { variables } = exampleCatalogue;
    const content = toEnvFile(variables, (bytes) => `random-${bytes}`);

    it("sets what one machine needs, and turns nothing else on", () => {
        assert.deepEqual({ ...parseEnv(content) }, { AUTH_SECRET: "random-32", NEXTAUTH_URL: "http://localhost:3000" });
    });

    it("names every variable once, on a line of its own that can be uncommented", () => {
        const names = [...content.matchAll(/^#?([A-Z0-9_]+)=/gm)].map(([, name]) => name);
        assert.deepEqual(
            names,
            variables.map(({ name }) => name),
        );
    });

    it("says what each is for, by category", () => {
        assert.match(content, /\n\n# ── stripe\n# key of the Stripe API\n#STRIPE_SECRET_KEY=\n/);
    });

    it("sets everything that is required and does not come from AWS", () => {
        const required = variables.filter((variable) => variable.required && variable.category !== "aws");
        assert.deepEqual(
            Object.keys(parseEnv(content)),
            required.map(({ name }) => name),
        );
    });
});

describe("env", () => {
    const trial = new Trial();
    const secret = () => parseEnv(trial.read(".env")).AUTH_SECRET ?? "";
    const mode = () => statSync(join(trial.folder, ".env")).mode & 0o777;

    it("writes a file with a random secret that only its owner can read", async () => {
        assert.deepEqual(await trial.run(env), {
            exitCode: 0,
            stdout: `.env: ${exampleCatalogue.variables.length} variables, readable by you alone; next: docker compose up --build\n`,
            stderr: "",
        });
        assert.match(secret(), /^[\w-]{43}$/);
        assert.equal(mode(), 0o600);
    });

    it("does not change an existing file", async () => {
        await trial.run(env);
        const before = trial.read(".env");
        assert.deepEqual(await trial.run(env), {
            exitCode: 1,
            stdout: "",
            stderr: ".env exists and was not changed; --force replaces it, with new secrets\n",
        });
        assert.equal(trial.read(".env"), before);
    });

    it("replaces an existing file with --force, with another secret, and takes it from every other user", async () => {
        await trial.run(env);
        const before = secret();
        chmodSync(join(trial.folder, ".env"), 0o644);
        assert.equal((await trial.run(env, "--force")).exitCode, 0);
        assert.notEqual(secret(), before);
        assert.equal(mode(), 0o600);
    });

    it("reads another catalogue, and says what is wrong with it", async () => {
        trial.write("variables.json", '{ "variables": [{ "name": "COACH_URL", "development": "http://localhost" }] }');
        assert.equal((await trial.run(env, "--catalogue", "variables.json")).exitCode, 0);
        assert.deepEqual({ ...parseEnv(trial.read(".env")) }, { COACH_URL: "http://localhost" });
        const { exitCode, stderr } = await trial.run(env, "--catalogue", "absent.json");
        assert.deepEqual([exitCode, stderr], [2, "absent.json does not exist\n"]);
    });
});
