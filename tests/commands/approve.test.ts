import * as assert from "node:assert/strict";
import { approve } from "../../commands/approve/approve";
import { history } from "../../commands/history/history";
import { reject } from "../../commands/reject/reject";
import { restart } from "../../commands/restart/restart";
import { rollback } from "../../commands/rollback/rollback";
import { status } from "../../commands/status/status";
import type { Prompts } from "../../commands/shared/prompts";
import { arnOf, noon } from "./aws";
import { revision, Trial } from "./trial";

/** Release 4 comes up beside 3, and waits for somebody once test traffic has reached it. */
function waitsForApproval({ account }: Trial, lifecycleStage = "POST_TEST_TRAFFIC_SHIFT", weight = 0): void {
    account.revisions.push(revision(4, 4));
    account.shifts = true;
    account.deployments = [
        { revision: 4, status: "PRIMARY", state: "IN_PROGRESS", running: 2 },
        { revision: 3, status: "ACTIVE", state: "COMPLETED" },
    ];
    account.otherTargets = [{ id: "10.0.0.3", state: "healthy" }];
    account.attempts.unshift({ revision: 4, status: "IN_PROGRESS", lifecycleStage, weight, hook: "AWAITING_ACTION" });
}

const line =
    "444444444444 (spotter-test:4), in progress since 2026-11-24 12:00 UTC, waits at POST_TEST_TRAFFIC_SHIFT, " +
    "until 2026-11-25 12:00 UTC, when ECS goes back by itself\n";

describe("approve", () => {
    const trial = new Trial();
    const answers = () =>
        trial.account.calls.filter(({ action }) => action === "ContinueServiceDeployment").map(({ input }) => input);
    const answering = (answer: boolean, asked: string[] = []): Partial<Prompts> => ({
        isTerminal: true,
        confirm: (message) => {
            asked.push(message);
            return Promise.resolve(answer);
        },
    });
    const ask = (prompts: Partial<Prompts>) => (trial.context = { prompts: prompts as Prompts });

    it("shows what waits, asks, lets ECS go on, and follows the release to its verdict", async () => {
        waitsForApproval(trial);
        const asked: string[] = [];
        ask(answering(true, asked));
        const { exitCode, stdout, stderr } = await trial.run(approve, "test");
        assert.equal(
            stdout,
            `${line}✔ ECS goes on with the deployment (444444444444)\n› pull 18 s\n✔ release 444444444444 serves\n` +
                "  ! run pulumi up --stack test for what comes after the release\n",
        );
        assert.deepEqual([exitCode, stderr, asked], [0, "", ["Let ECS go on with it?"]]);
        assert.deepEqual(answers(), [
            {
                serviceDeploymentArn: "arn:aws:ecs:us-east-1:123456789012:service-deployment/spotter-test/spotter-web/4-0",
                hookId: "ecs-pause-1",
                action: "CONTINUE",
            },
        ]);
        assert.deepEqual(
            trial.judged.map(({ taskDefinitionArn, answeredHookId, trafficShift }) => [
                taskDefinitionArn,
                answeredHookId,
                trafficShift?.targetGroupArns,
            ]),
            [[arnOf(4), "ecs-pause-1", ["group", "other"]]],
        );
    });

    it("ends with a code of its own where the next stage waits, too", async () => {
        waitsForApproval(trial);
        trial.verdict = () =>
            Promise.resolve({ outcome: "AWAITING_APPROVAL", seconds: {}, line: "release 4 waits for approval" });
        const { exitCode, stderr } = await trial.run(approve, "test", "--yes");
        assert.deepEqual([exitCode, stderr], [4, "AWAITING_APPROVAL: release 4 waits for approval\n"]);
    });

    it("changes nothing without a yes, and needs one to be typed where nobody can be asked", async () => {
        waitsForApproval(trial);
        ask(answering(false));
        const declined = await trial.run(approve, "test");
        assert.deepEqual([declined.exitCode, declined.stderr], [1, "not confirmed: nothing was changed\n"]);
        ask({ isTerminal: false });
        const unasked = await trial.run(reject, "test");
        assert.deepEqual([unasked.exitCode, unasked.stderr], [2, "this would reject 444444444444: confirm it with --yes\n"]);
        assert.deepEqual(answers(), []);
    });

    it("says that nothing waits, and where the deployment is instead", async () => {
        const none = await trial.run(approve, "test", "--yes");
        assert.deepEqual(
            [none.exitCode, none.stderr],
            [1, "nothing waits for approval: no deployment is in progress (npm run status -- test)\n"],
        );
        waitsForApproval(trial, "PRODUCTION_TRAFFIC_SHIFT");
        Object.assign(trial.account.attempts[0] ?? {}, { hook: undefined });
        const moving = await trial.run(approve, "test", "--yes");
        assert.equal(
            moving.stderr,
            "nothing waits for approval: the deployment is at PRODUCTION_TRAFFIC_SHIFT (npm run status -- test)\n",
        );
    });

    it("says that AWS denies it, or that ECS does not take it any more", async () => {
        waitsForApproval(trial);
        const denied = "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecs:ContinueServiceDeployment";
        trial.account.refusals = { ContinueServiceDeployment: ["AccessDeniedException", denied] };
        const refused = await trial.run(approve, "test", "--yes");
        assert.equal(refused.exitCode, 3);
        assert.match(refused.stderr, /^AWS denied ecs:ContinueServiceDeployment/);
        trial.account.refusals = { ContinueServiceDeployment: ["InvalidParameterException", "It was answered."] };
        const late = await trial.run(approve, "test", "--yes");
        assert.equal(late.exitCode, 1);
        assert.match(late.stderr, /^ECS does not take the answer: .*It was answered.*\(npm run status -- test\)\n$/);
    });
});

