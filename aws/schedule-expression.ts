import { formats } from "./formats";
import { isTimeZone } from "./time-zones";

/** One field of `cron(…)`. */
interface CronField {
    readonly name: string;
    readonly min: number;
    readonly max: number;

    /** Words for the numbers from `min` on. */
    readonly words?: readonly string[];

    /** What it takes beside numbers, ranges and steps. */
    readonly special?: RegExp;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const weekday = `(?:[1-7]|${weekdays.join("|")})`;

/** The fields in their order. */
export const cronFields = [
    { name: "minutes", min: 0, max: 59 },
    { name: "hours", min: 0, max: 23 },
    { name: "day-of-month", min: 1, max: 31, special: /^(?:L|(?:[1-9]|[12]\d|3[01])W)$/ },
    { name: "month", min: 1, max: 12, words: months },
    { name: "day-of-week", min: 1, max: 7, words: weekdays, special: new RegExp(`^(?:L|${weekday}L|${weekday}#[1-5])$`, "i") },
    { name: "year", min: 1970, max: 2199 },
] as const satisfies readonly CronField[];

const sixFields = `must be a cron of six fields (${cronFields.map(({ name }) => name).join(", ")}), each a space apart, like cron(0 7 ? * MON-FRI *)`;

/**
 * What is wrong with a schedule, as the second half of a sentence; undefined where EventBridge Scheduler, and Application Auto
 * Scaling, take it.
 *
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function explainSchedule(given: string): string | undefined {
    const [, kind = "", inner = ""] = /^(cron|rate|at)\((.+)\)$/.exec(given) ?? [];
    switch (kind) {
        case "cron":
            return explainCron(inner);
        case "rate":
            return /^[1-9]\d{0,5} (?:minute|hour|day)s?$/.test(inner)
                ? undefined
                : "must be a rate of a whole number and minutes, hours or days, like rate(5 minutes)";
        case "at":
            return isMoment(inner) ? undefined : "must be a day and a time that there are, like at(2027-01-31T07:00:00)";
        default:
            return /^\S+(?: +\S+){4,5}$/.test(given) ? sixFields : `must be ${formats.schedule.allowed}`;
    }
}

/** Second half of a sentence on a time zone that Node does not know. */
export function explainTimeZone(given: string): string | undefined {
    return isTimeZone(given) ? undefined : `must be ${formats.timeZone.allowed}`;
}

function explainCron(inner: string): string | undefined {
    const fields = inner.split(" ");
    if (fields.length !== cronFields.length) {
        return sixFields;
    }
    const [, , dayOfMonth, , dayOfWeek] = fields;
    if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
        return "must be a cron with ? as either its day-of-month or its day-of-week, and not as both, like cron(0 7 ? * MON-FRI *)";
    }
    const wrong = cronFields.find((field, at) => !isField(field, fields[at] ?? ""));
    return wrong && `must be a cron whose ${describeField(wrong)}`;
}

function describeField({ name, min, max, words }: CronField): string {
    const named = words === undefined ? "" : ` or ${words[0] ?? ""} to ${words.at(-1) ?? ""}`;
    return `${name} is *, or numbers from ${min} to ${max}${named}, the lower one of a range first`;
}

function isField(field: CronField, text: string): boolean {
    if (text === "?" && (field.name === "day-of-month" || field.name === "day-of-week")) {
        return true;
    }
    return field.special?.test(text) === true || text.split(",").every((part) => isPart(field, part));
}

/** `*`, `7`, `7-9`, and either with a step: `0/15`. */
function isPart(field: CronField, part: string): boolean {
    const [range = "", step, ...rest] = part.split("/");
    const ends = range === "*" ? [] : range.split("-").map((end) => toNumber(field, end));
    const [from = field.min, to = from] = ends;
    const isStep = step === undefined || (/^[1-9]\d{0,3}$/.test(step) && Number(step) <= field.max);
    return rest.length === 0 && isStep && ends.length <= 2 && ends.every((end) => !Number.isNaN(end)) && from <= to;
}

function toNumber({ min, max, words = [] }: CronField, text: string): number {
    const at = words.indexOf(text.toUpperCase());
    const number = at >= 0 ? at + min : /^\d{1,4}$/.test(text) ? Number(text) : NaN;
    return number >= min && number <= max ? number : NaN;
}

/** Whether there are such a day and such a time: 30 February is neither. */
function isMoment(text: string): boolean {
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? new Date(`${text}Z`) : undefined;
    return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
