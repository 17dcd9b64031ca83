import * as assert from "node:assert/strict";
import { drill } from "../../commands/drill/drill";
import { History } from "../../deployment/history";
import { createDeploymentApi } from "../../deployment/aws-deployment-api";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { createClients } from "../../aws/clients";
import {
    exited,
    failingTasks,
    rollback,
    before,
    rolling,
    unhealthyTasks,
    completed,
    newAnswers,
    newTasks,
    oldAnswers,
    oldTasks,
} from "../timelines/parts";
import { serviceRef } from "../timelines/releases";
import { accountId, digestOf } from "../commands/aws";
import { DrillClock } from "../commands/drill-clock";
import { DrilledAws, startDrilledAws, type Plot } from "../commands/drilled-aws";
import { revision, stackFile, Trial, type Result } from "../commands/trial";

const crash: Plot = {
    tasks: failingTasks(8, 45, exited(1, ["Error: drill: this release ends at its start"])),
    service: [before, rolling, ...rollback(600, 630)],
};

const unhealthy: Plot = {
    tasks: unhealthyTasks(8, 100, {
        state: "unhealthy",
        reason: "Target.ResponseCodeMismatch",
        description: "Health checks failed with these codes: [503]",
    }),
    service: [before, rolling, ...rollback(600, 630)],
};

interface Document {
    readonly stack: string;
    readonly revision: string;
    readonly drills: readonly {
        readonly drill: string;
        readonly revision: string;
        readonly cause: string;
        readonly returnedBy: string;
        readonly problems: readonly string[];
        readonly left: readonly string[];
        readonly passed: boolean;
        readonly noticedSeconds: number;
        readonly verdictSeconds: number;
        readonly aloneSeconds: number | null;
        readonly requests: { readonly asked: number; readonly lost: number };
        readonly verdict: { readonly outcome: string };
    }[];
}

