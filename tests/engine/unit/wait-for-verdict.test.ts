import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { releaseGuard } from "../../../engine/release-guard";
import { changeHook } from "../../../engine/wait-for-verdict";
import { serviceWith } from "../../components/service-fixture";
import { build, inputsOf } from "../../support/build";
import {
    crashed,
    DeploymentApiDouble,
    expectedSeconds,
    guardArgs,
    guardedBy,
    limits,
    probe,
    run,
    serviceRef,
} from "./guard-fixture";

describe("the verdict of a service", () => {
    it("is asked about the release that ECS was asked for", async () => {
        const api = new DeploymentApiDouble();
        await serviceWith(guardedBy(api));
        const lb = "spotter-alb-0.us-east-1.elb.amazonaws.com";
        assert.deepEqual(api.intended, [
            {
                serviceRef,
                limits,
                sidecars: [{ name: "otel", essential: false }],
                secretNames: ["AUTH_SECRET"],
                expectedSeconds,
                taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/spotter-app-task:1",
                targetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web-${"0".repeat(16)}/${"0".repeat(16)}`,
                releaseId: "1f3c1f3c1f3c",
                justChanged: false,
                probe: { protocol: "http", loadBalancerDns: lb, host: lb, ...probe },
                healthCheckMatcher: "200",
            },
        ]);
    });

    it("fails the update with its line, and no stack, unless the release serves", async () => {
        const failing = serviceWith(guardedBy(new DeploymentApiDouble(crashed)));
        const { line } = crashed;
        await assert.rejects(failing, (error: pulumi.ResourceError) => {
            assert.ok(pulumi.ResourceError.isInstance(error));
            assert.deepEqual([error.stack, error.hideStack], [line, true]);
            assert.ok(error.message.endsWith(line), error.message); // later on the SDK puts where it met it in front
            assert.ok(error.resource);
            return true;
        });
    });

    it("ends the update with a line that is no failure where the release waits for approval: nothing may come after it", async () => {
        const line = "release 1f3c1f3c1f3c waits for approval at POST_SCALE_UP: npm run approve -- prod";
        const waiting = serviceWith(guardedBy(new DeploymentApiDouble({ outcome: "AWAITING_APPROVAL", seconds: {}, line })));
        await assert.rejects(waiting, (error: pulumi.ResourceError) => {
            assert.equal(error.hideStack, true);
            assert.ok(
                error.message.endsWith(
                    `this is no failure: ${line}; then run the update again, which does what comes after the release`,
                ),
                error.message,
            );
            return true;
        });
    });

    it("is told when this update has changed the service, and only then", async () => {
        let change: ReturnType<typeof changeHook> | undefined;
        await build(() => {
            change = changeHook("web");
        });
        assert.ok(change);
        assert.deepEqual(Object.keys(change.hooks), ["afterCreate", "afterUpdate"]);
        assert.equal(change.isChanged(), false);
        const [hook] = change.hooks.afterUpdate as pulumi.ResourceHook[];
        assert.equal(hook?.opts?.onDryRun ?? false, false);
        await run(hook);
        assert.equal(change.isChanged(), true);
    });

    it("hears of a change by hooks of the service itself", async () => {
        const api = new DeploymentApiDouble();
        await serviceWith({
            guard: (foundation) => {
                const guard = releaseGuard("web", guardArgs(api, foundation));
                const { serviceHooks = {} } = guard;
                assert.deepEqual(Object.keys(serviceHooks), ["beforeCreate", "beforeUpdate", "afterCreate", "afterUpdate"]);
                void run((serviceHooks.afterCreate as pulumi.ResourceHook[])[0]); // as the engine would: mocks call no hook
                return guard;
            },
        });
        assert.deepEqual(
            api.intended.map(({ justChanged }) => justChanged),
            [true],
        );
    });

    it("is not asked for in a preview", async () => {
        const api = new DeploymentApiDouble(crashed);
        await serviceWith(guardedBy(api), "preview");
        assert.deepEqual(api.intended, []);
    });

    it("leaves the waiting to ECS when it is turned off", async () => {
        const api = new DeploymentApiDouble(crashed);
        const resources = await serviceWith(guardedBy(api, { verdict: false }));
        assert.deepEqual(api.intended, []);
        assert.equal(inputsOf(resources, "aws:ecs/service:Service").waitForSteadyState, true);
    });
});
