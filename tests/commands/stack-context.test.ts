import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandContext } from "../../commands/shared/context";
import { openStack } from "../../commands/shared/stack-context";

describe("a stack that a command opens", () => {
    const folder = mkdtempSync(join(tmpdir(), "stack-context-"));
    after(() => rmSync(folder, { recursive: true }));

    const saidOf = (environment: string) => {
        const account = `config: { aws:region: us-east-1, aws:allowedAccountIds: ["123456789012"], profile: dev }`;
        writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\n");
        writeFileSync(join(folder, "Pulumi.dev.yaml"), `${account}\n${environment}`);
        const said: string[] = [];
        const context = { folder, streams: { stderr: (text: string) => said.push(text) }, clients: () => ({}) };
        openStack(context as unknown as CommandContext, "dev");
        return said;
    };

    it("says nothing where its file says everything", () => {
        assert.deepEqual(saidOf(""), []);
    });

    it("says which environments may give more", () => {
        assert.deepEqual(saidOf("environment: [acme/shared, acme/dev]"), [
            "warning: values from acme/shared, acme/dev are not read: what Pulumi.dev.yaml leaves out has its default here\n",
        ]);
    });
});
