import * as assert from "node:assert/strict";
import type { Snapshot } from "../../deployment/snapshot";
import { describeStatus } from "../../deployment/status-line";
import { at, deployment, event, intent, previous, revision, service, snapshot, target, task } from "./builders";
import { back, failed, stateAfter } from "./verdicts";

const lineAfter = (...snapshots: readonly Snapshot[]) => describeStatus(stateAfter(snapshots), intent);

const placing = (second: number, changes: Partial<Snapshot> = {}) =>
    snapshot(second, {
        tasks: [task("1", { lastStatus: "PENDING", pullStartedAt: undefined, startedAt: undefined })],
        ...changes,
    });

describe("the status line", () => {
    it("counts tasks by their state once their number has not moved for a minute", () => {
        assert.equal(lineAfter(placing(1), placing(60)), "start: 0 of 2 new tasks run (expected 5 s)");
        assert.equal(lineAfter(placing(1), placing(61)), "start: 0 of 2 new tasks run, 1 PENDING (expected 5 s)");
        assert.equal(
            lineAfter(snapshot(1), snapshot(61)),
            "schedule: 0 of 2 new tasks run, ECS has started no more (expected 25 s)",
        );
        const failing = { service: service([deployment(7, { failedTasks: 2 }), previous]) };
        assert.equal(
            lineAfter(placing(1, failing), placing(61, failing)),
            "start: 0 of 2 new tasks run, 2 failed (expected 5 s)",
        );
    });

    it("counts anew once a further task runs", () => {
        const one = (second: number) => placing(second, { service: service([deployment(7, { runningCount: 1 }), previous]) });
        assert.equal(lineAfter(placing(1), one(50), one(100)), "start: 1 of 2 new tasks run (expected 5 s)");
        assert.equal(lineAfter(placing(1), one(50), one(110)), "start: 1 of 2 new tasks run, 1 PENDING (expected 5 s)");
    });

    it("names the old tasks that it waits for once that takes long", () => {
        const draining = (second: number) =>
            snapshot(second, {
                service: service([deployment(7, { runningCount: 2 }), previous], { runningCount: 3 }),
                tasks: [
                    task("1"),
                    task("2"),
                    task("8", { taskDefinitionArn: revision(6), lastStatus: "DEACTIVATING" }),
                    task("9", { taskDefinitionArn: revision(6), lastStatus: "STOPPED" }),
                ],
                targets: [target("1", "healthy"), target("2", "healthy")],
            });
        const healthy = "drain: 2 of 2 new tasks are healthy, waiting for";
        assert.equal(lineAfter(draining(60), draining(100)), `${healthy} the old ones to stop (expected 55 s)`);
        assert.equal(
            lineAfter(draining(60), draining(120)),
            `${healthy} 1 task of spotter-app-task:6 (1 DEACTIVATING) to stop (expected 55 s)`,
        );
    });

    it("shows the newest event that says something bad, the same for one task after the other", () => {
        const unhealthy = (id: string, second: number) =>
            event(second, `(task ${id}) (port 3000) is unhealthy in (target-group web) due to (reason Request timed out)`);
        const deployments = [deployment(7), previous];
        const reads = [[unhealthy("1", 60)], [unhealthy("2", 70), unhealthy("1", 60)]].map((events) =>
            lineAfter(snapshot(80, { service: service(deployments, { events }) })),
        );
        assert.match(
            reads[0] ?? "",
            /^schedule: 0 of 2 new tasks run .* ▸ \(task …\) \(port 3000\) is unhealthy .*Request timed out/,
        );
        assert.equal(reads[0], reads[1]);
        const rollback = snapshot(90, {
            service: service([back("IN_PROGRESS"), failed], {
                events: [event(89, "(deployment ecs-svc/7) deployment failed: tasks failed to start.")],
            }),
        });
        assert.match(lineAfter(snapshot(1), rollback), /^ECS rolls back to spotter-app-task:6 ▸ .*tasks failed to start/);
    });

    it("shows no event of before the deployment, and none that reports progress", () => {
        const events = [event(30, "has started 2 tasks: (task 1) (task 2)."), event(-5, "was unable to place a task.")];
        const line = lineAfter(snapshot(40, { service: service([deployment(7), previous], { events }) }));
        assert.equal(line, "schedule: 0 of 2 new tasks run (expected 25 s)");
        assert.equal(events[1]?.at, at(-5));
    });
});
