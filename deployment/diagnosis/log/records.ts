import { kind } from "./patterns";
import type { Level, LogLine } from "./lines";

type Fields = Readonly<Record<string, unknown>>;

/** Where loggers put things: pino and bunyan, winston, Elastic's ECS, Google's, Serilog, structlog, Lambda's, log4j's. */
const keys = {
    level: ["level", "severity", "lvl", "log.level", "levelname", "@l", "loglevel"],
    message: ["msg", "message", "event", "text", "@m", "errormessage", "error.message", "short_message", "log"],
    error: ["err", "error", "exception", "exc", "e", "reason", "thrown", "cause"],
    stack: ["stack", "stack_trace", "error.stack_trace", "exc_info", "trace", "stacktrace", "@x"],
} as const;

/** Numbers are pino's and bunyan's. */
function toLevel(value: unknown): Level | undefined {
    if (typeof value === "number") {
        return value >= 60 ? "fatal" : value >= 50 ? "error" : value >= 40 ? "warn" : "info";
    }
    if (typeof value !== "string") {
        return undefined;
    }
    const words: readonly (readonly [Level, RegExp])[] = [
        ["fatal", /^(?:fatal|crit|emerg|alert|panic)/i],
        ["error", /^(?:err|severe)/i],
        ["warn", /^warn/i],
    ];
    return /^\d+$/.test(value) ? toLevel(Number(value)) : (words.find(([, word]) => word.test(value))?.[0] ?? "info");
}

/**
 * A structured line as what it says: its message, and the stack of its error. Undefined for a plain line.
 *
 * @param record number by which the lines of one record are known
 */
export function toRecordLines(line: string, record: number): readonly LogLine[] | undefined {
    const [, before, behind = ""] = /^([^{]*[^{\s])?\s*(\{.*\})$/.exec(line) ?? [];
    const fields = parse(behind);
    if (fields === undefined) {
        return /^\{"/.test(line) ? toCutRecord(line, record) : fromLogfmt(line, record);
    }
    // winston's simple format: `error: no such queue {"stack":"Error: no such queue\n    at …"}`
    const level =
        toLevel(first(fields, keys.level)) ?? (before === undefined ? undefined : toLevel(/^\W*(\w+)/.exec(before)?.[1]));
    const lines = describe(fields, before);
    if (lines.length === 0 || (before !== undefined && first(fields, [...keys.stack, ...keys.error]) === undefined)) {
        return undefined;
    }
    const hasError = first(fields, keys.error) !== undefined || first(fields, keys.stack) !== undefined;
    const known = level ?? (hasError ? "error" : undefined);
    return lines.map((text) => ({ text, record, ...(known === undefined ? {} : { level: known }) }));
}

function describe(fields: Fields, before?: string): readonly string[] {
    const said = text(first(fields, keys.message));
    const message = said ?? before?.replace(/^\W*\w+:\s*/, "") ?? "";
    const error = first(fields, keys.error);
    const inner = toFields(error);
    const stack = text(first(inner ?? {}, keys.stack)) ?? text(first(fields, keys.stack)) ?? "";
    const code = text(inner?.["code"]) ?? text(fields["code"]);
    const name = text(inner?.["type"]) ?? text(inner?.["name"]) ?? text(fields["errortype"]) ?? text(fields["error.type"]);
    const what = text(first(inner ?? {}, keys.message)) ?? (inner === undefined ? text(error) : undefined);
    const [firstLine = "", ...others] = stack.split(/\r?\n/);
    // Go's stack has no header.
    const isHeader = kind.test(firstLine) || /:\s/.test(firstLine);
    const [top, frames] = isHeader ? [firstLine, others] : ["", stack === "" ? [] : ["goroutine 1 [", firstLine, ...others]];
    const header = top !== "" ? top : what === undefined ? "" : name === undefined ? what : `${name}: ${what}`;
    // pino adds the messages of the causes: "query failed: connect ETIMEDOUT 10.0.3.7:5432".
    const full = what !== undefined && header.endsWith(what.split(":")[0] ?? what) && what.length > header.length ? what : header;
    const [opening = "", ...rest] = joinMessages(message, full).split(/\r?\n/);
    const behind = rest.filter((line) => !frames.includes(line) && line !== top);
    const cause = text(first(toFields(inner?.["cause"]) ?? {}, keys.message));
    return [
        opening,
        ...behind,
        ...frames,
        ...(cause === undefined || `${opening}${stack}`.includes(cause) ? [] : [`    [cause]: ${cause}`]),
        ...(code === undefined ? [] : [`    code: '${code}'`]),
    ].filter((line, index) => line !== "" || index > 0);
}

/** A message, and the error behind it unless the message says it. */
function joinMessages(message: string, error: string): string {
    const plain = error.replace(/^[\w.$]+(?: \[\w+\])?: /, "");
    if (error === "" || (message.includes(error) && message !== "")) {
        return message;
    }
    return message === "" || error.includes(message) || message.split("\n")[0]?.endsWith(plain) === true
        ? error
        : `${message.replace(/[.:]$/, "")}: ${error}`;
}

/** Docker cuts a line at 16 KiB: the rest of the record stands in further lines, and what is left is no JSON. */
function toCutRecord(line: string, record: number): readonly LogLine[] | undefined {
    const message = ["message", "msg"].map((key) => new RegExp(`"${key}":"((?:[^"\\\\]|\\\\.)+)`).exec(line)?.[1]);
    const said = [...new Set(message.filter((found) => found !== undefined))].map((found) => found.replace(/\\n/g, " "));
    const level = /"(?:level|severity|lvl)":"?(\w+)/.exec(line)?.[1];
    const known = toLevel(level);
    return said.length === 0 || known === undefined
        ? undefined
        : [
              {
                  text: said
                      .reverse()
                      .filter((part, at, all) => !all.some((other, index) => index !== at && other.includes(part)))
                      .join(": "),
                  record,
                  level: known,
              },
          ];
}

/** Go's logrus and slog: `time=… level=error msg="cannot start" err="no database"` */
function fromLogfmt(line: string, record: number): readonly LogLine[] | undefined {
    const value = (key: string) => {
        const found = new RegExp(`(?:^|\\s)${key}=(?:"((?:[^"\\\\]|\\\\.)*)"|(\\S+))`).exec(line);
        return found?.[1] ?? found?.[2];
    };
    const level = toLevel(value("(?:level|lvl)"));
    const message = value("(?:msg|message)");
    return level === undefined || message === undefined
        ? undefined
        : [{ text: [message, value("(?:err|error)")].filter((part) => part !== undefined).join(": "), record, level }];
}

function parse(line: string): Fields | undefined {
    try {
        return toFields(JSON.parse(line));
    } catch {
        return undefined;
    }
}

/** The fields of an object, by their names in small letters: loggers of .NET have `Message`. */
function toFields(value: unknown): Fields | undefined {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]))
        : undefined;
}

function first(fields: Fields, names: readonly string[]): unknown {
    return names.map((name) => fields[name]).find((value) => value !== undefined && value !== null && value !== "");
}

function text(value: unknown): string | undefined {
    if (Array.isArray(value)) {
        return value.every((part) => typeof part === "string") ? value.join("\n") : undefined;
    }
    if (typeof value === "object" && value !== null) {
        return text(toFields(value)?.["message"]);
    }
    return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}
