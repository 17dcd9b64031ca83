import * as assert from "node:assert/strict";
import { ownProject } from "../support/own";
import { evaluate, type Evaluation } from "../support/test-engine";

describe("a broken stack file under the Node runner", () => {
    let evaluation: Evaluation;

    before(async () => {
        evaluation = await evaluate(process.cwd(), "staging", "preview", {
            config: {
                [`${ownProject}:service`]: JSON.stringify({ cpu: 300, memory: 512 }),
                [`${ownProject}:loadBalancer`]: JSON.stringify({ deletionProtection: "no" }),
                [`${ownProject}:profil`]: "dev",
            },
        });
    });

    it("shows every problem, a line each, and no stack trace", () => {
        const { log, output } = evaluation;
        const problems = [
            `${ownProject}:loadBalancer.deletionProtection must be true or false, got "no"`,
            `${ownProject}:service.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300`,
            `${ownProject}:service.memory is not a known key; did you mean memoryMiB?`,
            `${ownProject}:profil is not a known key; did you mean profile?`,
        ];
        assert.deepEqual({ log, output }, { log: { errors: [problems.join("\n")], warnings: [] }, output: "" });
    });

    it("ends as an error that the user has seen, before anything is registered", () => {
        assert.equal(evaluation.exitCode, 32);
        assert.deepEqual(evaluation.resources, []);
    });

    it("has no stack to map to TypeScript, which would take longer than the program", () => {
        const { mapped, log } = evaluation;
        assert.ok(mapped.length > 0, "nothing was noted");
        assert.deepEqual(
            mapped.filter((message) => log.errors.includes(message)),
            [],
        );
    });
});
