import * as assert from "node:assert/strict";
import { stackText } from "../../../commands/init/from-service/stack-text";
import { assertGolden } from "../../stacks/golden";
import { carryAll } from "./carry-all";
import { liveService, plainService } from "./live-services";
import { copilotService } from "./service-of-copilot";
import * as services from "./services-of-tools";

describe("a service that runs becomes a stack file", () => {
    const made = {
        copilotService: "Copilot",
        cdkService: "CDK",
        awsxService: "awsx",
        expressService: "Express Mode",
        scriptsService: "scripts",
    };

    for (const [key, tool] of Object.entries(made)) {
        it(`as it was made by: ${tool}`, () => {
            const { stack, keys, variables, toPush, left } = carryAll({ ...services, copilotService }[key as keyof typeof made]);
            const text = [
                stackText(stack, keys, `a service of ${tool}`),
                "variables:",
                ...Object.entries(variables).map(
                    ([name, kind]) => `  ${name}: ${typeof kind === "string" ? kind : JSON.stringify(kind)}`,
                ),
                `push: ${toPush.join(", ") || "nothing"}`,
                "not carried over:",
                ...left.map((line) => `  ${line}`),
                "",
            ].join("\n");
            assert.ok(!text.includes("canary"), "a value came out");
            assertGolden(`tests/commands/from-service/${key}.txt`, text);
        });
    }

    it("leaves nothing behind of one that is as the program makes it", () => {
        const { balancerAttributes } = plainService.routing ?? {};
        const attributes = new Map([...(balancerAttributes ?? []), ["deletion_protection.enabled", "true"]]);
        assert.deepEqual(carryAll(liveService({ routing: { balancerAttributes: attributes } })).left, []);
    });
});
