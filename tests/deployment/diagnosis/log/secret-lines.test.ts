import * as assert from "node:assert/strict";
import { quoteLastLines, quoteLog } from "../../../../deployment/diagnosis/evidence";
import { readLines } from "../../../../deployment/diagnosis/log/lines";
import { maskLines } from "../../../../deployment/diagnosis/log/secret-lines";
import { intent } from "../../builders";

const secretNames = [...intent.secretNames, "DATABASE_URL"];

/** Logs that hold a value with one of these in it. */
const canary = /c4n|v4lue|4r@y/;

const leaks: readonly (readonly [string, string])[] = [
    ["a value below its name", "AUTH_SECRET\nc4n4ry-v4lue"],
    ["a value of words below its name", "AUTH_SECRET\nc4n4ry v4lue"],
    ["a value below a label", "AUTH_SECRET:\nc4n4ry v4lue"],
    ["an indented value below a label", "AUTH_SECRET:\n    c4n4ry v4lue"],
    ["a value below a sentence", "The value of AUTH_SECRET is:\nc4n4ry"],
    ["a pair over several lines", "[\n  'AUTH_SECRET',\n  'c4n4ry v4lue'\n]"],
    ["a pair", "[ 'AUTH_SECRET', 'c4n4ry v4lue' ]"],
    ["a pair as JSON", '["AUTH_SECRET","c4n4ry v4lue"]'],
    ["a token below a list of names", "[ 'AUTH_SECRET', 'STRIPE_SECRET_KEY' ]\nc4n4ryQ9x8a7b6c5d4e3f2"],
    ["an object below its name", "{\n  AUTH_SECRET: {\n    value: 'c4n4ry v4lue',\n    from: 'ssm'\n  },\n  PORT: '3000'\n}"],
    ["JSON below its name", '{\n  "AUTH_SECRET": {\n    "current": "c4n4ry v4lue"\n  }\n}'],
    ["JSON in a line", '{"AUTH_SECRET":{"current":"c4n4ry v4lue"},"PORT":1}'],
    ["an entry of a task definition", '{\n  "name": "AUTH_SECRET",\n  "value": "c4n4ry v4lue"\n}'],
    ["an entry whose value comes first", '{\n  "value": "c4n4ry v4lue",\n  "name": "AUTH_SECRET"\n}'],
    ["an entry in one line whose value comes first", '{"value":"c4n4ry v4lue","name":"AUTH_SECRET"}'],
    [
        "a private key",
        "loading key\n-----BEGIN RSA PRIVATE KEY-----\nMIIEc4n4ryAIBAAKCAQEA\nc4n4ry/+abc=\n-----END RSA PRIVATE KEY-----\nError: bad decrypt",
    ],
    [
        "a private key without its beginning",
        "c4n4ryAIBAAKCAQEA7bq2mF3k9ZxPq8Lr5TnWvYs1UoEhGdJcXiMzKpRtBaNfQwSy\nc4n4ryAIBAAKCAQEA7bq2mF3k9ZxPq8Lr5TnWvYs1UoEhGdJcXiMzKpRtBaNfQwSy\n-----END RSA PRIVATE KEY-----",
    ],
    [
        "a private key behind its name",
        'AUTH_SECRET="-----BEGIN PRIVATE KEY-----\nc4n4ryabc\nc4n4rydef\n-----END PRIVATE KEY-----"\nError: x',
    ],
    [
        "a private key as Node inspects it",
        "  key: '-----BEGIN PRIVATE KEY-----\\n' +\n    'c4n4ryMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\\n' +\n    '-----END PRIVATE KEY-----\\n',",
    ],
    ["a private key in one line", "key -----BEGIN PRIVATE KEY-----\\nc4n4ryMIIEv\\n-----END PRIVATE KEY-----"],
    ["a connection string", "connect postgresql://app:c4n4ry@db.internal:5432/app"],
    ["a password with a slash and an @", "connect postgresql://app:c4n/4r@y@db.internal:5432/app"],
    ["a connection string below its name", "DATABASE_URL\npostgresql://app:c4n4ry@db/app"],
    ["a value that stands beside its name elsewhere", "AUTH_SECRET=c4n4ryv4lue\nError: bad key c4n4ryv4lue at offset 3"],
    ["a value that stands beside its name later", "Error: bad key c4n4ryv4lue at offset 3\nenv AUTH_SECRET=c4n4ryv4lue"],
    ["hexadecimal, alone in its line", "0123456789abcdefc4n4ry0123456789abcdef\nError: x"],
    ["base64, alone in its line", "c4n4ryK7x+QmZ9PqLr5TnWvYs1UoEhGdJcXiMzKp8=\nError: x"],
    ["a token in quotes, alone in its line", "'c4n4ryK7xQmZ9PqLr5TnWvYs1UoEhGdJ'"],
    ["a value of two lines", "AUTH_SECRET=`c4n4ry\nv4lue`\nError: x"],
    ["a block of YAML", "AUTH_SECRET: |\n  c4n4ry\n  v4lue\nPORT: 3000"],
    [
        "a record with an error",
        '{"level":50,"msg":"bad config","config":{"AUTH_SECRET":"c4n4ry"},"err":{"type":"Error","message":"AUTH_SECRET=c4n4ry is bad","stack":"Error: AUTH_SECRET=c4n4ry is bad\\n    at x (/app/a.js:1:1)"}}',
    ],
    ["a record with a message of two lines", '{"level":50,"msg":"AUTH_SECRET\\nc4n4ry"}'],
    [
        "what a schema says of a value",
        'ZodError: [\n  {\n    "path": [\n      "AUTH_SECRET"\n    ],\n    "message": "Invalid value \'c4n4ry\'"\n  }\n]\n    at /app/a.js:1:1',
    ],
    [
        "what a schema says before the path",
        'ZodError: [\n  {\n    "message": "got c4n4ry",\n    "path": [ "AUTH_SECRET" ]\n  }\n]\n    at /app/a.js:1:1',
    ],
    [
        "properties of an error",
        "Error: x\n    at a (/app/a.js:1:1) {\n  config: { headers: { Authorization: 'Bearer c4n4ry' } },\n  password: 'c4n4ry'\n}",
    ],
    ["options of a client", "Error: bad options { user: 'app', password: 'c4n4ry', host: 'db' }"],
    ["a token of GitHub", "Error: bad credentials ghp_c4n4ryc4n4ryc4n4ryc4n4ryc4n4ry123456"],
    ["a key of OpenAI", "Error: Incorrect API key provided: sk-proj-c4n4ryc4n4ryc4n4ry"],
    [
        "the difference that an assertion shows",
        "AssertionError [ERR_ASSERTION]: AUTH_SECRET\n+ actual - expected\n\n+ 'c4n4ry'\n- 'x'\n    at /app/a.js:1:1",
    ],
    ["a name in small letters", "auth_secret\nc4n4ry"],
    ["a table", "│ AUTH_SECRET │ 'c4n4ry v4lue' │"],
    ["a table with an index", "│ 0 │ 'AUTH_SECRET' │ 'c4n4ry v4lue' │"],
    ["a shell's list of variables", 'declare -x AUTH_SECRET="c4n4ry v4lue"'],
    ["a query string", "Error: GET /x?AUTH_SECRET=c4n4ry&b=1"],
    ["a property's name", "Error: config authSecret='c4n4ry'"],
    ["a header of names", "AUTH_SECRET AUTH_SECRET_OLD\nc4n4ry c4n4ry"],
    ["a value below an empty line", "AUTH_SECRET\n\nc4n4ry"],
    ["lines with a time", "2026-11-24T12:00:00Z AUTH_SECRET\n2026-11-24T12:00:00Z c4n4ry"],
    ["what a validator received", "Error: AUTH_SECRET: expected 32 characters, received c4n4ry"],
    ["a value in brackets", "AUTH_SECRET (c4n4ry) is too short"],
];

