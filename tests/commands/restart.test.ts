import * as assert from "node:assert/strict";
import { restart } from "../../commands/restart/restart";
import { arnOf } from "./aws";
import { fails, Trial } from "./trial";

describe("restart", () => {
    const trial = new Trial();

    it("replaces the tasks of the release that runs, and watches it", async () => {
        const { exitCode, stdout, stderr } = await trial.run(restart, "test");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.equal(stdout, "✔ ECS replaces the tasks of spotter-test:3\n› pull 18 s\n✔ release 333333333333 serves\n");
        const updates = trial.account.calls.filter(({ action }) => action === "UpdateService");
        assert.deepEqual(
            updates.map(({ input }) => input),
            [{ cluster: "spotter-test", service: "spotter-web", forceNewDeployment: true }],
        );
        assert.deepEqual(
            trial.judged.map(({ taskDefinitionArn, releaseId, limits }) => [taskDefinitionArn, releaseId, limits]),
            [[arnOf(3), "333333333333", { timeoutMinutes: 15, maxFailuresOfSameCause: 3, rollbackEarly: false }]],
        );
        // Of the new deployment, as the service was on the revision before.
        assert.match(trial.judged[0]?.deploymentId ?? "", /^ecs-svc\/3-/);
    });

    it("prints one document with --json", async () => {
        assert.deepEqual(await trial.document(restart, "test"), {
            stack: "test",
            revision: "spotter-test:3",
            release: "333333333333",
            verdict: { outcome: "SUCCEEDED", line: "release 333333333333 serves", seconds: { pull: 18 } },
        });
    });

    it("fails with the verdict", async () => {
        trial.verdict = fails;
        const { exitCode, stderr } = await trial.run(restart, "test", "--json");
        assert.equal(exitCode, 1);
        assert.match(stderr, /^ROLLED_BACK: release 333333333333 was rolled back: out of memory ▸ [^\n]*\n$/);
    });

    it("ends with 3 where AWS did not tell how it ended", async () => {
        const diagnosis = { id: "caller-denied", cause: "who deploys may not watch", evidence: "", advice: "" };
        trial.verdict = () => Promise.resolve({ outcome: "FAILED", line: "who deploys may not watch", seconds: {}, diagnosis });
        assert.equal((await trial.run(restart, "test")).exitCode, 3);
    });

    it("does not disturb a deployment in progress", async () => {
        trial.account.deployments = [{ revision: 3, status: "PRIMARY", state: "IN_PROGRESS" }];
        const { exitCode, stderr } = await trial.run(restart, "test");
        assert.equal(exitCode, 1);
        assert.equal(
            stderr,
            "a deployment of spotter-test:3 is in progress: wait until it has ended (npm run status -- test), or roll back\n",
        );
        assert.ok(!trial.account.asked.includes("UpdateService"));
    });

    it("refuses an image by tag, which may have moved", async () => {
        trial.account.revisions[2] = { number: 3, image: "repository:latest", tags: {} };
        const { exitCode, stderr } = await trial.run(restart, "test");
        assert.equal(exitCode, 1);
        assert.match(stderr, /^spotter-test:3 refers to its image by tag, .*\n$/);
        assert.ok(!trial.account.asked.includes("UpdateService"));
    });

    it("says what continues on AWS when it is interrupted", async () => {
        trial.verdict = () => {
            trial.controller.abort();
            return new Promise(() => undefined);
        };
        const { exitCode, stderr } = await trial.run(restart, "test");
        assert.equal(exitCode, 130);
        assert.match(stderr, /^interrupted: the deployment of 333333333333 continues on AWS/);
    });
});
