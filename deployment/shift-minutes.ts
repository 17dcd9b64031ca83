import { isShifting, type Strategy } from "../aws/deployment-strategies";
import type { TrafficShift } from "./traffic-shift";

/** How a stack file says that traffic is shifted. */
export interface ShiftTimes {
    readonly strategy: Strategy;
    readonly bakeTimeMinutes?: number | undefined;
    readonly canary?: { readonly bakeTimeMinutes: number } | undefined;
    readonly linear?: { readonly stepPercent: number; readonly bakeTimeMinutes: number } | undefined;
}

/** Minutes that ECS waits by itself: between the steps by which production moves, and after the last. */
export function shiftMinutes({
    strategy,
    bakeTimeMinutes = 0,
    canary,
    linear,
}: ShiftTimes): Pick<TrafficShift, "stepMinutes" | "bakeMinutes"> {
    // ECS does not wait once all requests go to the release: 25 percent are four steps, with three waits between them.
    const waits = linear === undefined ? 0 : Math.ceil(100 / linear.stepPercent) - 1;
    const stepMinutes = strategy === "canary" ? (canary?.bakeTimeMinutes ?? 0) : waits * (linear?.bakeTimeMinutes ?? 0);
    return { stepMinutes, bakeMinutes: isShifting(strategy) ? bakeTimeMinutes : 0 };
}
