import type { ServiceDeployment, ServiceState, Task } from "../aws/ecs";
import type { Target } from "../aws/elb";

/**
 * What is known of a deployment at one moment, in AWS's own terms, reduced to what a decision needs. Everything that
 * decides takes these; only `aws/` fills them.
 */
export interface Snapshot {
    /** When it was taken: milliseconds since 1970, by the clock of the watch. */
    readonly at: number;

    /** Undefined when ECS knows no such service (or an inconsistent read did not find it). */
    readonly service?: ServiceState;

    /** The newest service deployment that ECS tells of, with its verdict. */
    readonly serviceDeployment?: ServiceDeployment;

    /** Tasks of the service, running and recently stopped, of every revision. */
    readonly tasks: readonly Task[];

    /** Targets of the service's target group. */
    readonly targets: readonly Target[];

    /** Last log lines of the newest stopped task of the intended revision, oldest first. */
    readonly logs: readonly string[];

    /** What the health endpoint answered last, through the load balancer. */
    readonly healthResponse?: LatestHealthResponse;
}

/** What the health endpoint answered. */
export interface LatestHealthResponse {
    /** HTTP status; 0 when there was no answer. */
    readonly status: number;

    /** Header `x-release-id`. */
    readonly releaseId?: string;

    /** Answers in a row that were as they should be. */
    readonly consecutive: number;

    /** Why there was none. */
    readonly error?: string;
}
