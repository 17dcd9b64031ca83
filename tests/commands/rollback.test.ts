import * as assert from "node:assert/strict";
import { mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { rollback } from "../../commands/rollback/rollback";
import { arnOf, digestOf } from "./aws";
import { fails, stackFile, Trial } from "./trial";

describe("rollback", () => {
    const trial = new Trial();

    const updates = () => trial.account.calls.filter(({ action }) => action === "UpdateService").map(({ input }) => input);

    it("returns to the last release that succeeded, pins it and watches it", async () => {
        const { exitCode, stdout, stderr } = await trial.run(rollback, "test");
        assert.equal(
            stdout,
            "✔ ECS moves spotter-web from spotter-test:3 to 222222222222 (revision 2, succeeded 2026-11-24 12:02 UTC)\n" +
                `✔ Pulumi.test.yaml is now pinned to ${digestOf(2)}\n` +
                "› pull 18 s\n" +
                "✔ release 222222222222 serves\n" +
                "  ! commit Pulumi.test.yaml; after the fix: npm run rollback -- test --clear\n",
        );
        assert.equal(stderr, "");
        assert.equal(exitCode, 0);
        assert.deepEqual(updates(), [
            { cluster: "spotter-test", service: "spotter-web", taskDefinition: arnOf(2), forceNewDeployment: true },
        ]);
        assert.equal(
            trial.read("Pulumi.test.yaml"),
            stackFile
                .replace(digestOf(3), digestOf(2))
                .replace('commit: "3333333"', 'commit: "2222222"\n        pinnedBy: rollback'),
        );
    });

    it("judges the revision that it asked for, through the service's own load balancer", async () => {
        trial.write("Pulumi.test.yaml", `${stackFile}    spotter:loadBalancer: { healthCheck: { path: /alive } }\n`);
        await trial.run(rollback, "test");
        assert.deepEqual(
            trial.judged.map(({ taskDefinitionArn, releaseId, targetGroupArn, probe }) => ({
                taskDefinitionArn,
                releaseId,
                targetGroupArn,
                probe,
            })),
            [
                {
                    taskDefinitionArn: arnOf(2),
                    releaseId: "222222222222",
                    targetGroupArn: "group",
                    probe: {
                        protocol: "http",
                        loadBalancerDns: "web.example.elb.amazonaws.com",
                        host: "web.example.elb.amazonaws.com",
                        path: "/alive",
                        matcher: "200",
                        releaseHeader: "x-release-id",
                    },
                },
            ],
        );
    });

    it("prints one document with --json", async () => {
        const { exitCode, stdout, stderr } = await trial.run(rollback, "test", "--json");
        assert.deepEqual(JSON.parse(stdout), {
            stack: "test",
            from: "spotter-test:3",
            to: "spotter-test:2",
            release: "222222222222",
            digest: digestOf(2),
            commit: "2222222",
            switched: "service updated",
            pinned: { file: "Pulumi.test.yaml", changed: true },
            changedParameters: [],
            bringsBack: [],
            unchecked: [],
            verdict: { outcome: "SUCCEEDED", line: "release 222222222222 serves", seconds: { pull: 18 } },
        });
        assert.deepEqual([exitCode, stderr], [0, ""]);
    });

    it("is harmless twice in a row: the second one goes no further and asks ECS for nothing", async () => {
        await trial.run(rollback, "test");
        const file = trial.read("Pulumi.test.yaml");
        const { exitCode, stdout } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.match(stdout, /^✔ spotter-web is already on 222222222222 \(revision 2, .*\), or on its way\n✔ .* already has/);
        assert.equal(updates().length, 1);
        assert.equal(trial.read("Pulumi.test.yaml"), file);
    });

    it("is harmless twice in a row while the first one is still in progress", async () => {
        trial.account.settles = false;
        await trial.run(rollback, "test");
        const { exitCode } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.equal(updates().length, 1);
        assert.deepEqual(
            trial.judged.map(({ taskDefinitionArn }) => taskDefinitionArn),
            [arnOf(2), arnOf(2)],
        );
    });

    it("fails with the verdict when the release does not serve either, and stays pinned as ECS is on it", async () => {
        trial.verdict = fails;
        const { exitCode, stdout, stderr } = await trial.run(rollback, "test");
        assert.equal(exitCode, 1);
        assert.match(stdout, /✖ Watch\n$/);
        assert.equal(
            stderr,
            "ROLLED_BACK: release 222222222222 was rolled back: out of memory ▸ exit code 137 ▸ raise spotter:service.memoryMiB\n",
        );
        assert.match(trial.read("Pulumi.test.yaml"), /pinnedBy: rollback/);
    });

    it("prints its document for a release that does not serve, too", async () => {
        trial.verdict = fails;
        const { verdict } = await trial.document(rollback, "test");
        assert.equal((verdict as { readonly outcome: string }).outcome, "ROLLED_BACK");
    });

    it("pins nothing when ECS refuses", async () => {
        trial.account.refusals = {
            UpdateService: ["AccessDeniedException", "User: arn:x is not authorized to perform: ecs:UpdateService"],
        };
        const { exitCode, stderr } = await trial.run(rollback, "test");
        assert.equal(exitCode, 3);
        assert.match(stderr, /^AWS denied ecs:UpdateService to arn:x: allow .*\n$/);
        assert.equal(trial.read("Pulumi.test.yaml"), stackFile);
    });

    it("says what to write by hand when ECS was asked and the file can't be written", async () => {
        const beside = join(trial.folder, `Pulumi.test.yaml.${process.pid}`);
        mkdirSync(beside);
        const { exitCode, stderr } = await trial.run(rollback, "test");
        rmdirSync(beside);
        assert.equal(exitCode, 1);
        const message = `^ECS was asked, but Pulumi.test.yaml can't be written .*: set spotter:image.digest to ${digestOf(2)} yourself\n$`;
        assert.match(stderr, new RegExp(message));
    });

    describe("interrupted", () => {
        it("before ECS is asked, leaves everything as it was", async () => {
            trial.controller.abort();
            const { exitCode, stderr } = await trial.run(rollback, "test");
            assert.deepEqual([exitCode, stderr, updates()], [130, "interrupted: nothing was changed\n", []]);
            assert.equal(trial.read("Pulumi.test.yaml"), stackFile);
        });

        it("while it watches, says what continues on AWS; the pin is written", async () => {
            trial.verdict = () => {
                trial.controller.abort();
                return new Promise(() => undefined);
            };
            const { exitCode, stderr } = await trial.run(rollback, "test");
            assert.equal(exitCode, 130);
            assert.equal(
                stderr,
                "interrupted: the deployment of 222222222222 continues on AWS, where ECS ends it by itself: npm run status -- test\n",
            );
            assert.match(trial.read("Pulumi.test.yaml"), /pinnedBy: rollback/);
        });
    });
});
