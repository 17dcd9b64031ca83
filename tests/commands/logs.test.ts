import * as assert from "node:assert/strict";
import { logs } from "../../commands/logs/logs";
import { systemClock } from "../../deployment/clock";
import { noon } from "./aws";
import { Trial } from "./trial";

describe("logs", () => {
    const trial = new Trial();
    const task = "abcdef0123456789";

    /** Lines of so many seconds ago. */
    const linesOf = (...ages: readonly number[]) =>
        ages.map((age) => ({ at: Date.now() - age * 1000, task, message: `line of ${age} s ago` }));
    const withoutTimes = (text: string) => text.replace(/^\d\d:\d\d:\d\d {2}/gm, "");

    it("shows the last ten minutes", async () => {
        trial.account.logs = linesOf(700, 500, 1);
        const { exitCode, stdout, stderr } = await trial.run(logs, "test", "--no-follow");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.equal(withoutTimes(stdout), "abcdef01  line of 500 s ago\nabcdef01  line of 1 s ago\n");
    });

    it("goes further back, and asks CloudWatch to filter", async () => {
        trial.account.logs = linesOf(700);
        const { stdout } = await trial.run(logs, "test", "--no-follow", "--since", "1h", "--filter", "?ERROR");
        assert.equal(withoutTimes(stdout), "abcdef01  line of 700 s ago\n");
        assert.equal(trial.account.calls[0]?.input.filterPattern, "?ERROR");
    });

    it("prints one document with --json and does not follow", async () => {
        trial.account.logs = linesOf(20, 10);
        const { logGroup, lines } = await trial.document(logs, "test");
        assert.equal(logGroup, "/ecs/spotter-test");
        assert.deepEqual(
            (lines as { task: string; message: string }[]).map(({ task: by, message }) => [by, message]),
            [
                [task, "line of 20 s ago"],
                [task, "line of 10 s ago"],
            ],
        );
    });

    describe("that finds nothing", () => {
        const from = "2026-11-24 11:50 UTC";

        beforeEach(() => {
            trial.context = { clock: { ...systemClock, date: () => new Date(noon) } };
            trial.account.tasks = ["aaaaaaaa", "bbbbbbbb"].map((id) => ({ id: `${id}0123456789`, revision: 3 }));
        });

        it("says so: of which group, since when, by which tasks, and what to try", async () => {
            const { exitCode, stdout, stderr } = await trial.run(logs, "test", "--no-follow");
            assert.deepEqual([exitCode, stdout], [0, ""]);
            assert.equal(
                stderr,
                `nothing in /ecs/spotter-test since ${from}; 2 tasks run: aaaaaaaa, bbbbbbbb\n` +
                    "try: look further back: --since 1d; the application must log to stdout or stderr\n",
            );
        });

        it("says that the filter may be why", async () => {
            const { stderr } = await trial.run(logs, "test", "--no-follow", "--filter", "?ERROR");
            assert.match(
                stderr,
                /^nothing that matches \?ERROR in .*\ntry: leave --filter out; look further back: --since 1d\n$/,
            );
        });

        it("says when no task runs that could log", async () => {
            trial.account.tasks = [];
            const { stderr } = await trial.run(logs, "test", "--no-follow");
            assert.match(stderr, /; no task runs\ntry: look further back: --since 1d; npm run events -- test\n$/);
        });

        it("counts more tasks than can be read", async () => {
            trial.account.tasks = Array.from({ length: 7 }, (_, at) => ({ id: `${at}`, revision: 3 }));
            assert.match((await trial.run(logs, "test", "--no-follow")).stderr, /; 7 tasks run: 0, 1, 2, 3 and 3 more\n/);
        });

        it("does without the permission to list tasks", async () => {
            trial.account.refusals = { ListTasks: ["AccessDeniedException", "no"] };
            const { exitCode, stderr } = await trial.run(logs, "test", "--no-follow");
            assert.equal(exitCode, 0);
            assert.match(stderr, /; which tasks run is not known: AWS denied ecs:ListTasks: /);
        });

        it("says so once while it follows, and goes on", async () => {
            let polls = 0;
            const sleep = () => {
                polls += 1;
                if (polls === 3) {
                    trial.controller.abort();
                }
                return Promise.resolve();
            };
            trial.context = { clock: { ...systemClock, date: () => new Date(noon), sleep } };
            const { stderr } = await trial.run(logs, "test");
            assert.equal(stderr.match(/^nothing in /gm)?.length, 1);
            assert.match(stderr, /\nwaiting for new lines until Ctrl-C\n$/);
        });

        it("leaves the document of --json as it is", async () => {
            const { exitCode, stdout, stderr } = await trial.run(logs, "test", "--json");
            const { since, lines } = JSON.parse(stdout) as { readonly since: number; readonly lines: unknown };
            assert.deepEqual([exitCode, stderr, since, lines], [0, "", noon - 600_000, []]);
        });
    });

    it("says when there is no log yet", async () => {
        trial.account.refusals = { FilterLogEvents: ["ResourceNotFoundException", "The specified log group does not exist."] };
        const { exitCode, stderr } = await trial.run(logs, "test");
        assert.deepEqual(
            [exitCode, stderr],
            [1, "there is no log group /ecs/spotter-test: nothing is deployed (pulumi up --stack test)\n"],
        );
    });

    for (const [span, milliseconds] of [
        ["90s", 90_000],
        ["10m", 600_000],
        ["2h", 7_200_000],
        ["1d", 86_400_000],
    ] as const) {
        it(`asks for what is younger than ${span}`, async () => {
            trial.context = { clock: { ...systemClock, date: () => new Date(noon) } };
            await trial.run(logs, "test", "--no-follow", "--since", span);
            assert.deepEqual(
                trial.account.calls.filter(({ action }) => action === "FilterLogEvents").map(({ input }) => input.startTime),
                [noon - milliseconds],
            );
        });
    }

    it("follows until Ctrl-C, which is a good end, and shows no line twice", async () => {
        const lineAt = (seconds: number) => ({ at: noon + seconds * 1000, task, message: `line of second ${seconds}` });
        const slept: number[] = [];
        trial.account.logs = [lineAt(-5)];
        trial.context = {
            clock: {
                ...systemClock,
                date: () => new Date(noon),
                sleep: (milliseconds) => {
                    slept.push(milliseconds);
                    trial.account.logs.push(lineAt(slept.length));
                    if (slept.length === 3) {
                        trial.controller.abort();
                    }
                    return Promise.resolve();
                },
            },
        };
        const { exitCode, stdout, stderr } = await trial.run(logs, "test");
        assert.deepEqual([exitCode, stderr, slept], [0, "", [2_000, 2_000, 2_000]]);
        assert.equal(
            stdout,
            [-5, 1, 2]
                .map(
                    (second) =>
                        `${new Date(noon + second * 1000).toISOString().slice(11, 19)}  abcdef01  line of second ${second}\n`,
                )
                .join(""),
        );
    });

    it("refuses a span that is none", async () => {
        const { exitCode, stderr } = await trial.run(logs, "test", "--since", "ten");
        assert.equal(exitCode, 2);
        assert.match(stderr, /must be a number with s, m, h or d, like 10m\.\n$/);
    });
});
