import * as assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { catalogueFileSchema, stackFileSchema, tablesFileSchema } from "../../config/json-schema";
import { stacksIn } from "../../config/stack-file";
import { exampleFolder, ownCatalogue, ownProject } from "../support/own";
import { keysOfSchema } from "../docs/schema-keys";
import { assertRows, catalogue, problemsOf, project, treeOf, type Given } from "./input";
import { leafCases } from "./leaf-cases";
import { neighboursOf } from "./neighbours";

const application = dirname(ownCatalogue.file);
const hasTables = existsSync(join(application, "tables.json"));

describe("a JSON schema for editors", () => {
    const files: Readonly<Record<string, object>> = {
        [join("config", "stack.schema.json")]: stackFileSchema(ownProject, ownCatalogue),
        [join(application, "parameters.schema.json")]: catalogueFileSchema(),
        ...(hasTables ? { [join(application, "tables.schema.json")]: tablesFileSchema() } : {}),
    };

    it("says what config/ says", () => {
        for (const [file, schema] of Object.entries(files)) {
            const expected = `${JSON.stringify(schema, null, 4)}\n`;
            if (process.env.UPDATE_GOLDENS === "1") {
                writeFileSync(file, expected);
            }
            assert.equal(readFileSync(file, "utf8"), expected, `${file}: run UPDATE_GOLDENS=1 npm test`);
        }
    });

    it("is named in every stack file and in the files of the application", () => {
        for (const stack of stacksIn(".")) {
            const [first] = readFileSync(`Pulumi.${stack}.yaml`, "utf8").split("\n");
            assert.equal(first, "# yaml-language-server: $schema=./config/stack.schema.json");
        }
        for (const name of ["parameters", ...(hasTables ? ["tables"] : [])]) {
            const { $schema } = JSON.parse(readFileSync(join(application, `${name}.json`), "utf8")) as { $schema: string };
            assert.equal($schema, `./${name}.schema.json`);
        }
    });

    it("accepts the repository's own files", () => {
        const stackFile = new Ajv().compile(stackFileSchema(ownProject, ownCatalogue));
        const catalogueFile = new Ajv().compile(catalogueFileSchema());
        assertRows([
            ...stacksIn(".").map((stack) => {
                stackFile(parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8")));
                return [stack, stackFile.errors ?? [], []] as const;
            }),
            ["catalogue", catalogueFile(JSON.parse(readFileSync(ownCatalogue.file, "utf8"))), true],
        ]);
    });
});

describe("the JSON schema of an application's tables", () => {
    it("accepts what the reader takes, and refuses a misspelled key", () => {
        const validate = new Ajv().compile(tablesFileSchema());
        const example = JSON.parse(readFileSync(join(exampleFolder, "app", "tables.json"), "utf8")) as object;
        assertRows([
            ["as it is", validate(example), true],
            ["misspelled", validate({ tables: { users: { partitionKey: "id", indices: {} } } }), false],
        ]);
    });
});

describe("the JSON schema of a stack file", () => {
    const validate = new Ajv().compile(stackFileSchema(project, catalogue));
    const accepts = (given: Given) => {
        const namespaces = Object.entries(treeOf(given));
        const config = namespaces.flatMap(([namespace, keys]) =>
            Object.entries(keys).map(([key, value]) => [`${namespace}:${key}`, value]),
        );
        return validate({ config: Object.fromEntries(config) as object });
    };
    const { leaves, sections } = keysOfSchema(project);

    it("refuses what the program refuses of a single value, and accepts what stands beside it", () => {
        assertRows(
            leaves
                .filter(({ path }) => !path.includes(".values."))
                .flatMap((leaf) => {
                    const { wrongType, illegal } = leafCases[leaf.key] ?? {};
                    return [wrongType, illegal].map((value) => {
                        const given = { ...neighboursOf(leaf), [leaf.path]: value };
                        assert.ok(problemsOf(given).length > 0);
                        return [`${leaf.key} ${JSON.stringify(value)}`, accepts(given), false] as const;
                    });
                }),
        );
        assertRows(leaves.map((leaf) => [leaf.key, accepts(neighboursOf(leaf)), true]));
    });

    it("refuses unknown keys", () => {
        assertRows(
            sections
                .filter(({ path }) => path.includes(":"))
                .map((section) => [section.key, accepts({ ...neighboursOf(section), [`${section.path}.unknown`]: 1 }), false]),
        );
        assert.equal(accepts({ "aws:defaultTags": {} }), false);
        assert.equal(accepts({ "other:key": 1 }), false);
        assert.equal(accepts({ "pulumi:tags": { team: "fit" } }), true);
    });

    it("accepts an encrypted value where a secret may be, and a secret only so", () => {
        const secure = { secure: "AAABtext" };
        assertRows([
            ["a secret in plain text", accepts({ "fitness:parameters.values.AUTH_SECRET": "text" }), false],
            ["a secret", accepts({ "fitness:parameters.values.AUTH_SECRET": secure }), true],
            ["plain", accepts({ "fitness:parameters.values.SUPPORT_EMAIL": "a@b.cc" }), true],
            ["plain, encrypted", accepts({ "fitness:parameters.values.SUPPORT_EMAIL": secure }), true],
            ["a number, encrypted", accepts({ "fitness:service.port": secure }), false],
        ]);
    });

    it("knows what the CLI writes beside the configuration", () => {
        const file = {
            config: null,
            environment: ["prod"],
            secretsprovider: "default",
            encryptionsalt: "v1:a",
            encryptedkey: "b",
        };
        assert.equal(validate(file), true);
        assert.equal(validate({ ...file, confg: {} }), false);
    });
});
