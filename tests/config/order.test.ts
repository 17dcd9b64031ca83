import * as assert from "node:assert/strict";
import { configOf } from "./input";

const condition = {
    StringEquals: { "aws:SourceVpc": "vpc-1", "aws:PrincipalTag/team": "web" },
    Bool: { "aws:SecureTransport": "true" },
};
const statement = { sid: "Send", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:123456789012:jobs"] };

/** The engine hands over the keys of an object sorted, a stack file has them as written, and a policy is text. */
describe("the order of a stack file's keys", () => {
    const resolved = (tables: object, conditions: object) =>
        JSON.stringify(
            configOf({ "fitness:access.tables": tables, "fitness:access.statements": [{ ...statement, conditions }] }).access,
        );

    it("makes no difference to what the application may use", () => {
        const tables = { workouts: "a-workouts", zebra: "a-zebra", users: "a-users", apes: "a-apes" };
        const reversed = (map: object) => Object.fromEntries(Object.entries(map).reverse());
        const other = reversed(
            Object.fromEntries(Object.entries(condition).map(([operator, values]) => [operator, reversed(values)])),
        );
        assert.equal(resolved(reversed(tables), other), resolved(tables, condition));
    });

    it("is the catalogue's for what variables derive from, and by name for the rest", () => {
        const tables = { zebra: "a-zebra", workouts: "a-workouts", apes: "a-apes", users: "a-users" };
        const { access } = configOf({ "fitness:access.tables": tables });
        assert.deepEqual(Object.keys(access.tables), ["users", "workouts", "apes", "zebra"]);
    });
});
