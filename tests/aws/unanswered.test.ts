import * as assert from "node:assert/strict";
import { AwsError, signInKinds, type AwsErrorKind } from "../../aws/errors";
import { undefinedIfUnanswered } from "../../aws/unanswered";

describe("a question that AWS does not answer", () => {
    const ask = async (thrown: Error) => {
        const refusals: string[] = [];
        const answer = await undefinedIfUnanswered<string>(() => Promise.reject(thrown), refusals);
        return { answer, refusals };
    };
    const refusal = (kind: AwsErrorKind) => new AwsError(kind, "ecs:ListServiceDeployments", { name: kind, message: "said" });

    for (const kind of ["denied", "throttled", "unreachable", "missing", "other"] as const) {
        it(`costs itself alone when it is ${kind}, and a line`, async () => {
            assert.deepEqual(await ask(refusal(kind)), { answer: undefined, refusals: [refusal(kind).message] });
        });
    }

    for (const kind of signInKinds) {
        it(`costs everything when the operator's own machine is the reason (${kind})`, async () => {
            await assert.rejects(ask(refusal(kind)), { kind });
        });
    }

    it("hides no mistake of the program", async () => {
        await assert.rejects(ask(new TypeError("x is undefined")), TypeError);
    });
});
