import * as assert from "node:assert/strict";
import { render } from "../../preview/render";
import { digest, madeUp } from "./made-up";

const plain = { colors: false, verbose: false };

describe("a preview as a person reads it", () => {
    it("shows where, what is released, each component with its facts, warnings and outputs", () => {
        assert.deepEqual(render(madeUp, plain).split("\n"), [
            "shop · prod     us-east-1 · 123456789012     offline: nothing was read from AWS",
            "",
            "  URL         https://shop.example.com",
            `  Release     ${digest}     from Pulumi.prod.yaml`,
            "  Tasks       2 × 0.25 vCPU, 0.5 GB, Fargate + Fargate Spot, 2 subnets",
            "  Deployment  rolling 100–200 %, rolls back on failure, fails unless the release serves",
            "",
            "  web",
            "  ├─ Thing",
            "  ├─ ImageRepository  shop       immutable tags · scan on push · protected",
            "  ├─ LogGroup         /ecs/shop  kept 90 days",
            "  └─ FargateService   shop-web   user 1001:1001, read-only root · writes /tmp · 60 s grace",
            "",
            "  5 resources · 1 warning",
            "  ! spotter:network: tasks have public addresses",
            "",
            "  Outputs",
            "  clusterName        shop",
            "  sizes              [1,2]",
            "  taskDefinitionArn  known after the first update",
            "  url                https://shop.example.com",
        ]);
    });

    it("shows the command that comes before the service moves", () => {
        const before = ["node", "migrate.js"];
        assert.match(
            render(madeUp, { ...plain, before }),
            /^  Before +node migrate.js, once on the new revision\n  Deployment /m,
        );
    });

    it("says when ECS alone decides how a deployment has ended", () => {
        const resources = madeUp.resources.map((one) => ({ ...one, inputs: { ...one.inputs, waitForSteadyState: true } }));
        assert.match(render({ ...madeUp, resources }, plain), /rolls back on failure, ends when ECS is steady$/m);
    });

    it("says how requests move to a release, how long the one before is kept, and where ECS waits for a person", () => {
        const deploymentOf = (deploymentConfiguration: object) => {
            const resources = madeUp.resources.map((one) => ({
                ...one,
                inputs: { ...one.inputs, deploymentConfiguration } as typeof one.inputs,
            }));
            return /^ {2}Deployment +(.*)$/m.exec(render({ ...madeUp, resources }, plain))?.[1];
        };
        const ends = "fails unless the release serves";
        assert.deepEqual(
            [
                deploymentOf({ strategy: "BLUE_GREEN", bakeTimeInMinutes: "10" }),
                deploymentOf({
                    strategy: "CANARY",
                    bakeTimeInMinutes: "5",
                    canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "15" },
                    lifecycleHooks: [{ targetType: "PAUSE", lifecycleStages: ["POST_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT"] }],
                }),
                deploymentOf({
                    strategy: "LINEAR",
                    bakeTimeInMinutes: "0",
                    linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: "3" },
                }),
            ],
            [
                `blue/green, bakes 10 min, ${ends}`,
                `canary 5 % for 15 min, bakes 5 min, waits for approval at POST_SCALE_UP and POST_TEST_TRAFFIC_SHIFT, ${ends}`,
                `linear 25 % every 3 min, bakes 0 min, ${ends}`,
            ],
        );
    });

    it("shows a component that it has no facts of by its name alone", () => {
        assert.match(render(madeUp, plain), /─ Thing$/m);
    });

    it("has colours only when they are asked for", () => {
        assert.ok(!render(madeUp, plain).includes("\u001b["));
        assert.ok(render(madeUp, { ...plain, colors: true }).includes("\u001b[33m!"));
    });

    it("shows every resource with its inputs when verbose, and of a secret only that it is one", () => {
        const text = render(madeUp, { ...plain, verbose: true });
        assert.match(text, /aws:ecr\/repository:Repository::web \(protected, kept in AWS\)/);
        assert.match(text, /imageTagMutability: IMMUTABLE/);
        assert.match(text, /value: <secret>/);
    });
});
