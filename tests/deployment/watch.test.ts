import * as assert from "node:assert/strict";
import type { Diagnosis } from "../../deployment/api";
import { timelines } from "../timelines/all";
import { crashes, outside } from "../timelines/outside";
import { before, completed, newAnswers, newTasks, oldAnswers, oldTasks, rolling } from "../timelines/parts";
import { play, type Played } from "../timelines/play";
import { intendedRelease, releaseIds } from "../timelines/releases";
import { success } from "../timelines/succeeding";
import type { Timeline } from "../timelines/timeline";

/** Without jitter polls are closest. */
const soonest = { chance: () => 0 };
const latest = { chance: () => 0.999 };

/** Calls beside one a second: the first poll may read everything at once. */
const callsAtOnce = 8;

/** Of AWS, without further pages of a list. */
const countCalls = ({ source }: Played) =>
    source.calls.filter(({ action, isFurtherPage }) => action !== "probe" && isFurtherPage !== true).length;

/** The old tasks go, and ECS has finished, at these seconds. */
function ending(end: number, drain = 70): Timeline {
    const tasks = [...oldTasks(drain), ...newTasks];
    return { ...success, tasks, service: [before, rolling, completed(end)] };
}

describe("the watch", () => {
    for (const timeline of timelines) {
        const { outcome, cause, line = /./, by } = timeline.expected;
        it(`${timeline.name}: ${outcome}${cause === undefined ? "" : `, ${cause}`}, with at most one call a second`, async () => {
            const played = await play(timeline, soonest);
            const { verdict, second } = played;
            assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], [outcome, cause], verdict.line);
            assert.match(verdict.line, line);
            assert.ok(second <= by, `noticed at ${second} s, must be by ${by} s`);
            assert.ok(!verdict.line.includes("\n"), verdict.line);
            const seconds = second - (timeline.watchedFrom ?? 1);
            assert.ok(countCalls(played) <= seconds + callsAtOnce, `${countCalls(played)} calls in ${seconds} s`);
        });
    }

    it("reads only the service while nothing moves, and seldom when that lasts", async () => {
        const timeline: Timeline = { ...success, tasks: oldTasks(), service: [before, rolling], timeoutMinutes: 2 };
        const quiet = await play(timeline);
        assert.deepEqual(new Set(quiet.source.calls.slice(4, -7).map(({ action }) => action)), new Set(["DescribeServices"]));
        const polls = async (timeoutMinutes: number) =>
            (await play({ ...timeline, timeoutMinutes })).source.count("DescribeServices");
        const [two, eight] = [await polls(2), await polls(8)];
        assert.ok(two >= 22 && two <= 26, `${two} polls in two minutes`);
        assert.ok(eight - two >= 22 && eight - two <= 26, `${eight - two} polls in six more`);
    });

    it("costs a few calls where the release serves already", async () => {
        const { source, second, verdict } = await play({ ...success, watchedFrom: 3000 });
        assert.deepEqual(
            source.calls.map(({ action }) => action),
            ["DescribeServices", "ListTasks", "DescribeTargetHealth", "DescribeTasks", "probe", "probe", "probe"],
        );
        assert.deepEqual([second < 3002, verdict.seconds], [true, { schedule: 15, pull: 15, start: 2 }]);
    });

    it("notices the end within 7 s, whenever it comes", async () => {
        for (let end = 118; end <= 124; end += 1) {
            for (const jitter of [soonest, latest]) {
                const { second } = await play(ending(end), jitter);
                assert.ok(second >= end && second <= end + 7, `${end} at ${second}`);
            }
        }
    });

    it("notices an end that only the health endpoint shows within 12 s", async () => {
        for (let answers = 180; answers < 192; answers += 2) {
            const { second, source } = await play({ ...success, health: newAnswers(answers) });
            assert.ok(second >= answers && second <= answers + 12, `${answers} at ${second}`);
            const actions = source.calls.map(({ action }) => action);
            assert.deepEqual(actions.slice(actions.lastIndexOf("DescribeServices")), [
                "DescribeServices",
                "ListTasks",
                "DescribeTargetHealth",
                "DescribeTasks",
                "probe",
                "probe",
                "probe",
            ]);
        }
    });

    it("notices the end of a long drain within 18 s", async () => {
        const { second } = await play(ending(400, 350));
        assert.ok(second >= 400 && second <= 418, `${second}`);
    });

    it("reports each phase once, and at the end what each took against what it should take", async () => {
        const { lines } = await play(success);
        assert.deepEqual(lines, [
            "1 s · schedule: 0 of 2 new tasks run (expected 20 s)",
            "29 s · pull: 0 of 2 new tasks run (expected 20 s)",
            "45 s · health: 2 of 2 new tasks run, 1 initial (expected 30 s)",
            "57 s · health: 2 of 2 new tasks run, 2 initial (expected 30 s)",
            "68 s · drain: 2 of 2 new tasks are healthy, waiting for the old ones to stop (expected 60 s)",
            "schedule 15 s (expected 20) · pull 15 s (expected 20) · start 2 s (expected 15) · health 23 s (expected 30) · drain 57 s (expected 60) · watched for 126 s",
        ]);
    });

    it("reports once why it still waits when ECS has finished", async () => {
        const { lines } = await play({ ...success, health: newAnswers(200) });
        const reason = `drain: ECS has finished, the health endpoint answers with ${releaseIds.old} instead of ${releaseIds.new}`;
        assert.equal(lines.filter((line) => line.endsWith(`s · ${reason}`)).length, 1, lines.join("\n"));
    });

    it("asks the health endpoint only when everything else shows that the release serves", async () => {
        const { source } = await play(success);
        assert.equal(source.count("probe"), 3);
        assert.deepEqual(new Set(source.calls.slice(-3).map(({ action }) => action)), new Set(["probe"]));
    });

    it("follows a rollback by ECS to its end", async () => {
        const { lines, verdict } = await play(find("the circuit breaker rolls back"));
        assert.ok(
            lines.some((line) => line.endsWith("ECS rolls back to spotter-test:6")),
            lines.join("\n"),
        );
        assert.equal(verdict.early, undefined);
    });

    it("reads tasks again where their list lags behind the end", async () => {
        const lag = { during: [118, 130], answer: "stale", seconds: 70 } as const;
        const faults = ["ListTasks", "DescribeTasks"].map((action) => ({ action, ...lag }));
        const { verdict, second } = await play({ ...success, faults });
        assert.equal(verdict.outcome, "SUCCEEDED", verdict.line);
        assert.ok(second >= 130 && second <= 142, `${second}`);
    });

    describe("when the same cause stops one task after the other", () => {
        const timeline: Timeline = {
            ...success,
            tasks: [...oldTasks(), ...crashes],
            service: [before, rolling],
            health: oldAnswers,
        };

        it("does not wait for the circuit breaker, and asks ECS for nothing", async () => {
            const { verdict, source } = await play(timeline);
            const line = `release ${releaseIds.new} failed, the same cause stopped # tasks: the process ended with exit code 1 ▸ Error: boom ▸ read the log /ecs/spotter-test; run the same image locally (docs/operations.md#run-the-image-locally)`;
            assert.equal(verdict.line.replace(/ [3-5] tasks/, " # tasks"), line); // two stop between two polls
            assert.deepEqual([verdict.outcome, verdict.early, source.count("StopServiceDeployment")], ["FAILED", true, 0]);
        });

        it("asks ECS once to roll back where that is configured, and follows it", async () => {
            const { verdict, lines, source } = await play({ ...timeline, rollbackEarly: true });
            assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["ROLLED_BACK", "process-exit"]);
            assert.equal(source.count("StopServiceDeployment"), 1);
            const asked = /s · asked ECS to roll back: the process ended with exit code 1 ▸ Error: boom ▸ /;
            assert.equal(lines.filter((line) => asked.test(line)).length, 1, lines.join("\n"));
        });

        it("asks for no rollback of a first deployment, which leaves nothing to return to", async () => {
            const service = [{ ...rolling, deployments: rolling.deployments.slice(0, 1) }];
            const { verdict, source } = await play({ ...timeline, tasks: crashes, service, rollbackEarly: true });
            assert.deepEqual([verdict.outcome, source.count("StopServiceDeployment")], ["FAILED", 0]);
        });

        it("fails at once where ECS cannot be asked to roll back", async () => {
            const faults = [{ action: "StopServiceDeployment", answer: "denied" } as const];
            const { verdict } = await play({ ...timeline, rollbackEarly: true, faults });
            assert.equal(verdict.outcome, "FAILED");
            assert.match(verdict.line, / \(ECS could not be asked to roll back: AWS denied ecs:StopServiceDeployment.*\)$/);
        });
    });

    describe("when it is interrupted", () => {
        const diagnosis = (evidence: string): Diagnosis => ({
            id: "watch-interrupted",
            cause: "the watch was interrupted, the deployment continues on AWS",
            evidence,
            advice: "see how it ends: npm run status -- test",
        });
        const release = intendedRelease(success);

        it("ends at once, asks nothing more, and says what continues", async () => {
            const controller = new AbortController();
            const { verdict, source, second } = await play(success, {
                prepare: (prepared) => {
                    const service = prepared.service;
                    prepared.service = () => {
                        if (prepared.count("DescribeServices") === 2) {
                            controller.abort();
                        }
                        return service();
                    };
                    return controller.signal;
                },
            });
            assert.deepEqual(verdict.diagnosis, diagnosis("deployment in progress, 2 of 2 tasks run, targets 2 healthy"));
            assert.equal(verdict.outcome, "STOPPED");
            assert.match(
                verdict.line,
                new RegExp(`^release ${release.releaseId} was watched for ${Math.round(second - 1)} s only: `),
            );
            assert.equal(source.calls.at(-1)?.action, "DescribeServices");
            assert.equal(source.count("DescribeServices"), 3);
        });

        it("does not even begin when that was before", async () => {
            const { verdict, source } = await play(success, { prepare: () => AbortSignal.abort() });
            assert.deepEqual(verdict.diagnosis, diagnosis("the service was not read"));
            assert.ok(source.calls.length <= 1);
        });

        it("does not wait for an answer that never comes", async () => {
            const controller = new AbortController();
            const { verdict } = await play(success, {
                prepare: (source) => {
                    source.service = () => new Promise(() => setImmediate(() => controller.abort()));
                    return controller.signal;
                },
            });
            assert.equal(verdict.diagnosis?.id, "watch-interrupted");
        });
    });
});

function find(name: string): Timeline {
    const timeline = outside.find((each) => each.name === name);
    assert.ok(timeline, name);
    return timeline;
}
