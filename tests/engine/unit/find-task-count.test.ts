import * as assert from "node:assert/strict";
import { AwsError } from "../../../aws/errors";
import { isServiceScaled } from "../../../engine/find-task-count";
import { logged, serviceRef } from "./guard-fixture";

/** What the program finds, and what it says, where `scaledTasks` answers so. */
async function find(tasks: { readonly min: number; readonly max: number }, answer?: () => Promise<number | undefined>) {
    let found: unknown;
    const api = answer === undefined ? {} : { scaledTasks: answer };
    const warnings = await logged(async () => {
        found = await isServiceScaled({ api, serviceRef, namespace: "fitness" }, tasks);
    });
    return [found, warnings];
}

const fixed = { min: 2, max: 2 };
const refused = () => Promise.reject(new Error("not to be asked"));

describe("whether something scales the service", () => {
    it("is not asked where the program does", async () => {
        assert.deepEqual(await find({ min: 2, max: 6 }, refused), [true, []]);
    });

    it("is no where nothing does, or where no more tasks are wanted than the stack file asks for", async () => {
        assert.deepEqual(await find(fixed), [false, []]);
        for (const answer of [undefined, 0, 1, 2]) {
            assert.deepEqual(await find(fixed, () => Promise.resolve(answer)), [false, []], String(answer));
        }
    });

    it("is yes while it has added tasks, which stay, with a warning of what comes next", async () => {
        assert.deepEqual(await find(fixed, () => Promise.resolve(5)), [
            true,
            [
                "fitness:service.tasks: 5 tasks run, as the service is still scaled, and stay in this update; the next one goes to 2, " +
                    "service.tasks.min: set that to 5 to keep them, and lower it step by step",
            ],
        ]);
    });

    it("costs only its own check where AWS denies it", async () => {
        const denied = new AwsError("denied", "application-autoscaling:DescribeScalableTargets", { message: "no" });
        assert.deepEqual(await find(fixed, () => Promise.reject(denied)), [
            false,
            [`not checked: fitness:service.tasks: whether the service is scaled: ${denied.message}`],
        ]);
    });

    it("ends the program where AWS can't be asked, as tasks could be lost", async () => {
        await assert.rejects(() => find(fixed, () => Promise.reject(new Error("no credentials"))), {
            message: "fitness:service.tasks: no credentials",
        });
    });
});
