import * as assert from "node:assert/strict";
import { status } from "../../commands/status/status";
import { noon } from "./aws";
import { revision } from "./trial";

import { crash, denied, minute, StatusStage } from "./status-stage";

describe("status of a deployment that ended badly", () => {
    const stage = new StatusStage();
    const { trial } = stage;
    const show = (...args: readonly string[]) => stage.show(...args);

    describe("while ECS goes back", () => {
        beforeEach(() => {
            trial.account.deployments = [
                {
                    revision: 3,
                    status: "PRIMARY",
                    state: "IN_PROGRESS",
                    reason: "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/3.",
                    createdAt: noon + 5 * minute,
                },
                { revision: 4, status: "ACTIVE", state: "FAILED", running: 0, failed: 3, createdAt: noon },
            ];
            trial.account.attempts.unshift({
                revision: 4,
                status: "ROLLBACK_IN_PROGRESS",
                reason: "Circuit breaker threshold exceeded",
            });
            trial.account.tasks = [{ id: "a", revision: 3 }, crash("b", 4)];
            trial.account.events = [
                { at: noon + 5 * minute, message: "(service spotter-web) rolling back to deployment ecs-svc/3." },
                {
                    at: noon + 5 * minute,
                    message: "(service spotter-web) (deployment ecs-svc/4) deployment failed: tasks failed to start.",
                },
            ];
        });

        it("says from which release to which, since when, and why", async () => {
            const { exitCode, stdout, rows } = await show();
            assert.equal(exitCode, 0);
            assert.match(stdout, /^ {2}Release {5}333333333333 /m);
            assert.match(stdout, /^ {14}1 failed in the last hour \(why: --verbose\)$/m);
            assert.equal(
                rows,
                `  Deployment  ECS goes back from spotter-test:4 to spotter-test:3
              since 2026-11-24 12:05 UTC, 5 min: 1 of 2 running
  Reason      Circuit breaker threshold exceeded
  Cause       the process ended with exit code 1
              ▸ Error: AUTH_URL must be a URL
              ▸ read the log /ecs/spotter-test; run the same image locally (docs/operations.md#run-the-image-locally)`,
            );
        });

        it("says the same without the permission to list service deployments", async () => {
            trial.account.refusals = { ListServiceDeployments: denied };
            const { stdout, rows } = await show();
            assert.match(
                rows,
                /^ {2}Deployment {2}ECS goes back from spotter-test:4 to spotter-test:3\n {14}since 2026-11-24 12:05 UTC/,
            );
            assert.match(rows, /^ {2}Reason {6}tasks failed to start$/m);
            assert.equal(stdout.match(/! not known: AWS denied ecs:ListServiceDeployments/g)?.length, 1);
        });

        it("has all of it in its document", async () => {
            const { deployment, diagnosis, stoppedTasks, serves } = await trial.document(status, "test");
            const { stage, since } = deployment as Record<string, unknown>;
            assert.deepEqual([stage, since, serves], ["going back", noon + 5 * minute, true]);
            assert.equal((diagnosis as { readonly id: string }).id, "process-exit");
            assert.deepEqual(
                (stoppedTasks as { readonly containers: readonly { readonly exitCode: number }[] }[]).map(
                    ({ containers }) => containers[0]?.exitCode,
                ),
                [1],
            );
        });

        it("shows with --verbose why each task stopped, and every deployment", async () => {
            const { stdout, rows } = await show("--verbose");
            assert.match(
                stdout,
                /\n {2}Stopped in the last hour\n {2}2026-11-24 12:02 UTC {2}b {2}spotter-test:4\n {6}exit code 1 ▸ Essential container in task exited\n/,
            );
            assert.match(rows, /^ {14}beside spotter-test:4, failed, 0 of 2 running, 3 failed$/m);
        });

        it("quotes no log that it may not read, and says so", async () => {
            trial.account.refusals = { GetLogEvents: denied };
            const { exitCode, stdout, rows } = await show();
            assert.equal(exitCode, 0);
            assert.match(rows, /^ {2}Cause {7}the process ended with exit code 1$/m);
            assert.match(stdout, /! not known: AWS denied logs:GetLogEvents/);
        });
    });

    it("says that ECS went back, long after", async () => {
        trial.account.attempts.unshift({
            revision: 4,
            status: "ROLLBACK_SUCCESSFUL",
            reason: "Circuit breaker threshold exceeded",
        });
        const { exitCode, rows } = await show();
        assert.equal(exitCode, 0);
        assert.match(
            rows,
            /^ {2}Deployment {2}none in progress: ECS went back from spotter-test:4 to spotter-test:3\n {14}2026-11-24 12:02 UTC, 7 min ago\n/,
        );
        assert.match(rows, /Circuit breaker threshold exceeded/);
    });

    it("says that going back failed", async () => {
        trial.account.attempts.unshift({ revision: 4, status: "ROLLBACK_FAILED", reason: "tasks failed to start" });
        assert.match((await show()).rows, /^ {2}Deployment {2}spotter-test:4 failed, and so did going back to spotter-test:3\n/);
    });

    it("says that a deployment was stopped by hand, and by whose word", async () => {
        trial.account.attempts.unshift({ revision: 4, status: "STOPPED", reason: "Deployment stopped by user" });
        const { rows } = await show();
        assert.match(rows, /^ {2}Deployment {2}none in progress: that of spotter-test:4 was stopped\n/);
        assert.match(rows, /^ {2}Cause {7}the deployment was stopped manually\n {14}▸ Deployment stopped by user\n/m);
    });

    describe("after a first deployment that failed", () => {
        beforeEach(() => {
            trial.account.revisions = [revision(1, 1)];
            trial.account.attempts = [{ revision: 1, status: "STOPPED", reason: "Circuit breaker threshold exceeded" }];
            trial.account.deployments = [
                {
                    revision: 1,
                    status: "PRIMARY",
                    state: "FAILED",
                    reason: "ECS deployment circuit breaker: tasks failed to start.",
                    running: 0,
                    failed: 3,
                    createdAt: noon,
                },
            ];
            trial.account.targets = [];
            trial.account.tasks = [crash("b", 1)];
        });

        it("says so, with the cause", async () => {
            const { exitCode, stderr, rows } = await show();
            assert.deepEqual([exitCode, stderr], [1, "spotter-web does not serve: the load balancer has no target\n"]);
            assert.match(rows, /^ {2}Deployment {2}spotter-test:1 failed: 0 of 2 running, 3 failed\n/);
            assert.match(rows, /^ {2}Cause {7}the process ended with exit code 1\n {14}▸ Error: AUTH_URL must be a URL\n/m);
        });

        it("says so without the permission to list service deployments", async () => {
            trial.account.refusals = { ListServiceDeployments: denied };
            assert.match((await show()).rows, /^ {2}Deployment {2}spotter-test:1 failed: 0 of 2 running, 3 failed\n/);
        });

        it("says why when no task is remembered any more", async () => {
            trial.account.tasks = [];
            assert.match((await show()).rows, /ECS deployment circuit breaker: tasks failed to start\./);
        });
    });
});
