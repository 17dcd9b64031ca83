import type { AccountState } from "./account";
import { refuse, type Answers } from "./protocol";
import type { ServiceModel } from "./service-model";

export function logs(account: AccountState, service: ServiceModel): Answers {
    return {
        /** A line a page. */
        FilterLogEvents: ({ logGroupName, startTime, logStreamNames, nextToken = "0" }) => {
            if (String(logGroupName).startsWith("/aws/events/")) {
                const kept = account.runEvents.filter(({ at }) => at >= (startTime as number));
                return {
                    events: kept.map(({ at, detail }) => ({
                        timestamp: at,
                        logStreamName: "a",
                        message: JSON.stringify({ detail }),
                    })),
                };
            }
            const streams = logStreamNames as readonly string[] | undefined;
            const written = account.logs.filter(({ task }) => streams?.includes(`ecs/spotter-web/${task}`) ?? true);
            if (streams !== undefined && written.length === 0) {
                refuse("ResourceNotFoundException", "The specified log stream does not exist.");
            }
            const events = written.filter(({ at }) => at >= (startTime as number));
            const page = Number(nextToken);
            const found = events.slice(page, page + 1).map(({ at, task, message }) => ({
                timestamp: at,
                logStreamName: `ecs/spotter-web/${task}`,
                message: `${message}\n`,
                eventId: `${task}-${at}-${page}`,
            }));
            return { events: found, nextToken: page + 1 < events.length ? String(page + 1) : undefined };
        },
        /** From the end, as `startFromHead` is false. A token that is given once more is the end. */
        GetLogEvents: ({ logStreamName, limit = 10_000, nextToken }) => {
            const lines = service.readLog?.(String(logStreamName)) ?? refuse("ResourceNotFoundException", "No such stream.");
            const events = lines.map((message, timestamp) => ({ message, timestamp }));
            const isEmpty = account.pageSize !== undefined && nextToken === undefined; // which AWS allows itself
            const end = Number((nextToken === undefined ? `b/${events.length}` : (nextToken as string)).slice(2));
            const start = isEmpty ? end : Math.max(0, end - Number(limit));
            return { events: events.slice(start, end), nextBackwardToken: `b/${start}`, nextForwardToken: `f/${end}` };
        },
    };
}
