import type { Clients } from "./clients";
import { lastSegment } from "./arn";
import { undefinedIfMissing } from "./errors";
import { pages } from "./pages";

/** A line that a task has written. */
export interface LogEvent {
    readonly id: string;

    /** Milliseconds since 1970. */
    readonly at: number;

    /** Id of the task. */
    readonly task: string;
    readonly message: string;
}

/** Where one task's container writes to. */
export interface LogStreamRef {
    readonly logGroup: string;
    readonly container: string;
    readonly taskArn: string;
}

/** The last lines of one task's container, oldest first. Empty where it has written none. */
export async function readLastLines(
    clients: Clients,
    { logGroup, container, taskArn }: LogStreamRef,
    limit: number,
    abortSignal?: AbortSignal,
): Promise<string[]> {
    const logs = await clients.logs();
    const stream = { logGroupName: logGroup, logStreamName: `ecs/${container}/${lastSegment(taskArn)}` };
    const found = await undefinedIfMissing(() => logs.getLogEvents({ ...stream, limit, startFromHead: false }, { abortSignal }));
    return (found?.events ?? []).map(({ message = "" }) => message.trimEnd());
}

/** What part of a log group is read. */
export interface LogFilter {
    /** Milliseconds since 1970. */
    readonly startTime: number;

    /**
     * CloudWatch's filter pattern.
     *
     * @default - every line
     */
    readonly filterPattern?: string;
}

/** Lines of every task in a log group, page by page: of one task in order, of several not always. */
export async function* filterLogEvents(
    clients: Clients,
    logGroupName: string,
    filter: LogFilter,
    abortSignal?: AbortSignal,
): AsyncGenerator<LogEvent> {
    const logs = await clients.logs();
    const ask = (nextToken: string | undefined) => logs.filterLogEvents({ logGroupName, ...filter, nextToken }, { abortSignal });
    for await (const { events = [] } of pages(ask)) {
        for (const { eventId = "", timestamp = 0, logStreamName = "", message = "" } of events) {
            yield { id: eventId, at: timestamp, task: lastSegment(logStreamName), message: message.trimEnd() };
        }
    }
}
