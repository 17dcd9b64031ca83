import * as assert from "node:assert/strict";
import { types as ecs } from "../account-model/ecs";
import { types as elb } from "../account-model/elb-types";
import { describeWithCli } from "../support/cli";
import { StagingStack } from "./staging-stack";

const service = `update ${ecs.service}::web`;
const [production, test] = [`${elb.rule}::web-production`, `${elb.rule}::web-test`];
const alternate = `${elb.targetGroup}::web-alternate`;
const [role, policy] = ["aws:iam/role:Role::web-infrastructure", "aws:iam/rolePolicy:RolePolicy::web-shift-traffic"];
const digest = (of: string) => ({ digest: `sha256:${of.repeat(64)}` });

/** The tests go through the life of one stack, in order. */
describeWithCli("a stack whose strategy changes", () => {
    const stack = new StagingStack(() => {
        deployBy();
    });
    const { cloud, aws, workspace } = stack;
    const configure = (key: string, value: unknown) => stack.configure(key, value);
    const deployBy = (keys?: object) => configure("spotter:deployment", { ...keys, verdict: false });
    /** Changes of whatever requests come through, and of the role that moves them; alarms follow beside them. */
    const takeChanges = () => aws.takeChanges().filter((change) => /aws:(?:lb|vpc|ec2|ecs|iam)\//.test(change));
    const update = async () => {
        await workspace.succeed("up", "--yes", "--skip-preview");
        return takeChanges();
    };
    const assertNothingToDo = () => stack.assertNothingToDo();
    /** Commands in which a change is refused for a reason; nothing but what is listed may have changed. */
    const assertRefused = async (reason: RegExp, besides: readonly string[] = []) => {
        for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
            const { exitCode, output } = await workspace.pulumi(...command);
            const diagnostics = output.slice(output.indexOf("Diagnostics:"));
            assert.notEqual(exitCode, 0, output);
            assert.match(diagnostics, reason);
            assert.doesNotMatch(diagnostics, /^\s+at /m);
            assert.deepEqual(
                takeChanges().filter((change) => !besides.includes(change)),
                [],
            );
        }
    };

    /** ECS moves the weights of both rules by the end of a deployment: to the group that had none. */
    const shift = () => {
        for (const { id, properties } of aws.model.list(elb.rule)) {
            const [action] = properties.actions as [{ forward: { targetGroups: { arn: string; weight: number }[] } }];
            const targetGroups = action.forward.targetGroups.map(({ arn, weight }) => ({ arn, weight: 100 - weight }));
            aws.model.change(elb.rule, id, { actions: [{ ...action, forward: { targetGroups } }] });
        }
    };
    const weights = () => cloud.describeWeights().map(({ weight }) => weight);

    before(() => update());

    it("makes both groups part of rules before the service knows of them, and leaves what serves alone", async () => {
        deployBy({ strategy: "blueGreen" });
        const changes = await update();
        assert.deepEqual(
            [...changes].sort(),
            [...[policy, role, production, test, alternate].map((each) => `create ${each}`).sort(), service].sort(),
        );
        assert.equal(changes.at(-1), service);
        assert.ok(changes.indexOf(`create ${alternate}`) < changes.indexOf(`create ${production}`));
        assert.deepEqual(weights(), [100, 0]);
    });

    it("has nothing to do once ECS has moved the weights", async () => {
        shift();
        assert.deepEqual(weights(), [0, 100]);
        await assertNothingToDo();
    });

    it("releases by a revision and the service alone, and lets the weights be", async () => {
        configure("spotter:image", digest("2"));
        const revision = `${ecs.taskDefinition}::web`;
        assert.deepEqual(await update(), [`create ${revision}`, service, `delete ${revision}`]); // of the state alone
        assert.deepEqual(weights(), [0, 100]);
    });

    it("does not go back to one group while requests go to the other", async () => {
        deployBy({});
        await assertRefused(/would lose requests:\n\s+- requests go to web-al\w+ now, not to web-\w+, which the service keeps: /);
        assert.deepEqual(weights(), [0, 100]);
    });

    it("changes to another strategy of two groups in the service alone", async () => {
        deployBy({ strategy: "canary", canary: { percent: 5 } });
        assert.deepEqual(await update(), [service]);
        assert.deepEqual(aws.model.list(ecs.service)[0]?.properties.deploymentConfiguration, {
            strategy: "CANARY",
            bakeTimeInMinutes: "2",
            canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "2" },
        });
        shift();
        assert.deepEqual(weights(), [100, 0]);
        await assertNothingToDo();
    });

    it("does not go back while a deployment is under way", async () => {
        deployBy({});
        cloud.isDeploying = true;
        await assertRefused(/a deployment of spotter-web is under way, and ECS takes another strategy only when it has ended/);
        cloud.isDeploying = false;
    });

    it("goes back to one group in the service first; then rules go, and the other group last", async () => {
        const changes = await update();
        assert.equal(changes[0], service);
        assert.deepEqual(
            [...changes.slice(1)].sort(),
            [policy, role, production, test, alternate].map((each) => `delete ${each}`).sort(),
        );
        assert.ok(changes.indexOf(`delete ${production}`) < changes.indexOf(`delete ${alternate}`));
        assert.ok(changes.indexOf(`delete ${test}`) < changes.indexOf(`delete ${alternate}`));
        assert.deepEqual(aws.model.list(ecs.service)[0]?.properties.deploymentCircuitBreaker, { enable: true, rollback: true });
        await assertNothingToDo();
    });

    it("makes no rule that sends requests to a group without tasks", async () => {
        deployBy({ strategy: "linear" });
        cloud.servedBy = "another group";
        // None of these sends a request of users anywhere.
        const besides = [role, policy, test, alternate].map((each) => `create ${each}`);
        await assertRefused(
            /target group web-\w+ would get all requests, and no task is healthy in it, while others serve/,
            besides,
        );
        cloud.servedBy = undefined;
    });
});
