import { newTasks, oldAnswers, oldTasks, servingTask } from "./parts";
import { targetGroupArn } from "./releases";
import { blueGreen, green, mixedAnswers, pause, prepared, shifted, stage, standing, successful } from "./shift-parts";
import type { DeploymentRow, ServiceFrame, TaskLife, Timeline } from "./timeline";

// Releases that traffic is shifted to, and that serve.

/** Production moves in steps: what part of it from which second on, until all of it has. */
function inSteps(strategy: "CANARY" | "LINEAR", steps: readonly (readonly [at: number, weight: number])[]): Timeline {
    const frames = steps.flatMap(([at, weight], index): ServiceFrame[] => [
        stage(at - 5, "PRE_PRODUCTION_TRAFFIC_SHIFT", { weight: steps[index - 1]?.[1] ?? 0 }),
        stage(at, "PRODUCTION_TRAFFIC_SHIFT", { weight }),
    ]);
    const [[first] = [0], [last] = [0]] = [steps.at(0), steps.at(-1)];
    return {
        ...shifted,
        shift: { ...blueGreen, strategy, stepMinutes: Math.ceil((last - first) / 60), bakeMinutes: 1 },
        tasks: [...oldTasks(last + 85), ...newTasks],
        service: [
            ...prepared,
            ...frames,
            stage(last + 5, "POST_PRODUCTION_TRAFFIC_SHIFT", { weight: 100 }),
            stage(last + 10, "BAKE_TIME", { weight: 100 }),
            stage(last + 70, "CLEAN_UP", { weight: 100 }),
            successful(last + 140),
        ],
        weights: steps.map(([at, weight]) => ({ at, weight })),
        health: mixedAnswers(first, last),
        expected: { outcome: "SUCCEEDED", by: last + 160 },
    };
}

export const canary = { ...inSteps("CANARY", [[140, 5], [740, 100]]), name: "a canary gets a part of production first" }; // prettier-ignore

export const shifting: readonly Timeline[] = [
    shifted,
    comingBack(80),
    {
        ...comingBack(80),
        name: "ECS comes back to the release, and does not say so at first",
        faults: [{ during: [0, 19], answer: "stale", seconds: 9 }],
    },
    {
        ...shifted,
        name: "every second release is in the first target group",
        groups: { old: green, new: targetGroupArn },
    },
    {
        ...shifted,
        name: "production has moved, and the bake time is not waited for",
        shift: { ...blueGreen, verdictAt: "shift" },
        expected: { outcome: "SUCCEEDED", line: /serves: 2 of 2 tasks healthy, .*bakes until 2026-11-24 12:0[78] UTC/, by: 180 },
    },
    canary,
    {
        ...inSteps("LINEAR", [[140, 25], [260, 50], [380, 75], [500, 100]]), // prettier-ignore
        name: "production moves step by step",
    },
    {
        ...shifted,
        name: "a first release is shifted to",
        tasks: newTasks,
        service: shifted.service
            .filter(({ at }) => at >= 0)
            .map((frame) => ({ ...frame, deployments: frame.deployments.filter(({ of }) => of === "new") })),
        health: shifted.health.filter(({ of }) => of === "new"),
    },
    {
        ...shifted,
        name: "a release that was shifted to is looked at again",
        watchedFrom: 3000,
        expected: { outcome: "SUCCEEDED", by: 3030 },
    },
    {
        ...shifted,
        name: "the rule's weights may not be read",
        faults: [{ action: "DescribeRules", answer: "denied" }],
    },
    {
        ...shifted,
        name: "ECS does not say what part of production it has asked for",
        service: shifted.service.map((frame) => ({
            ...frame,
            attempt: frame.attempt && { ...frame.attempt, weight: undefined },
        })),
    },
    {
        ...shifted,
        name: "a lifecycle hook takes its time",
        service: shifted.service.map((frame) =>
            frame.at === 100 && frame.attempt
                ? {
                      ...frame,
                      attempt: {
                          ...frame.attempt,
                          hooks: [
                              {
                                  id: "1",
                                  type: "AWS_LAMBDA",
                                  status: "IN_PROGRESS",
                                  target: "arn:aws:lambda:us-east-1:123456789012:function:smoke",
                              },
                          ],
                      },
                  }
                : frame,
        ),
    },
    {
        ...shifted,
        name: "an approved release is taken up where it is",
        watchedFrom: 135,
        expected: { outcome: "SUCCEEDED", by: 550 },
    },
    {
        ...shifted,
        name: "an earlier try of the same revision is all that ECS lists for half a minute",
        service: [
            standing,
            { ...stage(0, "CLEAN_UP", { status: "ROLLBACK_SUCCESSFUL", started: -3600, finished: -3000 }) },
            stage(35, "SCALE_UP"),
            ...shifted.service.filter(({ at }) => at >= 75),
        ],
    },
    {
        ...shifted,
        name: "test traffic reaches another release for a moment",
        test: [
            { at: 80, status: 200, of: "old" },
            { at: 103, status: 200, of: "new" },
        ],
    },
];

