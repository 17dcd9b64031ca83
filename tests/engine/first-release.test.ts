import * as assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { readCatalogue } from "../../config/catalogue";
import { secureString } from "../aws-double/account";
import { ProviderAws } from "../support/provider-aws";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderDouble } from "../support/provider-double";
import { operationsOf } from "./preview-json";

const repository = "aws:ecr/repository:Repository::web";
const logGroup = "aws:cloudwatch/logGroup:LogGroup::web";

/** The tests go through the life of one stack, in order. */
describeWithCli("prod under the CLI, before its first image and after", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();
    let target = "";

    before(async () => {
        await cloud.start();
        const external = readCatalogue().variables.filter(({ derivedFrom }) => derivedFrom === undefined);
        external.forEach(({ name }) => cloud.parameters.set(`/spotter-app/${name}`, secureString(1)));
        workspace.open(await aws.start(), cloud.environment);
        workspace.configure("prod", "spotter:image", undefined);
        workspace.configure("prod", "spotter:domain", undefined); // else the health endpoint would be asked over TLS
        await workspace.succeed("stack", "init", "prod");
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    it("refuses a preview and says what to do", async () => {
        const { exitCode, output } = await workspace.pulumi("preview");
        assert.notEqual(exitCode, 0);
        assert.match(output, /spotter:image: neither digest nor build is given: there is no image to run$/m);
        target = /pulumi up --target '(.+)'$/m.exec(output)?.[1] ?? "";
        assert.notEqual(target, "", output);
    });

    it("refuses an update before anything is made", async () => {
        const { exitCode, output } = await workspace.pulumi("up", "--yes");
        assert.notEqual(exitCode, 0);
        assert.match(output, /spotter:image: neither digest nor build is given: there is no image to run$/m);
        assert.deepEqual(aws.takeChanges(), []);
    });

    it("makes the repository alone by the command that the refusal names", async () => {
        await workspace.succeed("up", "--yes", "--target", target);
        assert.deepEqual(aws.takeChanges(), [`create ${repository}`, "create aws:ecr/lifecyclePolicy:LifecyclePolicy::web"]);
    });

    it("makes everything else once the stack file has a digest", async () => {
        await workspace.succeed("config", "set", "--path", "spotter:image.digest", `sha256:${"1".repeat(64)}`);
        await workspace.succeed("up", "--yes", "--skip-preview");
        const changes = aws.takeChanges();
        assert.ok(changes.includes("create aws:ecs/service:Service::web"), changes.join("\n"));
        assert.ok(changes.every((change) => change.startsWith("create ") && !change.startsWith("create aws:ecr/")));
    });

    it("has nothing to change in the next preview", async () => {
        const { exitCode, output } = await workspace.pulumi("preview", "--expect-no-changes");
        assert.equal(exitCode, 0, output);
    });

    it("has a new release for a new version of a parameter, which a preview shows by name and never by value", async () => {
        cloud.parameters.set("/spotter-app/AUTH_SECRET", secureString(2));
        const { output } = await workspace.pulumi("preview", "--diff");
        assert.match(output, /\+-aws:ecs\/taskDefinition:TaskDefinition: \(replace\)/);
        assert.match(output, /~ aws:ecs\/service:Service: \(update\)/);
        assert.match(output, /^Resources:\n +~ 1 to update\n +\+-1 to replace\n +2 changes\. /m);
        assert.match(output, /spotter\.parameter\.AUTH_SECRET +: "1" => "2"/);
        await workspace.succeed("up", "--yes", "--skip-preview");
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {});
        aws.takeChanges();
    });

    it("refuses to be destroyed, for its images and its logs", async () => {
        const { exitCode, output } = await workspace.pulumi("destroy", "--yes");
        assert.notEqual(exitCode, 0);
        const refused = [
            ...output.matchAll(/error: Preview failed: resource "(.+)" cannot be deleted\n\s+because it is protected/g),
        ];
        assert.deepEqual(refused.map(([, urn = ""]) => urn.replace(/^.*\$/, "")).sort(), [logGroup, repository]);
        assert.deepEqual(aws.takeChanges(), []);
    });

    // Pulumi protects a resource, not its stack: without a preview that stops it, a destroy goes as far as AWS lets it.
    it("keeps images and logs in a destroy that nobody previews, and the load balancer, which AWS doesn't delete", async () => {
        const { exitCode, output } = await workspace.pulumi("destroy", "--yes", "--skip-preview");
        assert.notEqual(exitCode, 0);
        assert.match(
            output,
            /OperationNotPermitted: Load balancer '.+' cannot be deleted because deletion protection is enabled/,
        );
        const deleted = aws.takeChanges();
        assert.ok(!deleted.includes(`delete ${repository}`) && !deleted.includes(`delete ${logGroup}`), deleted.join("\n"));
        const left = await workspace.stateKeys();
        for (const kept of [logGroup, repository, "aws:lb/loadBalancer:LoadBalancer::web"]) {
            assert.ok(left.includes(kept), left.join("\n"));
        }
    });
});

describeWithCli("staging under the CLI, while its build context has no Dockerfile", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();

    before(async () => {
        await cloud.start();
        workspace.open(await aws.start(), cloud.environment);
        rmSync(join(workspace.folder, "app", "Dockerfile"), { force: true });
        await workspace.succeed("stack", "init", "staging");
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    for (const command of [["preview"], ["up", "--yes"]]) {
        it(`refuses pulumi ${command.join(" ")} with the file that is missing`, async () => {
            const { exitCode, output } = await workspace.pulumi(...command);
            assert.notEqual(exitCode, 0);
            assert.match(output, /spotter:image\.build\.context: app\/Dockerfile does not exist: there is no image to run$/m);
            assert.deepEqual(aws.takeChanges(), []);
        });
    }
});
