import * as assert from "node:assert/strict";
import { mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../deployment/clock";
import { rollback } from "../../commands/rollback/rollback";
import { arnOf, digestOf, noon } from "./aws";
import { canary, fails, revision, stackFile, Trial } from "./trial";

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

    it("stays where ECS itself went back to, and pins that", async () => {
        trial.account.revisions = [...trial.account.revisions.slice(0, 2), revision(3, 3)];
        trial.account.attempts = [{ revision: 3, status: "ROLLBACK_SUCCESSFUL" }];
        trial.account.deployments = [{ revision: 2, status: "PRIMARY", state: "COMPLETED" }];
        const { exitCode } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.deepEqual(updates(), []);
        assert.match(trial.read("Pulumi.test.yaml"), new RegExp(`digest: ${digestOf(2)} .*\\n.*\\n +pinnedBy: rollback`));
    });

    it("stays where ECS itself went back to when that revision is deregistered", async () => {
        trial.account.revisions = [
            revision(1, 1, "SUCCEEDED"),
            { ...revision(2, 2, "SUCCEEDED"), inactive: true },
            revision(3, 3),
        ];
        trial.account.attempts = [{ revision: 3, status: "ROLLBACK_SUCCESSFUL" }];
        trial.account.deployments = [{ revision: 2, status: "PRIMARY", state: "COMPLETED" }];
        const { exitCode, stdout } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.match(stdout, /is already on 222222222222 /);
        assert.deepEqual(updates(), []);
    });

    describe("that may not list service deployments", () => {
        const asked = () => updates().map(({ taskDefinition }) => taskDefinition);

        beforeEach(() => {
            trial.account.refusals = { ListServiceDeployments: ["AccessDeniedException", "no"] };
        });

        it("returns to the newest release that its tag calls successful, and says by what it was found", async () => {
            trial.account.revisions.push(revision(4, 4), revision(5, 5));
            trial.account.move(5);
            const { exitCode, stdout } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0);
            assert.match(
                stdout,
                /^ {2}! found by the tags of the revisions alone: AWS denied ecs:ListServiceDeployments: allow /,
            );
            assert.deepEqual(asked(), [arnOf(3)]);
        });

        it("replaces a deployment in progress that it can't find to stop it", async () => {
            trial.account.revisions[2] = revision(3, 3);
            trial.account.deployments = [
                { revision: 3, status: "PRIMARY", state: "IN_PROGRESS" },
                { revision: 2, status: "ACTIVE", state: "COMPLETED" },
            ];
            const { exitCode } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0);
            assert.deepEqual(asked(), [arnOf(2)]);
        });

        it("goes no further where ECS is going back by itself", async () => {
            trial.account.revisions[2] = revision(3, 3);
            trial.account.deployments = [
                { revision: 2, status: "PRIMARY", state: "IN_PROGRESS", reason: "rolling back to deploymentId ecs-svc/2" },
                { revision: 3, status: "ACTIVE", state: "FAILED" },
            ];
            const { exitCode, stdout } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0);
            assert.match(stdout, /is already on 222222222222 /);
            assert.deepEqual(asked(), []);
        });

        it("goes no further where events alone tell that ECS went back", async () => {
            trial.account.revisions[2] = revision(3, 3);
            trial.account.deployments = [{ revision: 2, status: "PRIMARY", state: "COMPLETED" }];
            trial.account.events = [
                { at: noon + 1, message: "(service spotter-web) rolling back to deployment ecs-svc/2." },
                { at: noon, message: "(service spotter-web) (deployment ecs-svc/3) deployment failed: tasks failed to start." },
            ];
            const { exitCode } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0);
            assert.deepEqual(asked(), []);
        });

        it("says that no tag tells of a success, and why it has nothing else", async () => {
            trial.account.revisions = [1, 2, 3].map((number) => ({ ...revision(number, number), tags: {} }));
            const { exitCode, stderr } = await trial.run(rollback, "test");
            assert.equal(exitCode, 1);
            assert.match(
                stderr,
                /^no earlier release has succeeded, as far as the tags of its revisions tell \(AWS denied ecs:ListServiceDeployments: .*\): deploy /,
            );
        });

        it("needs no permission to describe service revisions, either", async () => {
            trial.account.refusals = { DescribeServiceRevisions: ["AccessDeniedException", "no"] };
            assert.equal((await trial.run(rollback, "test")).exitCode, 0);
        });
    });

    it("does not take a revision that was only registered for one that was left", async () => {
        trial.account.revisions.push(revision(4, 4));
        await trial.run(rollback, "test");
        assert.deepEqual(
            updates().map(({ taskDefinition }) => taskDefinition),
            [arnOf(2)],
        );
    });

    it("never returns by itself to a release that was left by a rollback", async () => {
        await trial.run(rollback, "test");
        assert.equal(trial.account.revisions[2]?.tags["spotter:verdict"], "ROLLED_BACK");
        // The next `up` registers the pinned image once more, and that one is bad, too.
        trial.account.revisions.push(revision(4, 2, "SUCCEEDED"));
        trial.account.move(4);
        await trial.run(rollback, "test");
        assert.deepEqual(
            updates().map(({ taskDefinition }) => taskDefinition),
            [arnOf(2), arnOf(1)],
        );
    });

    it("stops a deployment in progress that would return to the wanted release", async () => {
        trial.account.revisions[2] = revision(3, 3);
        trial.account.attempts = [{ revision: 3, status: "IN_PROGRESS" }];
        trial.account.deployments = [
            { revision: 3, status: "PRIMARY", state: "IN_PROGRESS" },
            { revision: 2, status: "ACTIVE", state: "COMPLETED" },
        ];
        const { exitCode, stdout } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.match(stdout, /^✔ ECS stops the deployment of spotter-test:3 and returns to 222222222222 /);
        const stops = trial.account.calls.filter(({ action }) => action === "StopServiceDeployment");
        assert.deepEqual(
            stops.map(({ input }) => input.stopType),
            ["ROLLBACK"],
        );
        assert.deepEqual(updates(), []);
    });

    it("moves the service where the deployment in progress would return to another release", async () => {
        trial.account.attempts = [{ revision: 3, status: "IN_PROGRESS" }];
        trial.account.deployments = [
            { revision: 3, status: "PRIMARY", state: "IN_PROGRESS" },
            { revision: 2, status: "ACTIVE", state: "COMPLETED" },
        ];
        await trial.run(rollback, "test", "--to", "1");
        assert.deepEqual(
            updates().map(({ taskDefinition }) => taskDefinition),
            [arnOf(1)],
        );
        assert.ok(!trial.account.asked.includes("StopServiceDeployment"));
    });

    it("moves the service where it may not stop the deployment", async () => {
        trial.account.attempts = [{ revision: 3, status: "IN_PROGRESS" }];
        trial.account.deployments = [
            { revision: 3, status: "PRIMARY", state: "IN_PROGRESS" },
            { revision: 2, status: "ACTIVE", state: "COMPLETED" },
        ];
        trial.account.refusals = { StopServiceDeployment: ["AccessDeniedException", "not authorized"] };
        const { exitCode } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.deepEqual(
            updates().map(({ taskDefinition }) => taskDefinition),
            [arnOf(2)],
        );
    });

    for (const [named, what] of [
        ["111111111111", "id"],
        ["1111", "beginning of an id"],
        [digestOf(1), "digest"],
        ["1", "revision"],
        ["spotter-test:1", "revision with its family"],
    ] as const) {
        it(`finds a release by its ${what}`, async () => {
            await trial.run(rollback, "test", "--to", named);
            assert.deepEqual(
                updates().map(({ taskDefinition }) => taskDefinition),
                [arnOf(1)],
            );
        });
    }

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
