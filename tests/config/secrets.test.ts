import * as assert from "node:assert/strict";
import fc from "fast-check";
import { keysOfSchema } from "../docs/schema-keys";
import { assertRows, catalogue, configOf, problemsOf, problemsOfRaw, project, rawOf, type Given } from "./input";
import { leafCases } from "./leaf-cases";
import { neighboursOf } from "./neighbours";

const canary = "sk_live_canary";
const secretNames = catalogue.variables.filter(({ secret }) => secret).map(({ name }) => name);

describe("a secret of the catalogue", () => {
    it("is refused in plain text", () => {
        assertRows(
            secretNames.map((name) => {
                const path = `fitness:parameters.values.${name}`;
                const message = `is a secret in plain text: pulumi config set --secret --path ${path}`;
                return [name, problemsOf({ [path]: canary }), [{ path, message }]] as const;
            }),
        );
    });

    it("is accepted where the file encrypts it", () => {
        assertRows(
            secretNames.flatMap((name) => {
                const path = `fitness:parameters.values.${name}`;
                return [path, "fitness:parameters.values", "fitness:parameters"].map((key) => {
                    const { parameters: read } = configOf({ [path]: canary }, { secretKeys: [key] });
                    return [`${name} in ${key}`, [read.values, read.encrypted], [{ [name]: canary }, true]] as const;
                });
            }),
        );
    });

    it("is refused beside one that is encrypted, also where its name continues that one's", () => {
        const values = { GOOGLE_CLIENT_SECRET: canary, FACEBOOK_CLIENT_SECRET: canary };
        for (const secretKey of ["fitness:parameters.values.GOOGLE_CLIENT_SECRET", "fitness:parameters.values.FACEBOOK"]) {
            assert.ok(
                problemsOf({ "fitness:parameters.values": values }, { secretKeys: [secretKey] }).some(
                    ({ path }) => path === "fitness:parameters.values.FACEBOOK_CLIENT_SECRET",
                ),
            );
        }
    });

    it("is all that is refused: what is no secret may stand in plain text", () => {
        const { parameters: read } = configOf({ "fitness:parameters.values.SUPPORT_EMAIL": "help@example.com" });
        assert.deepEqual([read.values, read.encrypted], [{ SUPPORT_EMAIL: "help@example.com" }, false]);
    });
});

describe("a message", () => {
    const mistakes: Readonly<Record<string, Given>> = {
        "a secret in plain text": { "fitness:parameters.values.AUTH_SECRET": canary },
        "a list for a value": { "fitness:parameters.values.SUPPORT_EMAIL": [canary] },
        "an object for a value": { "fitness:parameters.values.SUPPORT_EMAIL": { value: canary } },
        "a value that is too long": { "fitness:parameters.values.SUPPORT_EMAIL": canary.repeat(400) },
        "an unknown variable": { "fitness:parameters.values.SUPORT_EMAIL": canary },
        "a variable that the program derives": { "fitness:parameters.values.AWS_REGION": canary },
        "a secret in production": { "fitness:profile": "prod", "fitness:parameters.values.AUTH_SECRET": canary },
        "a text for the values": { "fitness:parameters.values": canary },
        "a list for the values": { "fitness:parameters.values": [{ AUTH_SECRET: canary }] },
        "a text for the parameters": { "fitness:parameters": canary },
        "a list for the parameters": { "fitness:parameters": [{ values: { AUTH_SECRET: canary } }] },
        "JSON that does not end": { "fitness:parameters": `{"values": {"AUTH_SECRET": "${canary}"` },
        "a variable twice": {
            "fitness:parameters": { values: { AUTH_SECRET: canary, SES_REPLY_TO: canary }, external: ["SES_REPLY_TO"] },
        },
        "values one level too high": { "fitness:parameters": { AUTH_SECRET: canary } },
        "values under a misspelt key": { "fitness:parameters": { vales: { AUTH_SECRET: canary } } },
        "a value at the top": { "fitness:AUTH_SECRET": canary },
        "a value of no namespace": { "AUTH:SECRET": canary },
    };
    it("never shows a variable's value", () => {
        assertRows(
            Object.entries(mistakes).map(([mistake, given]) => {
                const problems = problemsOf(given);
                const shown = JSON.stringify(problems).includes(canary);
                return [mistake, { hasProblems: problems.length > 0, shown }, { hasProblems: true, shown: false }] as const;
            }),
        );
    });

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
            "fitness:parameters",
            "fitness:parameters.values",
            "fitness:parameters.values.AUTH_SECRET",
            "fitness:parameters.values.SUPPORT_EMAIL",
        );
        const profile = fc.constantFrom("dev", "staging", "prod");
        fc.assert(
            fc.property(anything, place, profile, (value, path, chosen) => {
                const problems = problemsOf({ "fitness:profile": chosen, [path]: value });
                assert.ok(!JSON.stringify(problems).includes(canary), JSON.stringify(problems));
            }),
            { numRuns: 60 },
        );
    });
});

describe("an encrypted key", () => {
    const visible = keysOfSchema(project).leaves.filter(({ path }) => path.startsWith("fitness:") && path.includes("."));

    it("never shows its value", () => {
        assertRows(
            visible.flatMap((leaf) => {
                const { illegal, item, must = "" } = leafCases[leaf.key] ?? {};
                const isValue = leaf.path.startsWith("fitness:parameters.values.");
                const expected = isValue ? "must not be empty: SSM refuses it" : (item?.[1] ?? must);
                return [leaf.path, leaf.path.split(".")[0] ?? ""].map((key) => {
                    const problems = problemsOf({ ...neighboursOf(leaf), [leaf.path]: illegal }, { secretKeys: [key] });
                    return [`${leaf.key} in ${key}`, problems.map(({ message }) => message), [expected]] as const;
                });
            }),
        );
    });

    it("shows neither its value nor that of a key that a rule compares it with", () => {
        assert.deepEqual(
            problemsOf(
                {
                    "fitness:domain": { name: "canary.example.com", zone: "canary.org" },
                    "fitness:access.mail": { identity: "canary.example.com", sender: "a@canary.org" },
                },
                { secretKeys: ["fitness:domain", "fitness:access"] },
            ),
            [
                { path: "fitness:domain.zone", message: "must be the domain's name or a parent of it" },
                { path: "fitness:access.mail.sender", message: "must be an address of access.mail.identity" },
            ],
        );
    });

    it("says that it is missing, which is no secret", () => {
        assert.deepEqual(problemsOf({ "fitness:domain": { zone: "example.com" } }, { secretKeys: ["fitness:domain"] }), [
            { path: "fitness:domain.name", message: "must be a host name like app.example.com, got nothing" },
        ]);
    });

    it("does not hide its neighbours", () => {
        const raw = { ...rawOf({ "fitness:logs.retentionDays": 31, "fitness:logsx": 1 }) };
        const problems = problemsOfRaw(raw, { secretKeys: ["fitness:log", "fitness:logs.retention"] });
        assert.match(problems.map(({ message }) => message).join(), /, got 31/);
    });
});
