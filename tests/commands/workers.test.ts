import * as assert from "node:assert/strict";
import { history } from "../../commands/history/history";
import { logs } from "../../commands/logs/logs";
import { restart } from "../../commands/restart/restart";
import { rollback } from "../../commands/rollback/rollback";
import { status } from "../../commands/status/status";
import { fails, stackFile, Trial } from "./trial";

const unknownWorker = "Pulumi.test.yaml has no worker nightly (emails, jobs)\n";

describe("a stack with workers", () => {
    const trial = new Trial();
    const updates = () =>
        trial.account.calls
            .filter(({ action }) => action === "UpdateService")
            .map(({ input }) => [input.service, String(input.taskDefinition).split("/").at(-1)]);

    beforeEach(() => {
        trial.account.others = { "spotter-web-emails": 3, "spotter-web-jobs": 3 };
        trial.write(
            "Pulumi.test.yaml",
            `${stackFile}    spotter:workers: { emails: { command: [node, a.js] }, jobs: { command: [node, b.js], cpu: 512 } }\n`,
        );
    });

    describe("in status", () => {
        const rows = async () =>
            (await trial.run(status, "test")).stdout.split("\n").filter((line) => /Workers|jobs:|worker/.test(line));

        it("shows what each runs, of which release", async () => {
            assert.deepEqual(await rows(), [
                "  Workers     emails: 1 of 1 running · release 333333333333 (spotter-test-emails:3)",
                "              jobs: 1 of 1 running · release 333333333333 (spotter-test-jobs:3)",
            ]);
            const { workers } = await trial.document(status, "test");
            assert.deepEqual(
                (workers as { name: string; releaseId: string }[]).map(({ name, releaseId }) => [name, releaseId]),
                [
                    ["emails", "333333333333"],
                    ["jobs", "333333333333"],
                ],
            );
        });

        it("warns of one on another release than the service", async () => {
            trial.account.others["spotter-web-jobs"] = 2;
            assert.match(
                (await rows()).join("\n"),
                / ! worker jobs is on release 222222222222, and the service on 333333333333$/,
            );
        });
    });

    it("is shown without any in the status of a stack that has none", async () => {
        trial.write("Pulumi.test.yaml", stackFile);
        assert.doesNotMatch((await trial.run(status, "test")).stdout, /Workers/);
    });

    it("shows the log of one that is named, and of all otherwise", async () => {
        await trial.run(logs, "test", "emails", "--no-follow");
        await trial.run(logs, "test", "--no-follow");
        assert.deepEqual(
            trial.account.calls
                .filter(({ action }) => action === "FilterLogEvents")
                .map(({ input }) => input.logStreamNamePrefix ?? "all"),
            ["ecs/emails/", "all"],
        );
    });

    it("restarts one that is named, and judges it without a load balancer", async () => {
        const { exitCode, stdout } = await trial.run(restart, "test", "jobs");
        assert.deepEqual(
            [exitCode, stdout],
            [0, "✔ ECS replaces the tasks of spotter-test-jobs:3\n› pull 18 s\n✔ release 333333333333 serves\n"],
        );
        assert.deepEqual(updates(), [["spotter-web-jobs", "undefined"]]);
        const [{ serviceRef, probe, targetGroupArn, expectedSeconds } = {}] = trial.judged;
        assert.deepEqual(
            [serviceRef?.service, serviceRef?.container, probe, targetGroupArn, expectedSeconds?.health],
            ["spotter-web-jobs", "jobs", undefined, undefined, 0],
        );
    });

    it("lists the releases of one that is named", async () => {
        const { exitCode, stdout } = await trial.run(history, "test", "jobs");
        assert.equal(exitCode, 0);
        assert.match(stdout, /^▸ +3 +333333333333 /m);
        const { worker, releases } = await trial.document(history, "test", "jobs");
        assert.deepEqual(
            [worker, (releases as { taskDefinitionArn: string }[]).map(({ taskDefinitionArn: arn }) => arn.split("/").at(-1))],
            ["jobs", ["spotter-test-jobs:3", "spotter-test-jobs:2", "spotter-test-jobs:1"]],
        );
    });

    for (const [name, command] of Object.entries({ history, logs, restart })) {
        it(`names the workers that there are where ${name} gets another`, async () => {
            const { exitCode, stderr } = await trial.run(command, "test", "nightly");
            assert.deepEqual([exitCode, stderr], [2, unknownWorker]);
        });
    }

    describe("that is rolled back", () => {
        it("takes the workers back once the service serves", async () => {
            const { exitCode, stdout } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0);
            assert.deepEqual(updates(), [
                ["spotter-web", "spotter-test:2"],
                ["spotter-web-emails", "spotter-test-emails:2"],
                ["spotter-web-jobs", "spotter-test-jobs:2"],
            ]);
            assert.deepEqual(
                trial.judged.map(({ serviceRef, releaseId }) => [serviceRef.service, releaseId]),
                [
                    ["spotter-web", "222222222222"],
                    ["spotter-web-emails", "222222222222"],
                    ["spotter-web-jobs", "222222222222"],
                ],
            );
            assert.match(stdout, /^✔ 2 of 2 workers run it, too$/m);
        });

        it("moves no worker where the service does not serve the release", async () => {
            trial.verdict = fails;
            assert.equal((await trial.run(rollback, "test")).exitCode, 1);
            assert.deepEqual(updates(), [["spotter-web", "spotter-test:2"]]);
        });

        it("leaves a worker that has no revision of the release, and says so", async () => {
            const { revisions } = trial.account;
            trial.account.others = { "spotter-web-emails": 3 };
            assert.equal(revisions.length, 3);
            const { stdout } = await trial.run(rollback, "test");
            assert.match(stdout, /^› worker jobs has never been deployed with 222222222222: it stays as it is until pulumi up$/m);
            assert.match(stdout, /^✔ 1 of 2 workers run it, too$/m);
        });

        it("says what became of each in its document", async () => {
            const { workers } = await trial.document(rollback, "test");
            const verdict = { outcome: "SUCCEEDED", line: "release 222222222222 serves", seconds: { pull: 18 } };
            assert.deepEqual(workers, [
                { worker: "emails", to: "spotter-test-emails:2", verdict },
                { worker: "jobs", to: "spotter-test-jobs:2", verdict },
            ]);
        });
    });
});
