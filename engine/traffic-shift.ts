import * as pulumi from "@pulumi/pulumi";
import { isShifting, shiftingStrategies } from "../aws/deployment-strategies";
import type { Balancer } from "../components/balancer";
import type { TrafficShift } from "../deployment/api";
import { shiftMinutes, type ShiftTimes } from "../deployment/shift-minutes";

/** How ECS moves requests, and when that is the end of an update. */
export interface ShiftSettings extends ShiftTimes {
    /**
     * Once all requests go to the release, or once ECS can no longer return to the one before.
     *
     * @default bake
     */
    readonly verdictAt?: TrafficShift["verdictAt"] | undefined;
}

/** What the verdict needs to know of how ECS moves requests; undefined where it replaces tasks within one target group. */
export function toTrafficShift(
    { shift, targetGroupArn }: Balancer,
    settings: ShiftSettings,
): pulumi.Output<TrafficShift> | undefined {
    const { strategy, verdictAt = "bake" } = settings;
    if (shift === undefined || !isShifting(strategy)) {
        return undefined;
    }
    return pulumi
        .all([targetGroupArn, shift.alternate.arn, shift.productionRuleArn])
        .apply(([first, alternate, productionListenerRuleArn]) => ({
            strategy: shiftingStrategies[strategy],
            targetGroupArns: [first, alternate],
            productionListenerRuleArn,
            testHeader: shift.testHeader,
            verdictAt,
            ...shiftMinutes(settings),
        }));
}
