/**
 * ECS's strategies that run two releases side by side and move traffic from the one to the other:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
 */
export type ShiftingStrategy = "BLUE_GREEN" | "CANARY" | "LINEAR";

/** How ECS moves traffic to a release, and when that is the end for whoever waits for it. */
export interface TrafficShift {
    /** In ECS's own words. */
    readonly strategy: ShiftingStrategy;

    /** Target groups that releases have by turns: ECS itself says which is whose. */
    readonly targetGroupArns: readonly string[];

    /** Rule of the listener whose weights say which release production's requests go to. */
    readonly productionListenerRuleArn: string;

    /**
     * Header by which a request through the same load balancer reaches the release before production does.
     *
     * @default - the release is not asked before production moves to it
     */
    readonly testHeader?: { readonly name: string; readonly value: string };

    /**
     * When the release serves for whoever waits for it. `shift`: as soon as all of production's requests go to it, while the
     * release before is kept for the bake time, and ECS may still return to it. `bake`: once that is over, too.
     */
    readonly verdictAt: "shift" | "bake";

    /** Minutes that ECS waits between the first and the last step by which production moves, all together. 0 for `BLUE_GREEN`. */
    readonly stepMinutes: number;

    /** Minutes that ECS keeps the release before after production has moved. */
    readonly bakeMinutes: number;
}

/** Minutes that ECS waits by itself before the verdict: they are no delay. */
export function plannedMinutes({
    verdictAt,
    stepMinutes,
    bakeMinutes,
}: Pick<TrafficShift, "verdictAt" | "stepMinutes" | "bakeMinutes">): number {
    return stepMinutes + (verdictAt === "bake" ? bakeMinutes : 0);
}
