import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { flag, mistake, object, optional, recordOf, schedule, text, wholeNumber, type Check } from "./arguments";

/** Fewest and most tasks. */
export interface TaskRange {
    /** Fewest, 1 to 1000. */
    readonly min: number;

    /** Most, above `min`. */
    readonly max: number;
}

/** Numbers of tasks from a time on. */
export interface ScheduledRange extends TaskRange {
    /** When: `cron(…)`, `rate(…)` or `at(…)`. */
    readonly schedule: string;
}

/** What the number of tasks follows. */
export interface ScalingSettings {
    /** Average CPU of the tasks that is held, 10 to 90 percent. */
    readonly cpuPercent: number;

    /** Requests that a task should get in a minute; 0 for none that count. */
    readonly requestsPerTargetPerMinute: number;

    /** Average memory of the tasks that is held, 10 to 90 percent. @default - memory changes nothing */
    readonly memoryPercent: number | undefined;

    /** Seconds between two steps to fewer tasks, 0 to 3600. */
    readonly scaleInCooldownSeconds: number;

    /** Seconds between two steps to more tasks, 0 to 3600. */
    readonly scaleOutCooldownSeconds: number;

    /** Suspends all of it, so that as many tasks run as now. */
    readonly frozen: boolean;

    /** Time zone of the schedules, for example `America/New_York`. */
    readonly timeZone: string;

    /** Other numbers of tasks from a time on, by name. */
    readonly schedules: Readonly<Record<string, ScheduledRange>>;
}

export const taskRange: Check<TaskRange> = object(
    { min: wholeNumber(ranges.tasks), max: wholeNumber(ranges.tasks) },
    ({ min, max }, path) => (max > min ? [] : [mistake(`${path}.max`, `above min, ${min}`, max)]),
);

export const scalingSettings: Check<ScalingSettings> = object({
    cpuPercent: wholeNumber(ranges.trackedPercent),
    requestsPerTargetPerMinute: wholeNumber(ranges.requestsPerTargetPerMinute),
    memoryPercent: optional(wholeNumber(ranges.trackedPercent)),
    scaleInCooldownSeconds: wholeNumber(ranges.cooldownSeconds),
    scaleOutCooldownSeconds: wholeNumber(ranges.cooldownSeconds),
    frozen: flag,
    timeZone: text(formats.timeZone),
    schedules: recordOf(
        object<ScheduledRange>(
            {
                schedule,
                min: wholeNumber(ranges.tasks),
                max: wholeNumber(ranges.tasks),
            },
            ({ min, max }, path) => (max >= min ? [] : [mistake(`${path}.max`, `at least min, ${min}`, max)]),
        ),
    ),
});
