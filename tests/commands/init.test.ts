import * as assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { init } from "../../commands/init/init";
import { writeFiles } from "../../commands/init/write-files";
import { parseConfig } from "../../config/parse";
import { readStack } from "../../config/read-stack";
import { canary } from "./trial";
import { required, withDomain, InitTrial } from "./init-trial";

describe("init", () => {
    const trial = new InitTrial();

    it("writes the project's name, the stacks and the variables, and says what is next", async () => {
        assert.deepEqual(await trial.run(init, ...withDomain), {
            exitCode: 0,
            stdout: `wrote Pulumi.yaml
wrote Pulumi.staging.yaml
wrote Pulumi.prod.yaml
wrote Pulumi.pr.yaml
wrote app/parameters.json
wrote config/stack.schema.json
wrote app/parameters.schema.json
3 variables, secret: COACH_API_TOKEN
left out, as the program sets them: PORT

Next: npm run preview
`,
            stderr: "",
        });
        assert.equal(
            trial.read("Pulumi.staging.yaml"),
            `# yaml-language-server: $schema=./config/stack.schema.json
config:
    aws:region: eu-west-1
    aws:allowedAccountIds: ["210987654321"] # credentials of any other account are refused
    fitness:profile: staging
    # Builds what it runs. Production runs a digest that was tried here: npm run promote -- staging prod
    fitness:image:
        build: { context: app }
    fitness:parameters:
        external: all # set with \`npm run parameters -- staging push\`; no value enters Pulumi
`,
        );
        assert.equal(
            trial.read("Pulumi.prod.yaml"),
            `# yaml-language-server: $schema=./config/stack.schema.json
config:
    aws:region: eu-west-1
    aws:allowedAccountIds: ["210987654321"] # credentials of any other account are refused
    fitness:profile: prod
    fitness:domain:
        name: fit.example.com
        zone: example.com # hosted zone for the records and the certificate's validation
    # The image is written by: npm run promote -- staging prod
    fitness:parameters:
        external: all # set with \`npm run parameters -- prod push\`; no value enters Pulumi
`,
        );
        assert.equal(
            trial.read("Pulumi.pr.yaml"),
            `# yaml-language-server: $schema=./config/stack.schema.json
config:
    aws:region: eu-west-1
    aws:allowedAccountIds: ["210987654321"] # credentials of any other account are refused
    fitness:profile: dev
    fitness:names:
        repository: fitness-staging # shared with staging
    fitness:repository:
        existing: true
    fitness:image:
        build: { context: app }
    fitness:parameters:
        external: # made once, for all review stacks; no value enters Pulumi
            COACH_API_TOKEN: /fitness-review/COACH_API_TOKEN
`,
        );
        assert.deepEqual(JSON.parse(trial.read("app/parameters.json")), {
            $schema: "./parameters.schema.json",
            variables: [{ name: "COACH_API_TOKEN", secret: true }, { name: "COACH_URL" }, { name: "SUPPORT_CODE" }],
        });
    });

    it("changes nothing in Pulumi.yaml but the name", async () => {
        const text = readFileSync("Pulumi.yaml", "utf8");
        trial.write("Pulumi.yaml", text);
        await trial.run(init, ...withDomain);
        assert.equal(trial.read("Pulumi.yaml"), text.replace(/^name: .*$/m, "name: fitness"));
    });

    it("writes no value of the env file anywhere", async () => {
        const { stdout, stderr } = await trial.run(init, ...withDomain);
        for (const text of [stdout, stderr, ...trial.present().map(([, written = ""]) => written)]) {
            assert.ok(!text.includes(canary));
        }
    });

    it("writes what differs from the profile, and checks the stack files as every command does", async () => {
        await trial.run(init, ...required, "--domain", "none", "--port", "8080", "--health-path", "/healthz", "--from", "none");
        const { config } = readStack(trial.folder, "prod");
        assert.deepEqual(
            [
                config.project,
                config.service.port,
                config.loadBalancer.healthCheck.path,
                config.domain,
                config.parameters.external,
            ],
            ["fitness", 8080, "/healthz", undefined, []],
        );
    });

    it("gives editors a schema of the new stack files", async () => {
        await trial.run(init, ...withDomain);
        const schema = trial.read("config/stack.schema.json");
        assert.match(schema, /"fitness:service"/);
        assert.match(schema, /COACH_API_TOKEN/);
        assert.doesNotMatch(schema, /"spotter:/);
    });

    it("takes an application in another folder", async () => {
        await trial.run(init, ...withDomain, "--folder", "coach");
        const { config } = readStack(trial.folder, "staging");
        assert.deepEqual([config.image.build?.context, config.parameters.catalogue], ["coach", "coach/parameters.json"]);
        const { $schema } = JSON.parse(trial.read("coach/parameters.json")) as { readonly $schema: string };
        assert.equal($schema, "./parameters.schema.json");
        assert.ok(existsSync(join(trial.folder, "coach", "parameters.schema.json")));
    });

    it("takes an application that is only a digest", async () => {
        const digest = `sha256:${"a".repeat(64)}`;
        await trial.run(init, ...withDomain, "--digest", digest);
        const { image } = readStack(trial.folder, "staging").config;
        assert.deepEqual([image.digest, image.build], [digest, undefined]);
    });

    it("takes corrections of what is secret", async () => {
        const { stdout } = await trial.run(
            init,
            ...withDomain,
            "--secret",
            "COACH_URL",
            "SUPPORT_CODE",
            "--plain",
            "COACH_API_TOKEN",
        );
        assert.match(stdout, /^3 variables, secret: COACH_URL, SUPPORT_CODE$/m);
    });

    it("leaves every file as it was when one can't be written", () => {
        trial.write("first", "before");
        mkdirSync(join(trial.folder, "directory"));
        assert.throws(() => writeFiles(trial.folder, { first: "after", "made/now": "new", directory: "refused" }));
        assert.equal(trial.read("first"), "before");
        assert.ok(!existsSync(join(trial.folder, "made", "now")));
    });
});

describe("the template that `pulumi new` reads", () => {
    const { template } = parse(readFileSync("Pulumi.yaml", "utf8")) as {
        readonly template: { readonly config: Readonly<Record<string, { readonly default?: string }>> };
    };

    it("asks for all that a stack must have, and for nothing else, with defaults that are legal", () => {
        const raw = Object.entries(template.config).map(([key, { default: value = '["123456789012"]' }]) => [
            key.includes(":") ? key : `fitness:${key}`,
            value,
        ]);
        const context = { project: "fitness", stack: "dev", catalogue: { file: "app/parameters.json", variables: [] } };
        const complete = Object.fromEntries(raw) as Record<string, string>;
        assert.equal(parseConfig(complete, [], context).aws.accountId, "123456789012");
        for (const key of Object.keys(complete)) {
            const rest = Object.fromEntries(Object.entries(complete).filter(([other]) => other !== key));
            assert.throws(() => parseConfig(rest, [], context), { name: "ConfigError" }, key);
        }
    });
});
