import * as assert from "node:assert/strict";
import { secretSource, toSecretSource } from "../../aws/secret-source";
import { describeVariables } from "../../aws/variables";
import { intent } from "../deployment/builders";
import { StubClients } from "./stub-clients";

const account = { partition: "aws", region: "us-east-1", accountId: "123456789012" };
const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:acme/db-AbCdEf";
const parameter = "arn:aws:ssm:us-east-1:123456789012:parameter";

describe("where a value is kept", () => {
    it("is a parameter by its name or ARN, or a secret with the six characters that AWS adds", () => {
        const legal = [
            "/a",
            "/acme/web/db-PASSWORD",
            `${parameter}/acme/x`,
            `${parameter}/x`,
            secret,
            `${secret}:key::`,
            `${secret}:::id`,
        ];
        const illegal = [
            "acme",
            "/",
            "/a/",
            "//a",
            `${parameter}/`,
            secret.slice(0, -7),
            `${secret}:key`,
            `${secret}:a:b:c:d`,
            `${secret}: ::`,
        ];
        assert.deepEqual(
            [...legal, ...illegal].filter((text) => secretSource.pattern.test(text)),
            legal,
        );
    });

    it("is what ECS takes, what a permission is for, and what the owner calls it", () => {
        const rows: [string, object][] = [
            ["/acme/x", { service: "ssm", valueFrom: `${parameter}/acme/x`, arn: `${parameter}/acme/x`, id: "/acme/x" }],
            [
                `${parameter}/acme/x`,
                { service: "ssm", valueFrom: `${parameter}/acme/x`, arn: `${parameter}/acme/x`, id: "/acme/x" },
            ],
            [`${parameter}/x`, { service: "ssm", valueFrom: `${parameter}/x`, arn: `${parameter}/x`, id: "x" }],
            [secret, { service: "secretsmanager", valueFrom: secret, arn: secret, id: secret, stage: "AWSCURRENT" }],
            [
                `${secret}:password:AWSPREVIOUS:`,
                {
                    service: "secretsmanager",
                    valueFrom: `${secret}:password:AWSPREVIOUS:`,
                    arn: secret,
                    id: secret,
                    stage: "AWSPREVIOUS",
                },
            ],
            [
                `${secret}:::v1`,
                { service: "secretsmanager", valueFrom: `${secret}:::v1`, arn: secret, id: secret, versionId: "v1" },
            ],
        ];
        for (const [text, source] of rows) {
            assert.deepEqual(toSecretSource(text, account), source);
        }
    });
});

describe("what SSM knows of variables", () => {
    const all = new Map([
        ["/spotter-app/AUTH_SECRET", 1],
        ["/spotter-app/MOVED", 2],
        ["/acme/moved", 3],
    ]);
    const ask = (names: readonly string[], parameterReferences?: Record<string, string>) => {
        const stub = new StubClients({
            ssm: {
                describeParameters: ({ ParameterFilters }) => {
                    const [{ Key, Values } = { Key: "", Values: [""] }] = ParameterFilters as { Key: string; Values: string[] }[];
                    const Parameters = [...all]
                        .filter(([Name]) => (Key === "Path" ? Name.startsWith(`${Values[0]}/`) : Values.includes(Name)))
                        .map(([Name, Version]) => ({ Name, Version, Type: "String" }));
                    return { Parameters };
                },
            },
        });
        const { account: at } = intent.serviceRef;
        return describeVariables(stub.clients, { ...intent.serviceRef, account: at, parameterReferences }, names).then(
            (found) => ({
                versions: Object.fromEntries([...found].map(([name, { version }]) => [name, version])),
                calls: stub.calls.length,
            }),
        );
    };

    it("is of the prefix, and of nothing else where all are there", async () => {
        assert.deepEqual(await ask(["AUTH_SECRET", "MISSING"]), { versions: { AUTH_SECRET: 1 }, calls: 1 });
    });

    it("is of where a variable is kept, even where the prefix has one of its name", async () => {
        assert.deepEqual(await ask(["AUTH_SECRET", "MOVED"], { MOVED: "/acme/moved" }), {
            versions: { AUTH_SECRET: 1, MOVED: 3 },
            calls: 2,
        });
        assert.deepEqual(await ask(["MOVED"], { MOVED: "/acme/gone" }), { versions: {}, calls: 1 });
    });

    it("is nothing of another account, and of no secret", async () => {
        const foreign = "arn:aws:ssm:us-east-1:111122223333:parameter/acme/moved";
        assert.deepEqual(await ask(["MOVED", "AUTH_SECRET"], { MOVED: foreign, AUTH_SECRET: secret }), {
            versions: {},
            calls: 0,
        });
    });
});
