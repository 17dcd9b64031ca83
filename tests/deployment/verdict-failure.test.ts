import * as assert from "node:assert/strict";
import type { Snapshot } from "../../deployment/snapshot";
import { diagnose } from "../../deployment/diagnosis/diagnose";
import { mergedSnapshot } from "../../deployment/state";
import { decideVerdict } from "../../deployment/verdict";
import {
    at,
    deployment,
    elbReason,
    exited,
    intent,
    killed,
    previous,
    releaseId,
    revision,
    service,
    serviceDeployment,
    snapshot,
    stopped,
    target,
    task,
} from "./builders";
import { advice, after, back, begun, crash, failed, stateAfter, line, outcome } from "./verdicts";

describe("the verdict", () => {
    describe("FAILED", () => {
        const alone = deployment(7, { ...failed, status: "PRIMARY" });

        it("comes when ECS gave up and does not go back, and says that a first deployment leaves nothing behind", () => {
            const snapshots = [
                snapshot(1, { service: service([deployment(7)]) }),
                snapshot(80, { ...crash, service: service([deployment(7)]) }),
                snapshot(100, { service: service([alone]) }),
                snapshot(109, { service: service([alone]) }),
            ];
            assert.equal(outcome(snapshots.slice(0, 3)), "keep watching");
            assert.equal(
                line(snapshots),
                `release ${releaseId} failed, and nothing serves: as the first deployment it leaves ECS nothing to roll back to: the process ended with exit code 1 ▸ Error: boom ▸ ${advice}`,
            );
        });

        it("comes at once when the service deployment says so too", () => {
            const stopped = serviceDeployment("STOPPED", { statusReason: "no rollback candidate" });
            const snapshots = [
                snapshot(1, { service: service([deployment(7)]) }),
                snapshot(100, { service: service([alone]), serviceDeployment: stopped }),
            ];
            assert.equal(
                line(snapshots),
                `release ${releaseId} was stopped, and nothing serves: as the first deployment it leaves ECS nothing to roll back to: the ECS deployment circuit breaker stopped the deployment ▸ 3 tasks failed: ECS deployment circuit breaker: tasks failed to start. ▸ check the service's events and the log /ecs/spotter-app`,
            );
        });

        describe("with nothing to roll back to", () => {
            const end = (changes: Partial<Snapshot>) =>
                line([snapshot(1, changes), snapshot(100, changes), snapshot(120, changes)]);
            const failedBefore = deployment(6, { status: "ACTIVE", rolloutState: "FAILED" });
            const completed = deployment(7, {
                id: "ecs-svc/first",
                status: "ACTIVE",
                rolloutState: "COMPLETED",
                createdAt: at(-9),
            });

            it("says so of a later deployment, too, where none has completed", () => {
                const both = { ...crash, service: service([alone, failedBefore]) };
                assert.ok(
                    end(both).startsWith(
                        `release ${releaseId} failed, and nothing serves: no deployment of the service has completed, so that ECS has nothing to roll back to: the process ended`,
                    ),
                    end(both),
                );
            });

            it("does not say that nothing serves while a task does", () => {
                const one = { ...crash, tasks: [...crash.tasks, task("2")], targets: [target("2", "healthy")] };
                assert.match(
                    end({ ...one, service: service([alone]) }),
                    /failed, and as the first deployment it leaves ECS nothing to roll back to: /,
                );
            });

            it("says nothing of it where a deployment has completed, of whichever revision, or its tasks run", () => {
                for (const deployments of [
                    [alone, previous],
                    [alone, completed],
                ]) {
                    assert.match(end({ ...crash, service: service(deployments) }), /^release \w+ failed: the process/);
                }
                const tasks = [...crash.tasks, task("9", { taskDefinitionArn: previous.taskDefinitionArn })];
                assert.match(
                    end({ ...crash, tasks, service: service([alone, failedBefore]) }),
                    /^release \w+ failed: the process/,
                );
            });
        });

        it("waits for a rollback that begins a moment later", () => {
            const snapshots = [
                begun,
                snapshot(100, { service: service([alone, previous]) }),
                snapshot(109, { service: service([back("IN_PROGRESS"), failed]) }),
                snapshot(140, { service: service([back("COMPLETED")]) }),
            ];
            assert.deepEqual(
                [2, 3, 4].map((count) => outcome(snapshots.slice(0, count))),
                ["keep watching", "keep watching", "ROLLED_BACK"],
            );
        });

        it("comes when the rollback fails", () => {
            const told = { service: service([back("COMPLETED")]), serviceDeployment: serviceDeployment("ROLLBACK_FAILED") };
            assert.equal(outcome([begun, snapshot(130, told)]), "FAILED");
            const lost = snapshot(130, { service: service([back("FAILED"), failed]), ...crash });
            assert.equal(
                line([begun, lost]),
                `release ${releaseId} failed, and so did its rollback: the process ended with exit code 1 ▸ Error: boom ▸ ${advice}`,
            );
        });

        it("comes early when the same cause has stopped as many tasks as are allowed", () => {
            const tasks = ["1", "2", "3"].map((name) => exited(name, 1));
            assert.equal(outcome([begun, snapshot(80, { tasks: tasks.slice(0, 2), logs: ["Error: boom"] })]), "keep watching");
            const verdict = after([
                begun,
                snapshot(80, { tasks: tasks.slice(0, 2) }),
                snapshot(90, { tasks: tasks.slice(1), logs: ["Error: boom"] }),
            ]);
            assert.deepEqual(verdict, {
                outcome: "FAILED",
                early: true,
                diagnosis: { id: "process-exit", cause: "the process ended with exit code 1", evidence: "Error: boom", advice },
                seconds: { schedule: 20, pull: 20, start: 3 },
                line: `release ${releaseId} failed, the same cause stopped 3 tasks: the process ended with exit code 1 ▸ Error: boom ▸ ${advice}`,
            });
        });

        it("comes early with the cause that has repeated itself, whatever stopped the newest task", () => {
            const tasks = [...["1", "2", "3"].map((name) => exited(name, 1)), killed("4", { stoppedAt: at(110) })];
            const verdict = after([begun, snapshot(120, { tasks, logs: ["Error: boom"] })]);
            assert.ok(verdict !== "keep watching");
            assert.match(verdict.line, /the same cause stopped 3 tasks: the process ended with exit code 1 /);
        });

        it("comes no more once ECS is asked to roll back", () => {
            const tasks = ["1", "2", "3"].map((name) => exited(name, 1));
            const state = { ...stateAfter([begun, snapshot(90, { tasks })]), rollbackRequested: true };
            assert.equal(decideVerdict(state, intent, at(90)), "keep watching");
        });

        it("remembers why a target failed when it drains", () => {
            const [reason, description] = ["Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]"];
            const state = stateAfter([
                begun,
                snapshot(80, { tasks: [task("1")], targets: [target("1", "unhealthy", reason, description)] }),
                snapshot(90, { tasks: [killed("1")], targets: [target("1", "draining", "Target.DeregistrationInProgress")] }),
            ]);
            assert.equal(diagnose(mergedSnapshot(state), intent)?.id, "health-not-found");
        });

        it("counts failed health checks as one cause, whatever is still known of their reason", () => {
            const first = snapshot(80, {
                tasks: [killed("1")],
                targets: [
                    target("1", "unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]"),
                ],
            });
            const rest = snapshot(160, { tasks: [killed("2"), killed("3", { stoppedAt: at(99) })] });
            assert.equal(outcome([begun, first, rest]), "FAILED");
        });

        it("does not come early for different causes, an earlier attempt, or stops that say nothing about the release", () => {
            const created = { createdAt: at(-100) };
            const sets = [
                [exited("1", 1), exited("2", 137, "OutOfMemoryError"), killed("3")],
                [exited("1", 1, "", created), exited("2", 1, "", created), exited("3", 1)],
                ["1", "2", "3"].map((name) => stopped(name, "SpotInterruption", "Your Spot Task was interrupted.")),
                ["1", "2", "3"].map((name) => stopped(name, "SpotInterruption", "")),
                ["1", "2", "3"].map((name) => stopped(name, "TerminationNotice", "Your Spot Task was interrupted.")),
                ["1", "2", "3"].map((name) =>
                    stopped(name, "ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/7)"),
                ),
                ["1", "2", "3"].map((name) => stopped(name, "UserInitiated", "Task stopped by user")),
                ["1", "2", "3"].map((name) => exited(name, 1, "", { taskDefinitionArn: revision(6) })),
            ];
            for (const tasks of sets) {
                assert.equal(outcome([begun, snapshot(120, { tasks })]), "keep watching", tasks[0]?.stoppedReason);
            }
            assert.ok(elbReason.includes("ELB health checks"));
        });

        it("comes when the service is gone, but not from one read that misses it", () => {
            const gone = (second: number) => snapshot(second, { service: undefined });
            assert.equal(outcome([begun, gone(10), gone(20)]), "keep watching");
            assert.equal(outcome([begun, gone(10), gone(20), gone(31), gone(69)]), "keep watching");
            assert.equal(outcome([gone(1), gone(11), gone(21)]), "FAILED");
            assert.equal(outcome([begun, gone(10), gone(20), snapshot(25), gone(30), gone(40)]), "keep watching");
            assert.equal(
                line([begun, gone(10), gone(20), gone(31), gone(50), gone(70)]),
                `release ${releaseId} does not serve: the service does not exist ▸ ECS does not find it, or is deleting it ▸ run the update again, which creates it`,
            );
            const stale = snapshot(25, { service: service([deployment(6, { rolloutState: "COMPLETED" })]) });
            assert.equal(outcome([begun, gone(10), gone(20), stale, gone(31), gone(50), gone(70)]), "keep watching");
            const deleting = (second: number) => snapshot(second, { service: service([], { status: "DRAINING" }) });
            assert.equal(outcome([begun, deleting(10), deleting(19)]), "FAILED");
        });
    });
});
