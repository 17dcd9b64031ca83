import type { ServiceRef } from "../aws/service-ref";
import type { TrafficShift } from "./traffic-shift";

/** What a deployment goes through. */
export type Phase = "schedule" | "pull" | "start" | "health" | "drain";

/** A release whose tasks a load balancer reaches. */
export type ReachedRelease = IntendedRelease & Required<Pick<IntendedRelease, "probe" | "targetGroupArn">>;

/** How the health endpoint of a release is asked. */
export type ProbeTarget = ReachedRelease["probe"];

/** A release that an update has asked ECS for. */
export interface IntendedRelease {
    readonly serviceRef: ServiceRef;
    readonly taskDefinitionArn: string;

    /**
     * `ecs-svc/…` of the deployment that must complete. Needed where the service may already be on the revision.
     *
     * @default - any deployment of the revision
     */
    readonly deploymentId?: string;

    /**
     * ECS was asked for it a moment ago, so that a first read which finds everything complete may be older than that.
     *
     * @default false
     */
    readonly justChanged?: boolean;

    /** First 12 hex digits of the image's digest, which the health endpoint must answer with. */
    readonly releaseId: string;

    /**
     * Target group that the load balancer forwards to; where traffic is shifted, the first of both.
     *
     * @default - no load balancer reaches the tasks: they are steady once the same ones have run for a while
     */
    readonly targetGroupArn?: string;

    /**
     * How ECS moves traffic from the release before to this one, where both run side by side.
     *
     * @default - tasks are replaced some at a time within one target group
     */
    readonly trafficShift?: TrafficShift;

    /**
     * Lifecycle hook that was answered a moment ago: a first read may be older than that, and show that it waits.
     *
     * @default - none
     */
    readonly answeredHookId?: string;

    /**
     * How the health endpoint is reached: through the load balancer's own name, with the domain as SNI and Host.
     *
     * @default - it is not asked
     */
    readonly probe?: {
        readonly protocol: "http" | "https";
        readonly loadBalancerDns: string;
        readonly host: string;
        readonly path: string;

        /**
         * Not everyone can reach the load balancer, so that this machine may not be able to: where it gets no connection,
         * healthy targets count for an answer.
         *
         * @default false
         */
        readonly isRestricted?: boolean;

        /**
         * Status codes of an answer that counts.
         *
         * @default 200
         */
        readonly matcher?: string;

        /**
         * Response header with the release id; `none` where the application sends none, so that any answer counts.
         *
         * @default x-release-id
         */
        readonly releaseHeader?: string;
    };

    /**
     * Status codes that the target group's health check accepts.
     *
     * @default 200
     */
    readonly healthCheckMatcher?: string;
    readonly limits: DeploymentLimits;

    /**
     * Fewest tasks that must serve, where something changes how many are wanted while the deployment is followed.
     *
     * @default - as many as are wanted
     */
    readonly minTasks?: number;

    /**
     * Containers beside the application's. The task ends with an essential one.
     *
     * @default - none
     */
    readonly sidecars?: readonly { readonly name: string; readonly essential: boolean }[];

    /** Names of the application's secret variables, whose values are masked in whatever is quoted of its log. */
    readonly secretNames: readonly string[];

    /** What the phases should take, for the comparison at the end; seconds. */
    readonly expectedSeconds: Readonly<Record<Phase, number>>;
}

/** When a deployment is given up. */
export interface DeploymentLimits {
    /** Minutes after which the deployment has failed, whatever ECS says. */
    readonly timeoutMinutes: number;

    /** Tasks stopped by the same cause before the verdict may come ahead of ECS; never fewer than its circuit breaker needs. */
    readonly maxFailuresOfSameCause: number;

    /** Ask ECS to stop the deployment with a rollback when the verdict is early. */
    readonly rollbackEarly: boolean;
}
