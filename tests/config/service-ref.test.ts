import * as assert from "node:assert/strict";
import { toServiceRef } from "../../config/service-ref";
import { configOf } from "./input";

describe("what names a stack's service", () => {
    it("has the name of the stack, for the commands that an advice names", () => {
        assert.equal(toServiceRef(configOf({}, { stack: "prod" })).stack, "prod");
    });
});
