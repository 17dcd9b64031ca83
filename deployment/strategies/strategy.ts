import type { IntendedRelease } from "../api";
import type { Snapshot } from "../snapshot";

/** How far ECS is with a release. */
export type DeploymentStatus =
    | "unknown"
    | "missing"
    | "inactive"
    | "in progress"
    | "complete"
    | "failed"
    | "stopped"
    | "rollback failed"
    | "rolling back"
    | "rolled back"
    | "replaced"
    | "elsewhere";

/**
 * How ECS moves a service to a release: what "complete", "serves" and "goes back" mean. Everything else that follows a
 * deployment is the same for each of them. Each gets what was read so far, merged, and knows nothing of time.
 */
export interface DeploymentStrategy {
    /** ECS's own name, for example `ROLLING`. */
    readonly name: string;

    /**
     * Whether only the service deployment shows how far ECS is, so that it is read whenever details are: the states in the
     * service's list of deployments do not tell, or not the truth.
     */
    readonly followsServiceDeployment: boolean;

    /**
     * How far ECS is with the release, on a service that is active. Until that is `complete`, another release may answer
     * requests, and the health endpoint is not asked.
     */
    readonly status: (snapshot: Snapshot, intent: IntendedRelease) => DeploymentStatus;

    /** Whether the service is on another revision because ECS went back to it, rather than because that one was deployed. */
    readonly isRollback: (snapshot: Snapshot, intent: IntendedRelease) => boolean;

    /**
     * Whether the tasks of the release, as many as wanted, take all requests as far as ECS and the load balancer show. All
     * of it is of one read, which shows the deployment complete.
     */
    readonly serves: (snapshot: Snapshot, intent: IntendedRelease) => boolean;

    /** Target group that the release's tasks are registered with; undefined where no load balancer reaches them. */
    readonly targetGroupArn: (snapshot: Snapshot, intent: IntendedRelease) => string | undefined;
}
