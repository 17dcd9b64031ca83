import * as assert from "node:assert/strict";
import { type OneOffState } from "../aws-double/account";
import { describeWithCli } from "../support/cli";
import { operationsOf } from "./preview-json";
import { StagingStack } from "./staging-stack";

const service = "aws:ecs/service:Service::web";
const ended = (exitCode: number, log: readonly string[]): OneOffState => ({
    lastStatus: "STOPPED",
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    exitCode,
    log,
});

/** The tests go through releases of one stack, in order. */
describeWithCli("a command before a release under the CLI", () => {
    const stack = new StagingStack(() => {
        workspace.configure("staging", "spotter:deployment", { before: ["node", "migrate.js"] });
    });
    const { cloud, aws, workspace } = stack;
    const release = (digit: number) => stack.release(digit);
    const update = () => stack.up();
    const takeRuns = () =>
        cloud.calls.splice(0).flatMap(({ action, input }) => (action === "RunTask" ? [String(input.taskDefinition)] : []));
    const assertRuns = (...revisions: readonly number[]) =>
        assert.deepEqual(
            takeRuns().map((arn) => Number(arn.split(":").at(-1))),
            revisions,
        );

    it("runs nothing in a preview", async () => {
        await workspace.succeed("preview");
        assertRuns();
    });

    it("makes no service where it fails, although everything that it needs is there", async () => {
        cloud.oneOffStates = [ended(3, ["relation users exists"])];
        const { exitCode, output } = await update();
        assert.equal(exitCode, 1);
        assert.match(
            output,
            /error: .*the command before spotter-staging:1 \(node …\) failed, so that the service was left as it is: task \w+: the process ended with exit code 3 ▸ /,
        );
        assert.doesNotMatch(output, /^\s+at .+:\d+:\d+/m);
        assert.match(output, /relation users exists/);
        const changes = aws.takeChanges();
        assert.ok(changes.includes("create aws:ecs/cluster:Cluster::web"), output);
        assert.ok(!changes.includes(`create ${service}`), output);
        assertRuns(1);
    });

    it("runs again for the same revision with the next update, and makes the service once it ends well", async () => {
        cloud.oneOffStates = [ended(0, ["2 migrations applied"])];
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        assert.match(output, /2 migrations applied\n/);
        assert.match(output, /before spotter-staging:1: the command ended with exit code 0/);
        assert.equal(aws.takeChanges()[0], `create ${service}`);
        assertRuns(1);
    });

    it("leaves the release that serves where it fails before the next one", async () => {
        release(2);
        cloud.oneOffStates = [ended(1, [])];
        const { exitCode, output } = await update();
        assert.equal(exitCode, 1);
        assert.match(output, /error: .*the command before spotter-staging:2 /);
        assert.deepEqual(aws.takeChanges(), ["create aws:ecs/taskDefinition:TaskDefinition::web"]);
        assertRuns(2);
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), { [service]: "update" });
    });

    it("runs once for a revision, whatever the update does afterwards", async () => {
        cloud.oneOffStates = [ended(0, [])];
        aws.refusedUpdates = { "aws:ecs/service:Service": "ThrottlingException: Rate exceeded" };
        assert.equal((await update()).exitCode, 1);
        assertRuns(2);
        aws.refusedUpdates = {};
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        assert.match(output, /the command before spotter-staging:2 has ended well already/);
        assert.ok(aws.takeChanges().includes(`update ${service}`), output);
        assertRuns();
    });

    it("runs nothing for a change of the service that is no release, and leaves nothing to change", async () => {
        workspace.configure("staging", "spotter:service", { tasks: { min: 2 } });
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        assertRuns();
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {});
    });
});
