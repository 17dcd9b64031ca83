import * as assert from "node:assert/strict";
import type { ServiceDeployment } from "../../aws/ecs";
import { failureThreshold, findRepeatedFailure } from "../../deployment/repeated-failure";
import type { Snapshot } from "../../deployment/snapshot";
import {
    at,
    deployment,
    exited,
    intent,
    previous,
    service,
    serviceDeployment,
    snapshot,
    stopped,
    target,
    task,
} from "./builders";

const wanting = (desiredCount: number, changes: Partial<Snapshot> = {}): Snapshot =>
    snapshot(120, { service: service([deployment(7), previous], { desiredCount }), ...changes });

const crashes = (count: number) => Array.from({ length: count }, (_, index) => exited(`1${index}`, 1));

describe("a failure that repeats itself", () => {
    it("needs as many tasks as ECS's circuit breaker: half of those wanted, at least 3 and at most 200", () => {
        assert.deepEqual(
            [1, 2, 6, 7, 20, 399, 400, 1000].map((count) => failureThreshold(wanting(count), intent)),
            [3, 3, 3, 4, 10, 200, 200, 200],
        );
    });

    it("needs more where the stack file says so, never fewer", () => {
        const limited = (maxFailuresOfSameCause: number) => ({ ...intent, limits: { ...intent.limits, maxFailuresOfSameCause } });
        assert.deepEqual(
            [3, 10, 12].map((limit) => failureThreshold(wanting(20), limited(limit))),
            [10, 10, 12],
        );
    });

    it("needs as many as ECS says that it needs", () => {
        const breaker = (threshold: number): ServiceDeployment =>
            serviceDeployment("IN_PROGRESS", { circuitBreaker: { status: "MONITORING", failureCount: 0, threshold } });
        assert.equal(failureThreshold(wanting(20, { serviceDeployment: breaker(5) }), intent), 5);
        assert.equal(failureThreshold(wanting(20, { serviceDeployment: breaker(0) }), intent), 10);
    });

    it("is found once so many tasks have stopped for it", () => {
        assert.equal(findRepeatedFailure(wanting(20, { tasks: crashes(9) }), intent), undefined);
        assert.equal(findRepeatedFailure(wanting(20, { tasks: crashes(10) }), intent)?.tasks.length, 10);
    });

    it("is none where AWS or a registry fails for a moment, however often: ECS tries again", () => {
        const stops = (reason: string) => {
            const tasks = Array.from({ length: 9 }, (_, index) => stopped(String(index), "TaskFailedToStart", reason));
            const failing = service([deployment(7, { runningCount: 0 }), previous], { desiredCount: 2 });
            return findRepeatedFailure(snapshot(120, { service: failing, tasks }), intent)?.tasks.length;
        };
        assert.equal(stops("Timeout waiting for network interface provisioning to complete."), undefined);
        assert.equal(stops("CannotPullContainerError: toomanyrequests: You have reached your pull rate limit."), undefined);
        assert.equal(stops("CannotPullContainerError: manifest unknown"), 9);
    });

    it("is none while a task of the release serves", () => {
        const tasks = [...crashes(4), task("1")];
        assert.equal(findRepeatedFailure(wanting(2, { tasks, targets: [target("1", "healthy")] }), intent), undefined);
        assert.equal(findRepeatedFailure(wanting(2, { tasks, targets: [target("1", "unhealthy")] }), intent)?.tasks.length, 4);
    });

    it("is none while an older task of the release may come to serve, whereas a younger one changes nothing", () => {
        const undecided = (createdAt: number) =>
            findRepeatedFailure(
                wanting(6, { tasks: [...crashes(3), task("1", { createdAt })], targets: [target("1", "initial")] }),
                intent,
            );
        assert.equal(undecided(at(99)), undefined);
        assert.equal(undecided(at(101))?.tasks.length, 3);
        const pending = task("1", { lastStatus: "PENDING", address: undefined });
        assert.equal(findRepeatedFailure(wanting(6, { tasks: [...crashes(3), pending] }), intent), undefined);
    });

    it("is not hidden by tasks of the release that another deployment of it has started, nor by those of another release", () => {
        const before = task("1", { createdAt: at(-100) });
        const other = task("2", { taskDefinitionArn: previous.taskDefinitionArn });
        const targets = [target("1", "healthy"), target("2", "healthy")];
        assert.equal(
            findRepeatedFailure(wanting(2, { tasks: [...crashes(3), before, other], targets }), intent)?.tasks.length,
            3,
        );
    });
});
