import * as assert from "node:assert/strict";
import { externalVariables, taskNeeds, toServiceRef } from "../../config/service-ref";
import { configOf } from "./input";

describe("what names a stack's service", () => {
    it("has where variables are kept that are not under the prefix, and the execution role may read exactly that", () => {
        const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:acme-AbCdEf";
        const config = configOf({
            "fitness:parameters.external": { AUTH_SECRET: "/acme/auth", SUPPORT_EMAIL: `${secret}:mail::` },
        });
        const references = { AUTH_SECRET: "/acme/auth", SUPPORT_EMAIL: `${secret}:mail::` };
        assert.deepEqual(toServiceRef(config).parameterReferences, references);
        assert.deepEqual(taskNeeds(config).parameters.references, Object.values(references));
        assert.deepEqual(
            externalVariables(config.parameters).map(({ name }) => name),
            ["AUTH_SECRET", "SUPPORT_EMAIL"],
        );
        assert.equal("parameterReferences" in toServiceRef(configOf({})), false);
    });

    it("has the name of the stack, for the commands that an advice names", () => {
        assert.equal(toServiceRef(configOf({}, { stack: "prod" })).stack, "prod");
    });
});
