import * as assert from "node:assert/strict";
import { systemClock } from "../../deployment/clock";
import { play } from "../timelines/play";
import { success } from "../timelines/succeeding";
import type { DateMove } from "../timelines/timeline";

const minute = 60;
const hour = 60 * minute;

describe("the clock of a watch", () => {
    const machineNow = Date.now;

    afterEach(() => {
        Date.now = machineNow;
    });

    it("only moves forward, whatever becomes of the machine's date", () => {
        const readings = [0, -10 * minute, 3 * hour, -3 * hour].map((by) => {
            Date.now = () => machineNow() + by * 1000;
            return systemClock.now();
        });
        assert.deepEqual(
            readings,
            [...readings].sort((a, b) => a - b),
        );
        assert.ok((readings.at(-1) ?? 0) - (readings[0] ?? 0) < minute * 1000);
    });

    it("has a date for what is written down", () => {
        const before = machineNow();
        const date = systemClock.date().getTime();
        assert.ok(before <= date && date <= machineNow());
    });

    const moves: readonly (readonly [string, readonly DateMove[]])[] = [
        ["back by ten minutes in the middle", [{ at: 60, by: -10 * minute }]],
        ["forward by ten minutes in the middle", [{ at: 60, by: 10 * minute }]],
        ["back by hours, and right again", [{ at: 40, by: -5 * hour }, { at: 100, by: 0 }]], // prettier-ignore
        ["forward by more than the deployment's minutes", [{ at: 30, by: 2 * hour }]],
        ["ahead by three hours all the time", [{ at: -1, by: 3 * hour }]],
    ];
    for (const [what, dateMoves] of moves) {
        it(`changes nothing of a verdict when the machine's date is set ${what}`, async () => {
            const [right, wrong] = [await play(success), await play({ ...success, dateMoves })];
            assert.deepEqual(
                [wrong.verdict, wrong.lines, wrong.second, wrong.source.calls],
                [right.verdict, right.lines, right.second, right.source.calls],
            );
        });
    }
});
