import * as assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { secureString } from "../aws-double/account";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderAws } from "../support/provider-aws";
import { ProviderDouble } from "../support/provider-double";
import { operationsOf } from "./preview-json";

const parameter = "aws:ssm/parameter:Parameter";
const region = "/spotter-staging/AWS_REGION";
const replyTo = "/spotter-staging/SES_REPLY_TO";

/** What a refused command shows, whichever it is. Other resources than the first are refused with a word. */
const refusal = [
    "nothing is made, as names are taken by what is not in the stack:",
    `  - parameter ${region}, not made by this stack: import it as ${parameter} web-AWS_REGION, or give another name (parameters.prefix)`,
    "  - log group /ecs/spotter-staging, left from this stack: import it as aws:cloudwatch/logGroup:LogGroup web",
    "  - repository spotter-staging is of Project other, Environment prod, ManagedBy pulumi: give another name (names)",
    "  - role spotter-staging-task, not made by this stack: import it as aws:iam/role:Role web-task, or give another name (names)",
    "  - cluster spotter-staging, not made by this stack: import it as aws:ecs/cluster:Cluster web, or give another name (names)",
    "npm run adopt -- staging prepares the import of what this stack is to have",
];

/** The tests go through the lives of one stack, in order. */
describeWithCli("names that are taken", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();
    const update = () => workspace.succeed("up", "--yes", "--skip-preview");

    before(async () => {
        await cloud.start();
        workspace.open(await aws.start(), cloud.environment);
        workspace.configure("staging", "spotter:image", { digest: `sha256:${"1".repeat(64)}` });
        await workspace.succeed("stack", "init", "staging");
        cloud.parameters.set("/spotter-staging/AUTH_SECRET", secureString(1));
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    describe("before the first update", () => {
        const own = { Project: "spotter", Environment: "staging", ManagedBy: "pulumi" };
        const seeded = [
            [parameter, { name: region, type: "String", value: "us-west-1", version: 1 }],
            ["aws:cloudwatch/logGroup:LogGroup", { name: "/ecs/spotter-staging", tags: own }],
            [
                "aws:ecr/repository:Repository",
                { name: "spotter-staging", tags: { ...own, Project: "other", Environment: "prod" } },
            ],
            ["aws:iam/role:Role", { name: "spotter-staging-task" }],
            ["aws:ecs/cluster:Cluster", { name: "spotter-staging" }],
        ] as const;
        const ids: (readonly [string, string])[] = [];
        before(() => seeded.forEach(([type, properties]) => ids.push([type, aws.model.seed(type, properties).id])));
        after(() => ids.forEach(([type, id]) => aws.model.remove(type, id)));

        for (const command of [["preview"], ["up", "--yes"], ["up", "--yes", "--skip-preview"]]) {
            it(`are refused all at once by pulumi ${command.join(" ")}, with nothing made`, async () => {
                const { exitCode, output } = await workspace.pulumi(...command);
                assert.notEqual(exitCode, 0);
                const [, errors = ""] = output.split(/^Diagnostics:$/m);
                assert.deepEqual(
                    refusal.filter((line) => !errors.split("\n").some((shown) => shown.endsWith(line.trimStart()))),
                    [],
                    errors,
                );
                assert.equal(errors.match(/names are taken by/g)?.length, 1, errors);
                assert.match(errors, /nothing is made, for the reason that \S+ gives$/m);
                assert.deepEqual(aws.takeChanges(), []);
                assert.ok(!output.includes("us-west-1") && !output.includes("canary"), "a value is shown");
            });
        }
    });

    describe("from the first update on", () => {
        it("are not looked at where deployment.preflight is off, and nothing is written over", async () => {
            aws.model.seed(parameter, { name: region, type: "String", value: "us-west-1", version: 1 });
            workspace.configure("staging", "spotter:deployment", { preflight: false });
            const { exitCode, output } = await workspace.pulumi("up", "--yes", "--skip-preview");
            workspace.configure("staging", "spotter:deployment", undefined);
            assert.notEqual(exitCode, 0);
            assert.match(output, /ParameterAlreadyExists/);
            assert.equal(cloud.parameters.get(region)?.value, "us-west-1");
            aws.model.remove(parameter, region);
        });

        it("are not asked for where nothing is made", async () => {
            await update();
            cloud.takeActions();
            assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {});
            assert.deepEqual(cloud.takeActions(), ["DescribeParameters"]);
        });

        it("of a variable that left and came back are its own", async () => {
            const give = (values: object) => workspace.configure("staging", "spotter:parameters", { values });
            give({ SES_REPLY_TO: "help@example.com" });
            await update();
            workspace.configure("staging", "spotter:parameters", undefined);
            await update();
            assert.equal(cloud.parameters.get(replyTo)?.value, "help@example.com");
            give({ SES_REPLY_TO: "support@example.com" });
            await update();
            assert.deepEqual(
                [cloud.parameters.get(replyTo)?.value, cloud.parameters.get(replyTo)?.version],
                ["support@example.com", 2],
            );
        });

        it("of a stack that was destroyed are its own", async () => {
            await workspace.succeed("destroy", "--yes");
            assert.ok(cloud.parameters.has(region));
            await update();
            assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), {});
        });

        it("are no more its own once another's tags are on them", async () => {
            await workspace.succeed("destroy", "--yes");
            aws.model.change(parameter, region, { tags: { Project: "other", Environment: "prod", ManagedBy: "pulumi" } });
            aws.takeChanges();
            const { exitCode, output } = await workspace.pulumi("up", "--yes", "--skip-preview");
            assert.notEqual(exitCode, 0);
            assert.match(
                output,
                /parameter \/spotter-staging\/AWS_REGION is of Project other, Environment prod, ManagedBy pulumi/,
            );
            assert.deepEqual(aws.takeChanges(), []);
        });
    });
});

