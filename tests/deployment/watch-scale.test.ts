import * as assert from "node:assert/strict";
import { breakerReason, exited, failingTask, oldTasks, rollback, before, rolling, oldAnswers } from "../timelines/parts";
import { play, type Played } from "../timelines/play";
import { replacing, success } from "../timelines/succeeding";
import type { Timeline } from "../timelines/timeline";

/** Calls beside one a second: the first poll may read everything at once. */
const callsAtOnce = 8;

/** Of AWS; without `pages`, the first page of each list only. */
function countCalls({ source }: Played, pages = false): number {
    return source.calls.filter(({ action, isFurtherPage }) => action !== "probe" && (pages || isFurtherPage !== true)).length;
}

describe("the watch of few and of many tasks", () => {
    const rows: string[] = [];

    after(() => {
        console.log(["    tasks  ends at s  seen at s  calls  with pages", ...rows].join("\n      "));
    });

    for (const count of [1, 10, 100, 1000]) {
        it(`sees ${count} tasks serve, with at most one call a second beside the pages`, async () => {
            const timeline = replacing(count);
            const end = timeline.service.at(-1)?.at ?? 0;
            const played = await play(timeline);
            const { verdict, second } = played;
            assert.equal(verdict.outcome, "SUCCEEDED", verdict.line);
            assert.match(verdict.line, new RegExp(`: ${count} of ${count} tasks healthy`));
            assert.ok(second >= end && second <= timeline.expected.by, `${end} at ${second}`);
            assert.ok(countCalls(played) <= second + callsAtOnce, `${countCalls(played)} calls in ${second} s`);
            rows.push([count, end, second.toFixed(0), countCalls(played), countCalls(played, true)].map((n) => String(n).padStart(7)).join("  ")); // prettier-ignore
        });
    }

    describe("when hundreds stop", () => {
        const count = 400;
        const crashes = Array.from({ length: 600 }, (_, index) =>
            failingTask(`new-${index}`, 10 + index * 0.3, 45, exited(1, ["Error: boom"])),
        );
        const timeline: Timeline = {
            ...success,
            desired: [{ at: -86_400, count }],
            tasks: [...oldTasks(undefined, count), ...crashes],
            service: [before, rolling, ...rollback(200, 215, breakerReason, { breaker: { status: "TRIGGERED", failureCount: 200, threshold: 200 } })], // prettier-ignore
            health: oldAnswers,
            maxFailuresOfSameCause: 1000,
        };

        it("describes each of them once", async () => {
            const { verdict, source } = await play(timeline);
            assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["ROLLED_BACK", "process-exit"]);
            assert.ok(source.stopsDescribed.length > 400, `${source.stopsDescribed.length}`);
            assert.equal(new Set(source.stopsDescribed).size, source.stopsDescribed.length);
        });
    });
});
