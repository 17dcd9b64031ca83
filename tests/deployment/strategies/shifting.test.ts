import * as assert from "node:assert/strict";
import { laterServiceDeployment } from "../../../deployment/merge";
import { serviceDeployment } from "../builders";
import { play } from "../../timelines/play";
import { intendedRelease, targetGroupArn } from "../../timelines/releases";
import { canary, shifting, waiting } from "../../timelines/shifting";
import { unshiftable } from "../../timelines/shifting-failing";
import { blueGreen, green, pause, prepared, returning, shifted, stage, unshifted } from "../../timelines/shift-parts";
import type { Timeline } from "../../timelines/timeline";

/** Plays it, and records which target group was asked for its targets. */
async function playGroups(timeline: Timeline): Promise<readonly string[]> {
    const asked: string[] = [];
    await play(timeline, {
        prepare: (source) => {
            const { targets } = source;
            source.targets = (group) => {
                asked.push(group);
                return targets(group);
            };
            return undefined;
        },
    });
    return asked;
}

const named = (name: string): Timeline => {
    const found = [...shifting, ...waiting, ...unshiftable].find((timeline) => timeline.name === name);
    return found ?? assert.fail(`no time line ${name}`);
};

describe("a release that traffic is shifted to", () => {
    it("is told of by stages, and by the part of production that it has", async () => {
        const { lines } = await play(canary);
        assert.deepEqual(
            lines.slice(0, -1).map((line) => line.replace(/^\d+ s · /, "")),
            [
                "schedule: 0 of 2 new tasks run (expected 20 s)",
                "pull: 0 of 2 new tasks run (expected 20 s)",
                "health: 2 of 2 new tasks run, 2 initial (expected 30 s)",
                "scaled up: the new tasks are healthy, no requests go to them yet",
                "test traffic: asking the release",
                "test traffic: the release answers",
                "production: 0 % of requests go to the release",
                "production: 5 % of requests go to the release",
                "bake: 100 % of requests go to the release, the release before is kept until 2026-11-24 12:13 UTC",
                "clean up: 100 % of requests go to the release, ECS stops the tasks of the release before",
            ],
        );
    });

    it("is asked for its targets in the group that ECS has resolved for its revision, whichever that is", async () => {
        assert.deepEqual([...new Set(await playGroups(shifted))], [green]);
        assert.deepEqual(
            [...new Set(await playGroups(named("every second release is in the first target group")))],
            [targetGroupArn],
        );
    });

    it("may leave production to the release before until traffic moves, which is not reported", async () => {
        const { lines } = await play(shifted);
        assert.deepEqual(
            lines.filter((line) => line.includes("instead of")),
            [],
        );
    });

    it("has the time that ECS waits as it was told to, beside the minutes of a deployment that hangs", async () => {
        const stuck = (shift: Timeline["shift"]): Timeline => ({ ...unshifted, shift, service: prepared, timeoutMinutes: 3 });
        const secondsWith = async (changes: object) => (await play(stuck({ ...blueGreen, ...changes }))).second;
        assert.deepEqual(
            [
                await secondsWith({ bakeMinutes: 0 }),
                await secondsWith({ bakeMinutes: 5 }),
                await secondsWith({ bakeMinutes: 5, stepMinutes: 4 }),
                await secondsWith({ bakeMinutes: 5, stepMinutes: 4, verdictAt: "shift" }),
            ].map((seconds) => Math.round(seconds / 60)),
            [3, 8, 12, 7],
        );
    });

    it("is not taken for the one that serves while ECS says so and the rule does not, nor the other way round", async () => {
        const elsewhere = named("ECS says that it has succeeded, and production goes to the release before");
        assert.equal((await play(elsewhere)).verdict.outcome, "TIMED_OUT");
        const unread: Timeline = { ...elsewhere, faults: [{ action: "DescribeRules", answer: "denied" }] };
        const asked = unread.service.map((frame) => ({ ...frame, attempt: frame.attempt && { ...frame.attempt, weight: 99 } }));
        assert.equal((await play({ ...unread, service: asked })).verdict.outcome, "TIMED_OUT");
        const untold = unread.service.map((frame) => ({
            ...frame,
            attempt: frame.attempt && { ...frame.attempt, weight: undefined },
        }));
        assert.equal((await play({ ...unread, service: untold })).verdict.outcome, "TIMED_OUT");
    });
});

describe("a release that has all of production", () => {
    const [first, second] = shifted.tasks.filter(({ of }) => of === "new");
    const others = shifted.tasks.filter(({ of }) => of !== "new");
    assert.ok(first && second);

    it("does not serve before each target of its group is healthy", async () => {
        const slow = { ...second, target: [{ at: 45, state: "initial" }] };
        const { verdict } = await play({ ...shifted, tasks: [...others, first, slow] });
        assert.equal(verdict.outcome, "TIMED_OUT", verdict.line);
    });

    it("does not serve while its group has a target that is none of its tasks", async () => {
        const stray = { ...second, id: "stray", of: "other" as const };
        const groups = { new: green, other: green };
        const { verdict } = await play({ ...shifted, groups, tasks: [...others, first, second, stray] });
        assert.equal(verdict.outcome, "TIMED_OUT", verdict.line);
    });

    it("does not go back to an earlier stage, whatever a late read shows", () => {
        const at = (lifecycleStage: string, more: object = {}) => serviceDeployment("IN_PROGRESS", { lifecycleStage, ...more });
        const later = laterServiceDeployment(at("BAKE_TIME"), at("PRODUCTION_TRAFFIC_SHIFT"));
        assert.equal(later?.lifecycleStage, "BAKE_TIME");
        const bySteps = laterServiceDeployment(
            at("PRODUCTION_TRAFFIC_SHIFT", { updatedAt: 1, productionTrafficWeight: 5 }),
            at("PRE_PRODUCTION_TRAFFIC_SHIFT", { updatedAt: 2, productionTrafficWeight: 5 }),
        );
        assert.equal(bySteps?.lifecycleStage, "PRE_PRODUCTION_TRAFFIC_SHIFT");
    });
});

