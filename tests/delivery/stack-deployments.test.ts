import * as assert from "node:assert/strict";
import { describeSpotter } from "../support/own";
import { accountId, recordDelivery, settings, type Registered } from "./record-delivery";

const cloud = (resources: readonly Registered[]) => resources.filter(({ type }) => type.startsWith("pulumiservice:"));
const withDeployments = async (deployments: object) => {
    const staging = { environment: "staging", escEnvironment: "spotter/staging", deployments };
    return cloud((await recordDelivery({ ...settings, stacks: { staging } })).resources);
};

describeSpotter("Pulumi Deployments of a stack", () => {
    it("are its source and its role, and nothing that needs a paid edition, unless it is asked for", async () => {
        const [made, ...others] = await withDeployments({});
        assert.deepEqual(others, []);
        assert.deepEqual(made, {
            type: "pulumiservice:index:DeploymentSettings",
            name: "staging",
            inputs: {
                organization: "acme",
                project: "spotter",
                stack: "staging",
                vcs: {
                    provider: "github",
                    repository: "acme/shop",
                    deployCommits: false,
                    previewPullRequests: false,
                    pullRequestTemplate: false,
                },
                sourceContext: { git: { branch: "main" } },
                operationContext: {
                    preRunCommands: ["npm ci --ignore-scripts"],
                    oidc: {
                        aws: {
                            roleARN: `arn:aws:iam::${accountId}:role/spotter-delivery-deploy-staging`,
                            sessionName: "deploy-staging",
                            duration: "1h",
                        },
                    },
                    options: { skipInstallDependencies: true, skipIntermediateDeployments: true },
                },
            },
        });
    });

    it("have no role where ESC gives credentials", async () => {
        const [made] = await withDeployments({ credentials: "esc" });
        assert.equal("oidc" in (made?.inputs.operationContext as object), false);
    });

    it("look for drift, run at their times, end, and tell of it, each by a key of its own", async () => {
        const of = { organization: "acme", project: "spotter", stack: "staging" };
        const made = async (settingsOf: object) =>
            (await withDeployments(settingsOf)).filter(({ type }) => !type.endsWith(":DeploymentSettings"));
        assert.deepEqual(await made({ drift: "0 3 * * *" }), [
            {
                type: "pulumiservice:index:DriftSchedule",
                name: "staging",
                inputs: { ...of, scheduleCron: "0 3 * * *", autoRemediate: false },
            },
        ]);
        assert.deepEqual(await made({ schedules: { nightly: { cron: "0 4 * * *", operation: "refresh" } } }), [
            {
                type: "pulumiservice:index:DeploymentSchedule",
                name: "staging-nightly",
                inputs: { ...of, scheduleCron: "0 4 * * *", pulumiOperation: "refresh" },
            },
        ]);
        assert.deepEqual(await made({ destroyAt: "2027-01-31T00:00:00Z" }), [
            {
                type: "pulumiservice:index:TtlSchedule",
                name: "staging",
                inputs: { ...of, timestamp: "2027-01-31T00:00:00Z", deleteAfterDestroy: false },
            },
        ]);
        const [webhook, ...others] = await made({ webhook: { url: "https://hooks.example.com/x" } });
        assert.deepEqual(others, []);
        assert.deepEqual(webhook?.inputs.filters, [
            "update_failed",
            "deployment_failed",
            "drift_detected",
            "drift_detection_failed",
        ]);
    });
});
