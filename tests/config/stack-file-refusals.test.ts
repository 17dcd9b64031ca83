import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { problemsOf, project, StackFolder } from "./stack-folder";

describe("what the reader of stack files refuses", () => {
    const folder = new StackFolder();

    it("refuses a key that stands there twice", () => {
        assert.deepEqual(
            problemsOf(() => folder.read("config:\n    spotter:profile: dev\n    spotter:profile: prod\n")),
            [{ path: "Pulumi.dev.yaml", message: "can't be read: Map keys must be unique at line 3, column 5" }],
        );
    });

    it("refuses what is no mapping", () => {
        const cases: readonly (readonly [string, string, string])[] = [
            ["", "Pulumi.dev.yaml", "nothing"],
            ["- config", "Pulumi.dev.yaml", '["config"]'],
            ["text", "Pulumi.dev.yaml", '"text"'],
            ["config: [1]", "Pulumi.dev.yaml: config", "[1]"],
        ];
        for (const [text, path, got] of cases) {
            assert.deepEqual(
                problemsOf(() => folder.read(text)),
                [{ path, message: `must be a mapping of keys to values, got ${got}` }],
            );
        }
        assert.deepEqual(
            problemsOf(() => folder.read("config: {}", "just text")),
            [{ path: "Pulumi.yaml", message: 'must be a mapping of keys to values, got "just text"' }],
        );
    });

    it("refuses every unknown key at the top, with the nearest", () => {
        assert.deepEqual(
            problemsOf(() => folder.read("confg: {}\nsecretprovider: x\naws:region: us-east-1\n")),
            [
                { path: "Pulumi.dev.yaml: confg", message: "is not a known key; did you mean config?" },
                { path: "Pulumi.dev.yaml: secretprovider", message: "is not a known key; did you mean secretsprovider?" },
                {
                    path: "Pulumi.dev.yaml: aws:region",
                    message: "must be below config:, and further in",
                },
            ],
        );
    });

    it("names the key whose value readers of YAML do not agree on", () => {
        const message = "on which readers of YAML do not agree: quote it";
        const zero = `${message}, or write it without the leading zero`;
        const cases: readonly (readonly [string, string, string])[] = [
            [
                "config: { spotter:service: { stopTimeoutSeconds: 060 } }",
                "spotter:service.stopTimeoutSeconds",
                `must not be 060, ${zero}`,
            ],
            [
                "config: { aws:allowedAccountIds: [012345678901] }",
                "aws:allowedAccountIds[0]",
                `must not be 012345678901, ${zero}`,
            ],
            ["config: { profile: 2026-11-24 }", "spotter:profile", `must not be 2026-11-24, ${message}`],
            ["encryptionsalt: 0_7", "Pulumi.dev.yaml: encryptionsalt", `must not be 0_7, ${zero}`],
            [
                "config: { parameters: { values: { SESSION_KEY: 0712 } } }",
                "spotter:parameters.values.SESSION_KEY",
                `must not be a text or number, ${zero}`,
            ],
            ["config: { spotter:x: { secure: 0712 } }", "spotter:x.secure", `must not be a text or number, ${zero}`],
        ];
        for (const [text, path, expected] of cases) {
            assert.deepEqual(
                problemsOf(() => folder.read(text)),
                [{ path, message: expected }],
            );
        }
    });

    it("refuses what the CLI can't read", () => {
        const cases: readonly (readonly [string, string, string])[] = [
            ["config: { a:b:c: x }", "a:b:c", "must be a namespace and a key with one colon between them"],
            [
                "config: { profile: dev, spotter:profile: prod }",
                "spotter:profile",
                "must not be there twice, with its namespace and without it",
            ],
            ["encryptedkey: 5", "Pulumi.dev.yaml: encryptedkey", "must be a text: quote it"],
        ];
        for (const [text, path, expected] of cases) {
            assert.deepEqual(
                problemsOf(() => folder.read(text)),
                [{ path, message: expected }],
            );
        }
    });

    it("refuses in one line, whatever a key is", () => {
        assert.throws(() => folder.read('config: { profile: { "a\\nb": 060 } }'), {
            message: /^spotter:profile\.a\\nb must not be 060, .*$/,
        });
    });

    it("says nothing beside its error, whatever a key is", () => {
        const args = [
            "-r",
            "ts-node/register/transpile-only",
            "-e",
            'require("./config/stack-file").readStackFile(process.argv[1], "dev")',
            folder.path,
        ];
        folder.write({ "Pulumi.yaml": project, "Pulumi.dev.yaml": "config:\n    [a]: b\n" });
        const { stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
        assert.doesNotMatch(stderr, /Warning/);
        assert.match(stderr, /Pulumi\.dev\.yaml: config must have texts as keys/);
    });
});