describe("test traffic", () => {
    it("keeps a release that does not answer it from production, whatever the stack says of early rollbacks", async () => {
        for (const rollbackEarly of [true, false]) {
            const { source, lines } = await play({ ...named("test traffic reaches another release"), rollbackEarly });
            assert.equal(source.count("StopServiceDeployment"), 1);
            const stop = source.calls.find(({ action }) => action === "StopServiceDeployment")?.second ?? Infinity;
            assert.ok(stop > 100 && stop < 130, `stopped at ${stop} s`);
            assert.match(lines.join("\n"), /asked ECS to roll back: the release does not answer test traffic/);
        }
    });

    it("is asked with the header of the stack, three times in a row, and only before production moves", async () => {
        const headers: unknown[] = [];
        const { source } = await play(shifted, {
            prepare: (source) => {
                const { probe } = source;
                source.probe = (header) => {
                    headers.push(header);
                    return probe(header);
                };
                return undefined;
            },
        });
        assert.deepEqual(headers.slice(0, 3), Array(3).fill({ name: "x-spotter-test", value: "true" }));
        assert.deepEqual(headers.slice(-3), [undefined, undefined, undefined]);
        const probes = source.calls.filter(({ action }) => action === "probe").map(({ second }) => second);
        assert.deepEqual(
            probes.filter((second) => second < 80 || (second > 140 && second < 530)),
            [],
        );
    });

    it("is not asked again before the further steps of a canary", async () => {
        const { source } = await play(canary);
        const probes = source.calls.filter(({ action }) => action === "probe").map(({ second }) => second);
        assert.deepEqual(
            probes.filter((second) => second > 140 && second < 870),
            [],
        );
    });

    it("is not asked where there is no header for it", async () => {
        const shift = { ...blueGreen, testHeader: undefined };
        const { verdict, source } = await play({ ...shifted, shift, test: [{ at: 0, status: 500 }] });
        assert.equal(verdict.outcome, "SUCCEEDED");
        assert.deepEqual(
            source.calls.filter(({ action, second }) => action === "probe" && second < 500),
            [],
        );
    });
});

describe("an approval", () => {
    const [waits = assert.fail()] = waiting;

    it("is not asked for before the release has answered test traffic, and never for one that does not", async () => {
        const late = await play({ ...waits, test: [{ at: 107, status: 200, of: "new" }] });
        assert.equal(late.verdict.outcome, "AWAITING_APPROVAL");
        assert.ok(late.second > 107, `${late.second}`);
        const never = await play({ ...waits, test: [{ at: 0, status: 500 }] });
        assert.deepEqual([never.verdict.outcome, never.verdict.diagnosis?.id], ["ROLLED_BACK", "test-traffic"]);
    });

    it("stops nothing, and is no failure that has a cause", async () => {
        const { verdict, source } = await play({ ...waits, rollbackEarly: true });
        assert.deepEqual([verdict.outcome, verdict.diagnosis, verdict.early], ["AWAITING_APPROVAL", undefined, undefined]);
        assert.equal(source.count("StopServiceDeployment"), 0);
    });

    it("that was given is not asked for again, although reads are late", async () => {
        const approved: Timeline = {
            ...shifted,
            watchedFrom: 110,
            service: [
                ...prepared.slice(0, -1),
                stage(100, "POST_TEST_TRAFFIC_SHIFT", { hooks: [pause] }),
                ...shifted.service.filter(({ at }) => at >= 130),
            ],
        };
        const follow = (answeredHookId?: string) =>
            play(approved, {
                release: { ...intendedRelease(approved), ...(answeredHookId === undefined ? {} : { answeredHookId }) },
            });
        assert.equal((await follow()).verdict.outcome, "AWAITING_APPROVAL");
        assert.equal((await follow("ecs-pause-0")).verdict.outcome, "AWAITING_APPROVAL");
        assert.equal((await follow(pause.id)).verdict.outcome, "SUCCEEDED");
    });

    it("that is refused while the watch goes on ends it by the rollback", async () => {
        const reason = "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed.";
        const hooks = [{ ...pause, status: "FAILED" as const }];
        const rejected: Timeline = {
            ...waits,
            watchedFrom: 140,
            service: [...prepared, ...returning(130, 160, reason, { hooks })],
        };
        const { verdict, lines } = await play(rejected);
        assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["ROLLED_BACK", "approval-rejected"]);
        assert.ok(
            lines.some((line) => line.includes("ECS rolls back to spotter-test:6")),
            lines.join("\n"),
        );
    });
});
