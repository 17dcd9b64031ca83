import * as assert from "node:assert/strict";
import { systemClock } from "../../deployment/clock";
import { rollback } from "../../commands/rollback/rollback";
import { digestOf, noon } from "./aws";
import { canary, revision, stackFile, Trial } from "./trial";

describe("what a rollback checks and shows before", () => {
    const trial = new Trial();

    const updates = () => trial.account.calls.filter(({ action }) => action === "UpdateService").map(({ input }) => input);

    it("lists what differs beside the image, variables by name only", async () => {
        trial.account.revisions[2] = revision(3, 3, "SUCCEEDED", {
            cpu: "1024",
            memory: "2048",
            environment: { PORT: "3000", KEY: canary },
            secrets: ["AUTH_SECRET", "STRIPE_SECRET_KEY"],
        });
        const { stdout } = await trial.run(rollback, "test");
        assert.deepEqual(stdout.split("\n").slice(0, 5), [
            "  ! the next `pulumi up` brings back: cpu 1024 instead of 512",
            "  ! the next `pulumi up` brings back: memory 2048 instead of 1024",
            "  ! the next `pulumi up` brings back: variable KEY added",
            "  ! the next `pulumi up` brings back: parameter GOOGLE_CLIENT_ID removed",
            "  ! the next `pulumi up` brings back: parameter STRIPE_SECRET_KEY added",
        ]);
    });

    it("names the parameters that were changed since the release was registered", async () => {
        trial.account.parameters.set("AUTH_SECRET", {
            type: "SecureString",
            version: 4,
            value: canary,
            modifiedAt: noon + 60_000,
        });
        const { stdout } = await trial.run(rollback, "test");
        assert.match(
            stdout,
            /^ {2}! parameters changed since the release was registered, its tasks get the current values: AUTH_SECRET\n/,
        );
    });

    it("refuses when the image or a parameter is gone, and changes nothing", async () => {
        trial.account.images.delete(digestOf(2));
        trial.account.parameters.delete("AUTH_SECRET");
        const { exitCode, stdout, stderr } = await trial.run(rollback, "test");
        assert.equal(
            stderr,
            `can't return to 222222222222 (revision 2, succeeded 2026-11-24 12:02 UTC): ${digestOf(2)} is not in repository ` +
                "spotter-test any more; parameters missing under /spotter-test: AUTH_SECRET (npm run parameters -- test push)\n",
        );
        assert.deepEqual([exitCode, stdout, updates(), trial.read("Pulumi.test.yaml")], [1, "", [], stackFile]);
    });

    it("is not held up by what it may not check", async () => {
        trial.account.refusals = {
            DescribeParameters: ["AccessDeniedException", "no"],
            BatchGetImage: ["AccessDeniedException", "no"],
        };
        const { exitCode, stdout } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.match(
            stdout,
            /^ {2}! not checked: the image: AWS denied ecr:BatchGetImage.*\n {2}! not checked: the parameters: AWS denied/,
        );
    });

    it("waits four seconds for a check that gets no answer, and no longer: production is down meanwhile", async () => {
        trial.account.silent = ["BatchGetImage", "DescribeParameters"];
        const slept: number[] = [];
        const sleep = (milliseconds: number) => Promise.resolve(void slept.push(milliseconds));
        trial.context = { clock: { ...systemClock, sleep } };
        const { exitCode, stdout } = await trial.run(rollback, "test");
        assert.deepEqual([exitCode, slept], [0, [4_000, 4_000]]);
        assert.match(
            stdout,
            /^ {2}! not checked: the image: no answer within 4 s\n {2}! not checked: the parameters: no answer within 4 s\n/,
        );
    });
});
