import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancer } from "../../../components/load-balancer";
import type { Findings } from "../../../deployment/api";
import { preflightHook } from "../../../engine/preflight-hook";
import { digest, makeFoundation } from "../../components/service-fixture";
import { build } from "../../support/build";
import { DeploymentApiDouble, guardArgs, logged, registeredHooks, run, served, serviceRef } from "./guard-fixture";

/** The hook of a service that stands on `foundation`, with an API that finds `findings`. */
async function preflight(findings?: Findings) {
    const api = new DeploymentApiDouble(served, findings);
    let hook: pulumi.ResourceHook | undefined;
    await build(() => {
        const binding = preflightHook("web", guardArgs(api, makeFoundation()));
        [hook] = binding.beforeCreate as pulumi.ResourceHook[];
        assert.deepEqual(binding.beforeUpdate, binding.beforeCreate);
    });
    return { api, hook, run: () => run(hook) };
}

describe("the preflight of a service", () => {
    it("comes before the service is made or changed, in a preview too", async () => {
        const { hook } = await preflight();
        assert.deepEqual([hook?.name, hook?.opts?.onDryRun], ["web-preflight", true]);
        assert.deepEqual(await registeredHooks({}), ["web-changed", "web-preflight", "web-leaves-target-group"]);
    });

    it("is left out when it is turned off", async () => {
        assert.deepEqual(await registeredHooks({ preflight: false, verdict: false }), []);
    });

    it("asks about what the release needs", async () => {
        const { api, run: check } = await preflight();
        await check();
        assert.deepEqual(api.planned, [
            {
                serviceRef,
                digest,
                architecture: "X86_64",
                external: [{ name: "AUTH_SECRET", secret: true }],
                certificateArn: undefined,
                subnetIds: ["subnet-0123456c", "subnet-0123456d"],
                maxNewTasks: 4,
            },
        ]);
    });

    it("asks for the key, the host and the severity where the stack has them", async () => {
        const api = new DeploymentApiDouble();
        let hook: pulumi.ResourceHook | undefined;
        await build(() => {
            const foundation = makeFoundation();
            const domain = { name: "app.example.com", certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" };
            const loadBalancer = Object.assign(Object.create(foundation.loadBalancer) as LoadBalancer, { domain });
            const args = {
                ...guardArgs(api, { ...foundation, loadBalancer }, { refuseSeverity: "HIGH" }),
                parameterKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1",
            };
            [hook] = preflightHook("web", args).beforeCreate as pulumi.ResourceHook[];
        });
        await run(hook);
        const { host, certificateArn, parameterKeyArn, refuseSeverity } = api.planned[0] ?? {};
        assert.deepEqual(
            [host, certificateArn, parameterKeyArn, refuseSeverity],
            [
                "app.example.com",
                "arn:aws:acm:us-east-1:123456789012:certificate/1",
                "arn:aws:kms:us-east-1:123456789012:key/1",
                "HIGH",
            ],
        );
    });

    it("refuses with all findings at once and without a stack", async () => {
        const { run: check } = await preflight({ errors: ["no image", "no parameter"], warnings: [] });
        const message = "not ready to deploy:\n  - no image\n  - no parameter";
        await assert.rejects(check, { message, stack: message });
    });

    it("warns of what is momentary, and lets it pass", async () => {
        const { run: check } = await preflight({ errors: [], warnings: ["alarm web is in ALARM already"] });
        assert.deepEqual(await logged(check), ["preflight: alarm web is in ALARM already"]);
    });

    it("warns before it refuses", async () => {
        const { run: check } = await preflight({ errors: ["no image"], warnings: ["few addresses"] });
        assert.deepEqual(await logged(() => assert.rejects(check)), ["preflight: few addresses"]);
    });
});
