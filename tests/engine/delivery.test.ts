import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument, stringify } from "yaml";
import { accountId, arnOf, settings } from "../delivery/record-delivery";
import { describeWithCli, Workspace } from "../support/cli";
import { EchoProvider } from "../support/echo-provider";

const deployments = {
    drift: "0 3 * * *",
    schedules: { nightly: { cron: "0 4 * * *", operation: "preview" } },
    destroyAt: "2027-01-31T00:00:00Z",
};
const webhookUrl = "https://hooks.example.com/canary-5b21";
const config = { ...settings, stacks: { ...settings.stacks, staging: { ...settings.stacks.staging, deployments } } };

/** The tests go through the life of one stack, in order. */
describeWithCli("the project that says who may deploy", () => {
    const aws = new EchoProvider("aws", "7.48.0", (type, inputs) => ({ arn: arnOf(type, inputs) }));
    const cloud = new EchoProvider("pulumiservice", "1.3.0");
    const workspace = new Workspace("delivery");
    const configure = async (keys: object) => {
        const namespaced = Object.entries(keys).map(([key, value]): [string, unknown] => [`spotter-delivery:${key}`, value]);
        // In quotes, or the CLI reads a time as one of its own.
        const text = stringify({ config: Object.fromEntries(namespaced) }, { defaultStringType: "QUOTE_DOUBLE" });
        writeFileSync(join(workspace.folder, "Pulumi.main.yaml"), text);
        const url = "spotter-delivery:stacks.staging.deployments.webhook.url";
        await workspace.succeed("config", "set", "--path", "--secret", url, webhookUrl);
    };
    const assertNothingToDo = async (...more: readonly string[]) => {
        const { exitCode, output } = await workspace.pulumi("preview", "--expect-no-changes", ...more);
        assert.equal(exitCode, 0, output);
    };

    before(async () => {
        workspace.open(`${await aws.start()},${await cloud.start()}`);
        await workspace.succeed("stack", "init", "main");
        await configure(config);
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    it("makes roles that trust both providers, and Pulumi Deployments with all that is optional, and then has nothing to do", async () => {
        await workspace.succeed("up", "--yes", "--skip-preview");
        assert.deepEqual(cloud.takeChanges(), [
            "pulumiservice:index:DeploymentSchedule::staging-nightly",
            "pulumiservice:index:DeploymentSettings::staging",
            "pulumiservice:index:DriftSchedule::staging",
            "pulumiservice:index:TtlSchedule::staging",
            "pulumiservice:index:Webhook::staging",
        ]);
        const roles = aws.takeChanges().filter((key) => key.startsWith("aws:iam/role:"));
        assert.deepEqual(
            roles.map((key) => key.split("::")[1]),
            ["deploy-prod", "deploy-staging", "preview", "promotion", "reaper", "review"],
        );
        const { operationContext } = cloud.made.get("pulumiservice:index:DeploymentSettings::staging") ?? {};
        const { oidc } = operationContext as { readonly oidc: { readonly aws: { readonly roleARN: string } } };
        assert.equal(oidc.aws.roleARN, `arn:aws:iam::${accountId}:role/spotter-delivery-deploy-staging`);
        assert.match(
            await workspace.succeed("stack", "output"),
            /deploy-prod +arn:aws:iam::\d+:role\/spotter-delivery-deploy-prod/,
        );
        await assertNothingToDo();
        await assertNothingToDo("--refresh");
    });

    it("shows the webhook's address nowhere: whoever knows it may post there", () => {
        assert.ok(!workspace.runs.some(({ output }) => output.includes("canary")));
        assert.ok(!workspace.stateFiles().some((text) => text.includes("canary")));
    });

    it("changes of a stack's role only the trust, where another environment deploys it", async () => {
        await configure({ ...config, stacks: { ...config.stacks, prod: { environment: "live" } } });
        await workspace.succeed("up", "--yes", "--skip-preview");
        assert.deepEqual([aws.takeChanges(), cloud.takeChanges()], [["aws:iam/role:Role::deploy-prod"], []]);
        const trust = String(aws.made.get("aws:iam/role:Role::deploy-prod")?.assumeRolePolicy);
        assert.match(trust, /repo:acme\/shop:environment:live/);
        assert.doesNotMatch(trust, /environment:production/);
    });

    it("gives a network of its own to the role of a stack that gets one, and to the preview nothing", async () => {
        const file = join(workspace.folder, "..", "Pulumi.prod.yaml");
        const document = parseDocument(readFileSync(file, "utf8"));
        document.setIn(["config", "spotter:network"], { mode: "dedicated" });
        writeFileSync(file, document.toString());
        await workspace.succeed("up", "--yes", "--skip-preview");
        assert.deepEqual(aws.takeChanges(), [
            "aws:iam/policy:Policy::deploy-prod-network",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment::deploy-prod-network",
        ]);
    });

    it("leaves nothing behind", async () => {
        await workspace.succeed("destroy", "--yes", "--skip-preview");
        assert.deepEqual([aws.made.size, cloud.made.size], [0, 0]);
    });
});
