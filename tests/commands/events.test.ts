import * as assert from "node:assert/strict";
import { events } from "../../commands/events/events";
import { systemClock } from "../../deployment/clock";
import { noon } from "./aws";
import { revision, Trial } from "./trial";

describe("events", () => {
    const trial = new Trial();
    const minute = 60_000;
    const began = { kind: "deployment", at: noon, message: "deployment of spotter-test:4 began" };

    /** A clock half an hour after noon; each sleep is a poll of `commands/shared/follow.ts`. */
    const clock = (sleep: () => void = () => undefined) => ({
        clock: {
            ...systemClock,
            date: () => new Date(noon + 30 * minute),
            sleep: () => {
                sleep();
                return Promise.resolve();
            },
        },
    });

    beforeEach(() => {
        trial.context = clock();
        trial.account.revisions.push(revision(4, 4));
        trial.account.attempts = [
            { revision: 4, status: "ROLLBACK_SUCCESSFUL", reason: "Circuit breaker threshold exceeded" },
            { revision: 3, status: "SUCCESSFUL", startedAt: noon - 100 * minute },
        ];
        trial.account.events = [
            { at: noon + 4 * minute, message: "(service spotter-web) has reached a steady state." },
            { at: noon + minute, message: "(service spotter-web) rolling back to deployment ecs-svc/3-0." },
            {
                at: noon + minute,
                message: "(service spotter-web) (deployment ecs-svc/4) deployment failed: tasks failed to start.",
            },
            { at: noon - 100 * minute, message: "(service spotter-web) long ago" },
        ];
    });

    it("shows events and deployments as one stream, the newest last", async () => {
        const { exitCode, stdout, stderr } = await trial.run(events, "test", "--no-follow");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.equal(
            stdout,
            `2026-11-24 12:00:00Z  ▸ deployment of spotter-test:4 began
2026-11-24 12:01:00Z  (deployment ecs-svc/4) deployment failed: tasks failed to start.
2026-11-24 12:01:00Z  rolling back to deployment spotter-test:3.
2026-11-24 12:02:30Z  ▸ deployment of spotter-test:4: rollback successful: Circuit breaker threshold exceeded
2026-11-24 12:04:00Z  has reached a steady state.
`,
        );
    });

    it("begins as early as it is told to", async () => {
        const { stdout } = await trial.run(events, "test", "--no-follow", "--since", "1d");
        assert.match(stdout, /^2026-11-24 10:20:00Z {2}▸ deployment of spotter-test:3 began\n2026-11-24 10:20:00Z {2}long ago\n/);
        assert.match(stdout, /^2026-11-24 10:22:30Z {2}▸ deployment of spotter-test:3: successful$/m);
    });

    it("prints one document with --json and does not follow", async () => {
        const { service, since, entries, warnings } = await trial.document(events, "test");
        assert.deepEqual([service, since, warnings], ["spotter-web", noon - 30 * minute, []]);
        assert.deepEqual((entries as unknown[])[0], began);
        assert.equal((entries as unknown[]).length, 5);
    });

    it("follows until Ctrl-C, shows nothing twice, and each turn of a deployment", async () => {
        trial.account.events = [];
        trial.account.attempts = [{ revision: 4, status: "IN_PROGRESS" }];
        const turns = [
            () => (trial.account.attempts = [{ revision: 4, status: "ROLLBACK_IN_PROGRESS", reason: "alarm" }]),
            () => trial.account.events.unshift({ at: noon + 29 * minute, message: "(service spotter-web) has started 1 tasks." }),
            () => trial.controller.abort(),
        ];
        trial.context = clock(() => turns.shift()?.());
        const { exitCode, stdout, stderr } = await trial.run(events, "test");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.equal(
            stdout,
            `2026-11-24 12:00:00Z  ▸ deployment of spotter-test:4 began
2026-11-24 12:30:00Z  ▸ deployment of spotter-test:4: rollback in progress: alarm
2026-11-24 12:29:00Z  has started 1 tasks.
`,
        );
        assert.equal(trial.account.asked.filter((action) => action === "DescribeServiceRevisions").length, 1);
    });

    it("ends with 3 at an error that stays", async () => {
        trial.account.refusals = { DescribeServices: ["AccessDeniedException", "no"] };
        const { exitCode, stdout, stderr } = await trial.run(events, "test");
        assert.deepEqual([exitCode, stdout], [3, ""]);
        assert.match(stderr, /^AWS denied ecs:DescribeServices: /);
    });

    it("tells deployments by the service alone where they may not be listed, and says so once", async () => {
        trial.account.refusals = { ListServiceDeployments: ["AccessDeniedException", "no"] };
        trial.account.deployments = [
            { revision: 3, status: "PRIMARY", state: "IN_PROGRESS", createdAt: noon + minute },
            { revision: 4, status: "ACTIVE", state: "FAILED", createdAt: noon, reason: "tasks failed to start" },
        ];
        const turns = [() => undefined, () => trial.controller.abort()];
        trial.context = clock(() => turns.shift()?.());
        const { exitCode, stdout, stderr } = await trial.run(events, "test");
        assert.equal(exitCode, 0);
        assert.match(stdout, /^2026-11-24 12:00:00Z {2}▸ deployment of spotter-test:4 began\n/);
        assert.match(stdout, /^2026-11-24 12:00:00Z {2}▸ deployment of spotter-test:4: failed: tasks failed to start$/m);
        assert.match(stderr, /^deployments are told by the service alone: AWS denied ecs:ListServiceDeployments: [^\n]*\n$/);
    });

    it("says when nothing happened, and what ECS remembers", async () => {
        const { exitCode, stdout, stderr } = await trial.run(events, "test", "--no-follow", "--since", "10m");
        assert.deepEqual([exitCode, stdout], [0, ""]);
        assert.equal(
            stderr,
            "nothing happened to spotter-web since 2026-11-24 12:20 UTC, as far as ECS remembers: " +
                "the newest 100 events, and deployments of 90 days\ntry: --since 1d\n",
        );
    });

    it("says when nothing is deployed", async () => {
        trial.account.exists = false;
        const { exitCode, stderr } = await trial.run(events, "test");
        assert.equal(exitCode, 1);
        assert.match(stderr, /^nothing is deployed: there is no service spotter-web /);
    });
});
