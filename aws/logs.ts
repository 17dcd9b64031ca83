import type { Clients } from "./clients";
import { lastSegment } from "./arn";
import { undefinedIfMissing } from "./errors";
import { sidecarStreamPrefix, streamPrefix } from "./log-streams";
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

    /** The container is not the application's. @default false */
    readonly isSidecar?: boolean;
    readonly taskArn: string;
}

/** @param sidecar name of the container, unless it is the application's */
export function toLogStream(
    { logGroup, container }: Pick<LogStreamRef, "logGroup" | "container">,
    taskArn: string,
    sidecar?: string,
): LogStreamRef {
    return { logGroup, container: sidecar ?? container, isSidecar: sidecar !== undefined, taskArn };
}

/** What the names of a container's streams begin with, whatever the task. */
export function streamNamePrefix({ container }: Pick<LogStreamRef, "container">): string {
    return `${streamPrefix}/${container}/`;
}

/** Name of the stream in its group. ECS makes it when the container starts. */
export function streamName({ container, isSidecar = false, taskArn }: LogStreamRef): string {
    return `${isSidecar ? sidecarStreamPrefix : streamPrefix}/${container}/${lastSegment(taskArn)}`;
}

/**
 * Pages in a row that may be empty before a log is taken for empty: CloudWatch gives such pages "while there are more log
 * events available through the token".
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
const maxEmptyPages = 3;

/** The last lines of one task's container, oldest first. Empty where it has written none. */
export async function readLastLines(
    clients: Clients,
    ref: LogStreamRef,
    limit: number,
    abortSignal?: AbortSignal,
): Promise<string[]> {
    const logs = await clients.logs();
    const stream = { logGroupName: ref.logGroup, logStreamName: streamName(ref) };
    let nextToken: string | undefined;
    for (let page = 1; page <= maxEmptyPages; page += 1) {
        const question = { ...stream, limit, startFromHead: false, nextToken };
        const found = await undefinedIfMissing(() => logs.getLogEvents(question, { abortSignal }));
        const { events = [], nextBackwardToken } = found ?? {};
        if (events.length > 0) {
            return events.map(({ message = "" }) => message.trimEnd());
        }
        if (nextBackwardToken === undefined || nextBackwardToken === nextToken) {
            return []; // the same token once more is the beginning of the stream
        }
        nextToken = nextBackwardToken;
    }
    return [];
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html */
export interface LogGroup {
    readonly name: string;

    /** Days that its lines are kept; absent where they are kept for ever. */
    readonly retentionDays?: number;
}

/** Undefined where there is no log group of that very name. */
export async function findLogGroup(clients: Clients, name: string): Promise<LogGroup | undefined> {
    const logs = await clients.logs();
    const ask = (nextToken: string | undefined) => logs.describeLogGroups({ logGroupNamePrefix: name, limit: 1, nextToken });
    for await (const { logGroups: [first] = [] } of pages(ask)) {
        if (first !== undefined) {
            const { logGroupName, retentionInDays } = first; // groups come by their names, and no other with this beginning is as short
            const kept = retentionInDays === undefined ? {} : { retentionDays: retentionInDays };
            return logGroupName === name ? { name, ...kept } : undefined;
        }
    }
    return undefined;
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

    /**
     * Names of the streams.
     *
     * @default - all of the group
     */
    readonly logStreamNames?: string[];

    /**
     * What the names of the streams begin with; not beside `logStreamNames`.
     *
     * @default - anything
     */
    readonly logStreamNamePrefix?: string;
}

/** Lines of every task in a log group but for its sidecars, page by page: of one task in order, of several not always. */
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
            if (logStreamName.startsWith(`${sidecarStreamPrefix}/`)) {
                continue;
            }
            yield { id: eventId, at: timestamp, task: lastSegment(logStreamName), message: message.trimEnd() };
        }
    }
}
