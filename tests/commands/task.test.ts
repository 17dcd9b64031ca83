import * as assert from "node:assert/strict";
import { commands, main } from "../../commands/cli";
import { status } from "../../commands/status/status";
import { task } from "../../commands/task/task";
import { systemClock } from "../../deployment/clock";
import type { OneOffState } from "../aws-double/account";
import { arnOf } from "./aws";
import { id, arn, begun, running, exited, notStarted, TaskTrial } from "./task-trial";

describe("task", () => {
    const trial = new TaskTrial();
    const command = ["--", "node", "migrate.js", "--url=canary"] as const;

    it("runs the command as the service runs: its revision, network, capacity and tags", async () => {
        trial.account.capacity = [{ capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 }];
        const { exitCode, stdout, stderr } = await trial.run(task, "test", ...command);
        assert.equal(stderr, `${begun}pending\nrunning\ntask ${id}: the command ended with exit code 0\n`);
        assert.deepEqual([exitCode, stdout], [0, "2 migrations to apply\ndone\n"]);
        const { clientToken, ...input } = trial.inputOf("RunTask") ?? {};
        assert.match(String(clientToken), /^[\da-f-]{36}$/);
        assert.deepEqual(input, {
            cluster: "spotter-test",
            taskDefinition: arnOf(3),
            count: 1,
            startedBy: "spotter-task",
            networkConfiguration: {
                awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: "ENABLED" },
            },
            capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 }],
            overrides: { containerOverrides: [{ name: "spotter-web", command: command.slice(1) }] },
            propagateTags: "TASK_DEFINITION",
            tags: [{ key: "spotter:one-off", value: "true" }],
        });
    });

    it("has the service's launch type where that has no capacity providers", async () => {
        await trial.run(task, "test", ...command);
        assert.deepEqual(
            [trial.inputOf("RunTask")?.launchType, trial.inputOf("RunTask")?.capacityProviderStrategy],
            ["FARGATE", undefined],
        );
    });

    it("runs what serves, and not what is being deployed", async () => {
        trial.account.deployments = [
            { revision: 3, status: "PRIMARY", state: "IN_PROGRESS" },
            { revision: 2, status: "ACTIVE", state: "COMPLETED" },
        ];
        await trial.run(task, "test", ...command);
        assert.equal(trial.inputOf("RunTask")?.taskDefinition, arnOf(2));
    });

    /** How a task ends, its exit code, and the line on it. */
    const endings: readonly (readonly [what: string, last: OneOffState, exitCode: number, line: RegExp])[] = [
        ["the command's own code", exited(3), 3, /^the process ended with exit code 3$/],
        ["what a shell's code means", exited(127), 127, /^the process ended with exit code 127 \(the command was not found\)$/],
        [
            "out of memory",
            exited(137, { reason: "OutOfMemoryError: Container killed due to memory usage" }),
            137,
            /^the command was ended, with exit code 137: out of memory ▸ .* ▸ raise service\.memoryMiB/,
        ],
        [
            "an image that is gone",
            notStarted(
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): repository/web@sha256:1: not found",
            ),
            1,
            /^the command did not run: .*image.* ▸ .*CannotPullContainerError.* ▸ ./,
        ],
        [
            "a parameter that is denied",
            notStarted(
                "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: AccessDeniedException: User: arn:aws:sts::1:assumed-role/web/x is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:1:parameter/spotter-test/AUTH_SECRET",
            ),
            1,
            /^the command did not run: .*AUTH_SECRET/,
        ],
        [
            "a stop by hand, which is no success even where the command ended well",
            exited(0, { stopCode: "UserInitiated", stoppedReason: "by hand" }),
            1,
            /^the command was ended, with exit code 0: UserInitiated: by hand$/,
        ],
        [
            "reclaimed Spot capacity",
            exited(143, { stopCode: "SpotInterruption", stoppedReason: "Your Spot Task was interrupted." }),
            143,
            /^the command was ended, with exit code 143: Spot capacity was reclaimed ▸ /,
        ],
    ];
    for (const [what, last, code, line] of endings) {
        it(`ends with ${what}`, async () => {
            trial.account.oneOffStates = [running, last];
            const { exitCode, stderr } = await trial.run(task, "test", ...command);
            const [found = ""] = stderr.trimEnd().split("\n").slice(-1);
            assert.ok(found.startsWith(`task ${id}: `), stderr);
            assert.match(found.slice(`task ${id}: `.length), line);
            assert.equal(exitCode, code);
        });
    }

    it("ends as soon as the command has, while ECS still takes the network apart", async () => {
        trial.account.oneOffStates = [running, exited(0, { lastStatus: "DEPROVISIONING" }), exited(0)];
        assert.equal((await trial.run(task, "test", ...command)).exitCode, 0);
        assert.equal(trial.account.oneOffPolls, 2);
    });

    it("waits for the last lines of the log, which come late, and shows those of no other task", async () => {
        const lineOf = (task: string, message: string) => ({ at: Date.parse("2026-11-24T12:00:09Z"), task, message });
        trial.account.logs = [lineOf("another", "of another task")];
        let waits = 0;
        const sleep = () => {
            waits += trial.account.oneOffPolls === 3 ? 1 : 0;
            if (waits === 2) {
                trial.account.logs.push(lineOf(id, `late ${waits}`));
            }
            return Promise.resolve();
        };
        trial.context = { clock: { ...systemClock, sleep } };
        assert.equal((await trial.run(task, "test", ...command)).stdout, "2 migrations to apply\ndone\nlate 2\n");
        assert.equal(waits, 4); // and two more, in which there is nothing
    });

    it("leaves the task alone with --detach, and prints its ARN", async () => {
        const { exitCode, stdout, stderr } = await trial.run(task, "test", "--detach", ...command);
        assert.deepEqual([exitCode, stdout], [0, `${arn}\n`]);
        assert.equal(stderr, `${begun}it runs on by itself, and logs to /ecs/spotter-test: npm run logs -- test\n`);
        assert.equal(trial.account.oneOffPolls, 0);
    });

    it("goes on without its log where that is denied, and says so once", async () => {
        trial.account.refusals = { FilterLogEvents: ["AccessDeniedException", "no"] };
        const { exitCode, stdout, stderr } = await trial.run(task, "test", ...command);
        assert.deepEqual([exitCode, stdout], [0, ""]);
        assert.equal(stderr.match(/^its log is not shown: AWS denied logs:FilterLogEvents: /gm)?.length, 1);
    });

    it("fails with each reason for which ECS starts none", async () => {
        trial.account.oneOffFailures = [
            { reason: "RESOURCE:ENI" },
            { reason: "Capacity is unavailable at this time.", detail: "try another zone" },
        ];
        assert.deepEqual(await trial.run(task, "test", ...command), {
            exitCode: 1,
            stdout: "",
            stderr:
                "ECS starts no task: RESOURCE:ENI\n" +
                "ECS starts no task: Capacity is unavailable at this time.: try another zone\n",
        });
    });

    it("names the action that is denied", async () => {
        trial.account.refusals = {
            RunTask: [
                "AccessDeniedException",
                "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/web-task",
            ],
        };
        const { exitCode, stderr } = await trial.run(task, "test", ...command);
        assert.equal(exitCode, 3);
        assert.match(stderr, /^AWS denied iam:PassRole to arn:aws:iam::123456789012:user\/ci: allow iam:PassRole /);
    });

    it("takes a command of just as many characters as ECS does", async () => {
        const around = JSON.stringify({ containerOverrides: [{ name: "spotter-web", command: [""] }] }).length;
        assert.equal((await trial.run(task, "test", "--", "x".repeat(8_192 - around))).exitCode, 0);
        assert.match((await trial.run(task, "test", "--", "x".repeat(8_193 - around))).stderr, / 8193 characters, of 8192; /);
    });

    it("starts nothing without a lone --, as npm may have kept options of the command for itself", async () => {
        assert.deepEqual(await trial.run(task, "test", "node", "migrate.js"), {
            exitCode: 2,
            stdout: "",
            stderr: "type a lone -- before the command: npm run task -- STACK [options] -- COMMAND… ('--' in PowerShell)\n",
        });
        assert.ok(!trial.account.asked.includes("RunTask"));
    });

    it("shows only the program of a command whose options npm took", async () => {
        process.env.npm_config_timeout = "5m";
        const { stderr } = await trial.main(main, "task", "test", ...command);
        assert.equal(stderr, "npm took an option for its own: type npm run task -- test --timeout 5m -- node …\n");
    });

    it("is no task of the service to status", async () => {
        const before = await trial.document(status, "test");
        await trial.run(task, "test", "--detach", ...command);
        assert.deepEqual((await trial.document(status, "test")).tasks, before.tasks);
        assert.ok(trial.account.calls.filter(({ action }) => action === "ListTasks").every(({ input }) => input.serviceName));
        assert.ok(commands.some(({ name }) => name === "task"));
    });
});