describe("drill", () => {
    const trial = new Trial();
    let clock = new DrillClock();
    let account = new DrilledAws(clock);

    beforeEach(async () => {
        clock = new DrillClock();
        account = await startDrilledAws(trial, clock);
        account.plots = [crash, unhealthy];
        trial.context = { clock: clock.eachSecond, api: createDeploymentApi(clock) };
    });

    const calls = (action: string) => account.calls.filter((call) => call.action === action).map(({ input }) => input);
    const run = (...args: readonly string[]): Promise<Result> => trial.run(drill, "test", ...args);
    const document = async (
        ...args: readonly string[]
    ): Promise<Document & { readonly exitCode: number; readonly stderr: string }> => {
        const { exitCode, stdout, stderr } = await run("--yes", "--json", ...args);
        return { ...(JSON.parse(stdout) as Document), exitCode, stderr };
    };

    /** Interrupts at a second of a drill. */
    const interruptAt = (at: number) => {
        account.watch = (second) => {
            if (account.asked.includes("UpdateService") && second >= at) {
                trial.controller.abort();
            }
        };
    };
    /** No drill is left: the service is on the revision of before, and no other can be chosen. */
    const assertAsBefore = () => {
        assert.equal(account.current, "spotter-test:6");
        assert.deepEqual(
            account.revisions.filter(({ inactive }) => inactive !== true).map(({ number }) => number),
            [5, 6],
        );
    };

    it("deploys a release that does not start and one that is unhealthy, and ends on the release that served", async () => {
        const { exitCode, stdout, stderr } = await run("--yes");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.match(
            stdout,
            /^✔ release drill-crash was rolled back, the service is on spotter-test:6: the process ended with exit code 1 ▸ [^\n]*drill: this release ends at its start/m,
        );
        assert.match(stdout, /^✔ release drill-unhealthy was rolled back, .*: the health path returns a server error ▸ .*503/m);
        assert.match(
            stdout.replace(/ +/g, " ").replace(/\d+ s\b/g, "N s"),
            new RegExp(
                "drill expected cause cause found noticed verdict old serves alone lost requests result\n" +
                    "crash process-exit process-exit N s N s N s 0 of \\d+ PASS\n" +
                    "unhealthy health-error or container-health health-error N s N s N s 0 of \\d+ PASS\n\n$",
            ),
        );
        assertAsBefore();
    });

    it("prints one document with --json", async () => {
        const { stack, revision: serving, drills, exitCode } = await document();
        assert.deepEqual([stack, serving, exitCode], ["test", "spotter-test:6", 0]);
        assert.deepEqual(
            drills.map(({ drill: name, revision: of, cause, verdict, returnedBy, problems, left, passed }) => [
                [name, of, cause, verdict.outcome, returnedBy, passed],
                [...problems, ...left],
            ]),
            [
                [["crash", "spotter-test:7", "process-exit", "ROLLED_BACK", "ECS", true], []],
                [["unhealthy", "spotter-test:8", "health-error", "ROLLED_BACK", "ECS", true], []],
            ],
        );
        for (const { noticedSeconds, verdictSeconds, aloneSeconds, requests } of drills) {
            assert.ok(noticedSeconds < verdictSeconds, "a bad sign comes before the verdict");
            assert.ok(verdictSeconds <= (aloneSeconds ?? 0), "the old release serves alone at the end");
            assert.deepEqual([requests.lost, requests.asked > verdictSeconds / 2], [0, true]);
        }
    });

    it("registers the serving revision with another command, marked as what it is", async () => {
        await run("--yes", "--only", "crash");
        const [live, copy] = account.revisions.slice(1);
        assert.deepEqual(
            [copy?.image, copy?.entryPoint, copy?.command],
            [live?.image, ["node"], ["-e", 'throw new Error("drill: this release ends at its start")']],
        );
        assert.deepEqual(copy?.environment, { RELEASE_ID: "drill-crash" });
        assert.deepEqual(copy.tags, {
            "spotter:config": "c".repeat(12),
            "spotter:commit": "0000000",
            "spotter:verdict-at": "2026-11-24T12:02:00.000Z",
            "spotter:release": "drill-crash",
            "spotter:drill": "crash",
            "spotter:verdict": "FAILED",
        });
        assert.deepEqual(
            calls("DeregisterTaskDefinition").map(({ taskDefinition }) => String(taskDefinition).split("/").at(-1)),
            ["spotter-test:7"],
        );
    });

    it("plays one of them with --only", async () => {
        account.plots = [unhealthy];
        const { drills } = await document("--only", "unhealthy");
        assert.deepEqual(
            drills.map(({ drill: name, passed }) => [name, passed]),
            [["unhealthy", true]],
        );
    });

    it("refuses a production profile before AWS is asked for anything, whatever it is confirmed with", async () => {
        const prod = stackFile
            .replace("profile: staging", "profile: prod")
            .replace(/ {4}spotter:parameters:[^]*$/, "    spotter:network: { mode: default }\n");
        trial.write("Pulumi.test.yaml", prod);
        const { exitCode, stderr } = await run("--yes");
        assert.equal(stderr, "test has profile prod: a drill deploys releases that fail, and production is not for that\n");
        assert.deepEqual([exitCode, account.calls], [2, []]);
    });

    it("asks first, and takes no silence for a yes", async () => {
        const asked: string[] = [];
        const confirm = (message: string) => Promise.resolve(asked.push(message) === 0);
        const prompts = { isTerminal: true, confirm, hidden: never, line: never, select: never };
        trial.context = { ...trial.context, prompts };
        assert.deepEqual(await run(), { exitCode: 1, stdout: "", stderr: "not confirmed: nothing was changed\n" });
        assert.deepEqual(asked, [
            "Deploy to spotter-web a release that does not start, then a release whose health check fails? spotter-test:6 serves meanwhile.",
        ]);
        trial.context = { ...trial.context, prompts: { ...prompts, isTerminal: false } };
        assert.deepEqual(await run(), {
            exitCode: 2,
            stdout: "",
            stderr: "this would deploy a release that does not start, then a release whose health check fails to spotter-web: confirm it with --yes\n",
        });
        assert.deepEqual([asked.length, calls("RegisterTaskDefinition")], [1, []]);
    });

    describe("needs a release that serves, and refuses", () => {
        const refuses = async (message: RegExp, exitCode = 1, ...args: readonly string[]) => {
            const result = await run("--yes", ...args);
            assert.match(result.stderr, message);
            assert.deepEqual([result.exitCode, result.stdout, calls("RegisterTaskDefinition")], [exitCode, "", []]);
        };

        it("while a deployment is in progress", async () => {
            account.standing = { ...account.standing, service: [{ ...rolling, at: -1 }] };
            await refuses(
                /^a deployment of spotter-test:7 is in progress: wait until it has ended \(npm run status -- test\)\n$/,
            );
        });

        it("a service that is scaled to zero", async () => {
            account.standing = { ...account.standing, desired: [{ at: -1, count: 0 }] };
            await refuses(/^spotter-web is scaled to zero tasks: a drill needs a release that serves/);
        });

        it("a service with a task that is not healthy", async () => {
            const [first, second] = account.standing.tasks;
            assert.ok(first && second);
            account.standing = { ...account.standing, tasks: [first, { ...second, target: [] }] };
            await refuses(/^spotter-web does not serve as it should: 1 of 2 tasks are healthy; a drill needs/);
        });

        it("a health endpoint that does not answer with the release", async () => {
            account.standing = { ...account.standing, health: [{ at: -1, status: 503 }] };
            await refuses(/^spotter-web does not serve as it should: the health endpoint answers 503; /);
            account.standing = { ...account.standing, health: [{ at: -1, status: 200, of: "other" }] };
            await refuses(/: the health endpoint answers with release 222222222222 instead of 000000000000; /);
        });

        it("a service whose tasks ECS may all stop", async () => {
            trial.write("Pulumi.test.yaml", `${stackFile}    spotter:service: { minimumHealthyPercent: 0 }\n`);
            await refuses(/^spotter:service.minimumHealthyPercent 0 of 2 tasks lets ECS stop all of them/);
        });

        it("an image by tag, which would not be the same afterwards", async () => {
            account.revisions = [{ number: 6, image: "repository:latest", tags: {} }];
            await refuses(/^spotter-test:6 refers to its image by tag: deploy a release first \(pulumi up --stack test\)\n$/);
        });

        it("a service that a drill was cut off on", async () => {
            account.revisions = [revision(6, 0, "FAILED", { tags: { "spotter:drill": "crash" } })];
            await refuses(/^spotter-test:6 is of a drill that was cut off: deploy a release first/);
        });

        it("credentials of another account", async () => {
            trial.write("Pulumi.test.yaml", stackFile.replace(accountId, "999999999999"));
            await refuses(/^the credentials are of account 123456789012, the stack's is 999999999999/, 2);
        });

        it("an image that is no digest, serves, or is not in the repository", async () => {
            const unused = /^an image is given for the drill crash, which --only leaves out\n$/;
            await refuses(unused, 2, "--only", "unhealthy", "--image-that-crashes", digestOf(7));
            await refuses(/^latest is not a digest: sha256: and 64 hex digits\n$/, 2, "--image-that-crashes", "latest");
            await refuses(/^sha256:0+ is the image that serves: it is not known to fail\n$/, 2, "--image-unhealthy", digestOf(0));
            await refuses(
                /^sha256:9+ is not in repository spotter-test: push it there first\n$/,
                1,
                "--image-unhealthy",
                digestOf(9),
            );
        });
    });

    it("deploys an image that is known to fail, with the command of its own", async () => {
        account.images.add(digestOf(7));
        account.plots = [crash];
        const { drills } = await document("--only", "crash", "--image-that-crashes", digestOf(7));
        assert.deepEqual(
            drills.map(({ passed }) => passed),
            [true],
        );
        const [copy] = account.revisions.slice(-1);
        assert.match(copy?.image ?? "", new RegExp(`spotter-test@${digestOf(7)}$`));
        assert.deepEqual(
            [copy?.command, copy?.environment, copy?.tags["spotter:release"]],
            [undefined, { RELEASE_ID: "7".repeat(12) }, "7".repeat(12)],
        );
    });

    describe("fails, and says why,", () => {
        it("where another cause is found than was made", async () => {
            account.plots = [unhealthy];
            const { exitCode, stdout, stderr } = await run("--yes", "--only", "crash");
            assert.equal(
                stderr,
                "drill crash: expected the cause process-exit, found health-error; spotter-web is back on spotter-test:6\n",
            );
            assert.match(stdout, /✖ Drill crash: a release that does not start\n/);
            assert.match(stdout, /^crash .* FAIL$/m);
            assert.equal(exitCode, 1);
            assertAsBefore();
        });

        it("where requests were lost", async () => {
            const health = [...oldAnswers, { at: 60, status: 502 }, { at: 63, status: 200, of: "old" as const }];
            account.plots = [{ ...crash, health }, unhealthy];
            const { exitCode, stderr, drills } = await document();
            assert.match(
                stderr,
                /^drill crash: [23] of \d+ requests lost, first: status 502 at \d+ s; spotter-web is back on spotter-test:6\n$/,
            );
            assert.equal(exitCode, 1);
            // The service is back, so that the second one can follow.
            assert.deepEqual(
                drills.map(({ passed }) => passed),
                [false, true],
            );
        });

        it("where the old release serves no more, and plays no other", async () => {
            trial.write("Pulumi.test.yaml", `${stackFile}    spotter:deployment: { timeoutMinutes: 5 }\n`);
            account.plots = [{ ...crash, health: [...oldAnswers, { at: 125, status: 500 }] }, unhealthy];
            const { exitCode, stderr, drills } = await document();
            assert.match(stderr, /the release that served before does not serve alone; /);
            assert.match(stderr, /; spotter-test:6 is not known to serve alone: npm run status -- test\n$/);
            assert.deepEqual([exitCode, drills.map(({ aloneSeconds }) => aloneSeconds)], [1, [null]]);
        });

        it("where the variant serves", async () => {
            account.images.add(digestOf(1));
            const tasks = [...oldTasks(70), ...newTasks];
            const back = { at: 200, status: 200, of: "old" } as const;
            account.plots = [{ tasks, service: [before, rolling, completed(120)], health: [...newAnswers(60), back] }];
            const { exitCode, stderr } = await run("--yes", "--only", "crash", "--image-that-crashes", digestOf(1));
            assert.match(
                stderr,
                /^drill crash: expected the verdict ROLLED_BACK, got SUCCEEDED; expected the cause .*, found none; /,
            );
            assert.equal(exitCode, 1);
            assertAsBefore();
        });
    });

    describe("goes back by itself", () => {
        const endless: Plot = { tasks: crash.tasks };

        it("where ECS does not: the circuit breaker is off, and the verdict asks for no rollback", async () => {
            trial.write("Pulumi.test.yaml", `${stackFile}    spotter:deployment: { rollbackEarly: false }\n`);
            account.plots = [endless];
            const { drills, exitCode } = await document("--only", "crash");
            assert.deepEqual(
                drills.map(({ returnedBy, verdict, passed }) => [returnedBy, verdict.outcome, passed]),
                [["drill", "FAILED", true]],
            );
            assert.deepEqual([exitCode, calls("StopServiceDeployment").length], [0, 1]);
            assertAsBefore();
        });

        it("where the deployment can't be stopped: it moves the service, and that is a failure", async () => {
            account.plots = [endless];
            account.refusals = { StopServiceDeployment: ["AccessDeniedException", "no"] };
            const { drills, exitCode, stderr } = await document("--only", "crash");
            assert.deepEqual(
                drills.map(({ returnedBy, aloneSeconds }) => [returnedBy, aloneSeconds !== null]),
                [["drill", true]],
            );
            assert.match(stderr, /ECS did not roll back by itself: check the deployment circuit breaker of the service/);
            assert.equal(exitCode, 1);
            assert.deepEqual(
                calls("UpdateService").map(({ taskDefinition }) => String(taskDefinition).split("/").at(-1)),
                ["spotter-test:7", "spotter-test:6"],
            );
            assertAsBefore();
        });

        it("when it is interrupted in the middle, and ends with 130 once the old release serves alone", async () => {
            interruptAt(70);
            const { exitCode, stdout, stderr } = await run("--yes");
            assert.equal(stderr, "interrupted: spotter-web is back on spotter-test:6\n");
            assert.match(
                stdout,
                /^› interrupted: the service returns to spotter-test:6 first; Ctrl-C again ends at once, and leaves that to ECS$/m,
            );
            assert.equal(exitCode, 130);
            assert.equal(calls("UpdateService").length, 1, "no second drill");
            assertAsBefore();
        });

        it("when it is interrupted before ECS shows the deployment", async () => {
            account.plots = [{ ...endless, service: [before, { ...rolling, at: 3 }] }];
            interruptAt(0);
            const { exitCode, stderr } = await run("--yes");
            assert.deepEqual([exitCode, stderr], [130, "interrupted: spotter-web is back on spotter-test:6\n"]);
            assert.deepEqual(
                calls("UpdateService").map(({ taskDefinition }) => String(taskDefinition).split("/").at(-1)),
                ["spotter-test:7", "spotter-test:6"],
            );
            assertAsBefore();
        });

        it("when ECS was asked, and its answer was lost", async () => {
            account.plots = [endless];
            account.lostUpdates = 4; // as often as a client asks
            const { exitCode, stderr } = await run("--yes");
            assert.match(stderr, /^AWS did not answer ecs:UpdateService/);
            assert.equal(exitCode, 3);
            clock.pass(60);
            assertAsBefore();
        });

        it("when the verdict breaks off", async () => {
            const api = createDeploymentApi(clock);
            const verdict: typeof api.verdict = () => Promise.reject(new Error("out of memory"));
            trial.context = { ...trial.context, api: { ...api, verdict } };
            const { exitCode, stderr } = await run("--yes");
            assert.match(stderr, /^Error: out of memory\n/);
            assert.equal(exitCode, 1);
            clock.pass(60);
            assertAsBefore();
        });

        it("once AWS answers again", async () => {
            account.plots = [endless];
            account.watch = (second) => {
                if (second > 30 && account.outage === undefined) {
                    account.outage = [second, second + 25];
                    trial.controller.abort();
                }
            };
            const { exitCode, stderr } = await run("--yes");
            assert.deepEqual([exitCode, stderr], [130, "interrupted: spotter-web is back on spotter-test:6\n"]);
            const [stopped] = account.calls.filter(({ action }) => action === "StopServiceDeployment");
            assert.ok((stopped?.second ?? 0) > 55, "asked after the outage");
            assertAsBefore();
        });
    });

    it("says how to put the service back where AWS does not let it", async () => {
        interruptAt(70);
        account.watch = ((interrupt) => (second: number, action: string) => {
            interrupt(second, action);
            if (second >= 70) {
                account.refusals = { "*": ["ExpiredTokenException", "The security token included in the request is expired"] };
            }
        })(account.watch);
        const { exitCode, stderr } = await run("--yes");
        assert.match(
            stderr,
            /^spotter-web could not be put back from spotter-test:7 to spotter-test:6 \(the AWS credentials have expired .*\)\. spotter-test:6 serves on, and ECS rolls back by itself: npm run status -- test; else aws ecs update-service --cluster spotter-test --service spotter-web --task-definition spotter-test:6\n$/,
        );
        assert.equal(exitCode, 3);
        assert.deepEqual(calls("DeregisterTaskDefinition"), [], "the service may be on it");
    });

    it("deploys nothing and leaves nothing where ECS refuses it", async () => {
        account.refusals = { UpdateService: ["AccessDeniedException", "no"] };
        const { exitCode, stderr } = await run("--yes");
        assert.match(stderr, /^AWS denied ecs:UpdateService/);
        assert.equal(exitCode, 3);
        assertAsBefore();
    });

    it("deploys nothing where it is interrupted before that", async () => {
        account.watch = (_, action) => (action === "RegisterTaskDefinition" ? trial.controller.abort() : undefined);
        const { exitCode, stderr } = await run("--yes");
        assert.deepEqual([exitCode, stderr, calls("UpdateService")], [130, "interrupted: nothing was deployed\n", []]);
        assertAsBefore();
    });

    it("leaves alone what somebody deploys meanwhile", async () => {
        const other = { of: "other", status: "PRIMARY", state: "IN_PROGRESS", created: 50 } as const;
        const replaced = { at: 50, deployments: [other, { of: "new", status: "ACTIVE", state: "IN_PROGRESS" } as const] };
        account.plots = [{ tasks: crash.tasks.slice(0, 2), service: [before, rolling, replaced] }];
        const { exitCode, stderr } = await run("--yes");
        assert.match(stderr, /; another deployment took its place, and was left alone: npm run status -- test\n$/);
        assert.equal(exitCode, 1);
        assert.deepEqual([account.current, calls("UpdateService").length], ["spotter-test:8", 1]);
    });

    it("names the revision that can't be deregistered, and no rollback ever takes it for a release", async () => {
        account.refusals = { DeregisterTaskDefinition: ["AccessDeniedException", "no"] };
        account.plots = [crash];
        const { drills, exitCode } = await document("--only", "crash");
        assert.equal(exitCode, 0);
        assert.match(
            drills[0]?.left[0] ?? "",
            /^spotter-test:7 stays registered \(AWS denied ecs:DeregisterTaskDefinition.*\): aws ecs deregister-task-definition --task-definition spotter-test:7$/,
        );
        const history = new History(
            createReleaseRecords(createClients({ region: "us-east-1" }), serviceRef),
            serviceRef.container,
        );
        assert.deepEqual(
            (await history.releases(9)).map(({ revision: number }) => number),
            [6, 5],
        );
    });
});

const never = () => Promise.reject(new Error("asked for something else"));
