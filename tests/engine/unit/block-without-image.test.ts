import * as assert from "node:assert/strict";
import type { ResourceHook } from "@pulumi/pulumi";
import { blockWithoutImage } from "../../../engine/block-without-image";
import { build } from "../../support/build";

const refusal = { path: "spotter:image", message: "neither digest nor build is given: there is no image to run" };
const message = `spotter:image: neither digest nor build is given: there is no image to run
  make the repository:  pulumi up --target '**ImageRepository**'
  push an image, then:  pulumi config set --path spotter:image.digest sha256:…
  and deploy:           pulumi up`;

async function hooksOf(): Promise<ReturnType<typeof blockWithoutImage>> {
    let binding: ReturnType<typeof blockWithoutImage>;
    await build(() => {
        binding = blockWithoutImage("web", refusal);
    });
    return binding;
}

describe("refuse", () => {
    it("binds nothing where nothing is refused", () => {
        assert.equal(blockWithoutImage("web", undefined), undefined);
    });

    it("refuses to create and to update, and lets a destroy pass", async () => {
        const binding = await hooksOf();
        assert.deepEqual(Object.keys(binding ?? {}), ["beforeCreate", "beforeUpdate"]);
        assert.equal(binding?.beforeCreate?.length, 1);
        assert.deepEqual(binding.beforeCreate, binding.beforeUpdate);
    });

    it("refuses in a preview too", async () => {
        const [hook] = ((await hooksOf())?.beforeCreate ?? []) as ResourceHook[];
        assert.deepEqual([hook?.name, hook?.opts?.onDryRun], ["web-release", true]);
    });

    it("names the key, the reason, and the command that makes the repository", async () => {
        const [hook] = ((await hooksOf())?.beforeCreate ?? []) as ResourceHook[];
        assert.throws(() => hook?.callback({} as Parameters<ResourceHook["callback"]>[0]), { name: "Error", message });
    });
});
