import * as assert from "node:assert/strict";
import { rollback } from "../../commands/rollback/rollback";
import { digestOf } from "./aws";
import { stackFile, Trial } from "./trial";

describe("the end of a rollback's pin", () => {
    const trial = new Trial();

    describe("--clear", () => {
        it("leaves the digest of a stack that builds nothing as the one that is meant", async () => {
            await trial.run(rollback, "test");
            const { exitCode, stdout } = await trial.run(rollback, "test", "--clear");
            assert.equal(exitCode, 0);
            assert.equal(
                stdout,
                `Cleared Pulumi.test.yaml: ${digestOf(2)} stays in the file, no longer as a pin, until a promotion to test\n`,
            );
            assert.equal(
                trial.read("Pulumi.test.yaml"),
                stackFile.replace(digestOf(3), digestOf(2)).replace("3333333", "2222222"),
            );
        });

        it("lets a stack that builds build again, without a trace in its file", async () => {
            const builds = stackFile.replace(/ {8}digest.*\n.*\n/, "        build: { context: app } # as always\n");
            trial.write("Pulumi.test.yaml", builds);
            await trial.run(rollback, "test");
            assert.match(trial.read("Pulumi.test.yaml"), new RegExp(`build: .* # as always\\n +digest: ${digestOf(2)}\\n`));
            assert.deepEqual(await trial.document(rollback, "test", "--clear"), {
                stack: "test",
                file: "Pulumi.test.yaml",
                cleared: true,
                builds: true,
            });
            assert.equal(trial.read("Pulumi.test.yaml"), builds);
        });

        it("asks AWS for nothing, and says when there is nothing to clear", async () => {
            const { exitCode, stdout } = await trial.run(rollback, "test", "--clear");
            assert.deepEqual([exitCode, stdout], [0, "Pulumi.test.yaml is not pinned by a rollback: nothing to clear\n"]);
            assert.deepEqual(trial.account.asked, []);
        });

        it("excludes --to", async () => {
            const { exitCode, stderr } = await trial.run(rollback, "test", "--clear", "--to", "1");
            assert.deepEqual([exitCode, stderr], [2, "--clear removes a pin and --to sets one: use only one of them\n"]);
        });
    });
});
