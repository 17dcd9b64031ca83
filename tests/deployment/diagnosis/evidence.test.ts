import * as assert from "node:assert/strict";
import * as evidence from "../../../deployment/diagnosis/evidence";
import { diagnose, formatDiagnosis } from "../../../deployment/diagnosis/diagnose";
import { exited, intent, snapshot } from "../builders";

const canary = "c4n4ry v4lue";
const { secretNames } = intent;
const toEvidence = (line: string) => evidence.toEvidence(line, secretNames);

describe("evidence", () => {
    const shapes: readonly (readonly [string, (name: string) => string])[] = [
        ["an assignment", (name) => `${name}=${canary}`],
        ["an export", (name) => `export ${name}="${canary}" OTHER=1`],
        ["a quoted assignment", (name) => `${name} = '${canary}'`],
        ["YAML", (name) => `env ${name}: ${canary}`],
        ["JSON", (name) => `{"NODE_ENV":"production","${name}":"${canary}","PORT":"3000"}`],
        ["JSON in a text", (name) => `{\\"${name}\\":\\"${canary}\\"}`],
        ["an inspected object", (name) => `{ ${name}: '${canary}', PORT: '3000' }`],
    ];

    for (const [what, shape] of shapes) {
        it(`never shows a secret in ${what}`, () => {
            for (const name of secretNames) {
                const text = toEvidence(shape(name));
                assert.ok(!/c4n4ry|v4lue/.test(text), text);
                assert.ok(text.includes(name) && text.includes("***"), text);
            }
        });
    }

    for (const line of [
        `AUTH_SECRET: Invalid url input: "${canary}"`, // envalid
        "AUTH_SECRET must be 32 characters, got c4n4ry",
        `Invalid AUTH_SECRET '${canary}'`,
        `{"name":"AUTH_SECRET","value":"${canary}"}`, // as a task definition lists it
        "auth_secret=c4n4ry",
        "AUTH_SECRET is c4n4ry",
        "headers: { Authorization: 'Bearer c4n4ry' }", // an inspected error of an HTTP client
        "Invalid API Key provided: sk_live_c4n4ry",
        "restricted key rk_test_c4n4ry, publishable key pk_live_c4n4ry",
        "no signature matches whsec_c4n4ry", // a webhook's secret of Stripe
        "authorization: Basic c4n4ry",
        "session eyJhbGciOiJIUzI1NiJ9.c4n4ry.c4n4ry",
        "connect redis://default:c4n4ry@redis.example:6379",
    ]) {
        it(`never shows what an application received: ${line}`, () => {
            assert.doesNotMatch(toEvidence(line), /c4n4ry|v4lue/);
            assert.match(toEvidence(line), /\*\*\*/);
        });
    }

    it("masks the variables that are named, and tokens of a known format whatever is named", () => {
        const line = "FITNESS_KEY=one AUTH_SECRET=two";
        assert.equal(evidence.toEvidence(line, ["AUTH_SECRET"]), "FITNESS_KEY=one AUTH_SECRET=***");
        assert.equal(evidence.toEvidence(line, ["FITNESS_KEY"]), "FITNESS_KEY=***");
        assert.equal(evidence.toEvidence(line, []), line);
        assert.equal(evidence.toEvidence("AUTH_SECRET=one whsec_c4n4ry", []), "AUTH_SECRET=one whsec_***");
        assert.equal(evidence.toEvidence("a.b=one axb=two", ["a.b"]), "a.b=***");
        assert.equal(evidence.toEvidence("axb=two", ["a.b"]), "axb=two");
    });

    it("masks each of several in a line, and leaves the rest", () => {
        assert.equal(
            toEvidence(`{"AUTH_SECRET":"${canary}","PORT":"3000","STRIPE_SECRET_KEY":"${canary}"}`),
            `{"AUTH_SECRET":"***","PORT":"3000","STRIPE_SECRET_KEY":"***"}`,
        );
    });

    it("shows what an application says of a variable, and variables that are no secret", () => {
        assert.equal(toEvidence("AUTH_SECRET: Required"), "AUTH_SECRET: Required");
        assert.equal(toEvidence("PORT=3000"), "PORT=3000");
        for (const line of ["AUTH_SECRET must be at least 32 characters", "AUTH_SECRET is not set", "received SIGTERM"]) {
            assert.equal(toEvidence(line), line);
        }
    });

    it("cuts lines, keeps the last ones, and takes colours and line ends out", () => {
        assert.equal(toEvidence("x".repeat(300)).length, 180);
        assert.equal(evidence.quote("x".repeat(400), secretNames).length, 320);
        assert.equal(evidence.quoteLastLines(["1", "", "2", "\u001b[31m3\u001b[0m", "4\r\n"], secretNames), "2 | 3 | 4");
        assert.equal(evidence.quoteLastLines(["", " "], secretNames), undefined);
    });

    it("is masked in a diagnosis too", () => {
        const logs = [`Error: cannot reach Stripe with STRIPE_SECRET_KEY=${canary}`];
        const diagnosis = diagnose(snapshot(120, { tasks: [exited("1", 1)], logs }), intent);
        assert.ok(diagnosis !== undefined && formatDiagnosis(diagnosis).includes("STRIPE_SECRET_KEY=***"));
        assert.ok(!formatDiagnosis(diagnosis).includes("c4n4ry"));
    });
});
