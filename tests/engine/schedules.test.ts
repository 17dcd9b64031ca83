import * as assert from "node:assert/strict";
import { describeWithCli } from "../support/cli";
import { operationsOf } from "./preview-json";
import { StagingStack } from "./staging-stack";

const service = "aws:ecs/service:Service::web";
const schedule = "aws:scheduler/schedule:Schedule::web-nightly";

/** The tests go through changes of one stack, in order. */
describeWithCli("a schedule under the CLI", () => {
    const stack = new StagingStack(() => {
        withSchedule({ nightly: { command: ["node", "job.js"], schedule: "cron(0 3 * * ? *)" } });
    });
    const { cloud, aws, workspace } = stack;
    const release = (digit: number) => stack.release(digit);
    const withSchedule = (schedules: object | undefined) => workspace.configure("staging", "spotter:schedules", schedules);
    const update = () => stack.up();

    it("is made once the service serves", async () => {
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        const changes = aws.takeChanges();
        assert.ok(changes.indexOf(`create ${service}`) < changes.indexOf(`create ${schedule}`), changes.join("\n"));
    });

    it("changes nothing in the next preview", async () => {
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {});
    });

    it("does not move to a release that does not serve", async () => {
        cloud.ending = "rolled back";
        release(2);
        const { exitCode } = await update();
        assert.equal(exitCode, 1);
        const changes = aws.takeChanges();
        assert.ok(changes.includes(`update ${service}`), changes.join("\n"));
        assert.ok(!changes.includes(`update ${schedule}`), changes.join("\n"));
    });

    it("moves to one that does, in place", async () => {
        cloud.ending = "serves";
        release(3);
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        const changes = aws.takeChanges();
        assert.ok(changes.indexOf(`update ${service}`) < changes.indexOf(`update ${schedule}`), changes.join("\n"));
    });

    it("goes with its queue and its role when the stack has it no more", async () => {
        withSchedule(undefined);
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        const changes = aws.takeChanges();
        for (const gone of [
            schedule,
            "aws:sqs/queue:Queue::web-nightly-dead-letters",
            "aws:iam/role:Role::web-nightly-scheduler",
        ]) {
            assert.ok(changes.includes(`delete ${gone}`), changes.join("\n"));
        }
        assert.ok(!changes.includes(`delete ${service}`), changes.join("\n"));
        assert.ok(!(await workspace.stateKeys()).some((key) => key.includes("nightly")));
    });
});
