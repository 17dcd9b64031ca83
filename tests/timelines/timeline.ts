import type { Outcome, TrafficShift } from "../../deployment/api";

/** A deployment as it goes on AWS: what happens when, in seconds after ECS was asked for it. */
export interface Timeline {
    readonly name: string;
    readonly tasks: readonly TaskLife[];

    /** What ECS says about the service, each from a second on. */
    readonly service: readonly ServiceFrame[];

    /** What answers through the load balancer, each from a second on. */
    readonly health: readonly HealthFrame[];

    /** Events of the service. */
    readonly events?: readonly { readonly at: number; readonly message: string }[];

    /** How many tasks the service wants, each from a second on. @default 2 */
    readonly desired?: readonly { readonly at: number; readonly count: number }[];

    /** What goes wrong between us and AWS. */
    readonly faults?: readonly Fault[];

    /** How the date of the machine that watches is set. @default - it is right */
    readonly dateMoves?: readonly DateMove[];

    /** Second at which the watch begins. @default 1 */
    readonly watchedFrom?: number;

    /** Minutes that the verdict waits. @default 20 */
    readonly timeoutMinutes?: number;

    /** Deployment that is meant, where the service was on the revision before. */
    readonly deploymentId?: string;

    /** The update has just changed the service. @default false */
    readonly justChanged?: boolean;

    /** Tasks that may stop by the same cause. @default 3 */
    readonly maxFailuresOfSameCause?: number;

    /** Ask ECS for a rollback when the verdict is early. @default false */
    readonly rollbackEarly?: boolean;

    /** How ECS shifts traffic. @default - tasks are replaced some at a time */
    readonly shift?: TrafficShift;

    /** Target group of each release's tasks. @default - all in the one */
    readonly groups?: Readonly<Partial<Record<Release, string>>>;

    /** Part of production's requests that the rule sends to the new release's group, each from a second on. @default - none of them */
    readonly weights?: readonly { readonly at: number; readonly weight: number }[];

    /** What answers to test traffic, each from a second on. @default - nothing: 404 */
    readonly test?: readonly HealthFrame[];
    readonly expected: Expected;
}

/** From a second on the machine's date is off by so many seconds, forward or back. */
export interface DateMove {
    readonly at: number;
    readonly by: number;
}

/** What the verdict must be. */
export interface Expected {
    readonly outcome: Outcome;

    /** Id of the diagnosis. */
    readonly cause?: string;

    /** What the operator's line must show. */
    readonly line?: RegExp;

    /** Second at which the verdict must be there. */
    readonly by: number;
}

/** `other`: a release that somebody else deployed meanwhile. */
export type Release = "new" | "old" | "other";

/** The life of one task. What is absent never happens. */
export interface TaskLife {
    readonly id: string;
    readonly of: Release;

    /** Seconds. */
    readonly created: number;
    readonly pull?: readonly [number, number?];
    readonly started?: number;
    readonly stopping?: number;
    readonly stopped?: number;
    readonly stopCode?: string;
    readonly stoppedReason?: string;
    readonly containerReason?: string;
    readonly exitCode?: number;

    /** `HEALTHY` or `UNHEALTHY` by the container's own check, while it runs. */
    readonly health?: string;

    /** What the load balancer says of it, each from a second on. */
    readonly target?: readonly TargetFrame[];

    /** Lines of its log. */
    readonly log?: readonly string[];

    /** Second from which CloudWatch has the lines. @default - from the start */
    readonly logAt?: number;

    /** A container beside the application's, listed first. */
    readonly sidecar?: { readonly name: string; readonly reason: string };

    /** Deployment that started it, where several are of one revision. */
    readonly by?: string;
}

export interface TargetFrame {
    readonly at: number;
    readonly state: string;
    readonly reason?: string;
    readonly description?: string;
}

export interface ServiceFrame {
    readonly at: number;
    readonly deployments: readonly DeploymentRow[];
    readonly attempt?: AttemptRow;
    readonly status?: string;
}

export interface DeploymentRow {
    readonly of: Release;
    readonly status: "PRIMARY" | "ACTIVE";
    readonly state: "IN_PROGRESS" | "COMPLETED" | "FAILED" | "";
    readonly reason?: string;

    /** A deployment back to a release is not the one that brought it. */
    readonly id?: string;

    /** Second in which it was created. */
    readonly created?: number;
}

/** The newest service deployment. */
export interface AttemptRow {
    /** Second in which it began. @default 0 */
    readonly started?: number;

    /** Second in which it ended. */
    readonly finished?: number;

    readonly of: Release;
    readonly status: string;
    readonly reason?: string;
    readonly rollback?: { readonly reason: string; readonly to?: Release };
    readonly alarms?: readonly string[];
    readonly stage?: string;
    readonly weight?: number;
    readonly hooks?: readonly HookRow[];
    readonly breaker?: { readonly status: string; readonly failureCount: number; readonly threshold: number };
}

/** A lifecycle hook of the stage. */
export interface HookRow {
    readonly id: string;
    readonly type: "PAUSE" | "AWS_LAMBDA";
    readonly status: "AWAITING_ACTION" | "IN_PROGRESS" | "SUCCEEDED" | "FAILED" | "TIMED_OUT";
    readonly target?: string;

    /** Second at which ECS waits no longer. */
    readonly expires?: number;
    readonly then?: "CONTINUE" | "ROLLBACK";
}

export interface HealthFrame {
    readonly at: number;

    /** 0 where the connection breaks. */
    readonly status: number;
    readonly of?: Release;

    /** Where a redirect leads to. */
    readonly location?: string;
}

/** Something that one action, or each, answers with instead of the truth. */
export interface Fault {
    readonly action?: string;

    /** Numbers of the calls of that action, counted from 1, to and including the last. @default - every call */
    readonly calls?: readonly [number, number];

    /** Seconds from the first to before the second. @default - always */
    readonly during?: readonly [number, number];
    readonly answer: "throttled" | "reset" | "slow" | "unavailable" | "missing" | "stale" | "denied" | "expired" | "invalid";

    /** Seconds that a slow answer takes or a stale one is old. @default 20 */
    readonly seconds?: number;
}

/** What goes wrong with one call, counted from 1. */
export function findFault({ faults }: Timeline, action: string, call: number, second: number): Fault | undefined {
    return faults?.find(
        ({ action: only = action, calls: [first, last] = [1, Infinity], during: [from, to] = [-Infinity, Infinity] }) =>
            only === action && call >= first && call <= last && second >= from && second < to,
    );
}

/** What AWS calls what goes wrong. */
export const refusals = {
    throttled: [400, "ThrottlingException", "Rate exceeded"],
    unavailable: [503, "ServiceUnavailableException", "Service is unavailable"],
    expired: [400, "ExpiredTokenException", "The security token included in the request is expired"],
    denied: [400, "AccessDeniedException", ""],
    invalid: [400, "InvalidParameterException", "Invalid"],
} as const;

/** The frame that holds at a second. */
export function holding<F extends { readonly at: number }>(frames: readonly F[], second: number): F | undefined {
    return frames.filter(({ at }) => at <= second).at(-1);
}
