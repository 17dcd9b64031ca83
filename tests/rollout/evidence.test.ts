import * as assert from "node:assert/strict";
import { lastLines, quoted, shown } from "../../rollout/causes-evidence";
import { diagnose, lineOf } from "../../rollout/diagnose";
import { parameters } from "../../config/parameters";
import { exited, intent, snapshot } from "./builders";

const canary = "c4n4ry v4lue";

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
    const secrets = parameters.filter(({ secret }) => secret).map(({ name }) => name);

    for (const [what, shape] of shapes) {
        it(`never shows a secret in ${what}`, () => {
            assert.ok(secrets.length >= 8);
            for (const name of secrets) {
                const text = shown(shape(name));
                assert.ok(!/c4n4ry|v4lue/.test(text), text);
                assert.ok(text.includes(name) && text.includes("***"), text);
            }
        });
    }

    it("masks each of several in a line, and leaves the rest", () => {
        assert.equal(
            shown(`{"AUTH_SECRET":"${canary}","PORT":"3000","STRIPE_SECRET_KEY":"${canary}"}`),
            `{"AUTH_SECRET":"***","PORT":"3000","STRIPE_SECRET_KEY":"***"}`,
        );
    });

    it("shows what an application says of a variable, and variables that are no secret", () => {
        assert.equal(shown("AUTH_SECRET: Required"), "AUTH_SECRET: Required");
        assert.equal(shown("PORT=3000"), "PORT=3000");
    });

    it("cuts lines, keeps the last ones, and takes colours and line ends out", () => {
        assert.equal(shown("x".repeat(300)).length, 180);
        assert.equal(quoted("x".repeat(400)).length, 320);
        assert.equal(lastLines(["1", "", "2", "\u001b[31m3\u001b[0m", "4\r\n"]), "2 | 3 | 4");
        assert.equal(lastLines(["", " "]), undefined);
    });

    it("is masked in a diagnosis too", () => {
        const logs = [`Error: cannot reach Stripe with STRIPE_SECRET_KEY=${canary}`];
        const diagnosis = diagnose(snapshot(120, { tasks: [exited("1", 1)], logs }), intent);
        assert.ok(diagnosis !== undefined && lineOf(diagnosis).includes("STRIPE_SECRET_KEY=***"));
        assert.ok(!lineOf(diagnosis).includes("c4n4ry"));
    });
});
