import * as assert from "node:assert/strict";
import { countResponses } from "../../commands/drill/count-responses";
import type { HealthResponse } from "../../deployment/source";
import { VirtualClock } from "../timelines/virtual-clock";

describe("the count of a health endpoint's answers", () => {
    /** Asks until the answers are used up; the last one is open when the count ends. */
    const count = (answers: readonly HealthResponse[], seconds = 0) => {
        const [clock, ended, left] = [new VirtualClock(), new AbortController(), [...answers]];
        const at: number[] = [];
        clock.set(0);
        const ask = () => {
            at.push(clock.second());
            clock.pass(seconds);
            const [answer = { status: 0, error: "interrupted" }] = left.splice(0, 1);
            if (left.length === 0) {
                ended.abort();
            }
            return Promise.resolve(answer);
        };
        return countResponses(ask, ({ status }) => status === 200, clock, ended.signal).then((responses) => ({ responses, at }));
    };
    const ok = { status: 200 };

    it("asks once a second, and does not count the one that is open at the end", async () => {
        assert.deepEqual(await count([ok, ok, ok, { status: 0, error: "interrupted" }]), {
            responses: { asked: 3, lost: 0 },
            at: [0, 1, 2, 3],
        });
    });

    it("takes everything but success for lost, and keeps the first", async () => {
        const { responses } = await count([ok, ok, { status: 0, error: "connection refused" }, { status: 503 }, ok, ok]);
        assert.deepEqual(responses, { asked: 5, lost: 2, firstLost: "connection refused at 2 s" });
        const { responses: codes } = await count([{ status: 302 }, ok, ok]);
        assert.deepEqual(codes, { asked: 2, lost: 1, firstLost: "status 302 at 0 s" });
    });

    it("asks at once after an answer that took longer than a second", async () => {
        const { at } = await count([ok, ok, ok], 3);
        assert.deepEqual(at, [0, 3, 6]);
    });
});
