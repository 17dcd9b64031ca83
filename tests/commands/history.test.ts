import * as assert from "node:assert/strict";
import { history } from "../../commands/history/history";
import { noon } from "./aws";
import { canary, revision, Trial } from "./trial";

describe("history", () => {
    const trial = new Trial();

    it("lists releases with their attempts, and marks the one that runs", async () => {
        trial.account.revisions.push(revision(4, 4, "ROLLED_BACK"), { number: 5, image: "repository:latest", tags: {} });
        trial.account.attempts = [{ revision: 4, status: "ROLLBACK_SUCCESSFUL", reason: "circuit breaker" }];
        const { exitCode, stdout } = await trial.run(history, "test", "--limit", "3");
        assert.equal(exitCode, 0);
        assert.equal(
            stdout,
            `    revision  release       verdict      registered            commit   by
    5         by tag        none         2026-11-24 12:00 UTC  -        deploy/ci
    4         444444444444  ROLLED_BACK  2026-11-24 12:00 UTC  4444444  deploy/ci
      2026-11-24 12:00 UTC  rollback successful, took 2 min: circuit breaker
▸   3         333333333333  SUCCEEDED    2026-11-24 12:00 UTC  3333333  deploy/ci
`,
        );
    });

    it("says what each phase of a release took, where its verdict measured that", async () => {
        Object.assign(trial.account.revisions[2]?.tags ?? {}, {
            "spotter:seconds": "schedule=21 pull=18 start=4 health=22 drain=50",
        });
        const { stdout } = await trial.run(history, "test", "--limit", "2");
        assert.match(stdout, /^▸ {3}3 .*\n {6}seconds: schedule 21 · pull 18 · start 4 · health 22 · drain 50\n/m);
        assert.equal(stdout.match(/seconds:/g)?.length, 1);
        const { releases } = await trial.document(history, "test");
        assert.deepEqual((releases as { seconds?: object }[])[0]?.seconds, {
            schedule: 21,
            pull: 18,
            start: 4,
            health: 22,
            drain: 50,
        });
    });

    it("says how a release ended that has no verdict of its own", async () => {
        trial.account.revisions.push(...[4, 5, 6, 7].map((number) => revision(number, number)));
        trial.account.attempts = [
            { revision: 7, status: "IN_PROGRESS" },
            { revision: 6, status: "ROLLBACK_SUCCESSFUL" },
            { revision: 5, status: "STOPPED" },
            { revision: 4, status: "ROLLBACK_FAILED" },
            { revision: 3, status: "ROLLBACK_SUCCESSFUL", startedAt: noon + 3_600_000 }, // a restart, long after the verdict
        ];
        const { releases } = await trial.document(history, "test");
        assert.deepEqual(
            (releases as { outcome?: string }[]).map(({ outcome }) => outcome),
            [undefined, "ROLLED_BACK", "STOPPED", "FAILED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED"],
        );
    });

    it("does not count a verdict that ECS has taken back: it came while the release baked", async () => {
        trial.account.attempts = [{ revision: 3, status: "ROLLBACK_SUCCESSFUL", finishedAt: noon + 3_600_000 }];
        const { releases } = await trial.document(history, "test");
        assert.equal((releases as { outcome?: string }[])[0]?.outcome, "ROLLED_BACK");
    });

    describe("that may not list service deployments", () => {
        const refused =
            "AWS denied ecs:ListServiceDeployments: allow ecs:ListServiceDeployments in the policy of the deploying identity";

        beforeEach(() => {
            trial.account.refusals = { ListServiceDeployments: ["AccessDeniedException", "no"] };
        });

        it("lists what the tags tell, and names the action", async () => {
            const { exitCode, stdout } = await trial.run(history, "test");
            assert.equal(exitCode, 0);
            assert.equal(
                stdout,
                `    revision  release       verdict    registered            commit   by
▸   3         333333333333  SUCCEEDED  2026-11-24 12:00 UTC  3333333  deploy/ci
    2         222222222222  SUCCEEDED  2026-11-24 12:00 UTC  2222222  deploy/ci
    1         111111111111  SUCCEEDED  2026-11-24 12:00 UTC  1111111  deploy/ci
  ! how deployments ended is told by tags alone: ${refused}
`,
            );
            const { warnings } = await trial.document(history, "test");
            assert.deepEqual(warnings, [`how deployments ended is told by tags alone: ${refused}`]);
        });

        it("tells a rollback from the service itself", async () => {
            trial.account.revisions[2] = revision(3, 3);
            trial.account.deployments = [
                { revision: 2, status: "PRIMARY", state: "IN_PROGRESS", reason: "rolling back to deploymentId ecs-svc/2" },
                { revision: 3, status: "ACTIVE", state: "FAILED" },
            ];
            assert.match((await trial.run(history, "test")).stdout, /^ {4}3 {9}333333333333 {2}ROLLED_BACK /m);
        });
    });

    it("prints one document with --json", async () => {
        trial.account.revisions[0] = revision(1, 1, "FAILED", { environment: { KEY: canary } });
        const { releases } = await trial.document(history, "test");
        assert.deepEqual(
            (releases as { revision: number; verdict: string; live: boolean }[]).map(({ revision, verdict, live }) => ({
                revision,
                verdict,
                live,
            })),
            [
                { revision: 3, verdict: "SUCCEEDED", live: true },
                { revision: 2, verdict: "SUCCEEDED", live: false },
                { revision: 1, verdict: "FAILED", live: false },
            ],
        );
    });

    it("lists what was, when nothing is deployed any more", async () => {
        trial.account.exists = false;
        const { exitCode, stdout } = await trial.run(history, "test");
        assert.equal(exitCode, 0);
        assert.match(stdout, /^ {4}3 {9}333333333333/m);
    });

    it("says when there is none", async () => {
        trial.account.revisions = [];
        assert.equal((await trial.run(history, "test")).stdout, "there is no release yet\n");
    });

    it("refuses a limit that is none", async () => {
        const { exitCode, stderr } = await trial.run(history, "test", "--limit", "0");
        assert.equal(exitCode, 2);
        assert.equal(
            stderr,
            "error: option '--limit <number>' argument '0' is invalid. must be a whole number from 1 to 1000.\n",
        );
    });
});
