import * as assert from "node:assert/strict";
import { setImageSection } from "../../commands/shared/stack-file-edit";
import { secureString } from "../aws-double/account";
import { ProviderAws } from "../support/provider-aws";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderDouble } from "../support/provider-double";
import { newRelease, operationsOf } from "./preview-json";

const digest = (digit: number) => `sha256:${String(digit).repeat(64)}`;
const secret = "/spotter-staging/AUTH_SECRET";

/** The tests go through releases of one stack, in order. */
describeWithCli("a deployment under the CLI", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();
    const release = (digit: number) => workspace.configure("staging", "spotter:image", { digest: digest(digit) });
    const preview = async () => operationsOf(await workspace.succeed("preview", "--json"));
    const update = () => workspace.pulumi("up", "--yes", "--skip-preview");

    before(async () => {
        await cloud.start();
        workspace.open(await aws.start(), cloud.environment);
        release(1);
        await workspace.succeed("stack", "init", "staging");
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    it("is refused by a preview, with what is missing", async () => {
        const { exitCode, output } = await workspace.pulumi("preview");
        assert.notEqual(exitCode, 0);
        assert.match(
            output,
            /not ready to deploy:\n +- parameters missing under \/spotter-staging: AUTH_SECRET; ECS cannot start a task without them/,
        );
    });

    it("ends well, and says so, when the release serves", async () => {
        cloud.parameters.set(secret, secureString(1));
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        assert.match(output, /release 111111111111 serves: 1 of 1 tasks healthy/);
        assert.ok(cloud.takeActions().includes("TagResource"));
        aws.takeChanges();
    });

    it("costs no look at the service in a preview", async () => {
        assert.deepEqual(await preview(), {});
        assert.deepEqual(cloud.takeActions(), ["DescribeParameters"]);
    });

    it("fails the update with the line of the verdict and no stack trace, when ECS went back", async () => {
        cloud.ending = "rolled back";
        release(2);
        const { exitCode, output } = await update();
        assert.equal(exitCode, 1);
        assert.match(
            output,
            /error: release 222222222222 was rolled back, the service is on spotter-staging:0: the ECS deployment circuit breaker stopped the deployment ▸ .+ ▸ check the service's events and the log \/ecs\/spotter-staging$/m,
        );
        assert.doesNotMatch(output, /^\s+at .+:\d+:\d+/m);
    });

    it("keeps what the failed update has made", async () => {
        assert.deepEqual(aws.takeChanges(), [
            "create aws:ecs/taskDefinition:TaskDefinition::web",
            "update aws:ecs/service:Service::web",
        ]);
        assert.ok((await workspace.stateKeys()).includes("aws:ecs/service:Service::web"));
    });

    it("fails the next update again, although nothing of the service changes", async () => {
        const { exitCode, output } = await update();
        assert.equal(exitCode, 1);
        assert.match(output, /error: release 222222222222 was rolled back, the service is on spotter-staging:0/);
        assert.ok(!aws.takeChanges().includes("update aws:ecs/service:Service::web"));
    });

    it("ends well with a warning where the verdict is turned off, whatever serves", async () => {
        workspace.configure("staging", "spotter:deployment", { verdict: false });
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        assert.match(
            output,
            /warning: spotter:deployment\.verdict: off: an update succeeds once ECS is steady, whichever release serves/,
        );
        workspace.configure("staging", "spotter:deployment", undefined);
    });

    it("brings back the release that a rollback pinned: a task definition and the service, nothing else", async () => {
        assert.ok(setImageSection(workspace.folder, "Pulumi.staging.yaml", { digest: digest(1), pinnedBy: "rollback" }));
        assert.deepEqual(await preview(), newRelease);
        cloud.ending = "serves";
        const { exitCode, output } = await update();
        assert.equal(exitCode, 0, output);
        assert.match(output, /warning: spotter:image\.digest: pinned by a rollback/);
        assert.deepEqual(await preview(), {});
    });

    it("goes on with a warning when AWS denies the versions of parameters", async () => {
        const denial = "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ssm:DescribeParameters";
        cloud.refusals = { DescribeParameters: ["AccessDeniedException", denial] };
        const { exitCode, output } = await workspace.pulumi("preview");
        cloud.refusals = {};
        assert.equal(exitCode, 0, output);
        assert.match(
            output,
            /warning: versions of the parameters under \/spotter-staging are not known: AWS denied .*DescribeParameters/,
        );
    });

    it("ends with one line when AWS can't be asked", async () => {
        cloud.refusals = { "*": ["ExpiredTokenException", "The security token included in the request is expired"] };
        const { exitCode, output } = await workspace.pulumi("preview");
        cloud.refusals = {};
        assert.notEqual(exitCode, 0);
        assert.match(output, /error: versions of the parameters under \/spotter-staging: .*expired/);
        assert.doesNotMatch(output, /^\s+at .+:\d+:\d+/m);
    });
});
