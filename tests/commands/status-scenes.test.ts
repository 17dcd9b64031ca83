import * as assert from "node:assert/strict";
import { status } from "../../commands/status/status";
import { digestOf, noon } from "./aws";
import { revision } from "./trial";

import { crash, denied, minute, StatusStage } from "./status-stage";

describe("status at 3 a.m.", () => {
    const stage = new StatusStage();
    const { trial } = stage;
    const show = (...args: readonly string[]) => stage.show(...args);

    it("warns of a deployment that takes longer than it may", async () => {
        trial.account.deployments.unshift({
            revision: 4,
            status: "PRIMARY",
            state: "IN_PROGRESS",
            createdAt: noon - 50 * minute,
        });
        trial.account.attempts.unshift({ revision: 4, status: "IN_PROGRESS", startedAt: noon - 50 * minute });
        const { stdout, rows } = await show();
        assert.match(rows, /^ {2}Deployment {2}in progress for 60 min: spotter-test:4, 1 of 2 running$/);
        assert.match(
            stdout,
            /^ {2}! the deployment takes longer than deployment\.timeoutMinutes, 15: npm run rollback -- test ends it$/m,
        );
    });

    describe("while a deployment is in progress", () => {
        beforeEach(() => {
            trial.account.deployments = [
                { revision: 4, status: "PRIMARY", state: "IN_PROGRESS", running: 0, createdAt: noon + 5 * minute },
                { revision: 3, status: "ACTIVE", state: "COMPLETED" },
            ];
            trial.account.attempts.unshift({ revision: 4, status: "IN_PROGRESS", startedAt: noon + 5 * minute });
        });

        it("names no cause while nothing is wrong", async () => {
            assert.equal((await show()).rows, "  Deployment  in progress for 5 min: spotter-test:4, 0 of 2 running");
        });

        it("names the step of one that moves traffic", async () => {
            trial.account.attempts[0] = {
                revision: 4,
                status: "IN_PROGRESS",
                lifecycleStage: "TEST_TRAFFIC_SHIFT",
                startedAt: noon + 5 * minute,
            };
            assert.match((await show()).rows, /in progress for 5 min \(test traffic shift\): spotter-test:4, 0 of 2 running$/);
        });

        for (const [what, event] of [
            [
                "a role can't be assumed",
                "failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::123456789012:role/web-task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
            ],
            [
                "there is no capacity",
                "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.",
            ],
            ["ECS is throttled", "operations are being throttled on elb. Will try again later."],
        ] as const) {
            it(`names the cause when ${what}, which only events tell`, async () => {
                trial.account.events = [{ at: noon + 6 * minute, message: `(service spotter-web) ${event}` }];
                assert.match(
                    (await show()).rows,
                    /\n {2}Cause {7}\S.*\n {14}▸ .*(assume the role|Capacity is unavailable|throttled)/,
                );
            });
        }
    });

    it("shows each deployment and the tasks of each revision where there are three", async () => {
        trial.account.revisions.push(revision(5, 5));
        trial.account.deployments = [
            { revision: 5, status: "PRIMARY", state: "IN_PROGRESS", createdAt: noon + 9 * minute },
            { revision: 4, status: "ACTIVE", state: "IN_PROGRESS", createdAt: noon + 5 * minute },
            { revision: 3, status: "ACTIVE", state: "COMPLETED", createdAt: noon },
        ];
        trial.account.attempts.unshift({ revision: 5, status: "IN_PROGRESS", startedAt: noon + 9 * minute });
        trial.account.tasks = [3, 3, 4, 5].map((of, at) => ({ id: String(at), revision: of }));
        const { stdout, rows } = await show();
        assert.match(stdout, /^ {14}2 of spotter-test:3, 1 of spotter-test:4, 1 of spotter-test:5$/m);
        assert.match(
            rows,
            /spotter-test:5, 1 of 2 running\n {14}beside spotter-test:4, in progress, 1 of 2 running\n {14}beside spotter-test:3, completed, 2 of 2 running$/,
        );
    });

    it("tells why targets are unhealthy after the deployment has completed", async () => {
        const description = "Health checks failed with these codes: [503]";
        trial.account.targets = [
            { id: "10.0.0.1", state: "unhealthy", reason: "Target.ResponseCodeMismatch", description },
            { id: "10.0.0.2", state: "healthy" },
        ];
        trial.account.tasks = [{ ...crash("c", 3, ["Error: connect ECONNREFUSED 10.0.3.7:5432"]), stoppedAt: Date.now() }];
        const { exitCode, stdout } = await show();
        assert.equal(exitCode, 0);
        assert.match(stdout, /^ {2}Targets {5}1 healthy, 1 unhealthy \(Health checks failed with these codes: \[503\]\)$/m);
        assert.match(
            stdout,
            /^ {2}Cause {7}the process ended with exit code 1\n {14}▸ Error: connect ECONNREFUSED 10\.0\.3\.7:5432$/m,
        );
    });

    it("says that a service is scaled to 0, and that it does not serve", async () => {
        trial.account.desiredCount = 0;
        trial.account.targets = [];
        const { exitCode, stdout, stderr } = await show();
        assert.match(stdout, /^ {2}Tasks {7}0 of 0 running: the service is scaled to 0 tasks$/m);
        assert.deepEqual([exitCode, stderr], [1, "spotter-web does not serve: it is scaled to 0 tasks\n"]);
    });

    it("says that a service is being deleted", async () => {
        trial.account.status = "DRAINING";
        const { exitCode, stderr } = await show();
        assert.equal(exitCode, 1);
        assert.match(
            stderr,
            /^service spotter-web is being deleted \(DRAINING, 2 tasks still run\): wait until it is gone, then pulumi up --stack test\n$/,
        );
    });

    it("says that something else than ECS deploys", async () => {
        trial.account.deployments = [];
        trial.account.controller = "CODE_DEPLOY";
        const { exitCode, stderr } = await show();
        assert.equal(exitCode, 1);
        assert.match(stderr, /^service spotter-web is deployed by CODE_DEPLOY and not by ECS: /);
    });

    it("shows a release whose revision is deregistered", async () => {
        trial.account.revisions[2] = { ...revision(3, 3, "SUCCEEDED"), inactive: true };
        const { exitCode, stdout } = await show();
        assert.equal(exitCode, 0);
        assert.match(stdout, /^ {2}Release {5}333333333333 \(revision 3, succeeded/m);
        assert.match(stdout, /^ {2}Before {6}222222222222 /m);
    });

    it("shows a release whose revision carries no tags", async () => {
        trial.account.revisions[2] = { ...revision(3, 3), tags: {} };
        const { stdout } = await show();
        assert.match(stdout, /^ {2}Release {5}333333333333 \(revision 3, no verdict\)$/m);
        assert.match(stdout, new RegExp(`^  Digest      ${digestOf(3)}$`, "m"));
    });

    it("tells denied from what does not serve", async () => {
        trial.account.refusals = { DescribeTargetHealth: denied };
        const { exitCode, stdout, stderr } = await show();
        assert.match(stdout, /^ {2}Targets {5}not known$/m);
        assert.equal(exitCode, 3);
        assert.match(
            stderr,
            /^whether spotter-web serves is not known: AWS denied elasticloadbalancing:DescribeTargetHealth: allow /,
        );
        assert.equal((await trial.document(status, "test")).serves, null);
    });

    it("folds what is longer than the terminal is wide below its beginning", async () => {
        const written: string[] = [];
        const stdout = (text: string) => void written.push(text);
        trial.context = { ...trial.context, streams: { stdout, stderr: stdout, isTerminal: true, colors: false, columns: 60 } };
        trial.account.events = [
            { at: noon, message: `(service spotter-web) was unable to place a task. Reason: no capacity is available.` },
        ];
        await show();
        assert.match(
            written.join(""),
            /^ {2}2026-11-24 12:00 UTC {2}was unable to place a task. Reason:\n {24}no capacity is available\.\n/m,
        );
    });
});
