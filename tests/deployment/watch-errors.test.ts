import * as assert from "node:assert/strict";
import { crashes } from "../timelines/outside";
import { before, oldAnswers, oldTasks, rolling } from "../timelines/parts";
import { play } from "../timelines/play";
import { releaseIds } from "../timelines/releases";
import { success } from "../timelines/succeeding";
import type { Fault, Timeline } from "../timelines/timeline";

const crashLoop: Timeline = { ...success, tasks: [...oldTasks(), ...crashes], service: [before, rolling], health: oldAnswers };
const goesOn = "the deployment continues without being watched: npm run status -- test";

describe("the watch when AWS does not answer", () => {
    const details = ["ListTasks", "DescribeTargetHealth"];
    const passing: readonly (readonly [string, readonly Fault[]])[] = [
        ["the service is throttled for half a minute", [{ action: "DescribeServices", during: [30, 60], answer: "throttled" }]],
        [
            "every third read is reset",
            range(1, 40, 3).map((call) => ({ action: "DescribeServices", calls: [call, call + 1], answer: "reset" })),
        ],
        ["the details are throttled at the end", details.map((action) => ({ action, during: [118, 126], answer: "throttled" }))],
        ["everything is unavailable for a minute at the end", [{ during: [100, 160], answer: "unavailable" }]],
        ["every other read is 40 s old", range(2, 80, 2).map((call) => ({ calls: [call, call], answer: "stale", seconds: 40 }))],
        ["the first reads are of before", [{ during: [0, 10], answer: "stale", seconds: 40 }]],
    ];
    for (const [what, faults] of passing) {
        it(`goes on: ${what}`, async () => {
            const { verdict, second } = await play({ ...success, faults });
            assert.equal(verdict.outcome, "SUCCEEDED", verdict.line);
            assert.ok(second >= 120 && second <= 180, `${second}`);
        });
    }

    it("says so once, asks less and less often, and times out with it", async () => {
        const faults = [{ action: "DescribeServices", answer: "throttled" } as const];
        const { verdict, lines, second, source } = await play({ ...success, faults, timeoutMinutes: 3 });
        const evidence = "AWS throttles ecs:DescribeServices: too many calls from this account at once (ThrottlingException)";
        assert.equal(
            verdict.line,
            `release ${releaseIds.new} is not known to serve after 3 minutes: AWS does not answer ▸ ${evidence} ▸ ${goesOn}`,
        );
        assert.equal(verdict.outcome, "TIMED_OUT");
        assert.deepEqual(lines, [`0 s · ${evidence}: asking again`, `watched for ${Math.round(second - 1)} s`]);
        assert.ok(second >= 181 && second <= 182, `${second}`);
        assert.ok(source.count("DescribeServices") <= 4 * 16, `${source.count("DescribeServices")} calls`); // 4 by the SDK each
    });

    it("fails at once when the deploying identity may not read the service", async () => {
        const { verdict, second } = await play({ ...success, faults: [{ action: "DescribeServices", answer: "denied" }] });
        assert.match(
            verdict.line,
            /is not known to serve: the deploying identity lacks a permission that is needed to watch the deployment ▸ AWS denied ecs:DescribeServices to arn:aws:iam::123456789012:user\/ci: allow ecs:DescribeServices in the policy of .* ▸ the deployment continues without being watched: npm run status -- test$/,
        );
        assert.deepEqual([verdict.outcome, verdict.diagnosis?.id, second < 3], ["FAILED", "caller-denied", true]);
    });

    it("fails when targets may not be read, without which nothing is certain", async () => {
        const { verdict } = await play({ ...success, faults: [{ action: "DescribeTargetHealth", answer: "denied" }] });
        assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["FAILED", "caller-denied"]);
    });

    it("does without the log and the service deployment, and says so once", async () => {
        const denied = ["GetLogEvents", "ListServiceDeployments"].map((action): Fault => ({ action, answer: "denied" }));
        const { verdict, lines } = await play({ ...crashLoop, faults: denied });
        assert.deepEqual([verdict.diagnosis?.id, verdict.diagnosis?.evidence], ["process-exit", "it logged nothing"]);
        for (const action of ["logs:GetLogEvents", "ecs:ListServiceDeployments"]) {
            const prefix = `without ${action} the diagnosis may be incomplete: AWS denied `;
            assert.equal(lines.filter((line) => line.startsWith(prefix)).length, 1, lines.join("\n"));
        }
    });

    it("says nothing of a permission that a deployment that goes well does not need", async () => {
        const { verdict, lines } = await play({ ...success, faults: [{ action: "ListServiceDeployments", answer: "denied" }] });
        assert.equal(verdict.outcome, "SUCCEEDED", verdict.line);
        assert.doesNotMatch(lines.join("\n"), /denied/);
    });

    it("fails when the credentials expire", async () => {
        const { verdict } = await play({ ...success, faults: [{ during: [40, Infinity], answer: "expired" }] });
        assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["FAILED", "caller-credentials"]);
    });

    it("believes an error that it does not know after three in a row", async () => {
        const failing = (last: number): Fault => ({ action: "DescribeServices", calls: [2, last], answer: "invalid" });
        assert.equal((await play({ ...success, faults: [failing(3)] })).verdict.outcome, "SUCCEEDED");
        const { verdict, source } = await play({ ...success, faults: [failing(4)] });
        assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["FAILED", "caller-unanswered"]);
        assert.equal(source.count("DescribeServices"), 4);
    });
});

/** Numbers from the first to the last, a step apart. */
function range(first: number, last: number, step: number): number[] {
    return Array.from({ length: Math.ceil((last - first + 1) / step) }, (_, index) => first + index * step);
}
