import * as assert from "node:assert/strict";
import { secureString } from "../aws-double/account";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderAws } from "../support/provider-aws";
import { ProviderDouble } from "../support/provider-double";
import { operationsOf } from "./preview-json";

const service = "aws:ecs/service:Service::web";
const schedule = "aws:scheduler/schedule:Schedule::web-nightly";

/** The tests go through changes of one stack, in order. */
describeWithCli("a schedule under the CLI", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();
    const release = (digit: number) =>
        workspace.configure("staging", "spotter:image", { digest: `sha256:${String(digit).repeat(64)}` });
    const withSchedule = (schedules: object | undefined) => workspace.configure("staging", "spotter:schedules", schedules);
    const update = () => workspace.pulumi("up", "--yes", "--skip-preview");

    before(async () => {
        await cloud.start();
        cloud.parameters.set("/spotter-staging/AUTH_SECRET", secureString(1));
        workspace.open(await aws.start(), cloud.environment);
        release(1);
        withSchedule({ nightly: { command: ["node", "job.js"], schedule: "cron(0 3 * * ? *)" } });
        await workspace.succeed("stack", "init", "staging");
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

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
