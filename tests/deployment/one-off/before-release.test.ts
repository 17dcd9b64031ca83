import * as assert from "node:assert/strict";
import { createClients } from "../../../aws/clients";
import type { CommandBefore } from "../../../deployment/api";
import { systemClock } from "../../../deployment/clock";
import { runBefore } from "../../../deployment/one-off/before-release";
import type { OneOffState } from "../../aws-double/account";
import { arnOf } from "../../commands/aws";
import { Trial } from "../../commands/trial";

const id = "0ff0ff0ff0ff";
const command = ["node", "migrate.js", "--url=canary"];
const planned: CommandBefore = {
    serviceRef: {
        account: { partition: "aws", region: "us-east-1", accountId: "123456789012" },
        cluster: "spotter-test",
        service: "spotter-web",
        taskFamily: "spotter-test",
        container: "spotter-web",
        logGroup: "/ecs/spotter-test",
        repository: "spotter-test",
        parameterPrefix: "/spotter-test",
    },
    taskDefinitionArn: arnOf(3),
    command,
    network: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"], assignPublicIp: true },
    timeoutMinutes: 15,
    secretNames: ["AUTH_SECRET"],
};
const running: OneOffState = { lastStatus: "RUNNING", log: ["2 migrations to apply"] };
const exited = (exitCode: number, more: Partial<OneOffState> = {}): OneOffState => ({
    lastStatus: "STOPPED",
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    exitCode,
    ...more,
});
const begun = `task ${id} runs node …, before the service moves to spotter-test:3`;
const failed = "the command before spotter-test:3 (node …) failed, so that the service was left as it is: ";
const succeeded = "before spotter-test:3: the command ended with exit code 0";