describe("reject", () => {
    const trial = new Trial();

    it("sends ECS back, and judges the release that it returns to", async () => {
        waitsForApproval(trial);
        const { exitCode, stdout } = await trial.run(reject, "test", "--yes");
        assert.equal(
            stdout,
            `${line}✔ ECS returns to the release before (444444444444)\n› pull 18 s\n✔ release 333333333333 serves\n`,
        );
        assert.equal(exitCode, 0);
        const [answer] = trial.account.calls.filter(({ action }) => action === "ContinueServiceDeployment");
        assert.equal(answer?.input.action, "ROLLBACK");
        assert.deepEqual(
            trial.judged.map(({ taskDefinitionArn, answeredHookId }) => [taskDefinitionArn, answeredHookId]),
            [[arnOf(3), undefined]],
        );
    });

    it("prints one document with --json", async () => {
        waitsForApproval(trial);
        assert.deepEqual(await trial.document(reject, "test", "--yes"), {
            stack: "test",
            answer: "reject",
            release: "444444444444",
            revision: "spotter-test:4",
            stage: "POST_TEST_TRAFFIC_SHIFT",
            verdict: { outcome: "SUCCEEDED", line: "release 333333333333 serves", seconds: { pull: 18 } },
        });
    });
});

describe("a command, where traffic is shifted", () => {
    const trial = new Trial();

    it("shows the stage, the weights, and what waits until when", async () => {
        waitsForApproval(trial);
        const { stdout } = await trial.run(status, "test");
        assert.match(stdout, /^ {2}Release {5}333333333333 /m);
        assert.match(stdout, /^ {2}Targets {5}3 healthy$/m);
        assert.match(
            stdout,
            /^ {2}Deployment {2}in progress for [^:]*\(post test traffic shift\): spotter-test:4, 2 of 2 running\n {14}0 % of requests go to spotter-test:4\n {2}Approval {4}ECS waits for it until 2026-11-25 12:00 UTC, and then goes back\n {14}▸ npm run approve -- test, or npm run reject -- test$/m,
        );
        const { deployment } = await trial.document(status, "test");
        const { awaiting, productionTrafficWeight } = deployment as Record<string, unknown>;
        assert.deepEqual(
            [awaiting, productionTrafficWeight],
            [{ id: "ecs-pause-1", expiresAt: noon + 86_400_000, timeoutAction: "ROLLBACK" }, 0],
        );
    });

    it("takes the release for the serving one as soon as all of production goes to it", async () => {
        waitsForApproval(trial, "BAKE_TIME", 100);
        Object.assign(trial.account.attempts[0] ?? {}, { hook: undefined });
        const { stdout } = await trial.run(history, "test");
        assert.match(stdout, /^▸ {3}4 /m);
        assert.match((await trial.run(status, "test")).stdout, /^ {2}Release {5}444444444444 /m);
    });

    it("goes back by stopping the deployment while it bakes, and by another one after that", async () => {
        waitsForApproval(trial, "BAKE_TIME", 100);
        const baking = await trial.run(rollback, "test");
        assert.equal(baking.exitCode, 0, baking.stderr);
        const asked = () =>
            trial.account.calls.map(({ action }) => action).filter((action) => /^(Stop|Update)Service/.test(action));
        assert.deepEqual(asked(), ["StopServiceDeployment"]);
        trial.account.calls.length = 0;
        trial.account.attempts.unshift({ revision: 4, status: "SUCCESSFUL", lifecycleStage: "CLEAN_UP", weight: 100 });
        trial.account.deployments = [{ revision: 4, status: "PRIMARY", state: "COMPLETED" }];
        const over = await trial.run(rollback, "test");
        assert.equal(over.exitCode, 0, over.stderr);
        assert.deepEqual(asked(), ["UpdateService"]);
        assert.deepEqual(
            trial.judged.map(({ trafficShift }) => trafficShift?.strategy),
            ["BLUE_GREEN", "BLUE_GREEN"],
        );
    });

    it("does not disturb a deployment that ECS gives no rollout state", async () => {
        waitsForApproval(trial);
        const { exitCode, stderr } = await trial.run(restart, "test");
        assert.equal(exitCode, 1);
        assert.match(stderr, /^a deployment of spotter-test:4 is in progress: wait until it has ended/);
    });
});
