import * as assert from "node:assert/strict";
import { secureString } from "../aws-double/account";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderAws } from "../support/provider-aws";
import { ProviderDouble } from "../support/provider-double";
import { operationsOf } from "./preview-json";

const service = "aws:ecs/service:Service::web";
const worker = "aws:ecs/service:Service::web-emails";
const revision = "aws:ecs/taskDefinition:TaskDefinition::web-emails";

/** The tests go through changes of one stack, in order. */
describeWithCli("a worker under the CLI", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();
    const release = (digit: number) =>
        workspace.configure("staging", "spotter:image", { digest: `sha256:${String(digit).repeat(64)}` });
    const withWorker = (worker: object | undefined) => workspace.configure("staging", "spotter:workers", worker);
    const update = () => workspace.pulumi("up", "--yes", "--skip-preview");

    before(async () => {
        await cloud.start();
        cloud.parameters.set("/spotter-staging/AUTH_SECRET", secureString(1));
        workspace.open(await aws.start(), cloud.environment);
        release(1);
        withWorker({ emails: { command: ["node", "worker.js"] } });
        await workspace.succeed("stack", "init", "staging");
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

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
