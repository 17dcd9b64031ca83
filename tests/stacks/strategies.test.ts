import * as assert from "node:assert/strict";
import { evaluate, findFailures } from "../../policies/evaluate";
import { assertGolden, describeDifference } from "./golden";
import { inventoryOf } from "./inventory";
import { previewOfExample, type StackKeys } from "./preview-of";

/** What a stack file says of its strategy. */
const strategies: Readonly<Record<string, object>> = {
    "blue-green": { strategy: "blueGreen", approvals: ["POST_TEST_TRAFFIC_SHIFT"] },
    canary: { strategy: "canary", canary: { percent: 5 }, bakeTimeMinutes: 10 },
    linear: { strategy: "linear", verdictAt: "shift" },
};

/** What two target groups need beside the load balancer of every stack. */
const added = [
    "aws:iam/role:Role::web-infrastructure",
    "aws:iam/rolePolicy:RolePolicy::web-shift-traffic",
    "aws:lb/listenerRule:ListenerRule::web-production",
    "aws:lb/listenerRule:ListenerRule::web-test",
    "aws:lb/targetGroup:TargetGroup::web-alternate",
];

const withDeployment = (deployment: object) => (config: StackKeys) => {
    config["spotter:deployment"] = { ...config["spotter:deployment"], ...deployment };
};

async function inventory(stack: "staging" | "prod", deployment: object): Promise<string> {
    const change = withDeployment(deployment);
    return inventoryOf(await previewOfExample(stack, "preview", change), await previewOfExample(stack, "update", change));
}

async function resources(stack: "staging" | "prod", deployment: object): Promise<string[]> {
    const document = await previewOfExample(stack, "preview", withDeployment(deployment));
    return document.resources.map(({ type, name }) => `${type}::${name}`);
}

describe("a strategy", () => {
    for (const [name, deployment] of Object.entries(strategies)) {
        it(`changes of production what is reviewed: ${name} (UPDATE_GOLDENS=1 rewrites it)`, async () => {
            const difference = describeDifference(await inventory("prod", {}), await inventory("prod", deployment));
            assertGolden(`tests/stacks/strategies/${name}.txt`, `${difference.join("\n")}\n`);
        });

        it(`adds these resources, and takes the policy away that counts the requests of one target group: ${name}`, async () => {
            const [before, after] = [await resources("prod", {}), await resources("prod", deployment)];
            assert.deepEqual(after.filter((each) => !before.includes(each)).sort(), added);
            assert.deepEqual(
                before.filter((each) => !after.includes(each)),
                ["aws:appautoscaling/policy:Policy::web-requests"],
            );
        });
    }

    it("keeps to every mandatory control, as far as each can be told in an update", async () => {
        for (const deployment of Object.values(strategies)) {
            const document = await previewOfExample("prod", "update", withDeployment(deployment));
            const evaluation = evaluate(document);
            assert.deepEqual(findFailures(evaluation), []);
            const ofRole = evaluation.results.filter(({ resource }) => /web-(?:infrastructure|shift-traffic)$/.test(resource));
            assert.deepEqual(
                ofRole.map(({ control, outcome }) => [control.id, outcome]),
                [
                    ["IAM.21", "pass"],
                    ["CKV_AWS_60", "pass"],
                    ["OWN.4", "pass"],
                ],
            );
        }
    });

    it("that replaces tasks within one target group adds nothing", async () => {
        const usual = await resources("staging", {});
        assert.deepEqual(await resources("staging", { strategy: "rolling" }), usual);
        assert.deepEqual(await resources("staging", { strategy: "recreate" }), usual);
    });

    it("that stops all tasks first changes these properties of the service, and nothing else", async () => {
        assert.deepEqual(
            describeDifference(await inventory("staging", {}), await inventory("staging", { strategy: "recreate" })),
            [
                "aws:ecs/service:Service::web",
                "  - availabilityZoneRebalancing: ENABLED",
                "  - deploymentMaximumPercent: 200",
                "  - deploymentMinimumHealthyPercent: 100",
                "  + availabilityZoneRebalancing: DISABLED",
                "  + deploymentMaximumPercent: 100",
                "  + deploymentMinimumHealthyPercent: 0",
                "warnings",
                "  + spotter:deployment.strategy: recreate: every release takes the service away for minutes",
            ],
        );
    });
});