/** Logs whose error is not hidden, and what must be left of it. */
const harmless: readonly (readonly [string, string])[] = [
    ["Missing variables:\n  AUTH_SECRET\n  DATABASE_URL\nError: configuration is incomplete", "configuration is incomplete"],
    ["AUTH_SECRET\nError: Cannot find module 'x'\n    at y (/app/a.js:1:1)", "Cannot find module 'x'"],
    ["Error: AUTH_SECRET is required", "AUTH_SECRET is required"],
    ["sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef is not an image\nError: a", "Error: a"],
    [
        "Error: Cannot find module '/app/node_modules/.pnpm/next@16.0.1_react@19.2.0/node_modules/next/dist/server.js'",
        "node_modules/next/dist/server.js",
    ],
];

describe("a log", () => {
    for (const [what, log] of leaks) {
        it(`never shows ${what}`, () => {
            const lines = log.split("\n");
            const masked = maskLines(
                readLines(lines).map(({ text }) => text),
                secretNames,
            ).join("\n");
            assert.doesNotMatch(masked, canary);
            assert.doesNotMatch(quoteLog(lines, secretNames) ?? "", canary);
            assert.doesNotMatch(quoteLastLines(lines, secretNames, 10) ?? "", canary);
        });
    }

    for (const [log, rest] of harmless) {
        it(`still shows ${rest}`, () => {
            assert.ok(quoteLog(log.split("\n"), secretNames)?.includes(rest), quoteLog(log.split("\n"), secretNames));
        });
    }

    it("shows what no name and no form gives away, which is the limit of it", () => {
        const lines = ["unlocked the store with c4n4ry", "Error: boom"];
        assert.equal(quoteLastLines(lines, secretNames), "unlocked the store with c4n4ry | Error: boom");
    });

    it("keeps as many lines as it had", () => {
        for (const [, log] of [...leaks, ...harmless]) {
            assert.equal(maskLines(log.split("\n"), secretNames).length, log.split("\n").length);
        }
    });
});
