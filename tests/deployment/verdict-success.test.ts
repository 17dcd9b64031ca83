import * as assert from "node:assert/strict";
import type { Snapshot } from "../../deployment/snapshot";
import { isReadyToProbe } from "../../deployment/verdict";
import {
    at,
    deployment,
    exited,
    intent,
    releaseId,
    revision,
    service,
    serviceDeployment,
    serving,
    snapshot,
    target,
    task,
} from "./builders";
import { stateAfter, after, line, outcome, begun } from "./verdicts";

describe("the verdict", () => {
    describe("SUCCEEDED", () => {
        it("needs all of it on one snapshot", () => {
            assert.deepEqual(after([begun, serving(120)]), {
                outcome: "SUCCEEDED",
                seconds: { schedule: 20, pull: 20, start: 3, health: 0, drain: 0 },
                line: `release ${releaseId} serves: 2 of 2 tasks healthy, the health endpoint answered with it 3 times in a row`,
            });
        });

        it("takes healthy targets for an answer where this machine gets no connection to a restricted load balancer", () => {
            const restricted = { ...intent, probe: { ...intent.probe, isRestricted: true } };
            const error = "no answer within 5 s";
            const unreached = { status: 0, error, isUnconnected: true, consecutive: 3 };
            const reads = [begun, serving(120, { healthResponse: unreached })];
            assert.equal(
                line(reads, restricted),
                `release ${releaseId} serves: 2 of 2 tasks healthy, the health endpoint was not asked: ` +
                    `this machine can't reach the load balancer (${error})`,
            );
            assert.equal(outcome(reads), "keep watching"); // everyone can reach it
            const answered = [
                { ...unreached, consecutive: 1 },
                { ...unreached, isUnconnected: false },
                { status: 503, consecutive: 3 },
                { status: 200, releaseId: "another", consecutive: 3 },
            ];
            for (const healthResponse of answered) {
                assert.equal(outcome([begun, serving(120, { healthResponse })], restricted), "keep watching");
            }
        });

        it("needs the fewest tasks where more are wanted from time to time, and all of them where they run", () => {
            const scaled = { ...intent, minTasks: 2 };
            const wanted = (desiredCount: number, runningCount = 2) =>
                service([deployment(7, { rolloutState: "COMPLETED", runningCount })], { desiredCount, runningCount });
            const more = serving(120, { service: wanted(4) });
            assert.match(line([begun, more], scaled), /serves: 2 of 4 tasks healthy/);
            assert.equal(outcome([begun, more]), "keep watching");
            const fewer = serving(120, { service: wanted(1, 1), tasks: [task("1")], targets: [target("1", "healthy")] });
            assert.equal(outcome([begun, fewer], scaled), "SUCCEEDED");
            const starting = { tasks: [task("1"), task("2"), task("3")], service: wanted(3, 3) };
            assert.equal(outcome([begun, serving(120, starting)], scaled), "keep watching");
            const few = { tasks: [task("1")], targets: [target("1", "healthy")], service: wanted(4, 1) };
            assert.equal(outcome([begun, serving(120, few)], scaled), "keep watching");
        });

        it("comes at once for a service that serves already", () => {
            assert.equal(outcome([serving(1)]), "SUCCEEDED");
        });

        it("does not come at once for a service that was just changed, as it may have been read before that", () => {
            const justChanged = { ...intent, justChanged: true };
            const reads = [serving(1), serving(8), serving(15), serving(16)];
            assert.deepEqual(
                [1, 2, 3, 4].map((count) => outcome(reads.slice(0, count), justChanged)),
                ["keep watching", "keep watching", "keep watching", "SUCCEEDED"],
            );
            assert.equal(outcome([begun, serving(120)], justChanged), "SUCCEEDED");
        });

        it("goes by the service deployment where deployments don't tell", () => {
            const silent = service([deployment(7, { rolloutState: "", runningCount: 2 })]);
            assert.equal(outcome([serving(120, { service: silent })]), "keep watching");
            assert.equal(
                outcome([serving(120, { service: silent, serviceDeployment: serviceDeployment("SUCCESSFUL") })]),
                "SUCCEEDED",
            );
        });

        const lacking: readonly (readonly [string, Partial<Snapshot>])[] = [
            ["the deployment in progress", { service: service([deployment(7, { runningCount: 2 })]) }],
            ["another revision", { service: service([deployment(6, { rolloutState: "COMPLETED", createdAt: at(60) })]) }],
            [
                "a success of an earlier service deployment",
                {
                    service: service([deployment(7, { createdAt: at(100) })]),
                    serviceDeployment: serviceDeployment("SUCCESSFUL", { startedAt: at(0) }),
                },
            ],
            [
                "a success of another revision's service deployment",
                {
                    service: service([deployment(7)]),
                    serviceDeployment: serviceDeployment("SUCCESSFUL", { taskDefinitionArn: revision(6) }),
                },
            ],
            ["a task too few", { tasks: [task("1")] }],
            ["a task that is still pending", { tasks: [task("1"), task("2", { lastStatus: "PENDING" })] }],
            ["a task of the release before", { tasks: [task("1"), task("2"), task("9", { taskDefinitionArn: revision(6) })] }],
            [
                "a task of the release before that the list lacks",
                { service: service([deployment(7, { rolloutState: "COMPLETED" })], { runningCount: 3 }) },
            ],
            [
                "a task of the release before instead of one",
                {
                    tasks: [task("1"), task("9", { taskDefinitionArn: revision(6) })],
                    targets: [target("1", "healthy"), target("9", "healthy")],
                },
            ],
            ["a task without an address", { tasks: [task("1"), task("2", { address: undefined })] }],
            [
                "no tasks wanted",
                {
                    service: service([deployment(7, { rolloutState: "COMPLETED" })], { desiredCount: 0, runningCount: 0 }),
                    tasks: [],
                    targets: [],
                },
            ],
            ["a target that is not healthy", { targets: [target("1", "healthy"), target("2", "initial")] }],
            ["healthy targets of other tasks", { targets: [target("1", "healthy"), target("9", "healthy")] }],
            ["a further healthy target", { targets: [target("1", "healthy"), target("2", "healthy"), target("9", "healthy")] }],
            ["no targets", { targets: [] }],
            ["no answer", { healthResponse: undefined }],
            ["too few answers", { healthResponse: { status: 200, releaseId, consecutive: 2 } }],
            ["an answer of another release", { healthResponse: { status: 200, releaseId: "000000000000", consecutive: 3 } }],
            ["an answer without a release", { healthResponse: { status: 200, consecutive: 3 } }],
            ["an answer with an error", { healthResponse: { status: 500, releaseId, consecutive: 3 } }],
            [
                "a service that is being deleted",
                { service: service([deployment(7, { rolloutState: "COMPLETED" })], { status: "DRAINING" }) },
            ],
        ];
        for (const [what, changes] of lacking) {
            it(`does not come with ${what}`, () => {
                assert.equal(outcome([begun, serving(120, changes)]), "keep watching");
            });
        }

        const answer = { healthResponse: { status: 302, consecutive: 3 } };

        it("counts the status codes that the stack accepts", () => {
            const redirecting = { healthResponse: { status: 302, releaseId, consecutive: 3 } };
            const probe = { ...intent.probe, matcher: "200-399" };
            assert.equal(outcome([begun, serving(120, redirecting)]), "keep watching");
            assert.equal(outcome([begun, serving(120, redirecting)], { ...intent, probe }), "SUCCEEDED");
            assert.equal(outcome([begun, serving(120, answer)], { ...intent, probe }), "keep watching");
        });

        it("counts an answer without a release where the application sends none, and does not say that it had one", () => {
            const probe = { ...intent.probe, matcher: "302", releaseHeader: "none" };
            const verdict = after([begun, serving(120, answer)], { ...intent, probe });
            assert.equal(
                verdict === "keep watching" ? verdict : verdict.line,
                `release ${releaseId} serves: 2 of 2 tasks healthy, the health endpoint answered 3 times in a row`,
            );
            const ofBefore = { ...answer, tasks: [task("1"), task("2"), task("9", { taskDefinitionArn: revision(6) })] };
            assert.equal(outcome([begun, serving(120, ofBefore)], { ...intent, probe }), "keep watching");
        });

        it("waits for a minute without a fall where a target has fallen back, and for nothing where none has", () => {
            const fallen = serving(122, { targets: [target("1", "healthy"), target("2", "unhealthy")] });
            assert.equal(outcome([begun, serving(120, { healthResponse: undefined }), fallen, serving(181)]), "keep watching");
            assert.equal(outcome([begun, serving(120, { healthResponse: undefined }), fallen, serving(182)]), "SUCCEEDED");
            const coming = serving(115, { targets: [target("1", "healthy"), target("2", "unhealthy")] });
            assert.equal(outcome([begun, coming, serving(120)]), "SUCCEEDED");
            const old = { targets: [target("1", "healthy"), target("2", "healthy"), target("9", "healthy")] };
            const oldFallen = { targets: [target("1", "healthy"), target("2", "healthy"), target("9", "unhealthy")] };
            assert.equal(outcome([begun, snapshot(60, old), snapshot(90, oldFallen), serving(120)]), "SUCCEEDED");
        });

        it("allows for targets that drain", () => {
            assert.equal(
                outcome([serving(120, { targets: [target("1", "healthy"), target("2", "healthy"), target("9", "draining")] })]),
                "SUCCEEDED",
            );
        });

        it("does not come for a task that was seen to stop", () => {
            assert.equal(outcome([snapshot(110, { tasks: [exited("2", 1)] }), serving(120)]), "keep watching");
        });

        it("does not come from a snapshot older than one that was seen, nor from one of an older deployment", () => {
            const replaced = snapshot(130, {
                service: service([deployment(8, { createdAt: at(125) }), deployment(7, { status: "ACTIVE" })]),
            });
            assert.equal(outcome([begun, replaced, serving(120)]), "keep watching");
            assert.equal(outcome([begun, replaced, serving(140)]), "keep watching");
        });

        it("does not come from a read of before ECS had finished, even after one that shows the end", () => {
            const end = service([deployment(7, { rolloutState: "COMPLETED", updatedAt: at(100) })], { runningCount: 1 });
            const stale = service([deployment(7, { runningCount: 2 })]);
            assert.equal(
                outcome([begun, serving(110, { service: end, tasks: [task("1")] }), serving(120, { service: stale })]),
                "keep watching",
            );
        });

        it("goes by the newest snapshot, in whatever order they come", () => {
            assert.equal(stateAfter([serving(120), snapshot(60)]).latest?.at, at(120));
            assert.equal(outcome([serving(120), snapshot(60)]), "SUCCEEDED");
        });

        it("waits for the deployment that was asked for where the revision is the same", () => {
            const restart = { ...intent, deploymentId: "ecs-svc/restart" };
            assert.equal(outcome([serving(120)], restart), "keep watching");
            const restarted = service([
                deployment(7, { id: "ecs-svc/restart", createdAt: at(100), rolloutState: "COMPLETED", runningCount: 2 }),
            ]);
            assert.equal(outcome([serving(120), serving(160, { service: restarted })], restart), "SUCCEEDED");
        });
    });

    it("is not moved by reads without deployments", () => {
        const empty = snapshot(60, { service: service([]) });
        const state = stateAfter([begun, empty]);
        assert.equal(state.status.name, "in progress");
        assert.equal(outcome([begun, empty, snapshot(70, { service: service([]) })]), "keep watching");
    });

    it("asks the health endpoint only when everything else holds", () => {
        assert.equal(isReadyToProbe(stateAfter([serving(120, { healthResponse: undefined })]), intent), true);
        assert.equal(isReadyToProbe(stateAfter([begun]), intent), false);
    });
});
