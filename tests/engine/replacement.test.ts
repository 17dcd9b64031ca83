import * as assert from "node:assert/strict";
import { describeWithCli } from "../support/cli";
import { newRelease, operationsOf } from "./preview-json";
import { StagingStack } from "./staging-stack";

const certificate = "arn:aws:acm:us-east-1:920013187591:certificate/0a1b2c3d-0000-4000-8000-000000000000";

/** The tests go through changes of one stack, in order. */
describeWithCli("what an update replaces", () => {
    const stack = new StagingStack(() => {
        // What it verifies could be asked only over TLS, and the preflight would miss the certificate.
        workspace.configure("staging", "spotter:deployment", { verdict: false, preflight: false });
        cloud.certificates.set(certificate, "ISSUED");
    });
    const { cloud, workspace } = stack;
    const update = () => stack.update();
    const assertOrder = (changes: readonly string[], ...expected: readonly string[]) => {
        const found = changes.filter((change) => expected.includes(change));
        assert.deepEqual(found, expected, changes.join("\n"));
    };

    before(() => update());

    it("is the task definition for a plain value that changes, as the preview before it shows", async () => {
        workspace.configure("staging", "spotter:parameters", { values: { SUPPORT_EMAIL: "help@example.com" } });
        await update();
        workspace.configure("staging", "spotter:parameters", { values: { SUPPORT_EMAIL: "support@example.com" } });
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {
            ...newRelease,
            "aws:ssm/parameter:Parameter::web-SUPPORT_EMAIL": "update",
        });
        const service = "update aws:ecs/service:Service::web"; // once its tasks would read the new value
        const changes = await update();
        assertOrder(changes, "update aws:ssm/parameter:Parameter::web-SUPPORT_EMAIL", service);
        assertOrder(changes, "create aws:ecs/taskDefinition:TaskDefinition::web", service);
    });

    it("is made under its other name before the one before goes, and nothing of the security groups with it", async () => {
        // Not the load balancer: AWS would refuse its new listeners, as a target group belongs to one load balancer.
        const names = ["cluster", "service", "logGroup", "repository", "executionRole", "taskRole"];
        workspace.configure(
            "staging",
            "spotter:names",
            Object.fromEntries(names.map((key) => [key, `another-${key.toLowerCase()}`])),
        );
        const changes = await update();
        for (const resource of [
            "aws:ecs/cluster:Cluster::web",
            "aws:ecs/service:Service::web",
            "aws:cloudwatch/logGroup:LogGroup::web",
            "aws:ecr/repository:Repository::web",
            "aws:iam/role:Role::web-execution",
            "aws:iam/role:Role::web-task",
        ]) {
            assertOrder(changes, `create ${resource}`, `delete ${resource}`);
        }
        assert.deepEqual(
            changes.filter((change) => /^(create|delete) aws:(ec2\/securityGroup|vpc\/)/.test(change)),
            [],
        );
    });

    it("redirects to HTTPS once that listens, and no longer before that ends", async () => {
        workspace.configure("staging", "spotter:domain", { name: "staging.example.com", certificateArn: certificate });
        const [http, https] = ["aws:lb/listener:Listener::web-http", "aws:lb/listener:Listener::web-https"];
        assertOrder(await update(), `create ${https}`, `update ${http}`);
        workspace.configure("staging", "spotter:domain", undefined);
        assertOrder(await update(), `update ${http}`, `delete ${https}`);
    });
});
