import type { LoadBalancer } from "../aws/elb-load-balancers";
import type { ServiceRef } from "../aws/service-ref";
import { acceptsStatus } from "../aws/success-codes";
import type { Findings } from "./api";
import type { HealthResponse } from "./source";

/** How requests are to reach the tasks; what is undefined does not exist yet. */
export interface PlannedEntrance {
    readonly serviceRef: ServiceRef;

    /** Tags that the stack's own load balancer carries, whatever it is called. */
    readonly tags: Readonly<Record<string, string>>;

    /** Name of the load balancer. */
    readonly loadBalancer: string;

    /** It has private addresses only. */
    readonly internal: boolean;

    /**
     * Not everyone can reach it, so that this machine may not be able to.
     *
     * @default false
     */
    readonly isRestricted?: boolean;
    readonly vpcId?: string;

    /** Subnets of the load balancer. */
    readonly subnetIds?: readonly string[];

    /**
     * How the load balancer is about to check the health of what serves.
     *
     * @default - as it does now
     */
    readonly newHealthCheck?: {
        readonly path: string;

        /** Success codes, for example `200-399`. */
        readonly matcher: string;

        /** It asks another port than that of requests, at which nothing else can ask. */
        readonly ownPort: boolean;
    };

    /**
     * Host name that the load balancer answers to, over HTTPS.
     *
     * @default - its own DNS name, over HTTP
     */
    readonly host?: string;
}

/** What AWS knows about how requests reach the tasks now. What is undefined does not exist, or AWS did not answer. */
export interface EntranceFacts {
    /** The stack's own, by its tags. */
    readonly loadBalancer?: LoadBalancer;

    /** Zones that the load balancer would listen in. */
    readonly plannedZones?: readonly string[];

    /** Zones in which tasks of the service run. */
    readonly taskZones?: readonly string[];

    /** What the release that serves answers to the new health check. */
    readonly healthResponse?: HealthResponse;

    /** What AWS did not answer: one line each. */
    readonly refused: readonly string[];
}

const besides =
    "make the new one beside it, by another stack file with names of its own, and move the DNS record once it serves " +
    "(docs/operations.md, Another load balancer); where minutes without a service do no harm, deployment.acceptGap says so";

/**
 * Decides which changes would take requests away from the tasks that serve before others can have them. A target group belongs
 * to one load balancer, and AWS changes neither its VPC nor the name, the scheme or the VPC of a load balancer.
 */
export function evaluateEntrance(planned: PlannedEntrance, facts: EntranceFacts): Findings {
    const { loadBalancer, refused } = facts;
    const warnings = refused.map((refusal) => `not checked: ${refusal}`);
    if (loadBalancer === undefined) {
        return { errors: [], warnings };
    }
    const fixed = findFixedProperties(planned, loadBalancer);
    const ownPort = planned.newHealthCheck?.ownPort === true;
    return {
        errors: [
            ...(fixed.length === 0
                ? []
                : [`load balancer ${loadBalancer.name}, which serves, can't ${fixed.join(", and can't ")}: ${besides}`]),
            ...(fixed.length === 0 ? findLostZones(facts) : []),
            ...findHealthCheckErrors(planned, facts),
        ],
        warnings: [
            ...warnings,
            ...(isUnasked(planned, facts)
                ? [
                      "not checked: the health check changes at once for the tasks that serve, and this machine can't reach the load balancer to ask them",
                  ]
                : []),
            ...(ownPort
                ? [
                      "the health check changes at once for the tasks that serve, and their health port can't be asked: it must be theirs already",
                  ]
                : []),
        ],
    };
}

function findFixedProperties(planned: PlannedEntrance, { name, scheme, vpcId }: LoadBalancer): string[] {
    const plannedScheme = planned.internal ? "internal" : "internet-facing";
    return [
        ...(name === planned.loadBalancer ? [] : [`become ${planned.loadBalancer}`]),
        ...(scheme === plannedScheme ? [] : [`become ${plannedScheme}, as it is ${scheme}`]),
        ...(vpcId === planned.vpcId ? [] : [`leave ${vpcId} for ${planned.vpcId ?? "a VPC that is still to be made"}`]),
    ];
}

/** A load balancer sends nothing to targets in a zone that it does not listen in. */
function findLostZones({ plannedZones, taskZones = [] }: EntranceFacts): string[] {
    const lost = plannedZones === undefined ? [] : taskZones.filter((zone) => !plannedZones.includes(zone));
    return lost.length === 0
        ? []
        : [
              `the load balancer would leave ${lost.join(" and ")} while tasks serve there, and they would get no more requests: ` +
                  "add the new zones beside the old ones first, and take the old ones out with the next update",
          ];
}

/** The health check changes at once, for the tasks that serve too, and ECS stops those that fail it. */
function findHealthCheckErrors(planned: PlannedEntrance, facts: EntranceFacts): string[] {
    const [{ newHealthCheck }, { healthResponse }] = [planned, facts];
    if (newHealthCheck === undefined || healthResponse === undefined || isUnasked(planned, facts)) {
        return [];
    }
    const { path, matcher } = newHealthCheck;
    const { status, error = "nothing" } = healthResponse;
    return acceptsStatus(matcher, status)
        ? []
        : [
              `${path} answers ${status === 0 ? error : status} now, not ${matcher}: the load balancer would find every task that ` +
                  "serves unhealthy, and ECS would stop them. First release an application that answers to both checks, then " +
                  "change loadBalancer.healthCheck",
          ];
}

/** This machine gets no connection to a load balancer that not everyone can reach. */
function isUnasked({ isRestricted }: PlannedEntrance, { healthResponse }: EntranceFacts): boolean {
    return isRestricted === true && healthResponse?.isUnconnected === true;
}
