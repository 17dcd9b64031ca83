import * as assert from "node:assert/strict";
import { lookedUp } from "../../resources/placeholders";
import { secureString } from "../aws-double/account";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderAws } from "../support/provider-aws";
import { ProviderDouble } from "../support/provider-double";
import { a, b, certificateArn, denied, existing, failing } from "./look-up-answers";
import { rows } from "./look-up-rows";

describeWithCli("a look-up that fails under the CLI", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();

    /** Seconds from the program's start to the end of previews that fail, and of one that goes on. */
    const [failed, succeeded]: [number[], number[]] = [[], []];

    before(async () => {
        await cloud.start();
        workspace.open(await aws.start(), cloud.environment);
        workspace.configure("staging", "spotter:image", { digest: `sha256:${"1".repeat(64)}` });
        cloud.parameters.set("/spotter-staging/AUTH_SECRET", secureString(1));
        await workspace.succeed("stack", "init", "staging");
    });
    after(() => {
        // What docs/benchmarks.md has; how busy the machine is turns nothing red.
        const [ended, whole] = [failed, succeeded].map((times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
        console.log(
            `      a look-up that fails ends a preview ${ended?.toFixed(1)} s after its program's start, ` +
                `and one that does not fail takes ${whole?.toFixed(1)} s: ratio ${((ended ?? 0) / (whole ?? 1)).toFixed(2)}`,
        );
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    for (const { title, network, domain, region = "us-east-1", misconfigured, lookUp = lookedUp, certificate, lines } of rows) {
        for (const command of title.startsWith("an account") ? ["preview", "up"] : ["preview"]) {
            it(`is told in lines that name the key, before anything is made: ${title} (${command})`, async () => {
                workspace.configure("staging", "aws:region", region);
                workspace.configure("staging", "spotter:network", network);
                workspace.configure("staging", "spotter:domain", domain);
                Object.assign(aws, { misconfigured, lookUp });
                cloud.certificates.clear();
                if (certificate !== undefined && certificate !== "NOT_FOUND") {
                    cloud.certificates.set(certificateArn, certificate);
                }
                const { exitCode, output, programSeconds } = await workspace.pulumi(
                    command,
                    ...(command === "up" ? ["--yes", "--skip-preview"] : []),
                );
                assert.equal(exitCode, 1, output);
                failed.push(programSeconds ?? NaN);
                assert.deepEqual(errorsIn(output), lines, output);
                assert.doesNotMatch(output, /^\s+at |unhandled|Trace|grpc/im);
                assert.deepEqual(aws.takeChanges(), []);
            });
        }
    }

    it("costs what is only checked, and says so, where AWS denies it", async () => {
        workspace.configure("staging", "spotter:network", existing([a, b], [a, b]));
        workspace.configure("staging", "spotter:domain", undefined);
        Object.assign(aws, { lookUp: failing("getSubnet", denied("DescribeSubnets")), misconfigured: undefined });
        const { exitCode, output, programSeconds } = await workspace.pulumi("preview");
        assert.equal(exitCode, 0, output);
        succeeded.push(programSeconds ?? NaN);
        assert.match(output, /warning: not checked: spotter:network\.publicSubnetIds: AWS denied ec2:DescribeSubnets to /);
    });
});

/** The lines of the errors of Diagnostics, the last part that the CLI prints. */
function errorsIn(output: string): string[] {
    const [, diagnostics = ""] = output.split("\nDiagnostics:\n");
    const [, ...errors] = (diagnostics.split("\nResources:\n")[0] ?? "").split(/^ +error: /m);
    return errors.flatMap((error) =>
        error
            .trim()
            .split(/\n\s*/)
            .filter((line) => /^\w+:/.test(line)),
    );
}
