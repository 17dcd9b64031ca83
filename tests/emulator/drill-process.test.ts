import * as assert from "node:assert/strict";
import { Child } from "../commands/child";
import { startDrilledAws } from "../commands/drilled-aws";
import { Trial } from "../commands/trial";
import { exited, failingTasks } from "../timelines/parts";
import { VirtualClock } from "../timelines/virtual-clock";

describe("drill as a process", () => {
    const trial = new Trial();

    it("interrupted in the middle, ends when the release from before serves alone", async () => {
        const clock = new VirtualClock();
        const account = await startDrilledAws(trial, clock);
        account.plots = [{ tasks: failingTasks(8, 45, exited(1, ["Error: drill"])) }];
        const child = new Child(trial, "drill", ["test", "--yes"]);
        await child.asked("UpdateService");
        clock.pass(20);
        child.interrupt();
        await child.asked("StopServiceDeployment");
        clock.pass(60);
        const { exitCode, stderr } = await child.end();
        assert.deepEqual([exitCode, stderr], [130, "interrupted: spotter-web is back on spotter-test:6\n"]);
        assert.equal(account.current, "spotter-test:6");
        assert.equal(account.revisions.find(({ number }) => number === 7)?.inactive, true);
    });
});
