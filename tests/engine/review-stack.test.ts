import * as assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { secureString } from "../aws-double/account";
import { describeWithCli, Workspace } from "../support/cli";
import { ownProject } from "../support/own";
import { ProviderAws } from "../support/provider-aws";
import { ProviderDouble } from "../support/provider-double";

/** What the workflows of a review stack run, in order. */
(ownProject === "spotter" ? describeWithCli : describe.skip)("a review stack under the CLI", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();
    const stack = "pr-7";
    const file = (name: string) => join(workspace.folder, `Pulumi.${name}.yaml`);

    before(async () => {
        await cloud.start();
        workspace.open(await aws.start(), cloud.environment);
        copyFileSync(file("pr"), file(stack));
        workspace.configure(stack, "spotter:image", { digest: `sha256:${"1".repeat(64)}` }); // nothing is built here
        cloud.parameters.set("/spotter-review/AUTH_SECRET", secureString(1));
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    it("is made beside the others, and serves", async () => {
        await workspace.succeed("stack", "select", "--stack", stack, "--create");
        const { exitCode, output } = await workspace.pulumi("up", "--stack", stack, "--yes", "--skip-preview");
        assert.equal(exitCode, 0, output);
        assert.match(output, /release 111111111111 serves: 1 of 1 tasks healthy/);
        const listed = JSON.parse(await workspace.succeed("stack", "ls", "--json")) as { name: string; lastUpdate: string }[];
        assert.deepEqual(
            listed.map(({ name, lastUpdate }) => [name, Number.isNaN(Date.parse(lastUpdate))]),
            [[stack, false]],
        );
    });

    it("is destroyed as a whole, by a checkout that does not know it, and leaves nothing", async () => {
        const made = aws.takeChanges().filter((change) => change.startsWith("create "));
        assert.ok(made.length > 25, made.join("\n"));
        const salt = /^encryptionsalt: .*$/m.exec(readFileSync(file(stack), "utf8"))?.[0] ?? "";
        writeFileSync(file(stack), `${readFileSync(file("pr"), "utf8")}${salt}\n`);
        await workspace.succeed("destroy", "--stack", stack, "--remove", "--yes", "--skip-preview");
        const deleted = aws.takeChanges().filter((change) => change.startsWith("delete "));
        const names = (changes: readonly string[]) => changes.map((change) => change.replace(/^\w+ /, "")).sort();
        assert.deepEqual(names(deleted), names(made));
        const types = new Set(made.map((change) => /^create (.*)::/.exec(change)?.[1] ?? ""));
        assert.deepEqual(
            [...types].flatMap((type) => aws.model.list(type)),
            [],
        );
        assert.equal(await workspace.succeed("stack", "ls", "--json"), "[]\n");
    });
});

describeWithCli("the project that says who may deploy, under the CLI", () => {
    const workspace = new Workspace("delivery");
    before(() => workspace.open(""));
    after(() => workspace.close());

    it("ends with one line for each mistake of its configuration", async () => {
        writeFileSync(
            join(workspace.folder, "Pulumi.main.yaml"),
            'config:\n    spotter-delivery:github: { repository: "shop" }\n',
        );
        await workspace.succeed("stack", "init", "main");
        const { exitCode, output } = await workspace.pulumi("preview");
        assert.notEqual(exitCode, 0);
        assert.match(
            output,
            /error: spotter-delivery:stacks must be an object of stacks, got nothing\n +spotter-delivery:github\.repository must be owner\/name of the repository on GitHub, got "shop"\n/,
        );
        assert.doesNotMatch(output, /unhandled exception| at /);
    });
});
