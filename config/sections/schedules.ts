import type { z } from "zod";
import { ranges } from "../../aws/ranges";
import { noneOf, type Section } from "../section";
import type { StackConfig } from "../sections";
import { flag, inRange, mapOf, scheduleText, section, timeZoneText } from "../schema-kit";
import { companionKeys, companionName, resolveCompanions, sizeRules, takenNames, type CompanionTask } from "./companions";

/** Keys of one schedule. */
export const schedule = section({
    ...companionKeys,
    schedule: scheduleText.describe("when a task is started, in `timezone`: `cron(…)`, `rate(…)` or once by `at(…)`"),
    timezone: timeZoneText.default("UTC").describe("time zone of the schedule, with its daylight saving"),
    enabled: flag().default(true).describe("whether it starts anything"),
    stopTimeoutSeconds: inRange(ranges.stopTimeoutSeconds)
        .optional()
        .describe("between SIGTERM and SIGKILL, where ECS or an operator stops a run")
        .meta({ absent: "`service.stopTimeoutSeconds`" }),
    maximumRetryAttempts: inRange(ranges.scheduleRetries)
        .default(185)
        .describe("how often a start is tried again that AWS refuses; a command that fails is not run again"),
    maximumEventAgeSeconds: inRange(ranges.scheduleEventAgeSeconds)
        .default(3600) // a nightly run that starts by day may do more harm than one that is missed, and told
        .describe("how long after its time a run may still be started; a later one is missed"),
});

const schema = mapOf(companionName, schedule, "schedules by name")
    .optional()
    .describe("commands that run in the release's image at their times, each in a task of its own")
    .meta({ absent: "none" });

/** A schedule with all that its task is made of. */
export interface Schedule extends CompanionTask {
    readonly command: readonly string[];
    readonly schedule: string;
    readonly timezone: string;
    readonly enabled: boolean;
    readonly maximumRetryAttempts: number;
    readonly maximumEventAgeSeconds: number;
}

/** Commands that run at their times, in the release's image. */
export const schedules: Section<z.infer<typeof schema>, Readonly<Record<string, Schedule>>> = {
    note: "EventBridge Scheduler starts a task on demand for each run, with the release's image, variables, roles, sidecars and network. A schedule moves to a release once that serves. AWS starts a run at least once, and seldom twice; one that takes longer than the time to the next runs beside it ([operations.md](operations.md#schedules)).",
    schema: () => schema,
    resolve: resolveCompanions,
    rules: [
        ...sizeRules("schedules"),
        {
            path: "schedules",
            reads: ["names.container", "service.sidecars", "workers"],
            message: "must have other names than the application's container, its sidecars and the workers",
            ...noneOf(takenBeside),
        },
    ],
    warnings: ({ schedules: given }) =>
        Object.entries(given)
            .filter(([, { enabled }]) => !enabled)
            .map(([name]) => ({ path: `schedules.${name}.enabled`, message: "false: nothing starts it" })),
};

function takenBeside(config: StackConfig): string[] {
    const names = Object.keys(config.schedules);
    return [...takenNames(config, names), ...names.filter((name) => config.workers[name] !== undefined)];
}
