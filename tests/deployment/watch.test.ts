import * as assert from "node:assert/strict";
import { watch } from "../../deployment/watch";
import { intent, releaseId } from "./builders";
import { success } from "./script";
import { ScriptedClock, ScriptedObserver } from "./scripted-source";
import { awsFault, crashLoop, status404, watched } from "./watched";

describe("the watch", () => {
    it("follows a three-minute deployment to its end with at most 40 calls, and notices it within 10 s", async () => {
        for (const chance of [0, 0.25, 0.5, 0.75, 0.999]) {
            const { verdict, second, observer } = await watched(success, { chance: () => chance });
            assert.equal(verdict.outcome, "SUCCEEDED");
            assert.ok(second >= 180 && second <= 190, `${second}`);
            assert.ok(observer.calls <= 40, `${observer.calls} calls at ${chance}`);
        }
    });

    it("notices the end within 10 s whenever it comes", async () => {
        for (let end = 170; end <= 190; end += 1) {
            const { second, observer } = await watched({ ...success, completed: end });
            assert.ok(second >= end && second <= end + 10, `${end} at ${second}`);
            assert.ok(observer.calls <= 40);
        }
    });

    it("says each phase once with its seconds, and at the end what each took against what it should take", async () => {
        const { said } = await watched(success);
        assert.deepEqual(said, [
            "0 s · schedule: 0 of 2 new tasks run (expected 25 s)",
            "34 s · pull: 0 of 2 new tasks run (expected 22 s)",
            "54 s · pull: 1 of 2 new tasks run (expected 22 s)",
            "59 s · health: 2 of 2 new tasks run, 2 initial (expected 25 s)",
            "77 s · drain: 2 of 2 new tasks run, healthy, the old ones go (expected 55 s)",
            "schedule 20 s (expected 25) · pull 24 s (expected 22) · start 4 s (expected 5) · health 22 s (expected 25) · drain 105 s (expected 55) · watched for 182 s",
        ]);
    });

    it("asks the health endpoint only at the end", async () => {
        const { observer } = await watched(success);
        assert.deepEqual(observer.asked.slice(-6), ["service", "tasks running", "targets", "probe", "probe", "probe"]);
        assert.equal(observer.asked.filter((name) => name === "probe").length, 3);
    });

    it("costs a few calls when nothing is moving", async () => {
        const clock = new ScriptedClock();
        clock.pass(3_000_000);
        const observer = new ScriptedObserver(success, clock);
        const verdict = await watch(observer, intent, { clock, say: () => undefined });
        assert.equal(verdict.outcome, "SUCCEEDED");
        assert.deepEqual([observer.calls, clock.second() < 3002], [4, true]);
        assert.deepEqual(verdict.seconds, { schedule: 20, pull: 24, start: 4 });
    });

    it("reads tasks and targets once more when the endpoint answers late", async () => {
        for (let answers = 250; answers < 280; answers += 1) {
            await again(answers);
        }
    });

    async function again(answers: number): Promise<void> {
        const { verdict, second, observer } = await watched({ ...success, answers });
        assert.equal(verdict.outcome, "SUCCEEDED");
        assert.ok(second >= answers && second <= answers + 10, `${answers} at ${second}`);
        const last = observer.asked.slice(observer.asked.lastIndexOf("service"));
        assert.deepEqual(
            [last.filter((name) => name === "probe").length, last.includes("tasks running"), last.includes("targets")],
            [3, true, true],
        );
    }

    it("says why it still waits when ECS has finished", async () => {
        const { said } = await watched({ ...success, answers: 260 });
        assert.ok(
            said.some((line) =>
                line.endsWith(
                    `s · drain: ECS has finished, the health endpoint answers with 000000000000 instead of ${releaseId}`,
                ),
            ),
            said.join("\n"),
        );
    });

    it("follows a rollback to its end", async () => {
        const { verdict, second, said, observer } = await watched(
            { ...crashLoop, rollback: [130, 165] },
            { release: { ...intent, limits: { ...intent.limits, maxFailuresOfSameCause: 50 } } },
        );
        assert.deepEqual(
            [verdict.outcome, verdict.diagnosis?.id, verdict.diagnosis?.evidence],
            ["ROLLED_BACK", "process-exit", "Error: boom"],
        );
        assert.ok(second >= 165 && second <= 175, `${second}`);
        assert.ok(said.some((line) => line.endsWith("ECS rolls back to spotter-app-task:6")));
        assert.ok(observer.calls <= 55, `${observer.calls}`);
    });

    it("does not wait for the circuit breaker when the same cause stops one task after the other", async () => {
        const { verdict, second, observer } = await watched(crashLoop);
        assert.equal(
            verdict.line,
            `release ${releaseId} failed, the same cause stopped 3 tasks: the process ended with exit code 1 ▸ Error: boom ▸ read the log /ecs/spotter-app; the same image runs locally with docker`,
        );
        assert.ok(second >= 95 && second <= 125, `${second}`);
        assert.ok(!observer.asked.includes("stop"));
        assert.ok(observer.calls <= 40, `${observer.calls}`);
    });

    it("finds the reason of a health check while the target is there", async () => {
        const { verdict } = await watched(status404);
        assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["FAILED", "health-not-found"]);
    });

    it("asks ECS to roll back where it is told to, and follows that", async () => {
        const release = { ...intent, limits: { ...intent.limits, rollbackEarly: true } };
        const { verdict, said, observer } = await watched(crashLoop, { release });
        assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["ROLLED_BACK", "process-exit"]);
        assert.equal(observer.asked.filter((name) => name === "stop").length, 1);
        assert.ok(said.some((line) => line.includes("asked ECS to roll back: the process ended with exit code 1 ▸ Error: boom")));
    });

    it("does not ask ECS to roll back a first deployment, which has nothing to go back to", async () => {
        const release = { ...intent, limits: { ...intent.limits, rollbackEarly: true } };
        const { verdict, observer } = await watched({ ...crashLoop, first: true }, { release });
        assert.deepEqual([verdict.outcome, observer.asked.includes("stop")], ["FAILED", false]);
    });

    it("looks again soon where the list of tasks lags behind the end", async () => {
        const { verdict, second } = await watched(success, {
            fault: (action, call, now) => (action === "tasks running" && now > 180 && call <= 6 ? { second: 50 } : undefined),
        });
        assert.equal(verdict.outcome, "SUCCEEDED");
        assert.ok(second <= 202, `${second}`);
    });

    it("fails at once where ECS cannot be asked to roll back", async () => {
        const release = { ...intent, limits: { ...intent.limits, rollbackEarly: true } };
        const { verdict } = await watched(crashLoop, {
            release,
            fault: (action) => (action === "stop" ? awsFault("AccessDeniedException") : undefined),
        });
        assert.equal(verdict.outcome, "FAILED");
        assert.match(verdict.line, / \(ECS could not be asked to roll back: AWS denied ecs:StopServiceDeployment: .*\)$/);
    });
    it("asks seldom for a stuck deployment, and ends", async () => {
        const release = { ...intent, limits: { ...intent.limits, timeoutMinutes: 3 } };
        const { verdict, observer, second } = await watched(
            {
                tasks: [
                    { name: "1", created: 5 },
                    { name: "2", created: 5 },
                ],
            },
            { release },
        );
        assert.equal(verdict.outcome, "TIMED_OUT");
        assert.ok(second <= 182, `${second}`);
        assert.ok(observer.calls <= 42, `${observer.calls}`);
    });
});
