/**
 * What is known of a roll-out at one moment, in AWS's own terms, reduced to what a decision needs. Everything that
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
    readonly answer?: Answer;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html */
export interface ServiceState {
    readonly status: string;
    readonly desiredCount: number;
    readonly runningCount: number;
    readonly pendingCount: number;
    readonly deployments: readonly Deployment[];

    /** Newest first, as ECS gives them. */
    readonly events: readonly { readonly id: string; readonly at: number; readonly message: string }[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export interface Deployment {
    readonly id: string;

    /** `PRIMARY`, `ACTIVE` or `INACTIVE`. */
    readonly status: string;
    readonly taskDefinitionArn: string;

    /** `IN_PROGRESS`, `COMPLETED` or `FAILED`. */
    readonly rolloutState: string;
    readonly rolloutStateReason: string;
    readonly desiredCount: number;
    readonly runningCount: number;
    readonly failedTasks: number;
    readonly createdAt: number;
    readonly updatedAt: number;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
export interface ServiceDeployment {
    readonly arn: string;

    /** `PENDING`, `IN_PROGRESS`, `SUCCESSFUL`, `STOPPED`, `STOP_REQUESTED`, `ROLLBACK_…`. */
    readonly status: string;
    readonly statusReason: string;
    readonly startedAt: number;

    /** Task definition of the revision that it leads to. */
    readonly taskDefinitionArn?: string;

    /** Why ECS rolls back, and the revision that it returns to; absent where there is nothing to return to. */
    readonly rollback?: { readonly reason: string; readonly taskDefinitionArn?: string };

    /** Names of alarms that have triggered. */
    readonly triggeredAlarms: readonly string[];
    readonly circuitBreaker?: { readonly status: string; readonly failureCount: number; readonly threshold: number };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html */
export interface Task {
    readonly arn: string;
    readonly taskDefinitionArn: string;

    /** `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, `DEACTIVATING`, `STOPPING`, `DEPROVISIONING`, `STOPPED`. */
    readonly lastStatus: string;

    /** `HEALTHY`, `UNHEALTHY` or `UNKNOWN`. */
    readonly healthStatus: string;

    /** `TaskFailedToStart`, `EssentialContainerExited`, `ServiceSchedulerInitiated`, `SpotInterruption`, … */
    readonly stopCode: string;
    readonly stoppedReason: string;
    readonly containers: readonly { readonly name: string; readonly exitCode?: number; readonly reason: string }[];

    /** Private address, which is the target's id. */
    readonly address?: string;

    /** Milliseconds since 1970; absent while it has not happened. */
    readonly createdAt?: number;
    readonly pullStartedAt?: number;
    readonly pullStoppedAt?: number;
    readonly startedAt?: number;
    readonly stoppedAt?: number;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
export interface Target {
    /** Private address of the task. */
    readonly id: string;
    readonly port: number;

    /** `initial`, `healthy`, `unhealthy`, `unused`, `draining`, `unavailable`. */
    readonly state: string;

    /** For example `Target.ResponseCodeMismatch`, `Target.Timeout`, `Target.FailedHealthChecks`. */
    readonly reason: string;

    /** For example `Health checks failed with these codes: [404]`. */
    readonly description: string;
}

/** What the health endpoint answered. */
export interface Answer {
    /** HTTP status; 0 when there was no answer. */
    readonly status: number;

    /** Header `x-release-id`. */
    readonly releaseId?: string;

    /** Answers in a row that were as they should be. */
    readonly inARow: number;

    /** Why there was none. */
    readonly error?: string;
}
