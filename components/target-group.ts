import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { ranges } from "../aws/ranges";
import { mistake, object, optional, wholeNumber, type Check } from "./arguments";
import type { HttpArgs } from "./http";
import { fixedTargetGroup } from "./replacement";

/** Arguments of {@link targetGroup}. */
export interface TargetGroupArgs {
    /** VPC of the tasks. */
    readonly vpcId: pulumi.Input<string>;

    /** How the tasks are reached. */
    readonly http: HttpArgs;

    /** How requests are balanced among them. */
    readonly settings: Balancing;
}

/** How requests are balanced among the tasks. */
export interface Balancing {
    /** Seconds that the last requests of a stopping task get, 0 to 3600; they are part of every deployment. */
    readonly deregistrationDelaySeconds: number;

    /** Seconds for which a client's requests go to the same task; 0 ends it. @default - they go to any */
    readonly stickinessSeconds: number | undefined;

    /** Seconds in which a new task's share of the requests grows, 30 to 900. @default - it gets its share at once */
    readonly slowStartSeconds: number | undefined;

    /** How the health of a task is checked. */
    readonly healthCheck: HealthCheck;
}

/** How the load balancer checks the health of a task. */
export interface HealthCheck {
    /** Seconds between two checks, 5 to 300; the pace of a deployment, as a new target needs one passed check. */
    readonly intervalSeconds: number;

    /** Seconds for one check, 2 to 120; shorter than the interval. */
    readonly timeoutSeconds: number;

    /** Passed checks after which a target that failed gets requests again, 2 to 10. */
    readonly healthyThreshold: number;

    /** Failed checks after which a target gets no more requests and ECS replaces its task, 2 to 10. */
    readonly unhealthyThreshold: number;
}

const healthCheckArgs: Check<HealthCheck> = object(
    {
        intervalSeconds: wholeNumber(ranges.healthCheckIntervalSeconds),
        timeoutSeconds: wholeNumber(ranges.healthCheckTimeoutSeconds),
        healthyThreshold: wholeNumber(ranges.healthCheckThreshold),
        unhealthyThreshold: wholeNumber(ranges.healthCheckThreshold),
    },
    ({ intervalSeconds, timeoutSeconds }, path) =>
        timeoutSeconds < intervalSeconds
            ? []
            : [mistake(`${path}.timeoutSeconds`, `shorter than intervalSeconds, ${intervalSeconds}`, timeoutSeconds)],
);

/** Checks of {@link Balancing}, for the settings of what has it. */
export const balancing = {
    deregistrationDelaySeconds: wholeNumber(ranges.deregistrationDelaySeconds),
    stickinessSeconds: optional(wholeNumber(ranges.stickinessSeconds)),
    slowStartSeconds: optional(wholeNumber(ranges.slowStartSeconds)),
    healthCheck: healthCheckArgs,
};

/**
 * Where tasks are registered by their addresses, each with the port of its container. AWS chooses its name, as a fixed one could
 * not be replaced while in use.
 */
export function targetGroup(
    name: string,
    { vpcId, http, settings }: TargetGroupArgs,
    opts: pulumi.CustomResourceOptions,
): lb.TargetGroup {
    const { healthCheck, deregistrationDelaySeconds, stickinessSeconds, slowStartSeconds } = settings;
    return new lb.TargetGroup(
        name,
        {
            namePrefix: `${name}-`.slice(0, 6), // AWS's limit
            vpcId,
            targetType: "ip",
            protocol: "HTTP",
            port: http.port,
            deregistrationDelay: deregistrationDelaySeconds,
            ...(slowStartSeconds === undefined ? {} : { slowStart: slowStartSeconds }),
            ...(stickinessSeconds === undefined ? {} : { stickiness: byCookie(stickinessSeconds) }),
            healthCheck: {
                protocol: "HTTP",
                path: http.healthCheckPath,
                ...(http.healthCheckPort === http.port ? {} : { port: String(http.healthCheckPort) }),
                matcher: http.healthCheckMatcher,
                interval: healthCheck.intervalSeconds,
                timeout: healthCheck.timeoutSeconds,
                healthyThreshold: healthCheck.healthyThreshold,
                unhealthyThreshold: healthCheck.unhealthyThreshold,
            },
        },
        { ...opts, ...fixedTargetGroup },
    );
}

/** By the load balancer's own cookie. AWS takes no duration of zero. */
function byCookie(seconds: number) {
    return seconds === 0 ? { type: "lb_cookie", enabled: false } : { type: "lb_cookie", enabled: true, cookieDuration: seconds };
}
