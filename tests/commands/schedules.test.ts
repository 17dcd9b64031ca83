import * as assert from "node:assert/strict";
import { logs } from "../../commands/logs/logs";
import { rollback } from "../../commands/rollback/rollback";
import { status } from "../../commands/status/status";
import { systemClock } from "../../deployment/clock";
import { due, ended, family, nightly, now, scheduleNightly, task } from "./scheduled";
import { Trial } from "./trial";

describe("a stack with schedules", () => {
    const trial = new Trial();

    beforeEach(() => scheduleNightly(trial));

    describe("in status", () => {
        const rows = async () =>
            (await trial.run(status, "test")).stdout.split("\n").filter((line) => /Schedules|nightly/.test(line));
        const first =
            "  Schedules   nightly: cron(0 3 * * ? *) America/New_York · next 2026-11-28 08:00 UTC · release 333333333333 (spotter-test-nightly:3)";

        it("shows when each runs next, of which release, and how the last run ended", async () => {
            assert.deepEqual(await rows(), [
                first,
                "              nightly: last run 2026-11-27 08:01 UTC, 3 min, task 0f1e2d3c: the command ended with exit code 0",
            ]);
            const { schedules } = await trial.document(status, "test");
            const [{ lastRun, isMissing, missed, times } = {}] = schedules as Record<string, unknown>[];
            assert.deepEqual([isMissing, missed, times], [false, { count: 0, runs: [] }, { last: due, next: due + 86_400_000 }]);
            assert.deepEqual(lastRun, {
                task: task("0f1e2d3c4b5a"),
                startedAt: due + 60_000,
                stoppedAt: due + 240_000,
                isSuccess: true,
                exitCode: 0,
                line: "the command ended with exit code 0",
            });
        });

        it("names the cause of a run that failed, hours after ECS has forgotten it", async () => {
            trial.account.runEvents = [ended(137)];
            const [, last, warning] = await rows();
            assert.match(last ?? "", /task 0f1e2d3c: .*exit code 137/);
            assert.match(warning ?? "", /^ {2}! the last run of nightly failed: .*exit code 137/);
        });

        it("says that one runs", async () => {
            const runs = { lastStatus: "RUNNING", desiredStatus: "RUNNING", containers: [{ name: "nightly" }] };
            trial.account.scheduledTasks = [
                { taskArn: task("aaaabbbbcccc"), taskDefinitionArn: `${family}:3`, createdAt: due / 1000 + 1, ...runs },
            ] as never;
            trial.account.runEvents = [];
            assert.match((await rows())[1] ?? "", /nightly: last run unknown, task aaaabbbb: running$/);
        });

        it("warns of one that was due, may not start any more, and of which no run is known", async () => {
            trial.account.runEvents = [];
            assert.deepEqual((await rows()).slice(1), [
                "              nightly: last run: none is known, due 2026-11-27 08:00 UTC",
                "  ! nightly was due, and no run of it is known",
            ]);
        });

        it("does not call a run missing that may still start, or was due before the schedule was changed", async () => {
            trial.account.runEvents = [];
            trial.context = { clock: { ...systemClock, date: () => new Date(due + 1_800_000) } };
            assert.deepEqual((await rows()).slice(1), ["              nightly: last run: none, due 2026-11-27 08:00 UTC"]);
            trial.context = { clock: { ...systemClock, date: () => new Date(now) } };
            trial.account.schedules = [{ ...nightly, LastModificationDate: due / 1000 + 60 }];
            assert.deepEqual((await rows()).slice(1), ["              nightly: last run: none, due 2026-11-27 08:00 UTC"]);
        });

        it("shows the runs that were missed, and why, and takes nothing out of their queue", async () => {
            trial.account.deadLetters = {
                "spotter-test-nightly-dead-letters": [
                    { ERROR_CODE: "AccessDenied", ERROR_MESSAGE: "no iam:PassRole", SCHEDULED_TIME: "2026-11-26T08:00:00Z" },
                ],
            };
            assert.deepEqual((await rows()).slice(2), [
                "              nightly: 1 missed, one due 2026-11-26T08:00:00Z: AccessDenied: no iam:PassRole",
                "  ! runs of nightly were missed: 1",
            ]);
            assert.ok(!trial.account.asked.includes("DeleteMessage"));
        });

        it("says that one is disabled, or not deployed, or on another release", async () => {
            trial.account.schedules = [{ ...nightly, State: "DISABLED" }];
            assert.match((await rows()).join("\n"), /· disabled ·[^]* ! schedule nightly is disabled: nothing starts it$/);
            trial.account.schedules = [];
            assert.deepEqual(await rows(), ["  Schedules   nightly: not deployed"]);
            const Target = { ...nightly.Target, EcsParameters: { TaskDefinitionArn: `${family}:2` } };
            trial.account.schedules = [{ ...nightly, Target }];
            assert.match(
                (await rows()).join("\n"),
                / ! schedule nightly is on release 222222222222, and the service on 333333333333$/,
            );
        });

        it("goes on without what it may not ask", async () => {
            trial.account.refusals = {
                GetSchedule: ["AccessDeniedException", "no scheduler:GetSchedule"],
                GetQueueUrl: ["AccessDenied", "no sqs:GetQueueUrl"],
            };
            const { exitCode, stdout } = await trial.run(status, "test");
            assert.equal(exitCode, 0);
            assert.match(stdout, /^ {2}Schedules {3}nightly: not known$/m);
            assert.match(stdout, /not known: .*scheduler:GetSchedule/);
        });
    });

    it("shows the log of one that is named", async () => {
        await trial.run(logs, "test", "nightly", "--no-follow");
        const [asked] = trial.account.calls.filter(({ action }) => action === "FilterLogEvents");
        assert.equal(asked?.input.logStreamNamePrefix, "ecs/nightly/");
        const { exitCode, stderr } = await trial.run(logs, "test", "weekly");
        assert.deepEqual([exitCode, stderr], [2, "Pulumi.test.yaml has no worker or schedule weekly (nightly)\n"]);
    });

    describe("that is rolled back", () => {
        it("has its next runs of the release that the service has returned to, and changes nothing else of the schedule", async () => {
            const { exitCode, stdout } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0, stdout);
            assert.match(stdout, /^✔ 1 of 1 schedules run it from their next time on$/m);
            const [now = nightly] = trial.account.schedules;
            const { Target: target } = nightly;
            const kept = ({ ScheduleExpression, ScheduleExpressionTimezone, State, FlexibleTimeWindow }: typeof now) => ({
                ScheduleExpression,
                ScheduleExpressionTimezone,
                State,
                FlexibleTimeWindow,
            });
            assert.deepEqual(kept(now), kept(nightly));
            assert.deepEqual(now.Target, {
                ...target,
                EcsParameters: { ...target.EcsParameters, TaskDefinitionArn: `${family}:2` },
            });
        });

        it("stays as it is where it may not be changed, or has no revision of the release, with why", async () => {
            trial.account.refusals = { UpdateSchedule: ["AccessDeniedException", "no scheduler:UpdateSchedule"] };
            const { exitCode, stdout } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0);
            assert.match(stdout, /^› schedule nightly stays as it is until pulumi up: .*scheduler:UpdateSchedule/m);
            assert.match(stdout, /^✔ 0 of 1 schedules run it from their next time on$/m);
        });

        it("says what became of each in its document", async () => {
            const { schedules } = await trial.document(rollback, "test");
            assert.deepEqual(schedules, [{ schedule: "nightly", to: "spotter-test-nightly:2" }]);
        });
    });
});
