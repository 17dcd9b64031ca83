import { name, onShared, prod, sharedArn, type RuleCase } from "./rule-case";

const deployment = (keys: object) => ({ "fitness:deployment": keys });
const shifting = "requires deployment.strategy blueGreen, canary or linear: others move no requests from one release to another";

/** Rules between the strategy of a deployment and other keys. */
export const strategyCases: readonly RuleCase[] = [
    {
        rule: "fitness:deployment.strategy",
        kept: [deployment({ strategy: "recreate" }), { ...prod, ...deployment({ strategy: "blueGreen" }) }],
        broken: [
            [
                { ...prod, ...deployment({ strategy: "recreate" }) },
                'must not be recreate in production: nothing serves until the release does, got "recreate"',
            ],
        ],
    },
    {
        rule: "fitness:deployment.strategy",
        kept: [{ ...onShared, ...deployment({ strategy: "recreate" }) }, deployment({ strategy: "linear" })],
        broken: ["blueGreen", "canary", "linear"].map((strategy) => [
            { "fitness:domain": { name }, "fitness:loadBalancer.existing.arn": sharedArn, ...deployment({ strategy }) },
            "must be rolling or recreate with loadBalancer.existing: ECS would have to change rules among those of other " +
                `stacks, got "${strategy}"`,
        ]),
    },
    {
        rule: "fitness:deployment.bakeTimeMinutes",
        kept: [deployment({ strategy: "blueGreen", bakeTimeMinutes: 0 })],
        broken: [
            [deployment({ bakeTimeMinutes: 0 }), `${shifting} (rolling), got 0`],
            [deployment({ strategy: "recreate", bakeTimeMinutes: 5 }), `${shifting} (recreate), got 5`],
        ],
    },
    {
        rule: "fitness:deployment.canary",
        kept: [deployment({ strategy: "canary", canary: { percent: 5 } })],
        broken: [
            [
                deployment({ canary: { percent: 5, bakeTimeMinutes: 3 } }),
                'requires deployment.strategy canary (rolling), got {"percent":5,"bakeTimeMinutes":3}',
            ],
            [
                deployment({ strategy: "linear", canary: { percent: 5, bakeTimeMinutes: 3 } }),
                'requires deployment.strategy canary (linear), got {"percent":5,"bakeTimeMinutes":3}',
            ],
        ],
    },
    {
        rule: "fitness:deployment.linear",
        kept: [deployment({ strategy: "linear", linear: { stepPercent: 25 } })],
        broken: [
            [
                deployment({ strategy: "blueGreen", linear: { stepPercent: 25, bakeTimeMinutes: 3 } }),
                'requires deployment.strategy linear (blueGreen), got {"stepPercent":25,"bakeTimeMinutes":3}',
            ],
        ],
    },
    {
        rule: "fitness:deployment.testTrafficHeader",
        kept: [deployment({ strategy: "canary", testTrafficHeader: "x-test" })],
        broken: [[deployment({ testTrafficHeader: "x-test" }), `${shifting} (rolling), got "x-test"`]],
    },
    {
        rule: "fitness:deployment.approvals",
        kept: [deployment({ strategy: "canary", approvals: ["POST_TEST_TRAFFIC_SHIFT"] }), deployment({ approvals: [] })],
        broken: [
            [deployment({ approvals: ["POST_TEST_TRAFFIC_SHIFT"] }), `${shifting} (rolling), got ["POST_TEST_TRAFFIC_SHIFT"]`],
        ],
    },
    {
        rule: "fitness:deployment.verdictAt",
        kept: [deployment({ strategy: "blueGreen", verdictAt: "shift" })],
        broken: [[deployment({ verdictAt: "bake" }), `${shifting} (rolling), got "bake"`]],
    },
    {
        rule: "fitness:service.minimumHealthyPercent",
        kept: [
            { ...deployment({ strategy: "recreate" }), "fitness:service.minimumHealthyPercent": 0 },
            { "fitness:service.minimumHealthyPercent": 50 },
        ],
        broken: [
            [
                { ...deployment({ strategy: "recreate" }), "fitness:service": { minimumHealthyPercent: 50, tasks: { min: 2 } } },
                "must be 0 with deployment.strategy recreate, which stops all tasks before it starts others, got 50",
            ],
        ],
    },
    {
        rule: "fitness:service.maximumPercent",
        kept: [
            { ...deployment({ strategy: "recreate" }), "fitness:service.maximumPercent": 100 },
            { "fitness:service.maximumPercent": 150, "fitness:service.tasks.min": 2 },
        ],
        broken: [
            [
                { ...deployment({ strategy: "recreate" }), "fitness:service.maximumPercent": 200 },
                "must be 100 with deployment.strategy recreate, which stops all tasks before it starts others, got 200",
            ],
        ],
    },
    {
        rule: "fitness:scaling.requestsPerTargetPerMinute",
        kept: [
            { ...prod, ...deployment({ strategy: "blueGreen" }) },
            { ...prod, "fitness:scaling.requestsPerTargetPerMinute": 600 },
        ],
        broken: [
            [
                { ...deployment({ strategy: "blueGreen" }), "fitness:scaling.requestsPerTargetPerMinute": 600 },
                "must be 0 with deployment.strategy blueGreen, canary or linear: AWS counts the requests of one target group, and " +
                    "releases have two by turns; scaling.cpuPercent counts for both (blueGreen), got 600",
            ],
        ],
    },
];
