import * as assert from "node:assert/strict";
import { assertRows, problemsOf } from "./input";

const must =
    "must be a tag's key of letters, digits, blanks and _ . : / = + - @, which does not begin with aws: or spotter:, and is none of " +
    "Project, Environment, ManagedBy, Name";

describe("a tag of the stack's own", () => {
    it("may have each character that every service takes", () => {
        const legal = {
            "cost:center/a=b+c-d@e.f_g": "Ünïcode is not".replace(/[^ -~]/g, ""),
            owner: "",
            [`k${"e".repeat(127)}`]: "v",
        };
        assertRows(Object.entries(legal).map(([key, value]) => [key, problemsOf({ "fitness:tags": { [key]: value } }), []]));
    });

    it("is refused with a key that AWS or the program has for itself, or one that is too long", () => {
        const set = "must not be Project, Environment, ManagedBy, Name, which the program sets";
        const messages = {
            "aws:cost": "must not begin with aws:, which AWS keeps for itself",
            "AWS:cost": "must not begin with aws:, which AWS keeps for itself",
            "spotter:release": "must not begin with spotter:, which the program keeps for itself",
            Project: set,
            Environment: set,
            ManagedBy: set,
            Name: set,
            " a": `${must}, without blanks around it`,
            "a ": `${must}, without blanks around it`,
            "a&b": must,
        };
        assertRows(
            Object.entries(messages).map(([key, message]) => [
                key,
                problemsOf({ "fitness:tags": { [key]: "v" } }).map((problem) => problem.message),
                [`${message}, got ${JSON.stringify(key)}`],
            ]),
        );
        assert.equal(problemsOf({ "fitness:tags": { [`k${"e".repeat(128)}`]: "v" } }).length, 1);
    });

    it("is refused with a value that AWS does not take", () => {
        assert.deepEqual(
            ["a&b", "e".repeat(257)].map((value) => problemsOf({ "fitness:tags": { owner: value } }).length),
            [1, 1],
        );
    });
});
