import * as assert from "node:assert/strict";
import { parameters, tableKeys } from "../../config/parameters";
import { configOf } from "./input";

describe("the catalogue of variables", () => {
    it("has 63, each once", () => {
        assert.equal(parameters.length, 63);
        assert.equal(new Set(parameters.map(({ name }) => name)).size, 63);
    });

    it("has names that a shell and SSM take", () => {
        for (const { name } of parameters) {
            assert.match(name, /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/);
        }
    });

    it("has the five categories of the scripts' documents", () => {
        assert.deepEqual(
            [...new Set(parameters.map(({ category }) => category))],
            ["auth", "stripe", "aws", "email", "rate limiting"],
        );
    });

    it("assumes every name but the two that those documents spell out", () => {
        assert.deepEqual(
            parameters.filter(({ assumed }) => !assumed).map(({ name }) => name),
            ["AUTH_SECRET", "NEXTAUTH_URL"],
        );
    });

    it("knows which are secrets", () => {
        assert.deepEqual(
            parameters.filter(({ secret }) => secret).map(({ name }) => name),
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
    });

    it("calls nothing plain that is named like a secret", () => {
        const plain = parameters.filter(({ secret }) => !secret).map(({ name }) => name);
        assert.deepEqual(
            plain.filter((name) => /SECRET|PASSWORD|TOKEN(?!S)/.test(name)),
            [],
        );
    });

    it("bakes nothing into the browser's code", () => {
        assert.deepEqual(
            parameters.filter(({ name }) => name.startsWith("NEXT_PUBLIC_")),
            [],
        );
    });

    it("says of each where its value comes from, and derives exactly what comes from the stack", () => {
        for (const { name, source, derivedFrom, secret } of parameters) {
            assert.equal(derivedFrom !== undefined, source === "stack", name);
            assert.equal(secret, source === "external", name);
        }
    });

    it("derives a variable from every table", () => {
        const from = parameters.flatMap(({ derivedFrom }) => (typeof derivedFrom === "object" ? [derivedFrom.table] : []));
        assert.deepEqual(from, tableKeys);
    });

    it("requires these", () => {
        assert.deepEqual(
            parameters.filter(({ required }) => required).map(({ name }) => name),
            ["AUTH_SECRET", "NEXTAUTH_URL", "AWS_REGION", "DYNAMODB_USERS_TABLE", "DYNAMODB_WORKOUTS_TABLE"],
        );
    });
});

describe("the variables of a container", () => {
    const from = (given: object, name: string) =>
        configOf({ "spotter:parameters": given }).parameters.variables.find((variable) => variable.name === name)?.from;

    it("leave out an optional one that nobody gave", () => {
        assert.equal(from({}, "SUPPORT_EMAIL"), undefined);
    });

    it("have one that has a value, with it", () => {
        const { variables } = configOf({ "spotter:parameters.values.SUPPORT_EMAIL": "a@b.cc" }).parameters;
        const variable = variables.find(({ name }) => name === "SUPPORT_EMAIL");
        assert.deepEqual([variable?.from, variable?.value], ["config", "a@b.cc"]);
    });

    it("have one that is listed as external, or every one", () => {
        assert.equal(from({ external: ["SUPPORT_EMAIL"] }, "SUPPORT_EMAIL"), "external");
        assert.equal(from({ external: "all" }, "SUPPORT_EMAIL"), "external");
    });

    it("have a required one in any case, and a derived one from the stack", () => {
        assert.equal(from({}, "AUTH_SECRET"), "external");
        assert.equal(from({ external: "all" }, "AWS_REGION"), "stack");
    });

    it("have no table that the stack does not name", () => {
        const { variables } = configOf({ "spotter:access.tables": { users: "the-users", workouts: "the-workouts" } }).parameters;
        assert.deepEqual(
            variables.filter(({ name }) => name.endsWith("_TABLE")).map(({ name }) => name),
            ["DYNAMODB_USERS_TABLE", "DYNAMODB_WORKOUTS_TABLE"],
        );
    });
});
