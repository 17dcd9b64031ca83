import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import type { Clients } from "../../aws/clients";

/** A line that a task has written. */
export interface LogLine {
    /** Milliseconds since 1970. */
    readonly at: number;

    /** Id of the task. */
    readonly task: string;
    readonly message: string;
}

/** Milliseconds in which CloudWatch may still show a line that is older than one it has shown. */
const lookbackMs = 30_000;

/**
 * Reads a log group from a moment on; each time the reader is asked it gives what is new. Lines of several tasks become
 * visible out of order, so that the last seconds are asked for again, and nothing is given twice.
 *
 * @param since milliseconds since 1970
 */
export function logReader(clients: Clients, logGroupName: string, since: number, filterPattern?: string) {
    const given = new Map<string, number>();
    let newest = since;

    return async function* read(abortSignal: AbortSignal): AsyncGenerator<LogLine> {
        const logs = await clients.logs();
        const startTime = Math.max(since, newest - lookbackMs);
        let nextToken: string | undefined;
        do {
            const question = { logGroupName, startTime, filterPattern, nextToken };
            const page = await logs.filterLogEvents(question, { abortSignal });
            for (const event of page.events ?? []) {
                const line = toLogLine(event);
                if (!given.has(event.eventId ?? "")) {
                    given.set(event.eventId ?? "", line.at);
                    newest = Math.max(newest, line.at);
                    yield line;
                }
            }
            nextToken = page.nextToken;
        } while (nextToken !== undefined);
        for (const [id, at] of given) {
            if (at < newest - lookbackMs) {
                given.delete(id);
            }
        }
    };
}

/** Streams are `ecs/<container>/<task>`. */
function toLogLine({ timestamp = 0, logStreamName = "", message = "" }: FilteredLogEvent): LogLine {
    return { at: timestamp, task: logStreamName.slice(logStreamName.lastIndexOf("/") + 1), message: message.trimEnd() };
}
