import * as assert from "node:assert/strict";
import { readStackFile } from "../../config/stack-file";
import { offlinePreview } from "../../preview/offline";
import { resourceKey, unknown, type Resource } from "../../preview/document";
import { ProviderAws } from "../support/provider-aws";
import { findRefused, statementsFor, type DeliveryRole } from "../support/role-calls";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderDouble } from "../support/provider-double";
import { createdBy, newRelease, operationsOf } from "./preview-json";

const revision = "arn:aws:ecs:us-east-1:920013187591:task-definition/spotter-staging:1";
const digest = (digit: number) => `sha256:${String(digit).repeat(64)}`;

/** A secret of the catalogue, and a plain variable that the stack file encrypts all the same. */
const canaries = { AUTH_SECRET: "canary-of-a-secret", SUPPORT_EMAIL: "canary-of-an-address@example.com" };

/** The tests go through the life of one stack, in order. */
describeWithCli("staging under the CLI, from its first day to its last", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();

    const offline = (mode: "preview" | "update") => offlinePreview(workspace.folder, "staging", mode);
    const release = (digit: number) => workspace.configure("staging", "spotter:image", { digest: digest(digit) });
    const give = (name: string, value: string, ...options: readonly string[]) =>
        workspace.succeed("config", "set", ...options, "--path", `spotter:parameters.values.${name}`, value);

    before(async () => {
        await cloud.start();
        workspace.open(await aws.start(), cloud.environment);
        release(1);
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    it("keeps the salt of its secrets in the stack file, beside the keys that are there", async () => {
        const { raw } = readStackFile(workspace.folder, "staging");
        await workspace.succeed("stack", "init", "staging");
        assert.match(workspace.stackFile("staging"), /^encryptionsalt: v1:/m);
        assert.deepEqual(readStackFile(workspace.folder, "staging").raw, raw);
    });

    it("encrypts in the stack file what is set as a secret", async () => {
        for (const [name, value] of Object.entries(canaries)) {
            await give(name, value, "--secret");
        }
        const { secretKeys } = readStackFile(workspace.folder, "staging");
        assert.deepEqual(
            secretKeys,
            Object.keys(canaries).map((name) => `spotter:parameters.values.${name}`),
        );
        assert.deepEqual(canariesIn([workspace.stackFile("staging")]), []);
        await give("SES_REPLY_TO", "help@example.com");
    });

    it("previews what the offline preview shows", async () => {
        const json = await workspace.succeed("preview", "--json");
        const { resources } = await offline("preview");
        assert.deepEqual(createdBy(json), resources.map(withoutVersions).map(withoutOrder));
    });

    it("asks in a preview what delivery's preview role may, with what it names, and in an update what the deploy role may", async () => {
        const refused = (role: DeliveryRole) => findRefused(statementsFor(workspace.folder, role) ?? [], cloud);
        assert.ok(cloud.asked.includes("DescribeParameters") && cloud.asked.includes("GetRole"), cloud.asked.join(" "));
        assert.deepEqual(refused("preview"), []);
        await workspace.succeed("up", "--yes", "--skip-preview");
        assert.ok(cloud.asked.includes("TagResource"), cloud.asked.join(" ")); // the verdict's
        assert.deepEqual(refused("deploy"), []);
        assert.deepEqual(refused("preview"), [`ecs:TagResource on ${revision}`]);
    });

    it("makes in an update what the preview shows", async () => {
        const expected = ofAws((await offline("update")).resources).map((key) => `create ${key}`);
        assert.deepEqual(aws.takeChanges().sort(), expected);
    });

    it("hands region, account and tags of the stack to one provider", () => {
        const [configuration, ...others] = uniqueOf(aws.configurations);
        const { region, allowedAccountIds, defaultTags } = configuration ?? {};
        assert.deepEqual(
            { region, allowedAccountIds, defaultTags },
            {
                region: "us-east-1",
                allowedAccountIds: '["920013187591"]',
                defaultTags: '{"tags":{"Project":"spotter","Environment":"staging","ManagedBy":"pulumi"}}',
            },
        );
        assert.deepEqual(others, []);
    });

    it("has the outputs that the offline preview shows", async () => {
        const outputs: unknown = JSON.parse(await workspace.succeed("stack", "output", "--json"));
        assert.deepEqual(cloud.restored(outputs), (await offline("update")).outputs);
    });

    it("has nothing to change in a second preview", async () => {
        const { exitCode, output } = await workspace.pulumi("preview", "--expect-no-changes");
        assert.equal(exitCode, 0, output);
    });

    it("shows for another digest a new task definition, an updated service, and nothing else", async () => {
        release(2);
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), newRelease);
    });

    it("deploys another digest with the service moved before the old task definition goes", async () => {
        await workspace.succeed("up", "--yes", "--skip-preview");
        assert.deepEqual(aws.takeChanges(), [
            "create aws:ecs/taskDefinition:TaskDefinition::web",
            "update aws:ecs/service:Service::web",
            "delete aws:ecs/taskDefinition:TaskDefinition::web",
        ]);
    });

    it("has a new release for a new value of a parameter that the stack keeps, and for one that it did not have", async () => {
        await give("SES_REPLY_TO", "support@example.com");
        await give("SES_FROM_NAME", "Support");
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {
            "aws:ssm/parameter:Parameter::web-SES_REPLY_TO": "update",
            "aws:ssm/parameter:Parameter::web-SES_FROM_NAME": "create",
            ...newRelease,
        });
        await workspace.succeed("up", "--yes", "--skip-preview");
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {});
        aws.takeChanges();
    });

    it("has no secret in plain text in the state, which has it encrypted", async () => {
        const decrypted = await workspace.succeed("stack", "export", "--show-secrets");
        assert.deepEqual(canariesIn([decrypted]), Object.values(canaries));
        assert.deepEqual(canariesIn(workspace.stateFiles()), []);
    });

    it("shows no secret in what the CLI writes", () => {
        const written = workspace.runs.filter(({ args }) => !args.includes("--show-secrets")).map(({ output }) => output);
        assert.deepEqual(canariesIn(written), []);
    });

    it("leaves nothing but the parameters in AWS after a destroy", async () => {
        const { resources } = await offline("update");
        await workspace.succeed("destroy", "--yes");
        const deleted = ofAws(resources).filter((key) => !key.startsWith("aws:ssm/parameter:Parameter::"));
        assert.deepEqual(
            aws.takeChanges().sort(),
            deleted.map((key) => `delete ${key}`),
        );
    });

    it("leaves nothing in the state after a destroy", async () => {
        assert.deepEqual(await workspace.stateKeys(), []);
    });
});

/** The CLI does not know a parameter's first version beforehand, and so nothing of what names it. */
function withoutVersions(resource: Resource): Resource {
    if (resource.type !== "aws:ecs/taskDefinition:TaskDefinition") {
        return resource;
    }
    const ids = { "spotter:config": unknown, "spotter:release": unknown };
    return { ...resource, inputs: { ...resource.inputs, containerDefinitions: unknown, tags: ids } };
}

/** A preview of the CLI leaves out the other options. */
function withoutOrder({ options, ...resource }: Resource): Resource {
    const { protect, retainOnDelete, ignoreChanges, dependsOn } = options;
    return { ...resource, options: { protect, retainOnDelete, ignoreChanges, dependsOn } };
}

function canariesIn(texts: readonly string[]): string[] {
    return Object.values(canaries).filter((canary) => texts.some((text) => text.includes(canary)));
}

/** What the provider has to do with, as `type::name`. */
function ofAws(resources: readonly Resource[]): string[] {
    return resources.map(resourceKey).filter((key) => key.startsWith("aws:"));
}

/** The engine configures a provider anew in every operation. */
function uniqueOf<T>(items: readonly T[]): T[] {
    return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
