import * as assert from "node:assert/strict";
import fc from "fast-check";
import { parameters } from "../../config/parameters";
import { keysOfSchema } from "../docs/schema-keys";
import { configOf, problemsOf, problemsOfRaw, rawOf, type Given } from "./input";
import { leafCases, neighboursOf } from "./leaf-cases";

const canary = "sk_live_canary";
const secretNames = parameters.filter(({ secret }) => secret).map(({ name }) => name);

describe("a secret of the catalogue", () => {
    for (const name of secretNames) {
        it(`is refused in plain text: ${name}`, () => {
            const path = `spotter:parameters.values.${name}`;
            assert.deepEqual(problemsOf({ [path]: canary }), [
                { path, message: `is a secret in plain text: pulumi config set --secret --path ${path}` },
            ]);
        });

        it(`is taken where the file encrypts it: ${name}`, () => {
            const path = `spotter:parameters.values.${name}`;
            for (const secretKeys of [[path], ["spotter:parameters.values"], ["spotter:parameters"]]) {
                const { parameters: read } = configOf({ [path]: canary }, { secretKeys });
                assert.deepEqual([read.values, read.encrypted], [{ [name]: canary }, true]);
            }
        });
    }

    it("is refused beside one that is encrypted, also where its name continues that one's", () => {
        const values = { GOOGLE_CLIENT_SECRET: canary, FACEBOOK_CLIENT_SECRET: canary };
        for (const secretKey of ["spotter:parameters.values.GOOGLE_CLIENT_SECRET", "spotter:parameters.values.FACEBOOK"]) {
            assert.ok(
                problemsOf({ "spotter:parameters.values": values }, { secretKeys: [secretKey] }).some(
                    ({ path }) => path === "spotter:parameters.values.FACEBOOK_CLIENT_SECRET",
                ),
            );
        }
    });

    it("is all that is refused: what is no secret may stand in plain text", () => {
        const { parameters: read } = configOf({ "spotter:parameters.values.SUPPORT_EMAIL": "help@example.com" });
        assert.deepEqual([read.values, read.encrypted], [{ SUPPORT_EMAIL: "help@example.com" }, false]);
    });
});

describe("a message", () => {
    const mistakes: Readonly<Record<string, Given>> = {
        "a secret in plain text": { "spotter:parameters.values.AUTH_SECRET": canary },
        "a list for a value": { "spotter:parameters.values.SUPPORT_EMAIL": [canary] },
        "an object for a value": { "spotter:parameters.values.SUPPORT_EMAIL": { value: canary } },
        "a value that is too long": { "spotter:parameters.values.SUPPORT_EMAIL": canary.repeat(400) },
        "an unknown variable": { "spotter:parameters.values.SUPORT_EMAIL": canary },
        "a variable that the program derives": { "spotter:parameters.values.AWS_REGION": canary },
        "a secret in production": { "spotter:profile": "prod", "spotter:parameters.values.AUTH_SECRET": canary },
        "a text for the values": { "spotter:parameters.values": canary },
        "a list for the values": { "spotter:parameters.values": [{ AUTH_SECRET: canary }] },
        "a text for the parameters": { "spotter:parameters": canary },
        "a list for the parameters": { "spotter:parameters": [{ values: { AUTH_SECRET: canary } }] },
        "JSON that does not end": { "spotter:parameters": `{"values": {"AUTH_SECRET": "${canary}"` },
        "a variable twice": {
            "spotter:parameters": { values: { AUTH_SECRET: canary, SES_REPLY_TO: canary }, external: ["SES_REPLY_TO"] },
        },
        "values one level too high": { "spotter:parameters": { AUTH_SECRET: canary } },
        "values under a misspelt key": { "spotter:parameters": { vales: { AUTH_SECRET: canary } } },
        "a value at the top": { "spotter:AUTH_SECRET": canary },
        "a value of no namespace": { "AUTH:SECRET": canary },
    };
    for (const [mistake, given] of Object.entries(mistakes)) {
        it(`never shows a variable's value: ${mistake}`, () => {
            const problems = problemsOf(given);
            assert.ok(problems.length > 0);
            assert.ok(!JSON.stringify(problems).includes(canary), JSON.stringify(problems));
        });
    }

    it("never shows a variable's value, whatever stands there", () => {
        const anything = fc.letrec<{ tree: unknown }>((tie) => ({
            tree: fc.oneof(
                { maxDepth: 3 },
                fc.constantFrom(canary, `${canary} `.repeat(300)),
                fc.array(tie("tree"), { minLength: 1, maxLength: 2 }),
                fc.dictionary(
                    fc.constantFrom("values", "external_", "AUTH_SECRET", "SUPPORT_EMAIL", "AWS_REGION", "x"),
                    tie("tree"),
                    {
                        minKeys: 1,
                        maxKeys: 3,
                    },
                ),
            ),
        })).tree;
        const place = fc.constantFrom(
            "spotter:parameters",
            "spotter:parameters.values",
            "spotter:parameters.values.AUTH_SECRET",
            "spotter:parameters.values.SUPPORT_EMAIL",
        );
        const profile = fc.constantFrom("dev", "staging", "prod");
        fc.assert(
            fc.property(anything, place, profile, (value, path, chosen) => {
                const problems = problemsOf({ "spotter:profile": chosen, [path]: value });
                assert.ok(!JSON.stringify(problems).includes(canary), JSON.stringify(problems));
            }),
            { numRuns: 300 },
        );
    });
});

describe("an encrypted key", () => {
    const visible = keysOfSchema().leaves.filter(({ path }) => path.startsWith("spotter:") && path.includes("."));

    for (const leaf of visible) {
        it(`never shows its value: ${leaf.key}`, () => {
            const { illegal, item, must = "" } = leafCases[leaf.key] ?? {};
            const top = leaf.path.split(".")[0] ?? "";
            for (const secretKeys of [[leaf.path], [top]]) {
                const [only, ...others] = problemsOf({ ...neighboursOf(leaf), [leaf.path]: illegal }, { secretKeys });
                assert.deepEqual(others, []);
                const isValue = leaf.path.startsWith("spotter:parameters.values.");
                assert.equal(only?.message, isValue ? "must not be empty: SSM refuses it" : (item?.[1] ?? must));
            }
        });
    }

    it("shows neither its value nor that of a key that a rule compares it with", () => {
        assert.deepEqual(
            problemsOf(
                {
                    "spotter:domain": { name: "canary.example.com", zone: "canary.org" },
                    "spotter:access.mail": { identity: "canary.example.com", sender: "a@canary.org" },
                },
                { secretKeys: ["spotter:domain", "spotter:access"] },
            ),
            [
                { path: "spotter:domain.zone", message: "must be the domain's name or a parent of it" },
                { path: "spotter:access.mail.sender", message: "must be an address of access.mail.identity" },
            ],
        );
    });

    it("says that it is missing, which is no secret", () => {
        assert.deepEqual(problemsOf({ "spotter:domain": { zone: "example.com" } }, { secretKeys: ["spotter:domain"] }), [
            { path: "spotter:domain.name", message: "must be a host name like app.example.com, got nothing" },
        ]);
    });

    it("does not hide its neighbours", () => {
        const raw = { ...rawOf({ "spotter:logs.retentionDays": 31, "spotter:logsx": 1 }) };
        const problems = problemsOfRaw(raw, { secretKeys: ["spotter:log", "spotter:logs.retention"] });
        assert.match(problems.map(({ message }) => message).join(), /, got 31/);
    });
});
