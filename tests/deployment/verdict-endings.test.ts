import * as assert from "node:assert/strict";
import { decideVerdict } from "../../deployment/verdict";
import {
    at,
    deployment,
    event,
    exited,
    intent,
    previous,
    releaseId,
    revision,
    service,
    serviceDeployment,
    serving,
    snapshot,
    target,
    task,
} from "./builders";
import { advice, after, back, begun, crash, failed, stateAfter, line, outcome } from "./verdicts";

describe("the verdict", () => {
    describe("ROLLED_BACK", () => {
        it("comes when ECS has gone back, with what was seen before", () => {
            const snapshots = [
                begun,
                snapshot(80, crash),
                snapshot(95, { service: service([back("IN_PROGRESS"), failed]) }),
                snapshot(130, { service: service([back("COMPLETED")]) }),
            ];
            assert.equal(outcome(snapshots.slice(0, 3)), "keep watching");
            assert.deepEqual(
                [outcome(snapshots), line(snapshots)],
                [
                    "ROLLED_BACK",
                    `release ${releaseId} was rolled back, the service is on spotter-app-task:6: the process ended with exit code 1 ▸ Error: boom ▸ ${advice}`,
                ],
            );
        });

        it("names the alarm", () => {
            const alarmed = { serviceDeployment: serviceDeployment("ROLLBACK_SUCCESSFUL", { triggeredAlarms: ["spotter-5xx"] }) };
            assert.equal(
                line([begun, snapshot(130, { service: service([back("COMPLETED")]), ...alarmed })]),
                `release ${releaseId} was rolled back, the service is on spotter-app-task:6: an alarm went off during the deployment ▸ spotter-5xx ▸ check the alarm's metric since the deployment began, and the log`,
            );
        });

        it("comes again on every update afterwards, when it is certain", () => {
            const steady = (second: number) =>
                snapshot(second, {
                    service: service([deployment(6, { id: "ecs-svc/back", createdAt: at(-500), rolloutState: "COMPLETED" })]),
                    serviceDeployment: serviceDeployment("ROLLBACK_SUCCESSFUL", {
                        startedAt: at(-600),
                        statusReason: "Service deployment rolled back because the circuit breaker threshold was exceeded.",
                    }),
                });
            assert.equal(outcome([steady(1), steady(6)]), "keep watching");
            assert.equal(
                line([steady(1), steady(8), steady(17)]),
                `release ${releaseId} was rolled back, the service is on spotter-app-task:6: the ECS deployment circuit breaker stopped the deployment ▸ Service deployment rolled back because the circuit breaker threshold was exceeded. ▸ check the service's events and the log /ecs/spotter-app`,
            );
        });

        const steady = (second: number, changes = {}) =>
            snapshot(second, { service: service([deployment(6, { rolloutState: "COMPLETED" })]), ...changes });

        it("comes for a service that stays on another revision for a minute, and claims nothing that ECS has not said", () => {
            assert.equal(outcome([steady(1), steady(10), steady(20), steady(30), steady(60)]), "keep watching");
            assert.equal(
                line([steady(1), steady(10), steady(20), steady(30), steady(61)]),
                `release ${releaseId} does not serve, the service is on spotter-app-task:6: the service is on another revision, and ECS shows no deployment of this release ▸ it is on spotter-app-task:6 since 2026-11-23T12:00:00.000Z ▸ check what was deployed (npm run history -- prod), or run the update again`,
            );
        });

        it("does not come while the service deployment shows that the service was read as it was before", () => {
            const going = { serviceDeployment: serviceDeployment("IN_PROGRESS") };
            const reads = [1, 10, 20, 30, 61, 90].map((second) => steady(second, going));
            assert.equal(outcome(reads), "keep watching");
            assert.equal(stateAfter(reads).status.name, "unknown");
        });

        it("comes at once where events show that ECS went back between two reads", () => {
            const events = [
                event(58, "(deployment ecs-svc/7) deployment failed: tasks failed to start."),
                event(58, "rolling back to deployment ecs-svc/6."),
            ];
            const gone = (changes: object, told = events) =>
                snapshot(60, { service: service([deployment(6, { rolloutState: "COMPLETED", ...changes })], { events: told }) });
            assert.equal(outcome([begun, gone({})]), "ROLLED_BACK");
            assert.equal(outcome([begun, gone({ id: "ecs-svc/back", createdAt: at(58) })]), "ROLLED_BACK");
            for (const told of events) {
                assert.equal(
                    outcome([begun, gone({ id: "ecs-svc/back", createdAt: at(58) }, [told])]),
                    "ROLLED_BACK",
                    told.message,
                );
            }
            assert.equal(outcome([begun, gone({}, [])]), "keep watching");
        });

        it("does not come from events of a rollback before the release", () => {
            const events = [
                event(-90, "(deployment ecs-svc/5) deployment failed: tasks failed to start."),
                event(-90, "rolling back to deployment ecs-svc/6."),
            ];
            const stale = (second: number) =>
                snapshot(second, { service: service([deployment(6, { rolloutState: "COMPLETED" })], { events }) });
            assert.equal(outcome([begun, stale(10), stale(20), stale(30), stale(90)]), "keep watching");
            assert.equal(outcome([stale(1), stale(10), stale(20)]), "keep watching");
        });

        it("does not come from stale reads of before the update", () => {
            const stale = (second: number) =>
                snapshot(second, { service: service([deployment(6, { rolloutState: "COMPLETED" })]) });
            assert.equal(outcome([stale(1), stale(8), begun, snapshot(16), stale(17), stale(30), stale(60)]), "keep watching");
        });
    });

    describe("STOPPED", () => {
        it("comes when another deployment takes its place", () => {
            const other = (second: number) =>
                snapshot(second, {
                    service: service([deployment(8, { createdAt: at(60) }), deployment(7, { status: "ACTIVE" }), previous]),
                });
            assert.equal(outcome([begun, other(62)]), "keep watching");
            assert.equal(
                line([begun, other(62), other(71)]),
                `release ${releaseId} was replaced before its deployment had ended: another deployment replaced it ▸ the service is on spotter-app-task:8 since 2026-11-24T12:01:00.000Z ▸ check what was deployed (npm run history -- prod), or run the update again`,
            );
        });

        it("comes when somebody deploys something else after it has failed", () => {
            const fixed = (second: number) =>
                snapshot(second, {
                    service: service([deployment(8, { createdAt: at(100) }), failed]),
                    serviceDeployment: serviceDeployment("IN_PROGRESS", { taskDefinitionArn: revision(8), startedAt: at(100) }),
                });
            assert.equal(outcome([begun, fixed(102), fixed(111)]), "STOPPED");
        });

        it("comes when somebody stops the deployment, with a rollback or without", () => {
            const abort = snapshot(60, { serviceDeployment: serviceDeployment("STOPPED", { statusReason: "Stopped by user" }) });
            assert.equal(
                line([begun, abort]),
                `release ${releaseId} was stopped: the deployment was stopped manually ▸ Stopped by user ▸ run the update again once the reason for stopping it is resolved`,
            );
            const rollback = snapshot(90, {
                service: service([back("COMPLETED")]),
                serviceDeployment: serviceDeployment("ROLLBACK_SUCCESSFUL", {
                    rollback: { reason: "Requested by the user", taskDefinitionArn: revision(6) },
                }),
            });
            assert.equal(outcome([begun, rollback]), "STOPPED");
            const state = { ...stateAfter([begun, snapshot(80, crash), rollback]), rollbackRequested: true };
            const verdict = decideVerdict(state, intent, at(90));
            assert.ok(verdict !== "keep watching");
            assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["ROLLED_BACK", "process-exit"]);
        });
    });

    describe("TIMED_OUT", () => {
        it("comes after the minutes that are allowed, with what is seen", () => {
            const late = (second: number) =>
                snapshot(second, { tasks: [task("1", { lastStatus: "PENDING" })], targets: [target("1", "initial")] });
            assert.equal(outcome([begun, late(1199)]), "keep watching");
            assert.equal(
                line([begun, late(1200)]),
                `release ${releaseId} does not serve after 20 minutes: no cause is known ▸ deployment in progress, 2 of 2 tasks run, targets 1 initial ▸ check the service's events and the log /ecs/spotter-app`,
            );
        });

        it("blames the endpoint when everything else holds, whatever has failed before", () => {
            const late = serving(1200, { healthResponse: { status: 200, releaseId: "000000000000", consecutive: 0 } });
            const verdict = after([begun, snapshot(80, { tasks: [exited("7", 1)] }), late]);
            assert.ok(verdict !== "keep watching");
            assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["TIMED_OUT", "other-release"]);
        });

        it("names the tasks of the release before where it only waits for them", () => {
            const old = ["8", "9"].map((name) => task(name, { taskDefinitionArn: revision(6), lastStatus: "DEACTIVATING" }));
            const late = snapshot(1200, {
                tasks: [exited("7", 1), task("1"), task("2"), ...old],
                targets: [target("1", "healthy"), target("2", "healthy")],
            });
            assert.equal(
                line([begun, late]),
                `release ${releaseId} does not serve after 20 minutes: tasks of the previous release do not stop ▸ 2 of 2 new tasks are healthy, waiting for 2 tasks of spotter-app-task:6 (2 DEACTIVATING) ▸ stop them (aws ecs stop-task); check loadBalancer.deregistrationDelaySeconds and service.stopTimeoutSeconds, and task scale-in protection`,
            );
        });

        it("quotes what ECS has said last where no cause is known, and counts targets", () => {
            const targets = Array.from({ length: 120 }, (_, index) => target(`${index}`, "healthy"));
            const tasks = targets.map((_, index) => task(`${index}`));
            const events = [event(30, "is in a state that nobody has seen before: error 17.")];
            const late = snapshot(1200, {
                service: service([deployment(7)], { desiredCount: 121, runningCount: 120, events }),
                tasks,
                targets,
            });
            assert.match(line([begun, late]), /^release \w+ does not serve after 20 minutes: [^▸]+ ▸ .*error 17\./);
            const quiet = { ...late, service: service([deployment(7)], { desiredCount: 121, runningCount: 120 }) };
            assert.match(
                line([begun, quiet]),
                /no cause is known ▸ deployment in progress, 120 of 121 tasks run, targets 120 healthy ▸ /,
            );
        });

        it("does not come instead of a success", () => {
            assert.equal(outcome([begun, serving(1300)]), "SUCCEEDED");
        });
    });
});
