import * as assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { init } from "../../../commands/init/init";
import { mergeCatalogue } from "../../../commands/init/from-service/catalogue";
import type { CatalogueVariable } from "../../../config/catalogue";
import { Trial } from "../trial";

const service = ["--from-service", "--cluster", "main", "--service", "web", "--region", "us-east-1"];

describe("init --from-service", () => {
    const trial = new Trial();

    const bad: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
        ["no stack", service, /^--from-service needs the name of the stack: npm run init -- STACK --from-service\n$/],
        ["a stack without a service", ["prod"], /^a stack's name needs --from-service: /],
        [
            "options of a new project",
            ["prod", ...service, "--project", "x", "--health-path", "/"],
            /^--project, --health-path can't be given with --from-service\n$/,
        ],
        ["options of a service alone", ["--cluster", "main"], /^--cluster needs --from-service\n$/],
        [
            "a stack that no file can be named by",
            ["a/b", ...service],
            /^a stack's name must be letters, digits and _ \. -, got "a\/b"\n$/,
        ],
        [
            "a profile that is none",
            ["prod", ...service, "--profile", "test"],
            /^--profile must be one of dev, staging, prod, got test\n$/,
        ],
        [
            "a service that is not named",
            ["prod", "--from-service"],
            /^without a terminal give --region <name>, --cluster <name>, --service <name>\n$/,
        ],
        ["a file that exists", ["test", ...service], /^Pulumi\.test\.yaml would be replaced: --force replaces it\n$/],
        [
            "a variable that is both secret and not",
            ["prod", ...service, "--secret", "A", "B", "--plain", "B"],
            /^either --secret or --plain, not both, for B\n$/,
        ],
        [
            "a folder outside the project",
            ["prod", ...service, "--folder", "../x"],
            /^--folder must be a folder inside the project/,
        ],
    ];

    for (const [what, args, message] of bad) {
        it(`refuses ${what}, and asks AWS for nothing`, async () => {
            for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) {
                Reflect.deleteProperty(process.env, name);
            }
            const { exitCode, stdout, stderr } = await trial.run(init, ...args);
            assert.deepEqual([exitCode, stdout], [2, ""]);
            assert.match(stderr, message);
            assert.deepEqual(trial.account.asked, []);
            assert.ok(!existsSync(join(trial.folder, "Pulumi.prod.yaml")));
        });
    }

    it("asks at a terminal for what no option gives, and before it replaces a file", async () => {
        const asked: string[] = [];
        trial.context = {
            prompts: {
                isTerminal: true,
                confirm: (message) => {
                    asked.push(message);
                    return Promise.resolve(asked.length > 1);
                },
                hidden: () => Promise.reject(new Error("nothing here is hidden")),
                line: ({ message, validate }) => {
                    asked.push(message);
                    assert.equal(validate?.("two words"), "must be a name");
                    return Promise.resolve("us-east-1");
                },
                select: () => Promise.reject(new Error("nothing here is chosen")),
            },
        };
        const first = await trial.run(init, "test", "--from-service");
        assert.match(first.stderr, /^Pulumi\.test\.yaml would be replaced/);
        const second = await trial.run(init, "test", "--from-service");
        assert.deepEqual(asked, [
            "Replace Pulumi.test.yaml?",
            "Replace Pulumi.test.yaml?",
            "AWS region of the service",
            "Name of the cluster",
            "Name of the service",
        ]);
        assert.equal(second.stdout, "", "the account of this test has no such service");
    });
});

describe("a list of variables that has others added", () => {
    const row = (name: string, more: Partial<CatalogueVariable> = {}): CatalogueVariable => ({
        name,
        category: "general",
        secret: false,
        required: false,
        description: "",
        assumed: false,
        derivedFrom: undefined,
        development: undefined,
        ...more,
    });

    it("keeps its rows, whatever the service says of them, and gets the others behind them by name", () => {
        const own = row("B", { secret: true, required: true, description: "kept", category: "mail" });
        const { added, text, variables } = mergeCatalogue(
            [own],
            [
                { name: "Z", secret: true },
                { name: "B", secret: false },
                { name: "A", secret: false, derivedFrom: { table: "a" } },
            ],
        );
        assert.deepEqual(added, ["A", "Z"]);
        assert.deepEqual(
            variables.map(({ name }) => name),
            ["B", "A", "Z"],
        );
        assert.deepEqual(JSON.parse(text ?? ""), {
            $schema: "./parameters.schema.json",
            variables: [
                { name: "B", category: "mail", secret: true, required: true, description: "kept" },
                { name: "A", derivedFrom: { table: "a" } },
                { name: "Z", secret: true },
            ],
        });
    });

    it("stays as it is where nothing is missing, and is begun where there is none", () => {
        assert.equal(mergeCatalogue([row("A")], [{ name: "A", secret: true }]).text, undefined);
        assert.deepEqual(JSON.parse(mergeCatalogue(undefined, []).text ?? ""), {
            $schema: "./parameters.schema.json",
            variables: [],
        });
    });
});
