import * as assert from "node:assert/strict";
import type { IntendedRelease } from "../../deployment/api";
import type { Snapshot } from "../../deployment/snapshot";
import { advice, after, begun, line, outcome } from "./verdicts";
import { deployment, exited, intent, releaseId, revision, service, snapshot, task } from "./builders";

/** A release whose tasks no load balancer reaches. */
const release: IntendedRelease = { ...intent, targetGroupArn: undefined, probe: undefined };

/** ECS calls the deployment complete, which it does as soon as its tasks run. */
const complete = (second: number, changes: Partial<Snapshot> = {}) =>
    snapshot(second, {
        service: service([deployment(7, { rolloutState: "COMPLETED", runningCount: 2 })]),
        tasks: [task("1"), task("2")],
        ...changes,
    });

describe("the verdict on a worker", () => {
    it("comes once the same tasks have run for a minute, without targets or an answer", () => {
        assert.equal(outcome([begun, complete(60), complete(119)], release), "keep watching");
        assert.deepEqual(after([begun, complete(60), complete(120)], release), {
            outcome: "SUCCEEDED",
            seconds: { schedule: 20, pull: 20, start: 3, health: 0, drain: 0 },
            line: `release ${releaseId} runs: 2 of 2 tasks, steady`,
        });
    });

    it("waits once more where one of them has been replaced meanwhile", () => {
        const replaced = { tasks: [task("1"), task("3")] };
        const reads = [begun, complete(60), complete(110, replaced), complete(120, replaced)];
        assert.equal(outcome(reads, release), "keep watching");
        assert.equal(outcome([...reads, complete(170, replaced)], release), "SUCCEEDED");
    });

    it("does not take a poll that has not read the tasks for one that finds others", () => {
        assert.equal(outcome([begun, complete(60), complete(90, { tasks: [] }), complete(120)], release), "SUCCEEDED");
    });

    it("comes at once where nothing has changed and the tasks run", () => {
        assert.equal(outcome([complete(1)], release), "SUCCEEDED");
        assert.equal(outcome([complete(1)], { ...release, justChanged: true }), "keep watching");
    });

    it("needs every task, of this revision, and none that its own check finds unhealthy", () => {
        const still = (changes: Partial<Snapshot>) => outcome([begun, complete(60, changes), complete(180, changes)], release);
        assert.equal(still({ tasks: [task("1")] }), "keep watching");
        assert.equal(still({ tasks: [task("1"), task("2", { taskDefinitionArn: revision(6) })] }), "keep watching");
        assert.equal(still({ tasks: [task("1"), task("2", { healthStatus: "UNHEALTHY" })] }), "keep watching");
        assert.equal(still({ tasks: [task("1"), task("2", { healthStatus: "UNKNOWN" })] }), "SUCCEEDED");
    });

    it("is a failure where the same cause has stopped as many tasks as ECS would count, with the cause", () => {
        const crashed = ["1", "2", "3"].map((name) => exited(name, 1));
        const reads = [begun, snapshot(90, { tasks: crashed, logs: ["Error: no queue"] })];
        assert.equal(
            line(reads, release),
            `release ${releaseId} failed, the same cause stopped 3 tasks: the process ended with exit code 1 ▸ Error: no queue ▸ ${advice}`,
        );
    });
});
