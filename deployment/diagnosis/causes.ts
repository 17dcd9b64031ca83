import type { Diagnosis, IntendedRelease } from "../api";
import type { Task } from "../../aws/ecs";
import type { Snapshot } from "../snapshot";

/** What a cause found: a diagnosis without its id. */
export type Finding = Omit<Diagnosis, "id">;

/** One cause of a failed deployment. */
export interface Cause {
    /** Stable id, for example `image-not-found`. */
    readonly id: string;

    /** What it found, or undefined where it is not the cause. */
    readonly matches: (context: FailureContext) => Finding | undefined;
}

/** What a cause is recognised from: a snapshot from the point of view of one task, or of the service's events. */
export interface FailureContext {
    readonly snapshot: Snapshot;
    readonly intent: IntendedRelease;

    /** The newest task of the intended revision that stopped for a reason, else one that fails its health checks. */
    readonly task?: Task;

    /** The container that the task stopped for. */
    readonly container?: Task["containers"][number];

    /** Reasons that AWS gives: of the task and its container, or events since the deployment began, newest first. */
    readonly reasons: readonly string[];

    /** Why the load balancer's checks of the task fail; absent where they have nothing to do with the stop. */
    readonly health?: HealthFailure;

    /** Last lines of the task's log. */
    readonly logs: readonly string[];
}

/** Why the load balancer's checks fail. */
export interface HealthFailure {
    readonly kind: "codes" | "timeout" | "refused";

    /** HTTP status codes of the responses, if there were any. */
    readonly codes: readonly number[];
    readonly port?: number;

    /** In AWS's words. */
    readonly evidence: string;
}

/** Exit code of the container that the task stopped for, else of the first container. */
export function exitCode({ task, container = task?.containers[0] }: FailureContext): number | undefined {
    return container?.exitCode;
}
