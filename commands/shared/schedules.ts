import { runNamesOf, schedulesOf } from "../../config/schedules-of";
import type { StackContext } from "./stack-context";

/** A stack as one of its schedules sees it: what is asked of a log or a family is asked of the schedule's. */
export interface ScheduleContext extends StackContext {
    readonly schedule: string;

    /** Physical names. */
    readonly names: ReturnType<typeof schedulesOf>[number]["names"];

    /** Log group of how its runs ended. */
    readonly runLog: string;

    /** Seconds after its time in which a run may still start. */
    readonly maximumEventAgeSeconds: number;
}

/** The schedules of a stack, by name. */
export function openSchedules(stack: StackContext): ScheduleContext[] {
    const { runLog } = runNamesOf(stack.config);
    return schedulesOf(stack.config).map(({ name, serviceRef, names, settings: { maximumEventAgeSeconds } }) => ({
        ...stack,
        serviceRef,
        schedule: name,
        names,
        runLog,
        maximumEventAgeSeconds,
    }));
}
