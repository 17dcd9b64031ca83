import * as assert from "node:assert/strict";
import type { ResourceHook, ResourceHookBinding } from "@pulumi/pulumi";
import { blockWithoutImage } from "../../../engine/block-without-image";
import { build } from "../../support/build";
import { registeredHooks, run } from "./guard-fixture";

const missing = { key: "image", message: "neither digest nor build is given: there is no image to run" };
const message = `fitness:image: neither digest nor build is given: there is no image to run
  make the repository:  pulumi up --target '**ImageRepository**'
  push an image, then:  pulumi config set --path fitness:image.digest sha256:…
  and deploy:           pulumi up`;

async function makeBinding(): Promise<ResourceHookBinding> {
    let binding: ResourceHookBinding = {};
    await build(() => {
        binding = blockWithoutImage("web", "fitness", missing);
    });
    return binding;
}

describe("a release without an image", () => {
    it("is blocked by a hook, which is not bound where there is an image", async () => {
        const others = ["web-changed", "web-leaves-target-group", "web-preflight"];
        assert.deepEqual((await registeredHooks({})).sort(), others);
        assert.deepEqual((await registeredHooks({}, {})).sort(), [...others, "web-release"]);
    });

    it("is neither created nor updated, but may be destroyed", async () => {
        const binding = await makeBinding();
        assert.deepEqual(Object.keys(binding), ["beforeCreate", "beforeUpdate"]);
        assert.equal(binding.beforeCreate?.length, 1);
        assert.deepEqual(binding.beforeCreate, binding.beforeUpdate);
    });

    it("is blocked in a preview too", async () => {
        const [hook] = ((await makeBinding()).beforeCreate ?? []) as ResourceHook[];
        assert.deepEqual([hook?.name, hook?.opts?.onDryRun], ["web-release", true]);
    });

    it("is blocked with the key, the reason, and the command that makes the repository, and without a stack", async () => {
        const [hook] = ((await makeBinding()).beforeCreate ?? []) as ResourceHook[];
        await assert.rejects(run(hook), { name: "Error", message, stack: message });
    });
});
