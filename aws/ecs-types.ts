/*
 * ECS in the terms of its API, reduced to what a decision needs. Nothing is decided here, and what is absent becomes empty.
 */

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

/** A service with what does not move while a deployment runs. */
export interface Service extends ServiceState {
    readonly arn: string;
    readonly name: string;

    /** Target groups, and the container that each of them reaches. */
    readonly loadBalancers: readonly { readonly container: string; readonly targetGroupArn: string }[];

    /** How it moves traffic between two target groups; absent where it replaces tasks within one. */
    readonly shift?: ServiceShift;

    /** Names of the alarms that guard a deployment. */
    readonly alarms: readonly string[];

    /** Subnets that its tasks are placed in. */
    readonly subnetIds: readonly string[];

    /** Who makes its deployments: `ECS`, `CODE_DEPLOY` or `EXTERNAL`. */
    readonly deploymentController: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html, and the times of the strategy. */
export interface ServiceShift {
    /** `BLUE_GREEN`, `CANARY` or `LINEAR`. */
    readonly strategy: string;
    readonly alternateTargetGroupArn: string;
    readonly productionListenerRuleArn: string;

    /** Minutes between the first and the last step by which production moves. */
    readonly stepMinutes: number;
    readonly bakeMinutes: number;
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

    /** Milliseconds since 1970; absent while it has not ended. */
    readonly finishedAt?: number;

    /** When ECS changed anything of it: milliseconds since 1970. */
    readonly updatedAt?: number;

    /** How far one is that moves traffic, for example `BAKE_TIME`; absent where tasks are replaced one by one. */
    readonly lifecycleStage?: string;

    /** Hooks of the stage; absent where there are none. */
    readonly lifecycleHooks?: readonly LifecycleHook[];

    /** Task definition of the revision that it leads to. */
    readonly taskDefinitionArn?: string;

    /** Target groups of that revision's tasks; absent where ECS does not show them. */
    readonly targetGroupArns?: readonly string[];

    /** Part of the requests that the revision is to have, 0 to 100; absent where traffic is not shifted. */
    readonly productionTrafficWeight?: number;

    /** Task definitions of the revisions that it replaces, as far as ECS still knows them. */
    readonly sourceTaskDefinitionArns: readonly string[];

    /** Why ECS rolls back, and the revision that it returns to; absent where there is nothing to return to. */
    readonly rollback?: {
        readonly reason: string;
        readonly taskDefinitionArn?: string;

        /** Target groups of that revision's tasks; absent where ECS does not show them. */
        readonly targetGroupArns?: readonly string[];
        readonly startedAt?: number;
    };

    /** Names of alarms that have triggered. */
    readonly triggeredAlarms: readonly string[];
    readonly circuitBreaker?: { readonly status: string; readonly failureCount: number; readonly threshold: number };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookDetail.html */
export interface LifecycleHook {
    readonly id: string;

    /** `AWS_LAMBDA`, or `PAUSE` for one that waits until somebody lets the deployment go on. */
    readonly type: string;

    /** `AWAITING_ACTION`, `IN_PROGRESS`, `SUCCEEDED`, `FAILED` or `TIMED_OUT`. */
    readonly status: string;

    /** Function that it calls. */
    readonly targetArn?: string;

    /** When ECS waits no longer: milliseconds since 1970. */
    readonly expiresAt?: number;

    /** What ECS does then: `CONTINUE` or `ROLLBACK`. */
    readonly timeoutAction?: string;
}

/** A service revision: what a service was to be like, which never changes. */
export interface ServiceRevision {
    readonly taskDefinitionArn: string;

    /**
     * Target groups that its tasks are registered with. Where a service has two of them by turns, only the revision knows
     * which is its own.
     */
    readonly targetGroupArns: readonly string[];
}

/** A line of the list of service deployments, which ECS keeps for 90 days. */
export interface ServiceDeploymentBrief {
    readonly arn: string;
    readonly status: string;
    readonly statusReason: string;

    /** Service revision that it leads to. */
    readonly targetServiceRevisionArn: string;

    /** Milliseconds since 1970; absent while it has not happened. */
    readonly startedAt?: number;
    readonly finishedAt?: number;
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
    readonly containers: readonly TaskContainer[];

    /** Private address, which is the target's id. */
    readonly address?: string;

    /** Milliseconds since 1970; absent while it has not happened. */
    readonly createdAt?: number;
    readonly pullStartedAt?: number;
    readonly pullStoppedAt?: number;
    readonly startedAt?: number;
    readonly stoppedAt?: number;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html */
export interface TaskContainer {
    readonly name: string;
    readonly exitCode?: number;
    readonly reason: string;

    /** `HEALTHY` or `UNHEALTHY`; absent where it has no health check, or none that says anything yet. */
    readonly healthStatus?: string;

    /** What a tag stood for when the container started; absent until the image was pulled. */
    readonly imageDigest?: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html */
export interface TaskDefinition {
    readonly arn: string;

    /** CPU units and MiB of a task; 0 where they are the containers' alone. */
    readonly cpu: number;
    readonly memoryMiB: number;

    /** `X86_64` or `ARM64`. */
    readonly architecture?: string;
    readonly taskRoleArn?: string;
    readonly executionRoleArn?: string;

    /** As ECS answers, to be compared as a whole. */
    readonly volumes: unknown;
    readonly containers: readonly ContainerDefinition[];
    readonly tags: Readonly<Partial<Record<string, string>>>;

    /** Milliseconds since 1970. */
    readonly registeredAt?: number;

    /** ARN of the identity that registered it. */
    readonly registeredBy?: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export interface ContainerDefinition {
    readonly name: string;
    readonly image: string;

    /** Port that the first mapping publishes. */
    readonly port?: number;
    readonly user?: string;
    readonly stopTimeoutSeconds?: number;

    /** Values of the variables that are in the definition itself. */
    readonly environment: ReadonlyMap<string, string>;

    /** ARN or name of the parameter or secret that a variable is read from. */
    readonly secrets: ReadonlyMap<string, string>;

    /** As ECS answers, to be compared as a whole. */
    readonly command: unknown;
    readonly entryPoint: unknown;
    readonly healthCheck: unknown;
    readonly logConfiguration: unknown;
    readonly mountPoints: unknown;
}
