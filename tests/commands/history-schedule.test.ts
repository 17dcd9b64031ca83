import * as assert from "node:assert/strict";
import { history } from "../../commands/history/history";
import { due, ended, family, now, scheduleNightly, task } from "./scheduled";
import { Trial } from "./trial";

describe("the history of a schedule", () => {
    const trial = new Trial();
    beforeEach(() => scheduleNightly(trial));

    const day = 86_400_000;
    const run = (daysAgo: number, exitCode: number, id: string, revision = 3) => {
        const { at: moment, detail } = ended(exitCode, id);
        const earlier = (time: string) => new Date(Date.parse(time) - daysAgo * day).toISOString();
        const [createdAt, startedAt, stoppedAt] = [detail.createdAt, detail.startedAt, detail.stoppedAt].map(earlier);
        const taskDefinitionArn = `${family}:${revision}`;
        return { at: moment - daysAgo * day, detail: { ...detail, taskDefinitionArn, createdAt, startedAt, stoppedAt } };
    };
    const searches = () =>
        trial.account.calls
            .filter(({ action }) => action === "FilterLogEvents")
            .map(({ input }) => Math.round((now - Number(input.startTime)) / day));

    it("shows how each run ended, of which release, the newest first, the one that runs among them", async () => {
        const runs = { lastStatus: "RUNNING", desiredStatus: "RUNNING", containers: [{ name: "nightly" }] };
        trial.account.scheduledTasks = [
            { taskArn: task("aaaabbbbcccc"), taskDefinitionArn: `${family}:3`, createdAt: now / 1000 - 60, ...runs },
        ] as never;
        trial.account.runEvents = [run(2, 0, "22222222aaaa", 2), run(1, 137, "11111111aaaa"), run(0, 0, "00000000aaaa")];
        const { exitCode, stdout } = await trial.run(history, "test", "nightly");
        assert.equal(exitCode, 0);
        const [header, running, last, failed, first] = stdout.split("\n");
        assert.deepEqual(
            [header, running, last, first],
            [
                "    started               took   release       revision                task      how it ended",
                "    unknown               -      333333333333  spotter-test-nightly:3  aaaabbbb  running",
                "    2026-11-27 08:01 UTC  3 min  333333333333  spotter-test-nightly:3  00000000  the command ended with exit code 0",
                "    2026-11-25 08:01 UTC  3 min  222222222222  spotter-test-nightly:2  22222222  the command ended with exit code 0",
            ],
        );
        assert.match(failed ?? "", /^! {3}2026-11-26 08:01 UTC  3 min  .*  11111111  .*exit code 137/);
    });

    it("looks back no further than it needs to, and no further than lines are kept", async () => {
        trial.account.runEvents = [run(5, 0, "55555555aaaa"), run(0, 0, "00000000aaaa")];
        await trial.run(history, "test", "nightly", "--limit", "1");
        assert.deepEqual(searches(), [1]);
        trial.account.calls.length = 0;
        const { runs } = await trial.document(history, "test", "nightly");
        assert.deepEqual(searches(), [1, 7, 30]);
        assert.deepEqual(
            (runs as { task: string; isSuccess: boolean; exitCode: number }[]).map(({ task: arn, isSuccess, exitCode }) => [
                arn,
                isSuccess,
                exitCode,
            ]),
            [
                [task("00000000aaaa"), true, 0],
                [task("55555555aaaa"), true, 0],
            ],
        );
    });

    it("says that none is known, for how long they are kept, and that some were missed", async () => {
        trial.account.runEvents = [];
        trial.account.deadLetters = { "spotter-test-nightly-dead-letters": [{ ERROR_CODE: "AccessDenied" }] };
        const { stdout } = await trial.run(history, "test", "nightly");
        assert.equal(
            stdout,
            "no run of nightly is known: how runs ended is kept for 30 days\n" +
                "  ! runs of nightly were missed: 1 (npm run status shows why)\n",
        );
    });

    it("shows those of the last hour, which ECS knows, where the log of runs may not be read", async () => {
        trial.account.refusals = { FilterLogEvents: ["AccessDeniedException", "no logs:FilterLogEvents"] };
        const stopped = {
            ...run(0, 0, "00000000aaaa").detail,
            createdAt: due / 1000,
            startedAt: due / 1000,
            desiredStatus: "STOPPED",
            stoppedAt: due / 1000,
        };
        trial.account.scheduledTasks = [stopped] as never;
        const { exitCode, stdout } = await trial.run(history, "test", "nightly");
        assert.equal(exitCode, 0);
        assert.match(stdout, / 00000000 {2}the command ended with exit code 0$/m);
        assert.match(stdout, /^ {2}! not known: .*logs:FilterLogEvents/m);
    });

    it("refuses a name that is neither a worker's nor a schedule's", async () => {
        const { exitCode, stderr } = await trial.run(history, "test", "weekly");
        assert.deepEqual([exitCode, stderr], [2, "Pulumi.test.yaml has no worker or schedule weekly (nightly)\n"]);
    });
});