describeWithCli("what was imported before the first update", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();
    const role = "aws:iam/role:Role";
    const logGroup = "aws:cloudwatch/logGroup:LogGroup";

    before(async () => {
        await cloud.start();
        workspace.open(await aws.start(), cloud.environment);
        workspace.configure("staging", "spotter:image", { digest: `sha256:${"1".repeat(64)}` });
        await workspace.succeed("stack", "init", "staging");
        cloud.parameters.set("/spotter-staging/AUTH_SECRET", secureString(1));
        aws.model.seed(role, { name: "spotter-staging-task", assumeRolePolicy: "{}" });
        aws.model.seed(logGroup, { name: "/ecs/spotter-staging", retentionInDays: 7 });
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    it("is named by the file that a preview without the check writes", async () => {
        const file = (name: string) => join(workspace.folder, name);
        copyFileSync(file("Pulumi.staging.yaml"), file("unchecked.yaml"));
        const preflight = ["--path", "spotter:deployment.preflight", "false"];
        await workspace.succeed("config", "set", "--config-file", "unchecked.yaml", ...preflight);
        await workspace.succeed("preview", "--config-file", "unchecked.yaml", "--import-file", "import.json");
        const ids: Readonly<Record<string, string>> = {
            [`${role}::web-task`]: "spotter-staging-task",
            [`${logGroup}::web`]: "/ecs/spotter-staging",
        };
        const { resources, ...others } = JSON.parse(readFileSync(file("import.json"), "utf8")) as {
            resources: readonly ImportedResource[];
        };
        const known = resources.flatMap((resource) => {
            const id = ids[`${resource.type}::${resource.logicalName ?? resource.name}`];
            return resource.id === undefined ? [resource] : id === undefined ? [] : [{ ...resource, id }];
        });
        assert.equal(known.filter(({ id }) => id !== undefined).length, 2);
        writeFileSync(file("import.json"), JSON.stringify({ ...others, resources: known }));
        await workspace.succeed("import", "--file", "import.json", "--yes", "--protect=false", "--generate-code=false");
    });

    it("is in nothing's way, although it has not the stack's tags yet", async () => {
        await workspace.succeed("up", "--yes", "--skip-preview");
        const changes = aws.takeChanges();
        assert.ok(
            changes.includes(`update ${role}::web-task`) && changes.includes(`update ${logGroup}::web`),
            changes.join("\n"),
        );
        assert.ok(!changes.includes(`create ${role}::web-task`) && !changes.includes(`create ${logGroup}::web`));
    });
});

/** What is read of a resource in an import file; one that AWS does not know has no id. */
interface ImportedResource {
    readonly type: string;
    readonly name: string;
    readonly logicalName?: string;
    readonly id?: string;
}