/** An operator has stopped the deployment of another release, which bakes, so that ECS comes back to this one. */
function comingBack(end: number, status = "ROLLBACK_SUCCESSFUL"): Timeline {
    const reason = "Service deployment stopped by a request of the user.";
    const attempt = { of: "other", started: -300, reason, weight: 0 } as const;
    const own: DeploymentRow = { of: "new", status: "ACTIVE", state: "", created: -86_400 };
    const other: DeploymentRow = { of: "other", status: "PRIMARY", state: "", created: -300 };
    const kept = servingTask("new-1", -86_400);
    const left: TaskLife = { ...servingTask("other-1", -290), of: "other", stopping: end - 10, stopped: end };
    const rollback = { reason, to: "new" } as const;
    return {
        ...shifted,
        name: `ECS comes back to the release at ${end} s`,
        groups: { other: green },
        tasks: [kept, { ...kept, id: "new-2" }, left, { ...left, id: "other-2" }],
        service: [
            { at: -300, deployments: [other, own], attempt: { ...attempt, status: "STOP_REQUESTED" } },
            {
                at: 10,
                deployments: [
                    { ...own, status: "PRIMARY" },
                    { ...other, status: "ACTIVE" },
                ],
                attempt: { ...attempt, status: "ROLLBACK_IN_PROGRESS", rollback },
            },
            { at: end, deployments: [{ ...own, status: "PRIMARY" }], attempt: { ...attempt, status, rollback } },
        ],
        weights: [
            { at: -300, weight: 0 },
            { at: 30, weight: 100 },
        ],
        health: [
            { at: -300, status: 200, of: "other" },
            { at: 30, status: 200, of: "new" },
        ],
        expected: { outcome: "SUCCEEDED", by: end + 30 },
    };
}

/** A deployment that waits until somebody lets it go on. */
export const waiting: readonly Timeline[] = [
    {
        ...shifted,
        name: "an approval is waited for after test traffic",
        tasks: [...oldTasks(), ...newTasks],
        service: [...prepared.slice(0, -1), stage(100, "POST_TEST_TRAFFIC_SHIFT", { hooks: [pause] })],
        weights: [],
        health: oldAnswers,
        expected: {
            outcome: "AWAITING_APPROVAL",
            line: /waits for approval at POST_TEST_TRAFFIC_SHIFT until 2026-11-25 12:00 UTC, when ECS goes back by itself: npm run approve -- test, or npm run reject -- test/,
            by: 115,
        },
    },
    {
        ...shifted,
        name: "an approval is waited for before any task comes up",
        tasks: oldTasks(),
        service: [...prepared.slice(0, 1), stage(0, "PRE_SCALE_UP", { hooks: [{ ...pause, then: "CONTINUE" }] })],
        weights: [],
        health: oldAnswers,
        expected: { outcome: "AWAITING_APPROVAL", line: /at PRE_SCALE_UP until .* when ECS goes on by itself/, by: 15 },
    },
    {
        ...shifted,
        name: "an approval is waited for after production has moved",
        service: [
            ...prepared,
            stage(130, "PRODUCTION_TRAFFIC_SHIFT"),
            stage(140, "POST_PRODUCTION_TRAFFIC_SHIFT", { weight: 100, hooks: [pause] }),
        ],
        expected: { outcome: "AWAITING_APPROVAL", line: /at POST_PRODUCTION_TRAFFIC_SHIFT/, by: 155 },
    },
];
