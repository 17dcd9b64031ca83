import * as assert from "node:assert/strict";
import { History } from "../../deployment/history";
import { createDeploymentApi } from "../../deployment/aws-deployment-api";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { createClients } from "../../aws/clients";
import { before, rolling } from "../timelines/parts";
import { serviceRef } from "../timelines/releases";
import { type Plot } from "../commands/drilled-aws";
import { stackFile } from "../commands/trial";
import { crash, DrillStage } from "./drill-stage";

describe("a drill that is cut off", () => {
    const stage = new DrillStage();

    /** Interrupts at a second of a drill. */
    const interruptAt = (at: number) => {
        stage.account.watch = (second) => {
            if (stage.account.asked.includes("UpdateService") && second >= at) {
                stage.trial.controller.abort();
            }
        };
    };

    describe("goes back by itself", () => {
        const endless: Plot = { tasks: crash.tasks };

        it("where ECS does not: the circuit breaker is off, and the verdict asks for no rollback", async () => {
            stage.trial.write("Pulumi.test.yaml", `${stackFile}    spotter:deployment: { rollbackEarly: false }\n`);
            stage.account.plots = [endless];
            const { drills, exitCode } = await stage.document("--only", "crash");
            assert.deepEqual(
                drills.map(({ returnedBy, verdict, passed }) => [returnedBy, verdict.outcome, passed]),
                [["drill", "FAILED", true]],
            );
            assert.deepEqual([exitCode, stage.calls("StopServiceDeployment").length], [0, 1]);
            stage.assertAsBefore();
        });

        it("where the deployment can't be stopped: it moves the service, and that is a failure", async () => {
            stage.account.plots = [endless];
            stage.account.refusals = { StopServiceDeployment: ["AccessDeniedException", "no"] };
            const { drills, exitCode, stderr } = await stage.document("--only", "crash");
            assert.deepEqual(
                drills.map(({ returnedBy, aloneSeconds }) => [returnedBy, aloneSeconds !== null]),
                [["drill", true]],
            );
            assert.match(stderr, /ECS did not roll back by itself: check the deployment circuit breaker of the service/);
            assert.equal(exitCode, 1);
            assert.deepEqual(
                stage.calls("UpdateService").map(({ taskDefinition }) => String(taskDefinition).split("/").at(-1)),
                ["spotter-test:7", "spotter-test:6"],
            );
            stage.assertAsBefore();
        });

        it("when it is interrupted in the middle, and ends with 130 once the old release serves alone", async () => {
            interruptAt(70);
            const { exitCode, stdout, stderr } = await stage.run("--yes");
            assert.equal(stderr, "interrupted: spotter-web is back on spotter-test:6\n");
            assert.match(
                stdout,
                /^› interrupted: the service returns to spotter-test:6 first; Ctrl-C again ends at once, and leaves that to ECS$/m,
            );
            assert.equal(exitCode, 130);
            assert.equal(stage.calls("UpdateService").length, 1, "no second drill");
            stage.assertAsBefore();
        });

        it("when it is interrupted before ECS shows the deployment", async () => {
            stage.account.plots = [{ ...endless, service: [before, { ...rolling, at: 3 }] }];
            interruptAt(0);
            const { exitCode, stderr } = await stage.run("--yes");
            assert.deepEqual([exitCode, stderr], [130, "interrupted: spotter-web is back on spotter-test:6\n"]);
            assert.deepEqual(
                stage.calls("UpdateService").map(({ taskDefinition }) => String(taskDefinition).split("/").at(-1)),
                ["spotter-test:7", "spotter-test:6"],
            );
            stage.assertAsBefore();
        });

        it("when ECS was asked, and its answer was lost", async () => {
            stage.account.plots = [endless];
            stage.account.lostUpdates = 4; // as often as a client asks
            const { exitCode, stderr } = await stage.run("--yes");
            assert.match(stderr, /^AWS did not answer ecs:UpdateService/);
            assert.equal(exitCode, 3);
            stage.clock.pass(60);
            stage.assertAsBefore();
        });

        it("when the verdict breaks off", async () => {
            const api = createDeploymentApi(stage.clock);
            const verdict: typeof api.verdict = () => Promise.reject(new Error("out of memory"));
            stage.trial.context = { ...stage.trial.context, api: { ...api, verdict } };
            const { exitCode, stderr } = await stage.run("--yes");
            assert.match(stderr, /^Error: out of memory\n/);
            assert.equal(exitCode, 1);
            stage.clock.pass(60);
            stage.assertAsBefore();
        });

        it("once AWS answers again", async () => {
            stage.account.plots = [endless];
            stage.account.watch = (second) => {
                if (second > 30 && stage.account.outage === undefined) {
                    stage.account.outage = [second, second + 25];
                    stage.trial.controller.abort();
                }
            };
            const { exitCode, stderr } = await stage.run("--yes");
            assert.deepEqual([exitCode, stderr], [130, "interrupted: spotter-web is back on spotter-test:6\n"]);
            const [stopped] = stage.account.calls.filter(({ action }) => action === "StopServiceDeployment");
            assert.ok((stopped?.second ?? 0) > 55, "asked after the outage");
            stage.assertAsBefore();
        });
    });

    it("says how to put the service back where AWS does not let it", async () => {
        interruptAt(70);
        stage.account.watch = ((interrupt) => (second: number, action: string) => {
            interrupt(second, action);
            if (second >= 70) {
                stage.account.refusals = {
                    "*": ["ExpiredTokenException", "The security token included in the request is expired"],
                };
            }
        })(stage.account.watch);
        const { exitCode, stderr } = await stage.run("--yes");
        assert.match(
            stderr,
            /^spotter-web could not be put back from spotter-test:7 to spotter-test:6 \(the AWS credentials have expired .*\)\. spotter-test:6 serves on, and ECS rolls back by itself: npm run status -- test; else aws ecs update-service --cluster spotter-test --service spotter-web --task-definition spotter-test:6\n$/,
        );
        assert.equal(exitCode, 3);
        assert.deepEqual(stage.calls("DeregisterTaskDefinition"), [], "the service may be on it");
    });

    it("deploys nothing and leaves nothing where ECS refuses it", async () => {
        stage.account.refusals = { UpdateService: ["AccessDeniedException", "no"] };
        const { exitCode, stderr } = await stage.run("--yes");
        assert.match(stderr, /^AWS denied ecs:UpdateService/);
        assert.equal(exitCode, 3);
        stage.assertAsBefore();
    });

    it("deploys nothing where it is interrupted before that", async () => {
        stage.account.watch = (_, action) => (action === "RegisterTaskDefinition" ? stage.trial.controller.abort() : undefined);
        const { exitCode, stderr } = await stage.run("--yes");
        assert.deepEqual([exitCode, stderr, stage.calls("UpdateService")], [130, "interrupted: nothing was deployed\n", []]);
        stage.assertAsBefore();
    });

    it("leaves alone what somebody deploys meanwhile", async () => {
        const other = { of: "other", status: "PRIMARY", state: "IN_PROGRESS", created: 50 } as const;
        const replaced = { at: 50, deployments: [other, { of: "new", status: "ACTIVE", state: "IN_PROGRESS" } as const] };
        stage.account.plots = [{ tasks: crash.tasks.slice(0, 2), service: [before, rolling, replaced] }];
        const { exitCode, stderr } = await stage.run("--yes");
        assert.match(stderr, /; another deployment took its place, and was left alone: npm run status -- test\n$/);
        assert.equal(exitCode, 1);
        assert.deepEqual([stage.account.current, stage.calls("UpdateService").length], ["spotter-test:8", 1]);
    });

    it("names the revision that can't be deregistered, and no rollback ever takes it for a release", async () => {
        stage.account.refusals = { DeregisterTaskDefinition: ["AccessDeniedException", "no"] };
        stage.account.plots = [crash];
        const { drills, exitCode } = await stage.document("--only", "crash");
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
