/** What the names of the application's log streams begin with; the container's name and the task's id follow. */
export const streamPrefix = "ecs";

/** The same of every other container, so that a reader of the application's log can leave those out. */
export const sidecarStreamPrefix = "sidecar";
