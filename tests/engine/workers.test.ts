import * as assert from "node:assert/strict";
import { describeWithCli } from "../support/cli";
import { operationsOf } from "./preview-json";
import { StagingStack } from "./staging-stack";

const service = "aws:ecs/service:Service::web";
const worker = "aws:ecs/service:Service::web-emails";
const revision = "aws:ecs/taskDefinition:TaskDefinition::web-emails";

/** The tests go through changes of one stack, in order. */
describeWithCli("a worker under the CLI", () => {
    const stack = new StagingStack(() => {
        withWorker({ emails: { command: ["node", "worker.js"] } });
    });
    const { cloud, aws, workspace } = stack;
    const release = (digit: number) => stack.release(digit);
    const withWorker = (worker: object | undefined) => workspace.configure("staging", "spotter:workers", worker);
    const update = () => stack.up();

    it("is made once the service serves, and judged by itself", async () => {
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        const [serves, runs] = [/release 111111111111 serves: /, /release 111111111111 runs: 1 of 1 tasks, steady/];
        assert.ok(output.search(serves) < output.search(runs) && output.search(serves) > 0, output);
        const changes = aws.takeChanges();
        assert.ok(changes.indexOf(`create ${service}`) < changes.indexOf(`create ${worker}`), changes.join("\n"));
    });

    it("changes nothing in the next preview", async () => {
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {});
    });

    it("does not move to a release that does not serve", async () => {
        cloud.ending = "rolled back";
        release(2);
        const { exitCode, output } = await update();
        assert.equal(exitCode, 1);
        assert.match(output, /error: release 222222222222 was rolled back/);
        const changes = aws.takeChanges();
        assert.ok(changes.includes(`update ${service}`), changes.join("\n"));
        assert.ok(!changes.includes(`update ${worker}`), changes.join("\n"));
    });

    it("goes alone when the stack has it no more", async () => {
        cloud.ending = "serves";
        release(1);
        withWorker(undefined);
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        const changes = aws.takeChanges().filter((change) => change.includes("emails") || change.startsWith("delete"));
        assert.ok(changes.includes(`delete ${worker}`), changes.join("\n"));
        assert.ok(!changes.includes(`delete ${service}`), changes.join("\n"));
        assert.ok(!(await workspace.stateKeys()).some((key) => key === worker || key === revision));
    });
});
