import * as assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { derivedKeys, findCatalogue, readCatalogue } from "../../config/catalogue";
import { describeSpotter, ownCatalogue } from "../support/own";
import { assertRows, problemsIn, rawOf, type Given } from "./input";

describeSpotter("the catalogue of the application in this repository", () => {
    const { variables } = ownCatalogue;
    const names = (holds: (variable: (typeof variables)[number]) => boolean) => variables.filter(holds).map(({ name }) => name);

    it("has the 63 variables and the five categories of the scripts' documents", () => {
        assert.equal(variables.length, 63);
        assert.deepEqual(
            [...new Set(variables.map(({ category }) => category))],
            ["auth", "stripe", "aws", "email", "rate limiting"],
        );
    });

    it("assumes every name but the two that those documents spell out", () => {
        assert.deepEqual(
            names(({ assumed }) => !assumed),
            ["AUTH_SECRET", "NEXTAUTH_URL"],
        );
    });

    it("knows which are secrets, and calls nothing plain that is named like one", () => {
        assert.deepEqual(
            names(({ secret }) => secret),
            [
                "AUTH_SECRET",
                "GOOGLE_CLIENT_SECRET",
                "FACEBOOK_CLIENT_SECRET",
                "STRIPE_SECRET_KEY",
                "STRIPE_WEBHOOK_SECRET",
                "SES_SMTP_USER",
                "SES_SMTP_PASSWORD",
                "UPSTASH_REDIS_REST_TOKEN",
            ],
        );
        assert.deepEqual(
            names(({ name, secret }) => !secret && /SECRET|PASSWORD|TOKEN(?!S)/.test(name)),
            [],
        );
    });

    it("bakes nothing into the browser's code", () => {
        assert.deepEqual(
            names(({ name }) => name.startsWith("NEXT_PUBLIC_")),
            [],
        );
    });

    it("requires these", () => {
        assert.deepEqual(
            names(({ required }) => required),
            ["AUTH_SECRET", "NEXTAUTH_URL", "AWS_REGION", "DYNAMODB_USERS_TABLE", "DYNAMODB_WORKOUTS_TABLE"],
        );
    });

    it("derives a variable from each of twelve tables, and from no bucket", () => {
        assert.equal(derivedKeys(variables, "table").length, 12);
        assert.deepEqual(derivedKeys(variables, "bucket"), []);
    });
});

describe("the reader of a catalogue", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "spotter-catalogue-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    const write = (content: unknown, file = "app/parameters.json") => {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), typeof content === "string" ? content : JSON.stringify(content));
    };
    const read = (content: unknown) => {
        write(content);
        return readCatalogue("app/parameters.json", folder).variables;
    };
    const problems = (content: unknown) => problemsIn(() => read(content)).map(({ path, message }) => `${path} ${message}`);

    it("fills in what the short form leaves out", () => {
        assert.deepEqual(read({ variables: [{ name: "GREETING" }] }), [
            {
                name: "GREETING",
                category: "general",
                secret: false,
                required: false,
                description: "",
                derivedFrom: undefined,
                assumed: false,
                development: undefined,
            },
        ]);
    });

    it("accepts a catalogue without variables", () => {
        assert.deepEqual(read({ $schema: "./parameters.schema.json", variables: [] }), []);
    });

    it("accepts everything that a variable may derive from", () => {
        const sources = ["region", "publicUrl", "model", "sender", { table: "users" }, { bucket: "uploads" }];
        const variables = read({ variables: sources.map((derivedFrom, index) => ({ name: `V${index}`, derivedFrom })) });
        assert.deepEqual(
            variables.map(({ derivedFrom }) => derivedFrom),
            sources,
        );
        assert.deepEqual(derivedKeys(variables, "bucket"), ["uploads"]);
    });

    it("names file, entry, value and what is allowed, of every mistake", () => {
        const variables = [
            { name: "auth secret" },
            { name: "A", secret: "yes" },
            { name: "B", derivedFrom: "account" },
            { name: "C", derivedFrom: { table: "users", bucket: "uploads" } },
            { name: "D", requird: true },
            { name: "E", development: { random: 8 } },
            { name: "F", development: 3000 },
            {},
        ];
        assert.deepEqual(problems({ variables }), [
            "app/parameters.json: variables[0].name (auth secret) must be a variable's name: capital letters, digits and _, " +
                'first a letter, got "auth secret"',
            'app/parameters.json: variables[1].secret (A) must be true or false, got "yes"',
            "app/parameters.json: variables[2].derivedFrom (B) must be one of region, publicUrl, model, sender, or " +
                '{"table": KEY} or {"bucket": KEY}, got "account"',
            "app/parameters.json: variables[3].derivedFrom (C) must be one of region, publicUrl, model, sender, or " +
                '{"table": KEY} or {"bucket": KEY}, got {"table":"users","bucket":"uploads"}',
            "app/parameters.json: variables[4].requird (D) is not a known key; did you mean required?",
            "app/parameters.json: variables[5].development.random (E) must be a whole number from 16 to 64, got 8",
            'app/parameters.json: variables[6].development (F) must be a text, or {"random": BYTES}, got 3000',
            "app/parameters.json: variables[7].name must be a variable's name: capital letters, digits and _, first a letter, " +
                "got nothing",
        ]);
    });

    it("refuses a name that stands there twice", () => {
        assert.deepEqual(problems({ variables: [{ name: "A" }, { name: "B" }, { name: "A" }] }), [
            "app/parameters.json: variables[2].name (A) must be unique in the catalogue",
        ]);
    });

    it("says what a file must be that is none, or no JSON", () => {
        assert.deepEqual(problems([{ name: "A" }]), [
            'app/parameters.json must be an object with the keys $schema, variables, got [{"name":"A"}]',
        ]);
        assert.match(problems("{")[0] ?? "", /^app\/parameters\.json can't be read: .*JSON/);
        assert.deepEqual(
            problemsIn(() => readCatalogue("elsewhere.json", folder)),
            [{ path: "elsewhere.json", message: "does not exist" }],
        );
    });

    it("finds the file that the stack's configuration names, relative to the project", () => {
        write({ variables: [{ name: "HERE" }] });
        write({ variables: [{ name: "THERE" }] }, "../catalogues/fitness.json");
        const find = (given: Given) => findCatalogue(folder, rawOf(given), "fitness").variables.map(({ name }) => name);
        try {
            assertRows([
                ["without the key", find({}), ["HERE"]],
                ["with the key", find({ "fitness:parameters.catalogue": "../catalogues/fitness.json" }), ["THERE"]],
                ["with a key that the schema refuses", find({ "fitness:parameters.catalogue": 7 }), ["HERE"]],
                ["with parameters that are no object", find({ "fitness:parameters": "{" }), ["HERE"]],
            ]);
        } finally {
            rmSync(join(folder, "../catalogues"), { recursive: true });
        }
    });

    it("takes a missing file for no variables, unless the configuration names it", () => {
        assert.deepEqual(findCatalogue(folder, rawOf({}), "fitness"), { file: "app/parameters.json", variables: [], tables: {} });
        const named = rawOf({ "fitness:parameters.catalogue": "app/parameters.json" });
        assert.deepEqual(
            problemsIn(() => findCatalogue(folder, named, "fitness")),
            [{ path: "app/parameters.json", message: "does not exist" }],
        );
    });
});
