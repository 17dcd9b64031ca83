import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { offlinePreview } from "../../preview/offline";
import { resourceKey } from "../../preview/document";
import { Moto } from "../emulator/moto";
import { describeWithCli, Workspace } from "../support/cli";
import { createdBy } from "./preview-json";

/** The account that moto answers for. */
const account = "123456789012";
const service = "urn:pulumi:staging::spotter::spotter:ecs:FargateService$aws:ecs/service:Service::web";

/**
 * The aws provider itself instead of its stand-in, against moto: whether it accepts every input, and whether it finds what it has
 * made. It is skipped where the plugin is not installed. So far it has run nowhere: what it finds the first time may be its own.
 *
 * Moto is not AWS. It refuses next to nothing (no name that is taken, no group in use, no deletion protection), has no
 * deployments, for which the provider would wait 20 minutes, so that the service is left out, and of ECS drops fields that the
 * provider then takes for changed.
 */
const isInstalled = findPlugins().some(({ kind, name }) => kind === "resource" && name === "aws");
const title = "the real provider against moto";
(isInstalled ? describeWithCli : describe.skip)(isInstalled ? title : `${title} (skipped: pulumi plugin ls has no aws)`, () => {
    const workspace = new Workspace();
    let moto: Moto | undefined;

    before(async function () {
        try {
            moto = await Moto.start();
        } catch (error) {
            console.log(`      skipped: there is no moto: ${(error as Error).message}`);
            this.skip();
        }
        workspace.open("", {
            PULUMI_DEBUG_PROVIDERS: undefined,
            PULUMI_HOME: process.env.PULUMI_HOME ?? `${process.env.HOME ?? ""}/.pulumi`, // where the plugin is
            AWS_ENDPOINT_URL: moto.endpoint,
            AWS_ACCESS_KEY_ID: "emulator",
            AWS_SECRET_ACCESS_KEY: "emulator",
            AWS_EC2_METADATA_DISABLED: "true",
        });
        workspace.configure("staging", "aws:allowedAccountIds", [account]);
        workspace.configure("staging", "spotter:image", { digest: `sha256:${"1".repeat(64)}` });
        workspace.configure("staging", "spotter:deployment", { verdict: false, preflight: false });
        await workspace.succeed("stack", "init", "staging");
    });
    after(() => {
        workspace.close();
        moto?.stop();
    });

    it("accepts every input, and would make what the offline preview shows", async () => {
        const { resources } = await offlinePreview(workspace.folder, "staging", "preview");
        const json = await workspace.succeed("preview", "--json");
        assert.deepEqual(createdBy(json).map(resourceKey), resources.map(resourceKey));
    });

    it("makes all but the service, and finds nothing of it changed", async () => {
        await workspace.succeed("up", "--yes", "--skip-preview", "--exclude", service);
        const { exitCode, output } = await workspace.pulumi("preview", "--expect-no-changes", "--exclude", service);
        assert.equal(exitCode, 0, output);
    });
});

/** Plugins of this machine; none where there is no CLI. */
function findPlugins(): readonly { readonly kind: string; readonly name: string }[] {
    try {
        const listed = execFileSync("pulumi", ["plugin", "ls", "--json"], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
        });
        return JSON.parse(listed) as { kind: string; name: string }[];
    } catch {
        return [];
    }
}
