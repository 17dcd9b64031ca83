import * as assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { init } from "../../commands/init/init";
import { writeFiles } from "../../commands/init/write-files";
import { parseConfig } from "../../config/parse";
import { readStack } from "../../config/read-stack";
import { canary, Trial } from "./trial";

const required = ["--project", "fitness", "--account", "210987654321", "--region", "eu-west-1"];
const withDomain = [...required, "--domain", "fit.example.com", "--zone", "example.com"];

/** An env file with real values in it, which must go nowhere. */
const envFile = `# Coach
COACH_API_TOKEN=${canary}
COACH_URL="https://coach.example.com/${canary}"
# SUPPORT_CODE=${canary}
PORT=8080
`;

describe("init", () => {
    const trial = new Trial();
    const files = [
        "Pulumi.yaml",
        "Pulumi.staging.yaml",
        "Pulumi.prod.yaml",
        "Pulumi.pr.yaml",
        "app/parameters.json",
        "config/stack.schema.json",
        "app/parameters.schema.json",
    ];
    const present = () => files.map((file) => [file, existsSync(join(trial.folder, file)) ? trial.read(file) : undefined]);

    beforeEach(() => {
        trial.write(".env.example", envFile);
        rmSync(join(trial.folder, "app"), { recursive: true });
    });

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
        for (const text of [stdout, stderr, ...files.map((file) => trial.read(file))]) {
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

    describe("refuses, and writes nothing:", () => {
        const bad: readonly (readonly [string, readonly string[], string])[] = [
            [
                "answers that are missing without a terminal, all in one line",
                ["--project", "fitness", "--domain", "fit.example.com"],
                "without a terminal give --account <id>, --region <region>, --zone <name>\n",
            ],
            [
                "answers that can't be right, all at once",
                [...withDomain, "--project", "My Project", "--account", "12"],
                '--project must be lower-case letters, digits and hyphens, first a letter, got "My Project"\n' +
                    '--account must be an account id of 12 digits, got "12"\n',
            ],
            [
                "what the configuration's own rules refuse",
                [...withDomain, "--port", "80"],
                "fitness:service.port must be a whole number from 1024 to 65535, got 80\n",
            ],
            [
                "a project's name that is another namespace",
                [...withDomain, "--project", "docker"],
                "Pulumi.yaml: name must not be docker, the namespace of other keys\n",
            ],
            ["a digest that is none", [...withDomain, "--digest", "latest"], "fitness:image.digest must be an image digest: "],
            [
                "a folder outside the project",
                [...withDomain, "--folder", "../coach"],
                "--folder must be a folder inside the project, got ../coach\n",
            ],
            ["an env file that does not exist", [...withDomain, "--from", "nowhere"], "nowhere can't be read (ENOENT)\n"],
            [
                "a correction of an unknown variable",
                [...withDomain, "--secret", "COACH"],
                "--secret and --plain must name variables of the file, got COACH\n",
            ],
            [
                "a variable that is both",
                [...withDomain, "--secret", "COACH_URL", "--plain", "COACH_URL"],
                "either --secret or --plain, not both, for COACH_URL\n",
            ],
        ];
        for (const [what, args, message] of bad) {
            it(what, async () => {
                const before = present();
                const { exitCode, stdout, stderr } = await trial.run(init, ...args);
                assert.deepEqual([exitCode, stdout, stderr.slice(0, message.length)], [2, "", message]);
                assert.deepEqual(present(), before);
            });
        }

        it("lines of a value that was not quoted, without showing them", async () => {
            trial.write(".env.example", `KEY=begin\n${canary}=\n`);
            const { exitCode, stderr } = await trial.run(init, ...withDomain);
            assert.equal(exitCode, 2);
            assert.match(stderr, /^\.env\.example: 1 name is not capital letters, digits and _ \(not shown/);
        });

        it("files that exist, unless it is told to replace them", async () => {
            await trial.run(init, ...withDomain);
            const before = present();
            const again = [...withDomain, "--project", "other"];
            const { exitCode, stderr } = await trial.run(init, ...again);
            assert.deepEqual(
                [exitCode, stderr],
                [
                    2,
                    "Pulumi.staging.yaml, Pulumi.prod.yaml, Pulumi.pr.yaml, app/parameters.json would be replaced: --force replaces them\n",
                ],
            );
            assert.deepEqual(present(), before);
            assert.equal((await trial.run(init, ...again, "--force")).exitCode, 0);
            assert.match(trial.read("Pulumi.yaml"), /^name: other$/m);
        });
    });

    it("leaves every file as it was when one can't be written", () => {
        trial.write("first", "before");
        mkdirSync(join(trial.folder, "directory"));
        assert.throws(() => writeFiles(trial.folder, { first: "after", "made/now": "new", directory: "refused" }));
        assert.equal(trial.read("first"), "before");
        assert.ok(!existsSync(join(trial.folder, "made", "now")));
    });

    describe("at a terminal", () => {
        /** Answers by what a question begins with; the proposal is taken where there is no answer. */
        const answer = (answers: Readonly<Record<string, string>>, chosen?: readonly string[], confirmed = false) => {
            const asked: string[] = [];
            trial.context = {
                prompts: {
                    isTerminal: true,
                    confirm: (message) => {
                        asked.push(message);
                        return Promise.resolve(confirmed);
                    },
                    hidden: () => Promise.reject(new Error("nothing here is hidden")),
                    line: ({ message, initialValue, validate }) => {
                        const given = answers[Object.keys(answers).find((start) => message.startsWith(start)) ?? ""];
                        const text = given ?? initialValue ?? "";
                        asked.push(`${message} [${initialValue ?? ""}]`);
                        assert.equal(validate?.(text), undefined);
                        return Promise.resolve(text);
                    },
                    select: (message, values, selected) => {
                        asked.push(
                            `${message} ${values.map((value) => `${value}${selected.includes(value) ? "*" : ""}`).join(" ")}`,
                        );
                        return Promise.resolve(chosen ?? selected);
                    },
                },
            };
            return asked;
        };

        it("asks for what no option gives, with proposals, and shows which variables seem secret", async () => {
            const asked = answer({ "Name of": "fitness", "AWS account": "210987654321", "Host name": "fit.example.com" });
            assert.equal((await trial.run(init)).exitCode, 0);
            assert.deepEqual(asked, [
                "Name of the project, which its keys and its resources' names begin with []",
                "AWS account of both stacks []",
                "AWS region of both stacks [us-east-1]",
                "Host name of production, or none for plain HTTP [none]",
                "Route 53 hosted zone of the domain [example.com]",
                "Port that the application listens on [3000]",
                "Path that answers 200 while the application lives [/api/health]",
                "Env file to take the variables' names from, or none; its values are not read [.env.example]",
                "Which of the variables are secret? COACH_API_TOKEN* COACH_URL SUPPORT_CODE",
            ]);
        });

        it("asks before it replaces files, and changes nothing without a yes", async () => {
            const options = [...withDomain, "--port", "3000", "--health-path", "/", "--from", "none"];
            await trial.run(init, ...options);
            const before = present();
            const asked = answer({});
            const { exitCode, stderr } = await trial.run(init, ...options, "--project", "other");
            assert.equal(exitCode, 2);
            assert.match(stderr, /^Pulumi\.staging\.yaml, .* would be replaced: --force replaces them\n$/);
            assert.deepEqual(asked, ["Replace Pulumi.staging.yaml, Pulumi.prod.yaml, Pulumi.pr.yaml, app/parameters.json?"]);
            assert.deepEqual(present(), before);
            answer({}, [], true);
            assert.equal((await trial.run(init, ...options, "--project", "other")).exitCode, 0);
            assert.match(trial.read("Pulumi.yaml"), /^name: other$/m);
        });

        it("takes the correction of the secrets, and asks nothing that an option answers", async () => {
            const asked = answer({}, ["SUPPORT_CODE"]);
            const { stdout } = await trial.run(
                init,
                ...required,
                "--domain",
                "none",
                "--port",
                "3000",
                "--health-path",
                "/",
                "--from",
                ".env.example",
            );
            assert.equal(asked.length, 1);
            assert.match(stdout, /^3 variables, secret: SUPPORT_CODE$/m);
        });
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
