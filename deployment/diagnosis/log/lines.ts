import { toRecordLines } from "./records";

/** How serious a line is, as its logger says; absent where it says nothing. */
export type Level = "fatal" | "error" | "warn" | "info";

/** A line of a log as it is judged: without colours, its time, and the name of the container that a runner puts before it. */
export interface LogLine {
    readonly text: string;
    readonly level?: Level;

    /** Number of the structured record that the line was taken from; absent in plain logs. */
    readonly record?: number;
}

/** Characters of one message that are read: a minified source line, or a dump, is no message. */
const maxLength = 20_000;

const controls = /\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07/g;

/** What runners and loggers put before a line. Indentation behind it is kept: a stack is told from its message by it. */
const prefixes: readonly RegExp[] = [
    /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?\]?:?(?: |\t|$)/,
    /^\[?\d\d:\d\d:\d\d(?:[.,]\d+)?(?: UTC)?\]?:?(?: |$)/,
    /^\[Nest\] \d+\s+- (?:\d+\/\d+\/\d+, [\d:]+(?: [AP]M)?|[\d-]+T\S+)\s+/,
    /^\[\d{1,3}\](?: |$)/, // concurrently
    /^\w[\w.-]*\s+\|(?: |$)/, // docker compose, foreman
    /^\d+\|[\w-]+\s*\| /, // pm2
];

const levels: readonly (readonly [Level, RegExp])[] = [
    [
        "fatal",
        /^\W{0,3}(?:FATAL|CRITICAL|EMERG|PANIC|ALERT|CRIT)\b|\[(?:fatal|emerg|alert|crit|critical)\]|\blevel=(?:fatal|panic|critical)\b/i,
    ],
    ["error", /^\W{0,3}(?:ERROR|ERR|SEVERE)\b(?! Count)|\[err(?:or)?\]|\blevel=err(?:or)?\b|^E\d{4} \d\d:/i],
    ["warn", /^\W{0,3}WARN(?:ING)?\b|\[warn(?:ing)?\]|\blevel=warn(?:ing)?\b|^W\d{4} \d\d:/i],
    [
        "info",
        /^\W{0,3}(?:INFO|DEBUG|TRACE|VERBOSE|NOTICE|LOG)\b(?!s)|\[(?:info|debug|trace|notice)\]|\blevel=(?:info|debug|trace)\b|^I\d{4} \d\d:/i,
    ],
];

/** The lines of a log. An event of CloudWatch may hold several, and a structured record is taken apart. */
export function readLines(log: readonly string[]): readonly LogLine[] {
    return log
        .flatMap((event) => event.slice(0, maxLength).split(/\r?\n|\r/))
        .map((line) =>
            line
                .replace(controls, "")
                .replace(/[\x00-\x08\x0b-\x1f\x7f]+/g, " ")
                .trimEnd(),
        )
        .flatMap((line, record) => toRecordLines(line, record) ?? [toLine(line)]);
}

function toLine(line: string): LogLine {
    // A runner's prefix may stand before a logger's.
    const text = [...prefixes, ...prefixes].reduce((rest, prefix) => rest.replace(prefix, ""), line);
    const level = levels.find(([, pattern]) => pattern.test(text.slice(0, 120)))?.[0];
    return level === undefined ? { text } : { text, level };
}
