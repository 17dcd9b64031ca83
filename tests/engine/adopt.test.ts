import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { checkPreview, type PreviewSteps } from "../../adoption/check";
import { fillImportFile, type ImportFile } from "../../adoption/import-file";
import { planAdoption, type Plan, type Way } from "../../adoption/plan";
import { offlinePreview } from "../../preview/offline";
import { readInputs } from "../../resources/inputs";
import { toLiveAccount } from "../account-model/live-account";
import { seedScriptsProduction } from "../account-model/scripts-production";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderDouble } from "../support/provider-double";
import { TlsProviderAws } from "./tls-provider-aws";

const domain = "spotter.cannashieldct.com";
const zoneId = `Z${"0".repeat(20)}`;

/** `forward` and where to, or `redirect`. */
function describeActions(actions: unknown): string {
    return readInputs({ actions })
        .list("actions")
        .map((action) => [action.text("type"), action.text("targetGroupArn")].join(" ").trim())
        .join();
}

/** Where requests go. */
interface Routes {
    readonly balancer: unknown;
    readonly listeners: readonly string[];
    readonly alias: unknown;
}

/** Production as the scripts made it, and a workspace whose stack has nothing yet. */
class Adoption {
    public readonly cloud = new TlsProviderAws(domain);
    public readonly aws = new ProviderDouble(this.cloud);
    public readonly workspace = new Workspace();
    public made!: ReturnType<typeof seedScriptsProduction>;

    public async open(): Promise<void> {
        await this.cloud.start();
        this.workspace.open(await this.aws.start(), this.cloud.environment);
        this.made = seedScriptsProduction(this.aws.model);
        this.set("image.digest", `sha256:${"1".repeat(64)}`);
        await this.workspace.succeed("stack", "init", "prod");
    }

    public close(): void {
        this.aws.stop();
        this.cloud.stop();
        this.workspace.close();
    }

    /** Sets a key of the stack file by its path. */
    public set(path: string, value: unknown): void {
        const [section = "", ...keys] = path.split(".");
        const { config } = parse(this.workspace.stackFile("prod")) as { config: Record<string, Record<string, unknown>> };
        const before = config[`spotter:${section}`] ?? {};
        const [key] = keys;
        this.workspace.configure("prod", `spotter:${section}`, key === undefined ? value : { ...before, [key]: value });
    }

    public async plan(way: Way): Promise<Plan> {
        const document = await offlinePreview(this.workspace.folder, "prod", "update");
        return planAdoption(document, toLiveAccount(this.aws.model, zoneId), {
            way,
            deleteLogs: false,
            answersHealthCheck: true,
        });
    }

    /** What the steps of the plan do: the engine's file, filled in, and the import. Returns what was imported. */
    public async import(plan: Plan): Promise<string[]> {
        const { folder } = this.workspace;
        const config = parse(this.workspace.stackFile("prod")) as { config: object };
        const withoutPreflight = { ...config, config: { ...config.config, "spotter:deployment": { preflight: false } } };
        writeFileSync(join(folder, "import-config.yaml"), JSON.stringify(withoutPreflight));
        await this.workspace.succeed("preview", "--config-file", "import-config.yaml", "--import-file", "import.json");
        const file = JSON.parse(readFileSync(join(folder, "import.json"), "utf8")) as ImportFile;
        const filled = fillImportFile(file, plan.rows);
        writeFileSync(join(folder, "import.json"), JSON.stringify(filled));
        await this.workspace.succeed("import", "--file", "import.json", "--protect=false", "--generate-code=false", "--yes");
        assert.deepEqual(this.aws.takeChanges(), [], "an import changes nothing");
        return filled.resources.flatMap(({ type, name, logicalName, id }) =>
            id === undefined ? [] : [`${type}::${logicalName ?? name}`],
        );
    }

    public async check() {
        return checkPreview(JSON.parse(await this.workspace.succeed("preview", "--json")) as PreviewSteps);
    }

    public async update(): Promise<string[]> {
        await this.workspace.succeed("up", "--yes", "--skip-preview");
        return this.aws.takeChanges();
    }

    /** What requests go by, as AWS has it. */
    public routes(): Routes {
        const { model } = this.aws;
        const { balancer, listeners, alias } = this.made;
        return {
            balancer: model.find(balancer.type, balancer.id)?.properties.securityGroups,
            listeners: listeners.map(({ type, id }) => describeActions(model.find(type, id)?.properties.defaultActions)),
            alias: model.find(alias.type, alias.id)?.properties.aliases,
        };
    }
}

/** What requests go by, or what they meet. */
const serving = ["aws:lb/", "aws:ecs/service:", "aws:route53/", "aws:ec2/", "aws:vpc/"];
const ofServing = (changes: readonly string[]) =>
    changes.filter((change) => serving.some((type) => change.includes(` ${type}`)) && !change.includes("::web-validation"));
const listener = "aws:lb/listener:Listener";

