import * as assert from "node:assert/strict";
import { secureString } from "../aws-double/account";
import { Workspace } from "../support/cli";
import { ComponentProviderDouble } from "../support/component-provider-double";
import { ProviderAws } from "../support/provider-aws";
import { ProviderDouble } from "../support/provider-double";

/** The staging stack under the CLI, in an account that is a model. The tests of a block go through its life, in order. */
export class StagingStack {
    public readonly cloud = new ProviderAws();
    public readonly aws = new ProviderDouble(this.cloud);
    public readonly workspace = new Workspace();

    /**
     * Begins with the first release's image and the one secret that it needs.
     *
     * @param prepare what the block's stack file and account have beside that
     * @param awsx stand-in for the provider of a network of the stack's own
     */
    public constructor(prepare: (stack: StagingStack) => void = () => undefined, awsx?: ComponentProviderDouble) {
        before(async () => {
            await this.cloud.start();
            this.cloud.parameters.set("/spotter-staging/AUTH_SECRET", secureString(1));
            const providers = await Promise.all([this.aws.start(), ...(awsx === undefined ? [] : [awsx.start()])]);
            this.workspace.open(providers.join(","), this.cloud.environment);
            this.release(1);
            prepare(this);
            await this.workspace.succeed("stack", "init", "staging");
        });
        after(() => {
            this.aws.stop();
            awsx?.stop();
            this.cloud.stop();
            this.workspace.close();
        });
    }

    /** Sets a key of the stack's file, or takes it away. */
    public configure(key: string, value: unknown): void {
        this.workspace.configure("staging", key, value);
    }

    /** Sets the image to one whose digest is a digit many times. */
    public release(digit: number): void {
        this.configure("spotter:image", { digest: `sha256:${String(digit).repeat(64)}` });
    }

    /** An update, however it ends. */
    public up() {
        return this.workspace.pulumi("up", "--yes", "--skip-preview");
    }

    /** What an update changes, in its order. It must succeed. */
    public async update(): Promise<readonly string[]> {
        await this.workspace.succeed("up", "--yes", "--skip-preview");
        return this.aws.takeChanges();
    }

    /** The next preview shows no change. */
    public async assertNothingToDo(): Promise<void> {
        const { exitCode, output } = await this.workspace.pulumi("preview", "--expect-no-changes");
        assert.equal(exitCode, 0, output);
    }
}
