import { Cron } from "croner";
import { cronFields } from "./schedule-expression";

/** When a schedule was last due, and when it is next: milliseconds since 1970. */
export interface ScheduleTimes {
    /** Absent where it was never due. */
    readonly last?: number;

    /** Absent where it is due no more. */
    readonly next?: number;
}

const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * When a schedule is due, with the daylight saving of its time zone.
 *
 * @param createdAt when the schedule was made, which a rate counts from
 */
export function findTimes(expression: string, timezone: string, now: number, createdAt?: number): ScheduleTimes {
    const [, kind = "", inner = ""] = /^(cron|rate|at)\((.+)\)$/.exec(expression) ?? [];
    if (kind === "rate") {
        return findRate(inner, now, createdAt);
    }
    const cron = new Cron(kind === "at" ? inner : toCron(inner), { timezone, alternativeWeekdays: true, paused: true });
    const next = cron.nextRun(new Date(now));
    const [last] = kind === "at" ? (next === null ? [cron.getOnce()] : []) : cron.previousRuns(1, new Date(now + 1000));
    return { ...(last ? { last: last.getTime() } : {}), ...(next === null ? {} : { next: next.getTime() }) };
}

function findRate(inner: string, now: number, createdAt: number | undefined): ScheduleTimes {
    const [count = "", unit = ""] = inner.split(" ");
    const span = Number(count) * units[unit.replace(/s$/, "") as keyof typeof units];
    if (createdAt === undefined || createdAt > now) {
        return {};
    }
    const last = createdAt + Math.floor((now - createdAt) / span) * span;
    return { last, next: last + span };
}

/** AWS's cron as croner reads it: seconds first, no `?`, a step over a whole range, and Saturday for the last day of a week. */
function toCron(inner: string): string {
    const fields = inner.split(" ").map((field, at) => {
        const { max, name } = cronFields[at] ?? cronFields[0];
        if (field === "?") {
            return "*";
        }
        return field === "L" && name === "day-of-week" ? "7" : field.replaceAll(/(^|,)(\w+)\//g, `$1$2-${max}/`);
    });
    return ["0", ...fields].join(" ");
}
