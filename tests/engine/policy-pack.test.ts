import * as assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { offlinePreview } from "../../preview/offline";
import { evaluate } from "../../policies/evaluate";
import { describeResult } from "../../policies/text";
import { ProviderAws } from "../support/provider-aws";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderDouble } from "../support/provider-double";

const sidecar = { image: `public.ecr.aws/acme/otel@sha256:${"0".repeat(64)}`, environment: { API_KEY: "of-a-trial" } };
const revision = "aws:ecs/taskDefinition:TaskDefinition::web";

function isInstalled(): boolean {
    try {
        return createRequire(__filename).resolve("@pulumi/policy") !== "";
    } catch {
        return false;
    }
}

(isInstalled() ? describeWithCli : describe.skip)("the policy pack under the CLI", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();

    before(async () => {
        await cloud.start();
        workspace.open(await aws.start(), cloud.environment);
        workspace.configure("staging", "spotter:image", { digest: `sha256:${"1".repeat(64)}` });
        workspace.configure("staging", "spotter:deployment", { verdict: false, preflight: false });
        await workspace.succeed("stack", "init", "staging");
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    /** What the engine says of each policy: its level, its name, and the resource. */
    const violationsIn = (output: string): string[] =>
        [...output.matchAll(/^ +- \[(advisory|mandatory)\] +(\S+) +(?:\(\S+: (\S+)\))?$/gm)]
            .map(([, level = "", id = "", name = ""]) => `${level} ${id} ${name}`)
            .filter((violation) => !violation.startsWith("advisory not-known"))
            .sort();
    const pulumi = (...args: readonly string[]) => workspace.pulumi(...args, "--policy-pack", "policy-pack");

    it("judges what a preview is about to make as the offline preview does, and takes unknown for nothing else", async () => {
        const { exitCode, output } = await pulumi("preview");
        const { results } = evaluate(await offlinePreview(workspace.folder, "staging", "preview"));
        const failed = results.filter(({ outcome }) => outcome === "fail");
        assert.equal(exitCode, 0, output);
        assert.ok(failed.length > 10);
        assert.deepEqual(
            violationsIn(output),
            failed.map(({ control, resource }) => `${control.level} ${control.id} ${resource.split("::")[1] ?? ""}`).sort(),
        );
        failed.forEach((result) => assert.ok(output.includes(describeResult(result)), describeResult(result)));
        assert.match(output, /- \[advisory\] {2}not-known .*\n.*\n +CKV_AWS_249 TaskDefinition web: a role's ARN is not known/);
    });

    it("fails an update by a mandatory control once all is known, until the stack's file waives it", async () => {
        workspace.configure("staging", "spotter:service", { sidecars: { otel: sidecar } });
        const update = await pulumi("up", "--yes", "--skip-preview");
        assert.notEqual(update.exitCode, 0);
        assert.deepEqual(
            violationsIn(update.output).filter((violation) => violation.startsWith("mandatory")),
            ["mandatory ECS.8 web"],
        );
        assert.match(update.output, /TaskDefinition web: otel has API_KEY in plain text/);
        assert.ok(!update.output.includes("of-a-trial"));

        const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
        const waiver = `{ control: ECS.8, resource: "${revision}", reason: for a trial of a day, until: "${until}" }`;
        const file = join(workspace.folder, "Pulumi.staging.yaml");
        writeFileSync(
            file,
            workspace.stackFile("staging").replace(/^config:\n( +)/m, `config:\n$1spotter:waivers: [${waiver}]\n$1`),
        );
        const waived = await pulumi("preview");
        assert.equal(waived.exitCode, 0, waived.output);
        assert.ok(!waived.output.includes("ECS.8"));
    });
});
