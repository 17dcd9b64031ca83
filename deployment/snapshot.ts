import type { ServiceDeployment, ServiceState, Task } from "../aws/ecs";
import type { Target } from "../aws/elb";
import type { Action } from "../aws/elb-listeners";

/**
 * What was read of a deployment at one moment, in AWS's own terms, reduced to what a decision needs. Tasks, targets and the
 * service deployment are of the same moment, or absent where a poll did not read them.
 */
export interface Snapshot {
    /** When it was taken, by the watch's own clock: of use beside another `at` only, never beside a time of AWS. */
    readonly at: number;

    /** Undefined when ECS knows no such service (or an inconsistent read did not find it). */
    readonly service?: ServiceState;

    /** The newest service deployment of the service, whatever release it leads to. */
    readonly serviceDeployment?: ServiceDeployment;

    /** Deployments that ECS was seen to roll back with: it says so only until they are complete. */
    readonly rollbackDeploymentIds?: readonly string[];

    /** Tasks of the service, running and recently stopped, of every revision. */
    readonly tasks: readonly Task[];

    /** Targets of the release's target group. */
    readonly targets: readonly Target[];

    /** Where production's requests go, by the listener's rule; absent where it was not read, or traffic is not shifted. */
    readonly productionWeights?: Action["targetGroups"];

    /** Last log lines of the newest stopped task of the intended revision, oldest first. */
    readonly logs: readonly string[];

    /** What the health endpoint answered last, through the load balancer. */
    readonly healthResponse?: LatestHealthResponse;

    /** What it answered to a request of test traffic, before production's requests go to the release. */
    readonly testResponse?: LatestHealthResponse;

    /** The machine's date at that moment: milliseconds since 1970, only to be shown. */
    readonly date?: number;
}

/** What the health endpoint answered. */
export interface LatestHealthResponse {
    /** HTTP status; 0 when there was no answer. */
    readonly status: number;

    /** What the header with the release id says; undefined where there is none. */
    readonly releaseId?: string;

    /** Where it redirects to: header `location`. */
    readonly location?: string;

    /** Expected answers in a row. */
    readonly consecutive: number;

    /** Why there was none. */
    readonly error?: string;

    /** There was not even a connection. */
    readonly isUnconnected?: boolean;
}
