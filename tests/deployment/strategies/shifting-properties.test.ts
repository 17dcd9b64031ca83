import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { runs } from "../runs";
import { newTasks, oldAnswers, oldTasks } from "../../timelines/parts";
import { play } from "../../timelines/play";
import { blueGreen, pause, prepared, returning, shifted, stage, successful } from "../../timelines/shift-parts";
import { holding, type Fault, type HealthFrame, type ServiceFrame, type Timeline } from "../../timelines/timeline";

/** A second at which something happens, or, in one of ten cases, that it never does. */
const mostly = (min: number, max: number) => fc.option(fc.integer({ min, max }), { nil: Infinity, freq: 9 });
const sometimes = (min: number, max: number) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(Infinity) }, { weight: 1, arbitrary: fc.integer({ min, max }) });

const answersFrom = (at: number, status: number): HealthFrame[] => (at === Infinity ? [] : [{ at, status, of: "new" }]);

/** Deployments of every kind: that move production or not, wait or not, are taken back or not, at any moment. */
const anyShift: fc.Arbitrary<Timeline> = fc
    .record({
        verdictAt: fc.constantFrom("shift" as const, "bake" as const),
        testFrom: mostly(60, 120),
        testStatus: fc.constantFrom(200, 200, 200, 500),
        awaits: fc.boolean(),
        productionAt: mostly(125, 250),
        weightAfter: mostly(0, 40),
        answersAfter: mostly(0, 60),
        bakeSeconds: fc.integer({ min: 10, max: 300 }),
        endAfter: mostly(10, 90),
        returnsAt: sometimes(60, 600),
    })
    .map(({ verdictAt, testFrom, testStatus, awaits, productionAt, weightAfter, answersAfter, ...rest }): Timeline => {
        const weightAt = productionAt + weightAfter;
        const bakeAt = productionAt + 20;
        const cleanUpAt = bakeAt + rest.bakeSeconds;
        const end = cleanUpAt + rest.endAfter;
        const asked = stage(100, "POST_TEST_TRAFFIC_SHIFT", awaits ? { hooks: [pause] } : {});
        const frames: ServiceFrame[] = [
            ...prepared.slice(0, -1),
            asked,
            stage(productionAt, "PRODUCTION_TRAFFIC_SHIFT"),
            stage(productionAt + 10, "POST_PRODUCTION_TRAFFIC_SHIFT", { weight: 100 }),
            stage(bakeAt, "BAKE_TIME", { weight: 100 }),
            stage(cleanUpAt, "CLEAN_UP", { weight: 100 }),
            successful(end),
        ];
        const reason = "Service deployment rolled back because alarm(s) triggered.";
        const isBack = rest.returnsAt < end;
        const back = isBack ? returning(rest.returnsAt, rest.returnsAt + 30, reason, { alarms: ["5xx"] }) : [];
        const until = isBack ? rest.returnsAt : Infinity;
        const moved = [{ at: weightAt, weight: 100 }, ...(isBack ? [{ at: until, weight: 0 }] : [])]; // prettier-ignore
        const answers = answersFrom(weightAt + answersAfter, 200);
        return {
            ...shifted,
            name: "any",
            shift: { ...blueGreen, verdictAt },
            timeoutMinutes: 8,
            tasks: [...oldTasks(isBack ? undefined : end - 5), ...newTasks],
            service: [...frames.filter(({ at }) => at < until && at < Infinity), ...back],
            weights: moved.filter(({ at }) => at <= until && at < Infinity).sort((a, b) => a.at - b.at),
            test: answersFrom(testFrom, testStatus),
            health: [
                ...oldAnswers,
                ...answers.filter(({ at }) => at < until),
                ...(isBack ? [{ at: until, status: 200, of: "old" as const }] : []),
            ],
        };
    });

/** Seconds by which a read is late at most; the reads of one poll are seconds apart, too. */
const maxStaleSeconds = 40;
const maxPollSeconds = 20;

const lateReads = fc.array(
    fc
        .record({
            from: fc.integer({ min: 0, max: 700 }),
            lasts: fc.integer({ min: 1, max: 60 }),
            seconds: fc.integer({ min: 1, max: maxStaleSeconds }),
        })
        .map(({ from, lasts, seconds }): Fault => ({ during: [from, from + lasts], answer: "stale", seconds })),
    { maxLength: 3 },
);

/** All of production goes to the release, which answers, and ECS has finished, or as much of it as is waited for. */
function standsAt({ service, weights = [], health, shift }: Timeline, second: number): boolean {
    const { attempt } = holding(service, second) ?? {};
    const { status, of } = holding(health, second) ?? {};
    const isOver =
        attempt?.status === "SUCCESSFUL" || (shift?.verdictAt === "shift" && /BAKE_TIME|CLEAN_UP/.test(attempt?.stage ?? ""));
    return isOver && holding(weights, second)?.weight === 100 && status === 200 && of === "new";
}

/** Test traffic is not answered by the release. */
function failsTestAt({ test = [] }: Timeline, second: number): boolean {
    const { status = 404, of } = holding(test, second) ?? {};
    return status !== 200 || of !== "new";
}

describe("the watch of any release that traffic is shifted to", () => {
    it("ends, never later than its minutes, and succeeds only while all of production is the release's", async () => {
        await fc.assert(
            fc.asyncProperty(anyShift, lateReads, async (timeline, faults) => {
                const { verdict, second } = await play({ ...timeline, faults });
                const { verdictAt } = timeline.shift ?? blueGreen;
                const minutes = 8 + (verdictAt === "bake" ? blueGreen.bakeMinutes : 0);
                assert.ok(second <= minutes * 60 + maxPollSeconds, `${second} s`);
                if (verdict.outcome === "SUCCEEDED") {
                    const seconds = Array.from({ length: maxStaleSeconds + maxPollSeconds }, (_, index) => second - index);
                    assert.ok(
                        seconds.some((moment) => standsAt(timeline, moment)),
                        `succeeded at ${second} s: ${verdict.line}`,
                    );
                }
            }),
            { numRuns: runs(60) },
        );
    });

    it("stops nothing but what does not answer test traffic, before production is its", async () => {
        await fc.assert(
            fc.asyncProperty(anyShift, lateReads, async (timeline, faults) => {
                const { verdict, source } = await play({ ...timeline, faults });
                const stops = source.calls.filter(({ action }) => action === "StopServiceDeployment");
                assert.ok(stops.length <= 1);
                for (const { second } of stops) {
                    assert.ok(failsTestAt(timeline, second) || failsTestAt(timeline, second - maxPollSeconds), verdict.line);
                    assert.equal(standsAt(timeline, second), false, verdict.line);
                }
            }),
            { numRuns: runs(60) },
        );
    });

    it("succeeds where reads are late and the release serves in the end", async () => {
        await fc.assert(
            fc.asyncProperty(lateReads, async (faults) => {
                const { verdict } = await play({ ...shifted, faults });
                assert.equal(verdict.outcome, "SUCCEEDED", verdict.line);
            }),
            { numRuns: runs(30) },
        );
    });
});
