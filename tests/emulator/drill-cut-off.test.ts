import * as assert from "node:assert/strict";
import { drill } from "../../commands/drill/drill";
import { History } from "../../deployment/history";
import { createDeploymentApi } from "../../deployment/aws-deployment-api";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { createClients } from "../../aws/clients";
import { exited, failingTasks, rollback, before, rolling, unhealthyTasks } from "../timelines/parts";
import { serviceRef } from "../timelines/releases";
import { DrillClock } from "../commands/drill-clock";
import { DrilledAws, startDrilledAws, type Plot } from "../commands/drilled-aws";
import { stackFile, Trial, type Result } from "../commands/trial";

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

describe("a drill that is cut off", () => {
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
