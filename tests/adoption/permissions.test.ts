import * as assert from "node:assert/strict";
import { findLostPrincipals, findLostRights } from "../../adoption/permissions";
import { parseStatements } from "../../aws/iam";

const statement = (Action: unknown, Resource: unknown, more: object = {}) => ({ Effect: "Allow", Action, Resource, ...more });
const statements = (...list: readonly object[]) => parseStatements(JSON.stringify({ Statement: list }));
const users = "arn:aws:dynamodb:us-east-1:1:table/spotter-users";
const all = "arn:aws:dynamodb:us-east-1:1:table/spotter-*";
const from = { Condition: { StringEquals: { "ses:FromAddress": "a@example.com" } } };

/** What a role allowed, what it would allow, and what would be lost. */
const rows: readonly (readonly [title: string, before: object, after: object, lost: readonly string[]])[] = [
    ["the same", statement("dynamodb:Query", users), statement("dynamodb:Query", users), []],
    ["a pattern by itself", statement("dynamodb:Query", all), statement("dynamodb:Query", all), []],
    ["a wider pattern", statement("dynamodb:Query", users), statement("dynamodb:*", all), []],
    ["another case of an action", statement("dynamodb:query", users), statement("dynamodb:Query", users), []],
    ["tables by name for a pattern", statement("dynamodb:Query", all), statement("dynamodb:Query", users), [`dynamodb:Query on ${all}`]],
    ["one action of two", statement(["a:B", "a:C"], "*"), statement("a:B", "*"), ["a:C on *"]],
    ["a ? for a *", statement("a:B", "x/*"), statement("a:B", "x/?"), ["a:B on x/*"]],
    ["a condition that is new", statement("ses:SendEmail", "*"), statement("ses:SendEmail", "*", from), ["ses:SendEmail on *"]],
    ["the same condition", statement("ses:SendEmail", "*", from), statement("ses:SendEmail", "*", from), []],
    ["a condition that goes", statement("ses:SendEmail", "*", from), statement("ses:SendEmail", "*"), []],
    ["all but an action", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }, statement("a:B", "*"), ["all actions but some on *"]],
    ["all but a resource", { Effect: "Allow", Action: "a:B", NotResource: "x" }, statement("a:B", "x"), ["a:B on all resources but some"]],
    ["all but a resource for all", { Effect: "Allow", Action: "a:B", NotResource: "x" }, statement("a:B", "*"), []],
    ["by what is denied", statement("a:B", "*"), { Effect: "Deny", Action: "a:B", Resource: "*" }, ["a:B on *"]],
    ["nothing by a denial that goes", { Effect: "Deny", Action: "a:B", Resource: "*" }, statement("a:C", "*"), []],
]; // prettier-ignore

describe("the rights that a role would lose", () => {
    for (const [title, before, after, lost] of rows) {
        it(`${lost.length === 0 ? "are none" : "are found"}: ${title}`, () => {
            assert.deepEqual(findLostRights(statements(before), statements(after)), lost);
        });
    }

    it("count those who may assume it, whatever the condition", () => {
        const trust = (Service: unknown, more: object = {}) =>
            statements(statement("sts:AssumeRole", [], { Principal: { Service }, ...more }));
        assert.deepEqual(findLostPrincipals(trust("ecs-tasks.amazonaws.com"), trust("ecs-tasks.amazonaws.com", from)), []);
        assert.deepEqual(
            findLostPrincipals(trust(["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"]), trust("ecs-tasks.amazonaws.com")),
            ["lambda.amazonaws.com"],
        );
    });
});
