import * as assert from "node:assert/strict";
import { AwsError } from "../../aws/errors";
import { follow } from "../../commands/shared/follow";
import { Interruption } from "../../commands/shared/interruption";
import { systemClock } from "../../deployment/clock";

const throttled = new AwsError("throttled", "ecs:DescribeServices", { name: "ThrottlingException" });
const denied = new AwsError("denied", "ecs:DescribeServices", { name: "AccessDeniedException" });

describe("what a command follows", () => {
    /** Reads as often as there are answers, then is interrupted; gives how many were read, and each wait. */
    async function play(answers: (Error | undefined)[], intervalMs?: number) {
        const controller = new AbortController();
        const interruption = new Interruption(controller.signal);
        const slept: number[] = [];
        let reads = 0;
        const sleep = (milliseconds: number) => {
            slept.push(milliseconds);
            if (reads === answers.length) {
                controller.abort();
            }
            return Promise.resolve();
        };
        await follow({ clock: { ...systemClock, sleep }, interruption }, intervalMs, () => {
            const answer = answers[reads];
            reads += 1;
            return answer === undefined ? Promise.resolve() : Promise.reject(answer);
        });
        return { reads, slept, isExpected: interruption.isExpected };
    }

    it("is read once where nothing follows, and Ctrl-C is no regular end", async () => {
        assert.deepEqual(await play([undefined]), { reads: 1, slept: [], isExpected: false });
    });

    it("is read until Ctrl-C, which is the regular end", async () => {
        assert.deepEqual(await play([undefined, undefined], 5), { reads: 2, slept: [5, 5], isExpected: true });
    });

    it("goes on after an error that passes", async () => {
        assert.deepEqual(await play([throttled, undefined], 5), { reads: 2, slept: [5, 5], isExpected: true });
    });

    it("ends at an error that stays, and at any where nothing follows", async () => {
        await assert.rejects(play([undefined, denied], 5), denied);
        await assert.rejects(play([throttled]), throttled);
    });
});
