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
import { Workspace } from "../support/cli";
import { ProviderDouble } from "../support/provider-double";
import { TlsProviderAws } from "./tls-provider-aws";

export const domain = "spotter.cannashieldct.com";
export const zoneId = `Z${"0".repeat(20)}`;

/** `forward` and where to, or `redirect`. */
export function describeActions(actions: unknown): string {
    return readInputs({ actions })
        .list("actions")
        .map((action) => [action.text("type"), action.text("targetGroupArn")].join(" ").trim())
        .join();
}

/** Where requests go. */
export interface Routes {
    readonly balancer: unknown;
    readonly listeners: readonly string[];
    readonly alias: unknown;
}

/** Production as the scripts made it, and a workspace whose stack has nothing yet. */
export class Adoption {
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
export const serving = ["aws:lb/", "aws:ecs/service:", "aws:route53/", "aws:ec2/", "aws:vpc/"];
export const ofServing = (changes: readonly string[]) =>
    changes.filter((change) => serving.some((type) => change.includes(` ${type}`)) && !change.includes("::web-validation"));
export const listener = "aws:lb/listener:Listener";
