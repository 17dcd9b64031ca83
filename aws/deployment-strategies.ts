/**
 * How ECS replaces the tasks of a service. Those of the second list have a target group for each of two releases, and move
 * traffic from the one to the other: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
 */
export const strategies = {
    /** Tasks of one target group are replaced, `recreate` stops the old ones first. */
    replacing: ["rolling", "recreate"],
    shifting: ["blueGreen", "canary", "linear"],
} as const;

export type ShiftingStrategyKey = (typeof strategies.shifting)[number];

export type Strategy = (typeof strategies.replacing)[number] | ShiftingStrategyKey;

/** ECS's own words. */
export const shiftingStrategies = { blueGreen: "BLUE_GREEN", canary: "CANARY", linear: "LINEAR" } as const satisfies Record<
    ShiftingStrategyKey,
    string
>;

/** Whether two releases have a target group each. */
export function isShifting(strategy: Strategy): strategy is ShiftingStrategyKey {
    return Object.hasOwn(shiftingStrategies, strategy);
}

/**
 * Stages that a person can hold a deployment at, in their order. ECS lets none be held while traffic moves; that of
 * `PRE_PRODUCTION_TRAFFIC_SHIFT`, before every step of it, is not among those that the provider documents.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
 */
export const approvalStages = [
    "PRE_SCALE_UP",
    "POST_SCALE_UP",
    "POST_TEST_TRAFFIC_SHIFT",
    "POST_PRODUCTION_TRAFFIC_SHIFT",
] as const;

export type ApprovalStage = (typeof approvalStages)[number];

/** What a request must carry in the header of test traffic. */
export const testHeaderValue = "true";
