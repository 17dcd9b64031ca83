import type { Clients } from "./clients";
import { filterLogEvents, type LogEvent, type LogFilter } from "./logs";

/** A line that a task has written. */
export type LogLine = Omit<LogEvent, "id">;

/** Milliseconds in which CloudWatch may still show a line that is older than one it has shown. */
const lookbackMs = 30_000;

/** What part of a log group is read; see {@link LogFilter}. */
type LogSelection = Omit<LogFilter, "startTime">;

/**
 * Reads a log group from a moment on; each time the reader is asked it gives what is new. Lines of several tasks become
 * visible out of order, so that the last seconds are asked for again, and nothing is given twice.
 *
 * @param since milliseconds since 1970
 */
export function logReader(clients: Clients, logGroupName: string, since: number, selection: LogSelection = {}) {
    const given = new Map<string, number>();
    let newest = since;

    return async function* read(abortSignal: AbortSignal): AsyncGenerator<LogLine> {
        const filter = { startTime: Math.max(since, newest - lookbackMs), ...selection };
        for await (const { id, ...line } of filterLogEvents(clients, logGroupName, filter, abortSignal)) {
            if (!given.has(id)) {
                given.set(id, line.at);
                newest = Math.max(newest, line.at);
                yield line;
            }
        }
        for (const [id, at] of given) {
            if (at < newest - lookbackMs) {
                given.delete(id);
            }
        }
    };
}
