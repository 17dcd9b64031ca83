import * as assert from "node:assert/strict";
import { task } from "../../commands/task/task";
import { systemClock } from "../../deployment/clock";
import { id, arn, begun, running, TaskTrial } from "./task-trial";

describe("task, interrupted or refused", () => {
    const trial = new TaskTrial();
    const command = ["--", "node", "migrate.js", "--url=canary"] as const;

    describe("that does not end", () => {
        beforeEach(() => {
            trial.account.oneOffStates = [running];
        });
        const stopped = `ECS stops task ${id}: it gets SIGTERM, and SIGKILL after service.stopTimeoutSeconds\n`;
        const interruptAtFirstWait = () => {
            const sleep = () => {
                trial.controller.abort();
                return Promise.resolve();
            };
            trial.context = { clock: { ...systemClock, sleep } };
        };

        it("is stopped by Ctrl-C, which is said first", async () => {
            interruptAtFirstWait();
            const { exitCode, stderr } = await trial.run(task, "test", ...command);
            assert.equal(stderr, `${begun}running\ninterrupted: stopping task ${id}\n${stopped}`);
            assert.equal(exitCode, 130);
            assert.deepEqual(trial.inputOf("StopTask"), { cluster: "spotter-test", task: arn, reason: "npm run task: Ctrl-C" });
        });

        it("runs on where it may not be stopped, which is said", async () => {
            interruptAtFirstWait();
            trial.account.refusals = { StopTask: ["AccessDeniedException", "no"] };
            const { exitCode, stderr } = await trial.run(task, "test", ...command);
            assert.match(stderr, new RegExp(`\\ntask ${id} runs on: AWS denied ecs:StopTask: .*\\n$`));
            assert.equal(exitCode, 130);
        });

        it("is stopped after --timeout, and not before", async () => {
            const { exitCode, stderr } = await trial.run(task, "test", "--timeout", "5m", ...command);
            assert.equal(stderr, `${begun}running\nthe command did not end within 5 min: stopping task ${id}\n${stopped}`);
            assert.deepEqual([exitCode, trial.waited], [1, 300_000]);
            assert.equal(trial.inputOf("StopTask")?.reason, "npm run task: it did not end in time");
        });

        it("runs on where AWS does not tell how it is", async () => {
            trial.account.refusals = { DescribeTasks: ["AccessDeniedException", "no"] };
            const { exitCode, stderr } = await trial.run(task, "test", ...command);
            assert.equal(exitCode, 3);
            assert.match(
                stderr.slice(begun.length),
                new RegExp(
                    `^task ${id} runs on, and is not followed any more: npm run logs -- test\\nAWS denied ecs:DescribeTasks: .*\\n$`,
                ),
            );
        });
    });

    /** What is refused before anything is started. */
    const refusals: readonly (readonly [
        what: string,
        prepare: () => void,
        args: readonly string[],
        code: number,
        line: RegExp,
    ])[] = [
        ["without a service", () => (trial.account.exists = false), command, 1, /^nothing is deployed: /],
        [
            "before a first release serves",
            () => (trial.account.deployments = [{ revision: 1, status: "PRIMARY", state: "IN_PROGRESS" }]),
            command,
            1,
            /^no release serves yet: the deployment of spotter-test:1 is in progress \(npm run status -- test\)\n$/,
        ],
        ["in another account", () => (trial.account.accountId = "210987654321"), command, 2, /210987654321/],
        [
            "with a command that ECS would not take",
            () => undefined,
            ["--", "node", "x".repeat(8_192)],
            2,
            /^the command is too long: with what ECS puts around it 82\d\d characters, of 8192; put it into a script in the image\n$/,
        ],
        ["without a command", () => undefined, [], 2, /missing required argument 'command'/],
        [
            "with the command's options before the lone --",
            () => undefined,
            ["node", "--password=canary"],
            2,
            /^error: unknown option; type a lone -- before the command: /,
        ],
        ["with --detach and --timeout", () => undefined, ["--detach", "--timeout", "5m", ...command], 2, /cannot be used with/],
    ];
    for (const [what, prepare, args, code, line] of refusals) {
        it(`starts nothing ${what}`, async () => {
            prepare();
            const { exitCode, stdout, stderr } = await trial.run(task, "test", ...args);
            assert.match(stderr, line);
            assert.deepEqual([exitCode, stdout], [code, ""]);
            assert.ok(!trial.account.asked.includes("RunTask"));
        });
    }
});
