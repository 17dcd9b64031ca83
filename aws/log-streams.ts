/** What the names of the application's log streams begin with; the container's name and the task's id follow. */
export const streamPrefix = "ecs";

/** The same of every other container, so that a reader of the application's log can leave those out. */
export const sidecarStreamPrefix = "sidecar";

/** Log group of how runs of schedules ended; EventBridge's console knows only those below `/aws/events/`. */
export function runLogGroup(taskFamily: string): string {
    return `/aws/events/${taskFamily}`;
}
