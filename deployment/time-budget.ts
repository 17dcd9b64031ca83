import type { IntendedRelease } from "./api";
import { plannedMinutes } from "./traffic-shift";

/** Minutes after which a deployment has failed, whatever ECS says: those that ECS waits as it was told to are added. */
export function timeBudgetMinutes({ limits, trafficShift }: Pick<IntendedRelease, "limits" | "trafficShift">): number {
    return limits.timeoutMinutes + (trafficShift === undefined ? 0 : plannedMinutes(trafficShift));
}

/** The same in milliseconds. */
export function timeBudgetMs(intent: Pick<IntendedRelease, "limits" | "trafficShift">): number {
    return timeBudgetMinutes(intent) * 60_000;
}
