import { serviceRef } from "./releases";
import type { Timeline } from "./timeline";

/** One event of the service, at a second of the time line. */
export interface ServiceEvent {
    readonly at: number;
    readonly message: string;
}

/**
 * What ECS writes by itself about the tasks of a time line, with what the time line adds.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function serviceEvents(timeline: Timeline): readonly ServiceEvent[] {
    const events = eventsByTimeline.get(timeline) ?? listEvents(timeline);
    eventsByTimeline.set(timeline, events);
    return events;
}

/** Each second of a time line asks for them. */
const eventsByTimeline = new WeakMap<Timeline, readonly ServiceEvent[]>();

function listEvents({ tasks, events = [] }: Timeline): ServiceEvent[] {
    const started = tasks.map(({ id, created }) => ({ at: created, message: `has started 1 tasks: (task ${id}).` }));
    const unhealthy = tasks.flatMap(({ id, target: frames = [] }) =>
        frames
            .filter(({ state }) => state === "unhealthy")
            .map(({ at, description = "Health checks failed" }) => ({
                at,
                message: `(task ${id}) (port 3000) is unhealthy in (target-group web) due to (reason ${description})`,
            })),
    );
    return [...started, ...unhealthy, ...events]
        .map(({ at, message }) => ({ at, message: `(service ${serviceRef.service}) ${message}` }))
        .sort((a, b) => b.at - a.at);
}
