import * as assert from "node:assert/strict";
import { rollback } from "../../commands/rollback/rollback";
import { revision, stackFile, Trial } from "./trial";

describe("a rollback that can't be", () => {
    const trial = new Trial();

    it("says that no release succeeded before, and what to do", async () => {
        trial.account.revisions = [revision(3, 3, "SUCCEEDED")];
        const { exitCode, stderr } = await trial.run(rollback, "test");
        assert.equal(exitCode, 1);
        assert.equal(
            stderr,
            "no earlier release has succeeded: deploy a working one, or choose one with --to (npm run history)\n",
        );
    });

    it("refuses a release that refers to its image by tag", async () => {
        trial.account.revisions[0] = { number: 1, image: "registry/spotter-test:latest", tags: {} };
        const { exitCode, stderr } = await trial.run(rollback, "test", "--to", "1");
        assert.deepEqual(
            [exitCode, stderr],
            [1, "revision 1 refers to its image by tag, which may have moved; choose another release with --to\n"],
        );
    });

    it("refuses a release that it does not know with the newest ones", async () => {
        const { exitCode, stderr } = await trial.run(rollback, "test", "--to", "abcdef");
        assert.equal(exitCode, 2);
        assert.equal(
            stderr,
            "abcdef is not a release of this service; the newest are 333333333333 (3), 222222222222 (2), 111111111111 (1)\n",
        );
    });

    it("refuses credentials of another account before anything is asked that changes something", async () => {
        trial.account.accountId = "999999999999";
        const { exitCode, stderr } = await trial.run(rollback, "test");
        assert.deepEqual(
            [exitCode, stderr],
            [2, "the credentials are of account 999999999999, the stack's is 123456789012: choose another profile\n"],
        );
        assert.deepEqual(trial.account.asked, ["DescribeServices"]);
    });

    it("says when nothing is deployed", async () => {
        trial.account.exists = false;
        const { exitCode, stderr } = await trial.run(rollback, "test");
        assert.equal(exitCode, 1);
        assert.equal(
            stderr,
            "nothing is deployed: there is no service spotter-web in cluster spotter-test (pulumi up --stack test)\n",
        );
    });

    it("shows the mistakes of a stack file as the preview does", async () => {
        trial.write("Pulumi.test.yaml", `${stackFile}    spotter:service: { cpu: 300 }\n`);
        const { exitCode, stderr } = await trial.run(rollback, "test");
        assert.equal(exitCode, 2);
        assert.equal(stderr, "spotter:service.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300\n");
    });

    it("names the stacks when one does not exist, and what is missing when none is given", async () => {
        assert.deepEqual(await trial.run(rollback, "tset"), {
            exitCode: 2,
            stdout: "",
            stderr: "Pulumi.tset.yaml does not exist; the stacks of this project are test\n",
        });
        assert.deepEqual(await trial.run(rollback), {
            exitCode: 2,
            stdout: "",
            stderr: "error: missing required argument 'stack'\n",
        });
    });
});
