import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { runs } from "./runs";
import { answersAt, anyTimeline, standsAt } from "../timelines/arbitrary";
import { serving } from "../timelines/all";
import { play } from "../timelines/play";
import type { Fault } from "../timelines/timeline";

const timeoutMinutes = 8;

/** Seconds by which a read is late at most; the reads of one poll are seconds apart, too. */
const maxStaleSeconds = 90;
const maxPollSeconds = 20;

const faults = fc.array(
    fc
        .record({
            from: fc.integer({ min: 0, max: 400 }),
            lasts: fc.integer({ min: 1, max: 60 }),
            answer: fc.constantFrom("throttled" as const, "reset" as const, "stale" as const),
            seconds: fc.integer({ min: 1, max: maxStaleSeconds }),
        })
        .map(({ from, lasts, answer, seconds }): Fault => ({ during: [from, from + lasts], answer, seconds })),
    { maxLength: 5 },
);

describe("the watch of a release that serves", () => {
    it("is successful, however late, out of order or refused the answers are, and whatever becomes of the date", async () => {
        const dateMoves = fc.array(
            fc.record({ at: fc.integer({ min: 0, max: 300 }), by: fc.integer({ min: -7200, max: 7200 }) }),
            {
                maxLength: 3,
            },
        );
        await fc.assert(
            fc.asyncProperty(
                fc.constantFrom(...serving),
                faults,
                dateMoves,
                fc.boolean(),
                async (timeline, wrong, moves, early) => {
                    const played = {
                        ...timeline,
                        faults: [...(timeline.faults ?? []), ...wrong],
                        dateMoves: moves,
                        rollbackEarly: early,
                        timeoutMinutes: 20,
                    };
                    const { verdict, source } = await play(played);
                    const asked = source.count("StopServiceDeployment");
                    assert.deepEqual([verdict.outcome, asked], ["SUCCEEDED", 0], `${timeline.name}: ${verdict.line}`);
                },
            ),
            { numRuns: runs(60) },
        );
    });
});

describe("the watch of any deployment", () => {
    it("ends, never later than its minutes, and succeeds only while the release serves", async () => {
        const outcomes = new Map<string, number>();
        await fc.assert(
            fc.asyncProperty(
                anyTimeline,
                faults,
                fc.integer({ min: 1, max: 420 }),
                fc.boolean(),
                fc.integer({ min: -7200, max: 7200 }),
                async (timeline, wrong, watchedFrom, rollbackEarly, by) => {
                    // The health endpoint is asked directly: its answers are never old.
                    const some = [{ action: "probe", answer: "slow", seconds: 0.05 } as const, ...wrong];
                    const played = {
                        ...timeline,
                        faults: some,
                        watchedFrom,
                        rollbackEarly,
                        timeoutMinutes,
                        dateMoves: [{ at: watchedFrom + 30, by }],
                    };
                    const { verdict, second } = await play(played);
                    outcomes.set(verdict.outcome, (outcomes.get(verdict.outcome) ?? 0) + 1);
                    assert.ok(second <= watchedFrom + timeoutMinutes * 60 + maxPollSeconds, `${second} from ${watchedFrom}`);
                    if (verdict.outcome === "SUCCEEDED") {
                        const back = Array.from(
                            { length: maxStaleSeconds + maxPollSeconds },
                            (_, index) => Math.floor(second) - index,
                        );
                        assert.ok(
                            back.some((moment) => standsAt(timeline, moment)) && answersAt(timeline, second),
                            JSON.stringify(timeline),
                        );
                    } else {
                        assert.ok(verdict.diagnosis !== undefined && verdict.line.split(" ▸ ").length >= 3, verdict.line);
                    }
                },
            ),
            { numRuns: runs(80) },
        );
        for (const outcome of ["SUCCEEDED", "ROLLED_BACK", "FAILED", "TIMED_OUT"]) {
            assert.ok((outcomes.get(outcome) ?? 0) > 0, `${outcome} was never reached: ${JSON.stringify([...outcomes])}`);
        }
    });
});
