import * as assert from "node:assert/strict";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderDouble } from "../support/provider-double";
import { operationsOf } from "./preview-json";

/** The program is that of the folder `fixture`. */
describeWithCli("a component that is renamed", () => {
    const aws = new ProviderDouble();
    const workspace = new Workspace("tests/engine/fixture");

    before(async () => {
        workspace.open(await aws.start());
        await workspace.succeed("stack", "init", "test");
        await workspace.succeed("config", "set", "name", "web");
        await workspace.succeed("up", "--yes", "--skip-preview");
        await workspace.succeed("config", "set", "name", "site");
        aws.takeChanges();
    });
    after(() => {
        aws.stop();
        workspace.close();
    });

    it("would be made anew without an alias", async () => {
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {
            "spotter:ecr:ImageRepository::site": "create",
            "aws:ecr/repository:Repository::site": "create",
            "aws:ecr/lifecyclePolicy:LifecyclePolicy::site": "create",
            "spotter:ecr:ImageRepository::web": "delete",
            "aws:ecr/repository:Repository::web": "delete",
            "aws:ecr/lifecyclePolicy:LifecyclePolicy::web": "delete",
        });
    });

    it("keeps its children under an alias", async () => {
        await workspace.succeed("config", "set", "formerName", "web");
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {});
        await workspace.succeed("up", "--yes", "--skip-preview");
        assert.deepEqual(aws.takeChanges(), []);
        assert.deepEqual(await workspace.stateKeys(), [
            "pulumi:providers:aws::aws",
            "spotter:ecr:ImageRepository::site",
            "aws:ecr/repository:Repository::site",
            "aws:ecr/lifecyclePolicy:LifecyclePolicy::site",
        ]);
    });
});
