import type { Diagnosis, IntendedRelease } from "../api";
import type { Task } from "../../aws/ecs";
import type { Snapshot } from "../snapshot";

/** What a cause found: everything of a diagnosis but its id. */
export type Finding = Omit<Diagnosis, "id">;

/** One row of the table of causes. */
export interface Cause {
    /** Stable id, for example `image-not-found`. */
    readonly id: string;

    /** What it found, or undefined where this is not the cause. */
    readonly matches: (context: FailureContext) => Finding | undefined;
}

/** What a cause looks at: a snapshot from the point of view of one task, or of the service's events. */
export interface FailureContext {
    readonly snapshot: Snapshot;
    readonly intent: IntendedRelease;

    /** The newest task of the intended revision that stopped for a reason, else one that fails its health checks. */
    readonly task?: Task;

    /** What AWS says: the reasons of the task and its containers, or the events since the deployment began, newest first. */
    readonly reasons: readonly string[];

    /** What the load balancer has against the task; absent where it has nothing to do with the stop. */
    readonly health?: HealthFailure;

    /** Last lines of the task's log. */
    readonly logs: readonly string[];
}

/** Why the load balancer's checks fail. */
export interface HealthFailure {
    readonly kind: "codes" | "timeout" | "refused";

    /** What the checks got, where they got an answer. */
    readonly codes: readonly number[];
    readonly port?: number;

    /** In AWS's words. */
    readonly evidence: string;
}

/** Exit code of the application's container, else of the first one that has any. */
export function exitCode({ task, intent }: FailureContext): number | undefined {
    const containers = task?.containers ?? [];
    return (containers.find(({ name }) => name === intent.serviceRef.container) ?? containers[0])?.exitCode;
}
