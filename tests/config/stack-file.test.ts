import * as assert from "node:assert/strict";
import { encryptedPlaceholder, readStackFile, stacksIn } from "../../config/stack-file";
import { ownProject } from "../support/own";
import { problemsOf, project, StackFolder } from "./stack-folder";

describe("the reader of stack files", () => {
    const folder = new StackFolder();

    it("gives what the engine would: text as it is, everything else as JSON", () => {
        const {
            raw,
            secretKeys,
            project: name,
        } = folder.read(`
config:
    aws:region: us-east-1
    aws:allowedAccountIds: ["123456789012"]
    spotter:service: { cpu: 512, tasks: { min: 0 } }
    spotter:flag: false
`);
        assert.deepEqual(raw, {
            "aws:region": "us-east-1",
            "aws:allowedAccountIds": '["123456789012"]',
            "spotter:service": '{"cpu":512,"tasks":{"min":0}}',
            "spotter:flag": "false",
        });
        assert.deepEqual(secretKeys, []);
        assert.equal(name, "spotter");
    });

    it("gives a key without a namespace to the project", () => {
        assert.deepEqual(folder.read("config: { profile: dev, aws:region: us-east-1 }").raw, {
            "spotter:profile": "dev",
            "aws:region": "us-east-1",
        });
    });

    it("applies what Pulumi.yaml gives to every stack, and lets the stack's file win", () => {
        const defaults = `${project}config:
    profile: { type: string, default: dev }
    spotter:logs: { default: { retentionDays: 7 } }
    aws:region: { value: us-east-1 }
    documented: { type: string, description: without a default }
`;
        assert.deepEqual(folder.read("config: {}", defaults).raw, {
            "spotter:profile": "dev",
            "spotter:logs": '{"retentionDays":7}',
            "aws:region": "us-east-1",
        });
        assert.deepEqual(folder.read("config: { spotter:profile: prod, aws:region: eu-west-1 }", defaults).raw, {
            "spotter:profile": "prod",
            "spotter:logs": '{"retentionDays":7}',
            "aws:region": "eu-west-1",
        });
    });

    it("takes a file without config, and one whose config is empty", () => {
        assert.deepEqual(folder.read("secretsprovider: awskms://alias/spotter\n").raw, {});
        assert.deepEqual(folder.read("config:\n").raw, {});
    });

    it("replaces what is encrypted, and names its path", () => {
        const { raw, secretKeys } = folder.read(`
encryptionsalt: v1:abc
config:
    spotter:whole: { secure: AAABcanary }
    short: { secure: AAABcanary }
    spotter:parameters:
        prefix: /spotter
        values:
            AUTH_SECRET: { secure: AAABcanary }
            SUPPORT_EMAIL: help@example.com
    spotter:list: [plain, { secure: AAABcanary }, { inner: { secure: AAABcanary } }]
    spotter:notSecure: { secure: AAAB, other: 1 }
`);
        assert.deepEqual(raw, {
            "spotter:whole": encryptedPlaceholder,
            "spotter:short": encryptedPlaceholder,
            "spotter:parameters": JSON.stringify({
                prefix: "/spotter",
                values: { AUTH_SECRET: encryptedPlaceholder, SUPPORT_EMAIL: "help@example.com" },
            }),
            "spotter:list": JSON.stringify(["plain", encryptedPlaceholder, { inner: encryptedPlaceholder }]),
            "spotter:notSecure": '{"secure":"AAAB","other":1}',
        });
        assert.deepEqual(secretKeys, [
            "spotter:whole",
            "spotter:short",
            "spotter:parameters.values.AUTH_SECRET",
            "spotter:list[1]",
            "spotter:list[2].inner",
        ]);
    });

    it("lists the stacks where one has no file", () => {
        folder.write({ "Pulumi.yaml": project, "Pulumi.staging.yaml": "", "Pulumi.prod.yaml": "", "Pulumi.prod.yml": "" });
        assert.deepEqual(
            problemsOf(() => readStackFile(folder.path, "production")),
            [{ path: "Pulumi.production.yaml", message: "does not exist; the stacks of this project are prod, staging" }],
        );
        assert.deepEqual(stacksIn(folder.path), ["prod", "staging"]);
    });

    it("says where a file is no YAML", () => {
        assert.deepEqual(
            problemsOf(() => folder.read("config:\n    aws:region: [us-east-1\n    spotter:profile: dev\n")),
            [
                {
                    path: "Pulumi.dev.yaml",
                    message:
                        "can't be read: Flow sequence in block collection must be sufficiently indented and end with a ] at line 3, column 5",
                },
            ],
        );
    });

    it("says that Pulumi.yaml is missing", () => {
        folder.write({ "Pulumi.dev.yaml": "config: {}" });
        const [only] = problemsOf(() => readStackFile(folder.path, "dev"));
        assert.equal(only?.path, "Pulumi.yaml");
        assert.match(only.message, /^can't be read: ENOENT/);
    });

    it("gives what the engine would where a key has no value, or where what is secure is no text", () => {
        assert.deepEqual(folder.read("config: { a: , b: ~, c: { d: }, e: { secure: 5 } }"), {
            raw: { "spotter:a": "", "spotter:b": "", "spotter:c": '{"d":null}', "spotter:e": '{"secure":5}' },
            secretKeys: [],
            project: "spotter",
            environments: [],
        });
    });

    it("reads the project's own stacks", () => {
        for (const stack of stacksIn(process.cwd())) {
            const keys = Object.keys(readStackFile(process.cwd(), stack).raw);
            assert.deepEqual([...new Set(keys.map((key) => key.split(":")[0]))].sort(), ["aws", ownProject].sort());
        }
    });
});
