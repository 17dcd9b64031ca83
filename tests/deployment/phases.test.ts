import * as assert from "node:assert/strict";
import { initialState, reduce } from "../../deployment/state";
import {
    expectedPhases,
    expectedSeconds,
    currentPhase,
    phases,
    measurePhases,
    formatPhases,
    type DeploymentSettings,
} from "../../deployment/phases";
import type { Snapshot } from "../../deployment/snapshot";
import { profiles } from "../../config/profiles";
import { at, deployment, exited, intent, previous, service, serving, snapshot, target, task } from "./builders";
import { success, truthAt } from "./script";

const after = (...snapshots: readonly Snapshot[]) =>
    snapshots.reduce((known, next) => reduce(known, next, intent), initialState(at(0)));

const settings: DeploymentSettings = {
    cpu: 512,
    tasks: 2,
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    health: { intervalSeconds: 10, timeoutSeconds: 5 },
    deregistrationDelaySeconds: 30,
    stopTimeoutSeconds: 30,
};

describe("the phases of a deployment", () => {
    it("take what the tasks' times and the watch say, the slowest task of each", () => {
        const slow = task("2", { pullStoppedAt: at(60), startedAt: at(62) });
        const healthy = [target("1", "healthy"), target("2", "healthy")];
        const running = service([deployment(7, { runningCount: 2 }), previous]);
        const known = after(
            snapshot(1),
            snapshot(70, { service: running, tasks: [task("1"), slow], targets: [target("1", "healthy")] }),
            snapshot(80, { service: running, tasks: [task("1"), slow], targets: healthy }),
            serving(130, { tasks: [task("1"), slow] }),
        );
        assert.deepEqual(measurePhases(known, intent), { schedule: 20, pull: 35, start: 3, health: 18, drain: 50 });
    });

    it("are unknown where the watch came later", () => {
        assert.deepEqual(measurePhases(after(serving(3000)), intent), { schedule: 20, pull: 20, start: 3 });
        assert.deepEqual(measurePhases(after(), intent), {});
    });

    it("leave out tasks that failed, and tasks of an earlier attempt, where others run", () => {
        const early = task("3", { createdAt: at(-500), pullStartedAt: at(-100) });
        const failed = exited("4", 1, "", { pullStartedAt: at(90) });
        assert.equal(
            measurePhases(after(snapshot(1), snapshot(100, { tasks: [task("1"), early, failed] })), intent).schedule,
            20,
        );
        assert.equal(measurePhases(after(snapshot(1), snapshot(100, { tasks: [failed] })), intent).schedule, 85);
    });

    it("follow each other", () => {
        const seen: string[] = [];
        let known = initialState(at(0));
        for (let second = 1; second < 180; second += 3) {
            known = reduce(known, truthAt(success, second), intent);
            seen.push(currentPhase(known, intent));
        }
        assert.deepEqual(
            seen.filter((phase, index) => phase !== seen[index - 1]),
            phases,
        );
    });

    it("are told against what they should take", () => {
        assert.equal(
            formatPhases({ schedule: 20, pull: 35 }, intent.expectedSeconds),
            "schedule 20 s (expected 25) · pull 35 s (expected 22)",
        );
        assert.equal(formatPhases({}, intent.expectedSeconds), "");
    });
});

describe("what a deployment should take", () => {
    it("follows from the settings, with reasons", () => {
        assert.deepEqual(expectedPhases(settings), {
            schedule: { seconds: 25, reason: "network interface and microVM of Fargate" },
            pull: { seconds: 22, reason: "200 MiB at about 12 MiB/s: Fargate keeps no images" },
            start: { seconds: 5, reason: "boot on 0.5 vCPU" },
            health: { seconds: 25, reason: "one check every 10 s, and the scheduler of ECS looks every 10 s" },
            drain: { seconds: 55, reason: "30 s of deregistration delay, up to 30 s to stop, and ECS finds itself steady" },
        });
        assert.deepEqual(expectedSeconds(settings), { schedule: 25, pull: 22, start: 5, health: 25, drain: 55 });
    });

    it("is the six to seven minutes of AWS's defaults", () => {
        const defaults = {
            ...settings,
            cpu: 1024,
            health: { intervalSeconds: 30, timeoutSeconds: 5 },
            deregistrationDelaySeconds: 300,
        };
        const total = Object.values(expectedSeconds(defaults)).reduce((sum, seconds) => sum + seconds, 0);
        assert.ok(total >= 6 * 60 && total <= 7.5 * 60, `${total}`);
    });

    it("is under three minutes in every profile", () => {
        for (const { loadBalancer, service: wanted } of Object.values(profiles)) {
            const total = Object.values(expectedSeconds({ ...loadBalancer, ...wanted, tasks: wanted.tasks.min })).reduce(
                (a, b) => a + b,
                0,
            );
            assert.ok(total > 60 && total < 180, `${total}`);
        }
    });

    it("comes in waves where there is no room for all tasks at once", () => {
        const waves = (tasks: number, minimumHealthyPercent: number, maximumPercent: number) =>
            expectedPhases({ ...settings, tasks, minimumHealthyPercent, maximumPercent }).schedule.seconds / 25;
        assert.deepEqual(
            [waves(2, 100, 200), waves(2, 100, 150), waves(6, 100, 150), waves(1, 0, 100), waves(4, 50, 100)],
            [1, 2, 2, 1, 2],
        );
        assert.match(expectedPhases({ ...settings, maximumPercent: 150 }).pull.reason, /, in 2 waves$/);
    });

    it("grows with the image and with less CPU", () => {
        assert.equal(expectedSeconds({ ...settings, imageMiB: 600 }).pull, 55);
        assert.equal(expectedSeconds({ ...settings, cpu: 256 }).start, 10);
    });
});
