import * as assert from "node:assert/strict";
import { causes, diagnose, formatDiagnosis } from "../../../deployment/diagnosis/diagnose";
import { exited, intent, killed, serving, snapshot, stopped, target, task } from "../builders";
import { events, checks, mismatch, timeout } from "./cause-rows";
import { runRows } from "./cause-rows-run";
import { serviceRows } from "./cause-rows-service";
import { startRows } from "./cause-rows-start";
import { allTexts } from "./texts/all";
import { toSnapshot } from "./texts/text-row";

const rows = [...startRows, ...runRows, ...serviceRows];

describe("diagnose", () => {
    for (const { id, name, of, line, but } of rows) {
        it(`tells ${name}`, () => {
            const diagnosis = diagnose(snapshot(120, of), intent);
            assert.equal(diagnosis?.id, id);
            assert.equal(formatDiagnosis(diagnosis), line);
        });

        it(`does not take anything else for ${name}`, () => {
            assert.equal(diagnose(snapshot(120, but[0]), intent)?.id, but[1]);
        });
    }

    it("goes by the status codes and the header that the stack has", () => {
        const codes = { ...intent, healthCheckMatcher: "200-299", probe: { ...intent.probe, matcher: "200-399" } };
        assert.equal(
            formatDiagnosis(diagnose(snapshot(120, mismatch(304)), codes) ?? assert.fail()),
            "the health path returns another status than 200-299 ▸ Health checks failed with these codes: [304] ▸ make the route " +
                "return 200-299 with a body, set loadBalancer.healthCheck.path to one that does, or add the status to " +
                "loadBalancer.healthCheck.matcher: the target group accepts 200-299 alone",
        );
        const answered = (status: number, release = codes) =>
            diagnose(serving(200, { healthResponse: { status, consecutive: 0 } }), release, "endpoint-silent");
        assert.equal(answered(404)?.id, "endpoint-refuses");
        const header = { ...codes, probe: { ...codes.probe, releaseHeader: "X-Version" } };
        assert.deepEqual(answered(302, header), {
            id: "other-release",
            cause: "the health endpoint responds with another release",
            evidence: `X-Version is absent, not ${intent.releaseId}`,
            advice: "make the application answer with this header set to RELEASE_ID, or set deployment.probe.releaseHeader to none",
        });
        const none = { ...codes, probe: { ...codes.probe, releaseHeader: "none" } };
        assert.equal(answered(302, none)?.id, undefined);
    });

    it("has a test for every cause", () => {
        assert.deepEqual([...new Set([...rows, ...allTexts].map(({ id }) => id))].sort(), causes.map(({ id }) => id).sort());
    });

    it("names the stack in every command that it advises, so that it can be pasted", () => {
        const found = [
            ...rows.map(({ of }) => diagnose(snapshot(120, of), intent)),
            ...allTexts.map((row) => diagnose(toSnapshot(row), intent)),
        ];
        const advices = found.map((diagnosis) => diagnosis?.advice ?? "").filter((advice) => advice.includes("npm run"));
        assert.deepEqual(
            advices.filter((advice) => !/npm run \w+ -- prod/.test(advice) || advice.includes("<stack>")),
            [],
        );
        assert.ok(new Set(advices).size >= 3, "three commands or more");
    });

    it("knows each cause by one id", () => {
        const ids = causes.map(({ id }) => id);
        assert.deepEqual(ids, [...new Set(ids)]);
    });

    it("says nothing of a deployment that goes well", () => {
        assert.equal(diagnose(snapshot(60, { tasks: [task("1")], targets: [target("1", "initial")] }), intent), undefined);
    });

    it("goes by the newest stop, and forgets those of an earlier attempt at the same revision", () => {
        const old = exited("1", 1, "", { createdAt: snapshot(-100).at, stoppedAt: snapshot(-50).at });
        assert.equal(diagnose(snapshot(60, { tasks: [old] }), intent), undefined);
        const tasks = [exited("2", 1), exited("3", 137, "", { stoppedAt: snapshot(110).at })];
        assert.equal(diagnose(snapshot(120, { tasks }), intent)?.id, "out-of-memory");
    });

    it("looks past stops that say nothing of the release", () => {
        const later = { stoppedAt: snapshot(115).at };
        const passing = [
            stopped("3", "ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/7)", later),
            stopped("4", "SpotInterruption", "", later),
        ];
        for (const task of passing) {
            assert.equal(diagnose(snapshot(120, { tasks: [exited("1", 1), task] }), intent)?.id, "process-exit");
        }
    });

    it("prefers what a task says to what an event said before", () => {
        const of = events("was unable to place a task. Reason: Capacity is unavailable at this time.");
        assert.equal(diagnose(snapshot(120, { ...of, tasks: [exited("1", 1)] }), intent)?.id, "process-exit");
    });

    it("takes a health check's reason from another task where a target has gone unseen", () => {
        const { targets = [] } = mismatch(404);
        assert.equal(
            diagnose(snapshot(200, { tasks: [task("1"), killed("2", { stoppedAt: snapshot(190).at })], targets }), intent)?.id,
            "health-not-found",
        );
    });

    it("prefers what lasts to what passes by itself, in stops and in events", () => {
        const later = { stoppedAt: snapshot(115).at };
        const passing = stopped(
            "2",
            "TaskFailedToStart",
            "Timeout waiting for network interface provisioning to complete.",
            later,
        );
        assert.equal(diagnose(snapshot(120, { tasks: [exited("1", 1), passing] }), intent)?.id, "process-exit");
        assert.equal(diagnose(snapshot(120, { tasks: [passing] }), intent)?.id, "aws-passing");
        const throttled = events("operations are being throttled. Will try again later.");
        const unhealthy = {
            tasks: [task("1")],
            targets: [target("1", "unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]")],
        };
        assert.equal(diagnose(snapshot(120, { ...throttled, ...unhealthy }), intent)?.id, "health-not-found");
        assert.equal(diagnose(snapshot(120, throttled), intent)?.id, "scheduler-throttled");
    });

    it("does not blame the boot where a check timed out and nothing is logged", () => {
        assert.equal(diagnose(snapshot(120, checks(...timeout)), intent)?.id, "health-slow");
    });

    it("tells why a task that still runs is not healthy", () => {
        const targets = [target("1", "unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]")];
        assert.equal(diagnose(snapshot(120, { tasks: [task("1")], targets }), intent)?.id, "health-not-found");
    });
});