describeWithCli("production of the scripts comes over side by side", () => {
    const adoption = new Adoption();
    const plan = () => adoption.plan("side by side");
    let routes: object;

    before(() => adoption.open());
    after(() => adoption.close());

    it("once the stack file has the keys that the plan names", async () => {
        const { settings } = await plan();
        assert.deepEqual(
            settings.map(({ path }) => path),
            [
                "names.loadBalancer",
                "names.service",
                "domain.record",
                "names.executionRole",
                "names.taskRole",
                "logs.retentionDays",
            ],
        );
        settings.forEach(({ path, value }) => adoption.set(path, value));
        assert.deepEqual((await plan()).settings, []);
        routes = adoption.routes();
    });

    it("by an import of what both use, which changes nothing", async () => {
        const imported = await adoption.import(await plan());
        const parameters = imported.filter((key) => key.startsWith("aws:ssm/"));
        assert.equal(parameters.length, 15);
        assert.deepEqual(imported.filter((key) => !parameters.includes(key)).sort(), [
            "aws:acm/certificate:Certificate::web",
            "aws:cloudwatch/logGroup:LogGroup::web",
            "aws:ecr/repository:Repository::web",
            "aws:ecs/cluster:Cluster::web",
        ]);
    });

    it("with a preview that replaces and deletes nothing, and says what its changes do to what serves", async () => {
        const { findings, updates } = await adoption.check();
        assert.deepEqual(findings, []);
        assert.deepEqual(
            updates
                .filter(({ key }) => !key.startsWith("aws:ssm/"))
                .map(({ key, effect }) => [key, effect])
                .sort(),
            [
                ["aws:acm/certificate:Certificate::web", "nothing"],
                ["aws:cloudwatch/logGroup:LogGroup::web", "lines that are older are deleted, and all later ones then"],
                [
                    "aws:ecr/repository:Repository::web",
                    "images are scanned as they are pushed; a tag that exists can't be pushed again",
                ],
                ["aws:ecs/cluster:Cluster::web", "nothing"],
            ],
        );
    });

    it("by an update that makes a balancer and a service beside, and touches nothing that serves", async () => {
        const changes = ofServing(await adoption.update());
        assert.deepEqual(
            changes.filter((change) => !change.startsWith("create ")),
            [],
        );
        assert.equal(changes.at(-1), "create aws:ecs/service:Service::web");
        assert.deepEqual(adoption.routes(), routes);
    });

    it("with an empty preview after it, and nothing more to import", async () => {
        const { exitCode, output } = await adoption.workspace.pulumi("preview", "--expect-no-changes");
        assert.equal(exitCode, 0, output);
        assert.deepEqual(await adoption.import(await plan()), []);
    });

    it("and the record is made only then, beside the old one and with no request yet", async () => {
        const { model } = adoption.aws;
        const { type, id } = adoption.made.alias;
        model.change(type, id, { setIdentifier: "spotter-alb", weightedRoutingPolicies: [{ weight: 95 }] });
        adoption.set("domain.record", true);
        adoption.set("domain.recordWeight", 0);
        assert.deepEqual((await plan()).settings, []);
        assert.deepEqual(await adoption.update(), ["create aws:route53/record:Record::web-a"]);
        adoption.set("domain.recordWeight", 5);
        assert.deepEqual(await adoption.update(), ["update aws:route53/record:Record::web-a"]);
        assert.deepEqual(adoption.routes(), routes);
    });
});

describeWithCli("production of the scripts comes over in place", () => {
    const adoption = new Adoption();
    const plan = () => adoption.plan("in place");
    let routes: Routes;

    before(() => adoption.open());
    after(() => adoption.close());

    it("once the stack file has the keys that the plan names", async () => {
        const { settings, refusals } = await plan();
        assert.deepEqual(refusals, []);
        assert.deepEqual(
            settings.map(({ path }) => path),
            ["names.executionRole", "names.taskRole", "logs.retentionDays"],
        );
        settings.forEach(({ path, value }) => adoption.set(path, value));
        assert.deepEqual((await plan()).settings, []);
        routes = adoption.routes();
    });

    it("by an import of what serves, which changes nothing", async () => {
        const imported = await adoption.import(await plan());
        assert.deepEqual(imported.filter((key) => serving.some((type) => key.startsWith(type))).sort(), [
            "aws:ec2/securityGroup:SecurityGroup::web-alb",
            "aws:ec2/securityGroup:SecurityGroup::web-tasks",
            "aws:ecs/service:Service::web",
            `${listener}::web-http`,
            `${listener}::web-https`,
            "aws:lb/loadBalancer:LoadBalancer::web",
            "aws:lb/targetGroup:TargetGroup::web",
            "aws:route53/record:Record::web-a",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-https",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-tasks-from-alb-3000",
        ]);
    });

    it("with a preview that replaces, deletes and redirects nothing, and says what its changes do to what serves", async () => {
        const { findings, updates } = await adoption.check();
        assert.deepEqual(findings, []);
        const effectOn = (name: string) => updates.find(({ key }) => key === name)?.effect;
        assert.equal(effectOn(`${listener}::web-https`), "clients that know no TLS 1.2 are refused");
        assert.match(effectOn("aws:ecs/service:Service::web") ?? "", /one deployment: old tasks serve until/);
        assert.equal(effectOn("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http"), "nothing");
    });

    it("by an update in which no listener and no group of the balancer moves, and the ways to the tasks stay open", async () => {
        const changes = ofServing(await adoption.update());
        assert.deepEqual(
            changes.filter((change) => change.startsWith("delete ")),
            [],
        );
        assert.deepEqual(changes.filter((change) => change.startsWith("create ")).sort(), [
            "create aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-alb-to-tasks-3000",
            "create aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-tasks-https",
        ]);
        const [, https] = routes.listeners;
        assert.deepEqual(adoption.routes(), { ...routes, listeners: ["redirect", https] });
    });

    it("with an empty preview after it, and nothing more to import", async () => {
        const { exitCode, output } = await adoption.workspace.pulumi("preview", "--expect-no-changes");
        assert.equal(exitCode, 0, output);
        assert.deepEqual(await adoption.import(await plan()), []);
    });
});
