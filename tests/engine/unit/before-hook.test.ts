import * as assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { releaseGuard } from "../../../engine/release-guard";
import { makeFoundation } from "../../components/service-fixture";
import { build } from "../../support/build";
import { DeploymentApiDouble, guardArgs, registeredHooks, run, serviceRef } from "./guard-fixture";

const before = ["node", "migrate.js"];
const arn = (revision: number) => `arn:aws:ecs:us-east-1:123456789012:task-definition/spotter-test:${revision}`;
const inputs = (revision: number) => ({
    taskDefinition: arn(revision),
    networkConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: true },
});

/** The hooks that run before the service is made or changed, in their order. */
async function guarded(api = new DeploymentApiDouble()) {
    let binding: pulumi.ResourceHookBinding = {};
    await build(() => {
        binding = releaseGuard("web", guardArgs(api, makeFoundation(), { before })).serviceHooks ?? {};
    });
    assert.deepEqual(binding.beforeUpdate, binding.beforeCreate);
    const hooks = binding.beforeCreate as pulumi.ResourceHook[];
    return { api, hooks, hook: hooks.at(-1) };
}

describe("the hook of the command before a release", () => {
    it("comes after the preflight, and never in a preview", async () => {
        const { hooks } = await guarded();
        assert.deepEqual(
            hooks.map(({ name, opts }) => [name, opts?.onDryRun ?? false]),
            [
                ["web-preflight", true],
                ["web-leaves-target-group", true],
                ["web-before", false],
            ],
        );
    });

    it("is there without the preflight and the verdict, and only where there is a command", async () => {
        assert.deepEqual(await registeredHooks({ before, preflight: false, verdict: false }), ["web-before"]);
        assert.deepEqual(await registeredHooks({ preflight: false, verdict: false }), []);
    });

    it("runs the command where the service is to run: on a first create, and when it moves to another revision", async () => {
        const { api, hook } = await guarded();
        await run(hook, { newInputs: inputs(1) });
        await run(hook, { oldInputs: inputs(1), newInputs: inputs(2) });
        assert.deepEqual(api.commands, [
            {
                serviceRef,
                taskDefinitionArn: arn(1),
                command: before,
                network: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"], assignPublicIp: true },
                sidecars: [{ name: "otel", essential: false }],
                secretNames: ["AUTH_SECRET"],
                timeoutMinutes: 20,
            },
            { ...api.commands[0], taskDefinitionArn: arn(2) },
        ]);
    });

    it("runs nothing for a change of the service that keeps its revision", async () => {
        const { api, hook } = await guarded();
        await run(hook, { oldInputs: { ...inputs(1), desiredCount: 1 }, newInputs: { ...inputs(1), desiredCount: 2 } });
        assert.deepEqual(api.commands, []);
    });

    it("has the command stopped by Ctrl-C, which would end the program before it has", async () => {
        const api = new DeploymentApiDouble();
        const { hook } = await guarded(api);
        api.runBefore = (_, __, signal) =>
            new Promise((resolve) => {
                signal?.addEventListener("abort", () => resolve());
                process.emit("SIGINT");
            });
        const before = process.listenerCount("SIGINT");
        await run(hook, { newInputs: inputs(1) });
        assert.equal(process.listenerCount("SIGINT"), before);
    });

    it("refuses the change with the report of the failure, and without a stack", async () => {
        const api = new DeploymentApiDouble();
        api.commandFailure = "the command before spotter-test:1 failed";
        const { hook } = await guarded(api);
        const message = "the command before spotter-test:1 failed";
        await assert.rejects(run(hook, { newInputs: inputs(1) }), { message, stack: message });
    });
});
