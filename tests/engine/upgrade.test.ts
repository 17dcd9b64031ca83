import * as assert from "node:assert/strict";
import { secureString } from "../aws-double/account";
import { ProviderAws } from "../support/provider-aws";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderDouble } from "../support/provider-double";
import { RecordedStack } from "./recorded-stack";
import { TlsProviderAws } from "./tls-provider-aws";
import { errorsOfUpdate, lineOfStep, stepsOfUpdate, type Operation } from "./update-json";

interface Upgrade {
    readonly stack: string;

    /** Secrets of the stack file when the stack was recorded, by variable. */
    readonly secrets: Readonly<Record<string, string>>;

    /**
     * What this program changes of what the stack has, as `update urn:…: property`. Whatever it does on purpose is listed here.
     * What it makes is of types that the stack had none of.
     */
    readonly changes: readonly string[];
}

/**
 * Plain parameters are labels of the container by the hash of their value instead of their version: one new release. The
 * provider leaves another tag of a revision alone.
 *
 * @param guards what of the service guards its deployments from now on
 */
function newRelease(stack: string, guards: readonly string[] = []): string[] {
    const service = `urn:pulumi:${stack}::spotter::spotter:ecs:FargateService`;
    const [definition, ecsService] = [
        `${service}$aws:ecs/taskDefinition:TaskDefinition::web`,
        `${service}$aws:ecs/service:Service::web`,
    ];
    return [
        `create-replacement ${definition}: containerDefinitions`,
        `delete-replaced ${definition}`,
        `replace ${definition}: containerDefinitions`,
        `update ${ecsService}: ${["taskDefinition", ...guards].join(", ")}`,
        `update urn:pulumi:${stack}::spotter::pulumi:providers:aws::aws: ignoreTags`,
    ];
}

const upgrades: readonly Upgrade[] = [
    { stack: "staging", secrets: { AUTH_SECRET: "recorded" }, changes: newRelease("staging") },
    { stack: "prod", secrets: {}, changes: newRelease("prod", ["alarms"]) },
];

/** All else takes away what the stack has, for a moment at least. A task definition that is replaced stays registered. */
const isHarmless = ({ op, urn }: Operation) =>
    ["create", "update"].includes(op) || urn.endsWith("$aws:ecs/taskDefinition:TaskDefinition::web");

/** `urn:pulumi:prod::spotter::parent$aws:ecs/service:Service::web` ▸ `aws:ecs/service:Service` */
const typeOf = (urn: string) => urn.split("::").at(-2)?.split("$").at(-1) ?? "";

for (const { stack, secrets, changes } of upgrades) {
    describeWithCli(`${stack} as an earlier program has left it`, () => {
        const recorded = new RecordedStack(stack);
        const cloud = recorded.domain === undefined ? new ProviderAws() : new TlsProviderAws(recorded.domain);
        const aws = new ProviderDouble(cloud);
        const workspace = new Workspace();

        before(async function () {
            try {
                await cloud.start();
            } catch {
                console.log("      skipped: there is no openssl to make the domain's certificate with");
                this.skip();
            }
            workspace.open(await aws.start(), cloud.environment);
            workspace.configure(stack, "spotter:image", { digest: recorded.digest });
            await workspace.succeed("stack", "init", stack);
            for (const [name, value] of Object.entries(secrets)) {
                await workspace.succeed("config", "set", "--secret", "--path", `spotter:parameters.values.${name}`, value);
            }
            const loadBalancer = cloud instanceof TlsProviderAws ? cloud.tlsAddress : cloud.address;
            await workspace.importState(recorded.exportWith(loadBalancer));
            aws.adopt(recorded.resourcesWith(loadBalancer));
            recorded.parameters.forEach((name) => cloud.parameters.set(name, secureString(1)));
        });
        after(() => {
            aws.stop();
            cloud.stop();
            workspace.close();
        });

        it("comes through an update with a new release, and nothing else replaced or deleted", async () => {
            const { exitCode, stdout } = await workspace.pulumi("up", "--yes", "--skip-preview", "--json");
            const steps = stepsOfUpdate(stdout);
            const harmful = steps.filter((step) => !isHarmless(step)).map(lineOfStep);
            assert.ok(harmful.length === 0, `the update takes away:\n${harmful.join("\n")}`);
            const isNew = ({ op, urn }: Operation) => op === "create" && !recorded.has(typeOf(urn));
            assert.deepEqual(
                steps
                    .filter((step) => !isNew(step))
                    .map(lineOfStep)
                    .sort(),
                [...changes].sort(),
            );
            assert.deepEqual({ exitCode, errors: errorsOfUpdate(stdout) }, { exitCode: 0, errors: [] });
        });
    });
}
