import type { TrafficShift } from "../../deployment/api";
import { newAnswers, newTasks, oldAnswers, oldTasks } from "./parts";
import { targetGroupArn } from "./releases";
import type { AttemptRow, DeploymentRow, HookRow, ServiceFrame, Timeline } from "./timeline";

// The usual parts of time lines of a service whose releases run side by side, each in a target group of its own.

export const green = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/green/1";

export const blueGreen: TrafficShift = {
    strategy: "BLUE_GREEN",
    targetGroupArns: [targetGroupArn, green],
    productionListenerRuleArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/web/1/2/3",
    testHeader: { name: "x-spotter-test", value: "true" },
    verdictAt: "bake",
    stepMinutes: 0,
    bakeMinutes: 5,
};

const yesterday = -86_400;
const before: DeploymentRow = { of: "old", status: "ACTIVE", state: "" };

/** ECS gives a rollout state only where tasks are replaced some at a time. */
export function stage(at: number, name: string, attempt: Partial<AttemptRow> = {}): ServiceFrame {
    return {
        at,
        deployments: [{ of: "new", status: "PRIMARY", state: "" }, before],
        attempt: { of: "new", status: "IN_PROGRESS", stage: name, weight: 0, ...attempt },
    };
}

/** Before ECS was asked: what a stale read still says. */
export const standing: ServiceFrame = {
    at: yesterday,
    deployments: [{ of: "old", status: "PRIMARY", state: "" }],
    attempt: { of: "old", status: "SUCCESSFUL", started: yesterday, weight: 100 },
};

export function successful(at: number): ServiceFrame {
    return {
        at,
        deployments: [{ of: "new", status: "PRIMARY", state: "" }],
        attempt: { of: "new", status: "SUCCESSFUL", stage: "CLEAN_UP", weight: 100 },
    };
}

/** ECS goes back: to tasks that still run, so that the service is on them at once. */
export function returning(at: number, end: number, reason: string, attempt: Partial<AttemptRow> = {}): ServiceFrame[] {
    const told = { of: "new", reason, rollback: { reason, to: "old" }, ...attempt } as const;
    const back: DeploymentRow = { of: "old", status: "PRIMARY", state: "" };
    return [
        {
            at,
            deployments: [back, { of: "new", status: "ACTIVE", state: "" }],
            attempt: { status: "ROLLBACK_IN_PROGRESS", ...told },
        },
        { at: end, deployments: [back], attempt: { status: "ROLLBACK_SUCCESSFUL", ...told } },
    ];
}

/** Up to test traffic, which goes to the release from 90 s on. */
export const prepared: readonly ServiceFrame[] = [
    standing,
    stage(0, "PRE_SCALE_UP"),
    stage(8, "SCALE_UP"),
    stage(75, "POST_SCALE_UP"),
    stage(80, "TEST_TRAFFIC_SHIFT"),
    stage(100, "POST_TEST_TRAFFIC_SHIFT"),
];

/** Two new tasks are healthy after 67 s, production moves at 140 s, and the old tasks go after five minutes. */
export const shifted: Timeline = {
    name: "a release comes up beside the one before, and takes its place",
    shift: blueGreen,
    groups: { new: green },
    tasks: [...oldTasks(475), ...newTasks],
    service: [
        ...prepared,
        stage(130, "PRODUCTION_TRAFFIC_SHIFT"),
        stage(140, "POST_PRODUCTION_TRAFFIC_SHIFT", { weight: 100 }),
        stage(150, "BAKE_TIME", { weight: 100 }),
        stage(450, "CLEAN_UP", { weight: 100 }),
        successful(530),
    ],
    weights: [{ at: 140, weight: 100 }],
    test: [{ at: 90, status: 200, of: "new" }],
    health: newAnswers(140),
    expected: { outcome: "SUCCEEDED", by: 550 },
};

/** Production never moves. */
export const unshifted: Timeline = { ...shifted, tasks: [...oldTasks(), ...newTasks], weights: [], health: oldAnswers };

/** Both releases answer production, every half a second. */
export function mixedAnswers(from: number, until: number): Timeline["health"] {
    const mixed = Array.from({ length: (until - from) * 2 }, (_, index) => ({
        at: from + index / 2,
        status: 200,
        of: index % 2 === 0 ? ("new" as const) : ("old" as const),
    }));
    return [...oldAnswers, ...mixed, { at: until, status: 200, of: "new" }];
}

/** Somebody has to let the deployment go on, within a day. */
export const pause: HookRow = {
    id: "ecs-pause-1",
    type: "PAUSE",
    status: "AWAITING_ACTION",
    expires: 86_400,
    then: "ROLLBACK",
};
