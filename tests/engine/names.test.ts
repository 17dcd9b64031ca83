import * as assert from "node:assert/strict";
import { secureString } from "../aws-double/account";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderAws } from "../support/provider-aws";
import { ProviderDouble } from "../support/provider-double";

/** The tests go through the first days of one stack, in order. */
describeWithCli("names that are taken before the first update", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();

    before(async () => {
        await cloud.start();
        workspace.open(await aws.start(), cloud.environment);
        workspace.configure("staging", "spotter:image", { digest: `sha256:${"1".repeat(64)}` });
        await workspace.succeed("stack", "init", "staging");
        cloud.parameters.set("/spotter-staging/AUTH_SECRET", secureString(1));
        cloud.parameters.set("/spotter-staging/AWS_REGION", { type: "String", version: 1, value: "us-east-1" });
        cloud.named.set("role spotter-staging-task", {});
        cloud.named.set("log-group /ecs/spotter-staging", { Project: "other", Environment: "prod", ManagedBy: "pulumi" });
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
        it(`are refused all at once by pulumi ${command.join(" ")}, with nothing made`, async () => {
            const { exitCode, output } = await workspace.pulumi(...command);
            console.log(output.split("Diagnostics")[1]);
            assert.notEqual(exitCode, 0);
            assert.deepEqual(aws.takeChanges(), []);
        });
    }
});
