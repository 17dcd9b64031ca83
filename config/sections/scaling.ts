import type { z } from "zod";
import { isShifting } from "../../aws/deployment-strategies";
import { ranges } from "../../aws/ranges";
import { profiles } from "../profiles";
import type { StackConfig } from "../sections";
import { over, type ByColumn, type Complete, type Section } from "../section";
import { flag, inRange, mapOf, scheduleText, section, text, timeZoneText } from "../schema-kit";

const schedule = section({
    schedule: scheduleText.describe("when, in `timeZone`"),
    min: inRange(ranges.tasks).describe("fewest tasks from then on"),
    max: inRange(ranges.tasks).describe("most tasks from then on"),
});

const schema = section({
    cpuPercent: inRange(ranges.trackedPercent).optional().describe("average of the tasks' CPU that is held"),
    requestsPerTargetPerMinute: inRange(ranges.requestsPerTargetPerMinute)
        .optional()
        .describe(
            "requests that a task should get in a minute, beside `cpuPercent`; 0 is off, and the default where " +
                "`deployment.strategy` moves requests between two target groups",
        ),
    memoryPercent: inRange(ranges.trackedPercent)
        .optional()
        .describe("average of the tasks' memory that is held; a runtime that keeps what it once had never scales in by it")
        .meta({ absent: "off: Node's heap does not shrink" }),
    scaleInCooldownSeconds: inRange(ranges.cooldownSeconds).optional().describe("between two steps to fewer tasks"),
    scaleOutCooldownSeconds: inRange(ranges.cooldownSeconds).optional().describe("between two steps to more tasks"),
    frozen: flag().optional().describe("nothing changes the number of tasks, by load or by schedule: as many run as now"),
    timeZone: timeZoneText.optional().describe("time zone of the schedules, with its daylight saving"),
    schedules: mapOf(
        text("lower-case letters, digits and hyphens, first a letter", /^[a-z][a-z0-9-]*$/, 32),
        schedule,
        "schedules by name",
    )
        .optional()
        .describe("other numbers of tasks from a time on, like `{ night: { schedule: cron(0 22 * * ? *), min: 1, max: 2 } }`")
        .meta({ absent: "none: `service.tasks` holds at any time" }),
}).optional();

type Keys = NonNullable<z.infer<typeof schema>>;
type Defaults = Complete<Omit<Keys, "memoryPercent" | "schedules">>;

/** Numbers of tasks from a time on. */
export type ScalingSchedule = z.infer<typeof schedule>;

/** What changes the number of tasks, where `service.tasks` leaves room for it. */
export type Scaling = Defaults & {
    /** Undefined where memory changes nothing. */
    readonly memoryPercent: number | undefined;

    /** By name. */
    readonly schedules: Readonly<Record<string, ScalingSchedule>>;
};

const shared = {
    cpuPercent: 65, // a third is left for what comes in until new tasks serve, which takes about a minute
    requestsPerTargetPerMinute: 0,
    scaleInCooldownSeconds: 300, // fewer tasks only once the load has stayed away
    scaleOutCooldownSeconds: 60, // about as long as a task takes to serve
    frozen: false,
    timeZone: "UTC",
};

const defaults: ByColumn<Defaults> = {
    dev: shared,
    staging: shared,
    prod: { ...shared, requestsPerTargetPerMinute: 1000 }, // 17 a second: half a vCPU is busy when each takes 20 ms
};

/** How the number of tasks follows the load. */
export const scaling: Section<z.infer<typeof schema>, Scaling> & { readonly defaults: typeof defaults } = {
    note:
        "It counts where `service.tasks.max` is above `service.tasks.min`. A stack without schedules takes another `service.tasks` " +
        "at once; with schedules, the numbers of a schedule hold from its next time on, and `service.tasks` is what they stay in.",
    schema: () => schema,
    defaults,
    resolve: (input, { profile, input: { deployment } }) => {
        const { memoryPercent, schedules = {}, ...others } = input ?? {};
        const byName = Object.entries(schedules).sort(([a], [b]) => (a < b ? -1 : 1));
        const column = defaults[profiles[profile].column];
        // The requests of a target group say nothing where releases have two by turns.
        const own = isShifting(deployment?.strategy ?? "rolling") ? { ...column, requestsPerTargetPerMinute: 0 } : column;
        return { ...over(own, others), memoryPercent, schedules: Object.fromEntries(byName) };
    },
    rules: [
        {
            path: "scaling.schedules",
            reads: ["service.tasks.min", "service.tasks.max"],
            message: "requires service.tasks.max above service.tasks.min, as nothing scales the service otherwise",
            detail: ({ service: { tasks } }) => `${tasks.min} to ${tasks.max}`,
            holds: ({ scaling: { schedules }, service: { tasks } }) =>
                Object.keys(schedules).length === 0 || tasks.max > tasks.min,
        },
        {
            path: "scaling.schedules",
            reads: ["service.tasks.min", "service.tasks.max"],
            message: "must each have a min and a max, in this order, within service.tasks.min and service.tasks.max",
            detail: (config) => `${findOutside(config).join(", ")} of ${config.service.tasks.min} to ${config.service.tasks.max}`,
            holds: (config) => config.service.tasks.max <= config.service.tasks.min || findOutside(config).length === 0,
        },
        {
            path: "scaling.memoryPercent",
            reads: ["service.tasks.min", "service.tasks.max"],
            message: "requires service.tasks.max above service.tasks.min, as nothing scales the service otherwise",
            detail: ({ service: { tasks } }) => `${tasks.min} to ${tasks.max}`,
            holds: ({ scaling: { memoryPercent }, service: { tasks } }) => memoryPercent === undefined || tasks.max > tasks.min,
        },
        {
            path: "scaling.frozen",
            reads: ["service.tasks.min", "service.tasks.max"],
            message: "requires service.tasks.max above service.tasks.min, as nothing scales the service otherwise",
            detail: ({ service: { tasks } }) => `${tasks.min} to ${tasks.max}`,
            holds: ({ scaling: { frozen }, service: { tasks } }) => !frozen || tasks.max > tasks.min,
        },
    ],
    warnings: ({ scaling: { frozen, memoryPercent } }) => [
        ...(frozen
            ? [{ path: "scaling.frozen", message: "the number of tasks stays as it is, whatever the load and the schedules" }]
            : []),
        ...(memoryPercent === undefined
            ? []
            : [
                  {
                      path: "scaling.memoryPercent",
                      message: "a heap that has grown does not shrink: tasks that are added by it may stay",
                  },
              ]),
    ],
};

function findOutside({ scaling: { schedules }, service: { tasks } }: StackConfig): string[] {
    return Object.entries(schedules)
        .filter(([, { min, max }]) => min > max || min < tasks.min || max > tasks.max)
        .map(([name]) => name);
}