describe("the command before a release", () => {
    const trial = new Trial();
    let lines: string[] = [];
    let waited = 0;
    const run = async (more: Partial<CommandBefore> = {}, signal?: AbortSignal) => {
        lines = [];
        waited = 0;
        const sleep = (milliseconds: number) => Promise.resolve(void (waited += milliseconds));
        const clock = { ...systemClock, now: () => waited, sleep };
        const options = { clock, report: (line: string) => void lines.push(line), signal };
        await runBefore(createClients({ region: "us-east-1" }), { ...planned, ...more }, options);
    };
    const inputs = (action: string) => trial.account.calls.filter((call) => call.action === action).map(({ input }) => input);
    beforeEach(() => {
        trial.account.oneOffStates = [{ lastStatus: "PENDING" }, running, exited(0, { log: ["done"] })];
    });

    it("runs in the network of the service, on demand, and reports its log and its end", async () => {
        await run();
        assert.deepEqual(lines, [
            begun,
            `task ${id}: pending`,
            `task ${id}: running`,
            "2 migrations to apply",
            "done",
            succeeded,
        ]);
        const [{ clientToken, ...input } = {}] = inputs("RunTask");
        assert.match(String(clientToken), /^[\da-f-]{36}$/);
        assert.deepEqual(input, {
            cluster: "spotter-test",
            taskDefinition: arnOf(3),
            count: 1,
            startedBy: "spotter-before",
            launchType: "FARGATE",
            networkConfiguration: {
                awsvpcConfiguration: {
                    subnets: ["subnet-1", "subnet-2"],
                    securityGroups: ["sg-1"],
                    assignPublicIp: "ENABLED",
                },
            },
            overrides: { containerOverrides: [{ name: "spotter-web", command }] },
            propagateTags: "TASK_DEFINITION",
            tags: [{ key: "spotter:one-off", value: "true" }],
        });
    });

    it("runs once for a revision, and once more for another command or another revision", async () => {
        await run();
        await run();
        assert.deepEqual(lines, ["the command before spotter-test:3 has ended well already"]);
        await run({ command: ["node", "seed.js"] });
        await run({ taskDefinitionArn: arnOf(2) });
        assert.equal(inputs("RunTask").length, 3);
    });

    it("runs again for a revision for which it has failed", async () => {
        trial.account.oneOffStates = [exited(3)];
        await assert.rejects(run());
        trial.account.oneOffStates = [exited(0)];
        await run();
        assert.equal(lines.at(-1), succeeded);
        assert.equal(inputs("RunTask").length, 2);
    });

    /** How the task ends, and what the update says then. */
    const endings: readonly (readonly [what: string, last: OneOffState, reason: RegExp])[] = [
        [
            "its own exit code, with what it logged",
            exited(3, { log: ["Error: relation users does not exist"] }),
            /^task 0ff0ff0ff0ff: the process ended with exit code 3 ▸ Error: relation users does not exist ▸ read the log \/ecs\/spotter-test/,
        ],
        [
            "too little memory",
            exited(137, { reason: "OutOfMemoryError: Container killed due to memory usage" }),
            /^task 0ff0ff0ff0ff: the command was ended, with exit code 137: out of memory ▸ .* ▸ raise service\.memoryMiB/,
        ],
        [
            "an image that is gone",
            {
                lastStatus: "STOPPED",
                stopCode: "TaskFailedToStart",
                stoppedReason:
                    "CannotPullContainerError: pull image manifest has been retried 1 time(s): repository/web@sha256:1: not found",
            },
            /^task 0ff0ff0ff0ff: the command did not run: .*image.* ▸ .*CannotPullContainerError/,
        ],
        [
            "a secret that is denied",
            {
                lastStatus: "STOPPED",
                stopCode: "TaskFailedToStart",
                stoppedReason:
                    "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: AccessDeniedException: User: arn:aws:sts::1:assumed-role/web/x is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:1:parameter/spotter-test/AUTH_SECRET",
            },
            /^task 0ff0ff0ff0ff: the command did not run: .*AUTH_SECRET/,
        ],
        [
            "a stop by hand, which is no success even where it ended well",
            exited(0, { stopCode: "UserInitiated", stoppedReason: "by hand" }),
            /^task 0ff0ff0ff0ff: the command was ended, with exit code 0: UserInitiated: by hand$/,
        ],
    ];
    for (const [what, last, reason] of endings) {
        it(`fails by ${what}, in one report that names the service's state, and is not remembered`, async () => {
            trial.account.oneOffStates = [running, last];
            trial.account.readLog = () => last.log;
            await assert.rejects(run(), ({ message }: Error) => {
                assert.ok(message.startsWith(failed), message);
                assert.match(message.slice(failed.length), reason);
                return true;
            });
            assert.deepEqual(inputs("TagResource"), []);
        });
    }

    it("masks the values of secrets in the log, also where a value stands a poll below its name", async () => {
        const log = ["AUTH_SECRET:"];
        trial.account.oneOffStates = [{ ...running, log }, exited(0, { log: ["  correct-horse-battery", "done"] })];
        await run();
        assert.deepEqual(lines.slice(2, -1), ["AUTH_SECRET:***", "  ***\ndone"]);
    });

    it("is stopped where it takes longer than the deployment may, and not before", async () => {
        trial.account.oneOffStates = [running];
        const message = `${failed}it did not end within deployment.timeoutMinutes (15): ECS stops task ${id}: it gets SIGTERM, and SIGKILL after service.stopTimeoutSeconds`;
        await assert.rejects(run(), { message });
        assert.equal(waited, 900_000);
        assert.deepEqual(
            inputs("StopTask").map(({ reason }) => reason),
            ["before a release: it did not end in time"],
        );
    });

    it("is stopped with the update that is interrupted", async () => {
        trial.account.oneOffStates = [running];
        const message = `${failed}interrupted: ECS stops task ${id}: it gets SIGTERM, and SIGKILL after service.stopTimeoutSeconds`;
        await assert.rejects(run({}, AbortSignal.abort()), { message });
    });

    describe("that an update has left running", () => {
        const left = (revision: number, words = command) => {
            const overrides = { containerOverrides: [{ name: "spotter-web", command: words }] };
            trial.account.oneOffStart = { startedBy: "spotter-before", taskDefinition: arnOf(revision), overrides };
        };

        it("is followed to its end, and not started twice", async () => {
            left(3);
            await run();
            assert.deepEqual([lines[0], lines.at(-1)], [begun, succeeded]);
            assert.deepEqual(inputs("RunTask"), []);
        });

        it("refuses another revision's, and another command, until it has ended", async () => {
            const how = `wait until it has ended, or stop it (aws ecs stop-task --cluster spotter-test --task ${id})`;
            left(2);
            await assert.rejects(run(), { message: `${failed}the command before spotter-test:2 still runs: ${how}` });
            left(3, ["node", "seed.js"]);
            await assert.rejects(run(), { message: `${failed}the command before spotter-test:3 still runs: ${how}` });
            assert.deepEqual(inputs("RunTask"), []);
        });

        it("is none of this one where it is of another family in the cluster", async () => {
            trial.account.oneOffStart = {
                startedBy: "spotter-before",
                taskDefinition: arnOf(3).replace("/spotter-test:", "/spotter-other:"),
            };
            await run();
            assert.equal(inputs("RunTask").length, 1);
        });
    });

    it("fails with the action that is denied, and each reason for which ECS starts no task", async () => {
        trial.account.refusals = { RunTask: ["AccessDeniedException", "no"] };
        await assert.rejects(run(), ({ message }: Error) => message.startsWith(`${failed}AWS denied ecs:RunTask: `));
        trial.account.refusals = {};
        trial.account.oneOffFailures = [{ reason: "RESOURCE:ENI" }, { reason: "AGENT" }];
        await assert.rejects(run(), { message: `${failed}ECS starts no task: RESOURCE:ENI\nECS starts no task: AGENT` });
    });

    it("says that it runs on where AWS does not tell its end", async () => {
        trial.account.refusals = { DescribeTasks: ["AccessDeniedException", "no"] };
        const reason = `${failed}task ${id} runs on, and its end is not known: AWS denied ecs:DescribeTasks: `;
        await assert.rejects(run(), ({ message }: Error) => message.startsWith(reason));
    });

    it("does without what only saves it work, and says each", async () => {
        const denied = ["AccessDeniedException", "no"] as const;
        const optional = ["DescribeTaskDefinition", "ListTasks", "FilterLogEvents", "TagResource"];
        trial.account.refusals = Object.fromEntries(optional.map((action) => [action, denied]));
        await run();
        assert.deepEqual(
            lines.flatMap((line) => /^(.*): AWS denied (\S+): /.exec(line)?.slice(1, 3).join(" ▸ ") ?? []),
            [
                "whether the command has ended well before is not known ▸ ecs:DescribeTaskDefinition",
                "whether an earlier command still runs is not known ▸ ecs:ListTasks",
                `task ${id}: its log is not shown ▸ logs:FilterLogEvents`,
                "that the command has ended well is not recorded on the revision ▸ ecs:TagResource",
            ],
        );
        assert.ok(lines.includes(succeeded));
    });
});
