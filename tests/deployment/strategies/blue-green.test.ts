import * as assert from "node:assert/strict";
import type { ServiceDeployment } from "../../../aws/ecs";
import type { TrafficShift } from "../../../deployment/api";
import { before, newAnswers, newTasks, oldTasks, rolling } from "../../timelines/parts";
import { play } from "../../timelines/play";
import { intendedRelease, releaseIds } from "../../timelines/releases";
import { success } from "../../timelines/succeeding";
import type { ServiceFrame, Timeline } from "../../timelines/timeline";

const green = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/green/1";
const trafficShift: TrafficShift = {
    strategy: "BLUE_GREEN",
    targetGroupArns: [intendedRelease(success).targetGroupArn ?? "", green],
    productionListenerRuleArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/web/1/2/3",
    verdictAt: "bake",
    stepMinutes: 0,
    bakeMinutes: 0,
};
const release = { ...intendedRelease(success), trafficShift };
const blue = release.targetGroupArn;

/** The list of deployments says COMPLETED long before ECS moves traffic, and never FAILED. */
const listed = { deployments: [{ of: "new", status: "PRIMARY", state: "COMPLETED" }] } as const;
const stated = (at: number, status: string, more: object = {}): ServiceFrame => ({
    at,
    ...listed,
    attempt: { of: "new", status, ...more },
});

/** Both releases run side by side; production moves at 150 s, and blue is gone at 240 s. */
const shifting: Timeline = {
    ...success,
    tasks: [...oldTasks(210), ...newTasks],
    service: [before, rolling, stated(80, "IN_PROGRESS"), stated(240, "SUCCESSFUL")],
    health: newAnswers(150),
};

/** Plays it with two target groups, of which ECS has resolved one for the release's revision. */
async function playShifting(timeline: Timeline, { resolved = green, shiftAt = 150 } = {}) {
    const groups: string[] = [];
    const played = await play(timeline, {
        release,
        prepare: (source) => {
            const { deployment, targets } = source;
            source.deployment = async () => {
                const found = await deployment();
                const productionTrafficWeight = source.calls.some(({ second }) => second >= shiftAt) ? 100 : 0;
                const shown: Partial<ServiceDeployment> = { targetGroupArns: [resolved], productionTrafficWeight };
                return found && { ...found, ...shown };
            };
            source.targets = async (...asked: readonly string[]) => {
                groups.push(asked[0] ?? "");
                const all = await targets();
                return asked[0] === green
                    ? all.filter(({ id }) => !/\.1[01]$/.test(id))
                    : all.filter(({ id }) => /\.1[01]$/.test(id));
            };
            return undefined;
        },
    });
    return { ...played, groups };
}

describe("a strategy that moves traffic at once", () => {
    it("succeeds once the service deployment says so, not when the list of deployments does", async () => {
        const { verdict, second, lines } = await playShifting(shifting);
        assert.equal(verdict.outcome, "SUCCEEDED", verdict.line);
        assert.ok(second >= 240 && second <= 270, `${second}`);
        assert.ok(!lines.some((line) => line.includes(releaseIds.old)), "the old release may answer until traffic moves");
    });

    it("reads the targets of the group that ECS has resolved for the release's revision", async () => {
        const { groups } = await playShifting(shifting);
        assert.equal(groups[0], blue, "nothing is known of it yet");
        assert.deepEqual([...new Set(groups.slice(1))], [green]);
        const { verdict } = await playShifting({ ...shifting, timeoutMinutes: 6 }, { resolved: blue });
        assert.notEqual(verdict.outcome, "SUCCEEDED");
    });

    it("does not succeed while production is not the release's", async () => {
        const { verdict } = await playShifting(shifting, { shiftAt: Infinity });
        assert.equal(verdict.outcome, "TIMED_OUT", verdict.line);
    });

    it("follows a rollback that only the service deployment shows", async () => {
        const reason = "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed.";
        const rollback = { reason, rollback: { reason, to: "old" } };
        const { verdict, lines } = await playShifting({
            ...shifting,
            service: [
                before,
                rolling,
                stated(100, "ROLLBACK_IN_PROGRESS", rollback),
                stated(130, "ROLLBACK_SUCCESSFUL", rollback),
            ],
        });
        assert.equal(verdict.outcome, "ROLLED_BACK", verdict.line);
        assert.match(verdict.line, /POST_TEST_TRAFFIC_SHIFT/);
        assert.ok(lines.some((line) => line.includes("ECS rolls back")));
    });
});
