import * as assert from "node:assert/strict";
import { initialState, reduce } from "../../deployment/state";
import {
    expectedSeconds,
    currentPhase,
    phases,
    measurePhases,
    formatPhases,
    type DeploymentSettings,
} from "../../deployment/phases";
import type { ShiftTimes } from "../../deployment/shift-minutes";
import type { Snapshot } from "../../deployment/snapshot";
import { at, deployment, exited, intent, previous, service as serviceState, serving, snapshot, target, task } from "./builders";
import { intendedRelease } from "../timelines/releases";
import { success } from "../timelines/succeeding";
import { snapshotAt } from "../timelines/timeline-source";
import { epoch } from "../timelines/world";

const after = (...snapshots: readonly Snapshot[]) =>
    snapshots.reduce((state, next) => reduce(state, next, intent), initialState(at(0)));

const service: DeploymentSettings["service"] = {
    cpu: 512,
    tasks: { min: 2 },
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    stopTimeoutSeconds: 30,
};
const loadBalancer: DeploymentSettings["loadBalancer"] = {
    healthCheck: { intervalSeconds: 10, timeoutSeconds: 5 },
    deregistrationDelaySeconds: 30,
};

describe("the phases of a deployment", () => {
    it("take what the tasks' times and the watch say, the slowest task of each", () => {
        const slow = task("2", { pullStoppedAt: at(60), startedAt: at(62) });
        const healthy = [target("1", "healthy"), target("2", "healthy")];
        const running = serviceState([deployment(7, { runningCount: 2 }), previous]);
        const state = after(
            snapshot(1),
            snapshot(70, { service: running, tasks: [task("1"), slow], targets: [target("1", "healthy")] }),
            snapshot(80, { service: running, tasks: [task("1"), slow], targets: healthy }),
            serving(130, { tasks: [task("1"), slow] }),
        );
        assert.deepEqual(measurePhases(state, intent), { schedule: 20, pull: 35, start: 3, health: 10, drain: 50 });
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
        const release = intendedRelease();
        let state = initialState(epoch);
        for (let second = 1; second < 120; second += 2) {
            state = reduce(state, snapshotAt(success, second), release);
            seen.push(currentPhase(state, release));
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
    const total = (settings: DeploymentSettings) =>
        Object.values(expectedSeconds(settings)).reduce((sum, seconds) => sum + seconds, 0);

    it("follows from the settings", () => {
        assert.deepEqual(expectedSeconds({ service, loadBalancer }), { schedule: 25, pull: 22, start: 5, health: 25, drain: 55 });
    });

    it("is the six to seven minutes of AWS's defaults", () => {
        const healthCheck = { intervalSeconds: 30, timeoutSeconds: 5 };
        const defaults = { service: { ...service, cpu: 1024 }, loadBalancer: { healthCheck, deregistrationDelaySeconds: 300 } };
        assert.ok(total(defaults) >= 6 * 60 && total(defaults) <= 7.5 * 60, `${total(defaults)}`);
    });

    it("comes in waves where there is no room for all tasks at once", () => {
        const waves = (tasks: number, minimumHealthyPercent: number, maximumPercent: number) =>
            expectedSeconds({ service: { ...service, minimumHealthyPercent, maximumPercent }, loadBalancer, tasks }).schedule /
            25;
        assert.deepEqual(
            [waves(2, 100, 200), waves(2, 100, 150), waves(6, 100, 150), waves(1, 0, 100), waves(4, 50, 100)],
            [1, 2, 2, 1, 2],
        );
    });

    it("is of the tasks that the service wants, where no number is given", () => {
        const narrow = { ...service, maximumPercent: 150 };
        const withTasks = (min: number) => expectedSeconds({ service: { ...narrow, tasks: { min } }, loadBalancer });
        assert.deepEqual(withTasks(6), expectedSeconds({ service: narrow, loadBalancer, tasks: 6 }));
        assert.equal(withTasks(6).schedule, 50);
    });

    it("has all tasks at once where requests move between two target groups, and what ECS waits for at its end", () => {
        const narrow = { ...service, maximumPercent: 150, tasks: { min: 6 } };
        const usual = expectedSeconds({ service: { ...service, tasks: { min: 6 } }, loadBalancer });
        const seconds = (deployment: ShiftTimes & { readonly verdictAt?: "shift" | "bake" }) =>
            expectedSeconds({ service: narrow, loadBalancer, deployment });
        const linear = { strategy: "linear", bakeTimeMinutes: 5, linear: { stepPercent: 30, bakeTimeMinutes: 2 } } as const;
        assert.deepEqual(seconds({ strategy: "blueGreen", bakeTimeMinutes: 10 }), { ...usual, drain: usual.drain + 600 });
        assert.deepEqual(seconds({ strategy: "canary", bakeTimeMinutes: 5, canary: { bakeTimeMinutes: 3 } }), {
            ...usual,
            drain: usual.drain + 480,
        });
        assert.equal(seconds(linear).drain, usual.drain + 60 * (3 * 2 + 5)); // 30, 60, 90 and 100 %: three waits
        assert.equal(seconds({ ...linear, verdictAt: "shift" }).drain, usual.drain + 60 * 3 * 2);
        assert.equal(seconds({ strategy: "recreate" }).schedule, 2 * usual.schedule); // as its percentages say
    });

    it("grows with the image and with less CPU", () => {
        assert.equal(expectedSeconds({ service, loadBalancer, imageMiB: 600 }).pull, 55);
        assert.equal(expectedSeconds({ service: { ...service, cpu: 256 }, loadBalancer }).start, 10);
    });
});
