import type { LoadBalancer } from "../aws/elb-load-balancers";
import type { ServiceRef } from "../aws/service-ref";
import { acceptsStatus } from "../aws/success-codes";
import type { Findings } from "./api";
import { isOutOfReach } from "./health-response";
import { covers } from "./preflight-certificate";
import type { HealthResponse } from "./source";

/** How requests are to reach the tasks; what is undefined does not exist yet. */
export interface PlannedEntrance {
    readonly serviceRef: ServiceRef;

    /** Tags that the stack's own load balancer carries, whatever it is called. */
    readonly tags: Readonly<Record<string, string>>;

    /** Name of the load balancer. */
    readonly loadBalancer: string;

    /**
     * ARN of a load balancer that stacks share: only the stack's target group can change.
     *
     * @default - the load balancer is the stack's own
     */
    readonly sharedArn?: string;

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
     * The HTTPS listener is about to have another certificate: its ARN, or undefined for one that is still to be issued.
     *
     * @default - it keeps the one that it has
     */
    readonly newCertificate?: { readonly arn: string | undefined };

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

    /** It sends requests to a task that is healthy. */
    readonly isServing?: boolean;

    /** Zones that the load balancer would listen in. */
    readonly plannedZones?: readonly string[];

    /** Zones in which tasks of the service run; asked for where the load balancer would leave one. */
    readonly taskZones?: readonly string[];

    /** Host names of the certificate that users meet now; undefined without HTTPS, or where nothing is about to change it. */
    readonly certifiedNames?: readonly string[];

    /** Host names of the certificate that they are about to meet, once it is issued. */
    readonly newCertifiedNames?: readonly string[];

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
 * to one load balancer, and AWS changes neither the name nor the scheme nor the VPC of a load balancer.
 */
export function evaluateEntrance(planned: PlannedEntrance, facts: EntranceFacts): Findings {
    const { loadBalancer, isServing = true, refused } = facts;
    const warnings = refused.map((refusal) => `not checked: ${refusal}`);
    if (loadBalancer === undefined) {
        return { errors: [], warnings };
    }
    const fixed = planned.sharedArn === undefined ? findFixedProperties(planned, loadBalancer) : [];
    if (fixed.length > 0) {
        return { errors: [`load balancer ${loadBalancer.name} can't ${fixed.join(", and can't ")}: ${besides}`], warnings };
    }
    if (!isServing) {
        return { errors: [], warnings }; // there are no requests to lose: a first release may need just this change
    }
    return {
        errors: [...findLostZones(facts), ...findLostNames(planned, facts), ...findHealthCheckErrors(planned, facts)],
        warnings: [...warnings, ...findUnasked(planned, facts)],
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

/** The listener has its new certificate at once, while the host name's users are still those of the one before. */
function findLostNames({ host = "", newCertificate }: PlannedEntrance, facts: EntranceFacts): string[] {
    const { certifiedNames = [], newCertifiedNames } = facts;
    const after = newCertificate?.arn === undefined ? [host] : newCertifiedNames;
    const lost = certifiedNames.filter((name) => after?.some((each) => each === name || covers(each, name)) === false);
    return lost.length === 0 || certifiedNames.some((name) => covers(name, host))
        ? []
        : [`users of ${lost.join(" and ")} would meet a certificate for ${(after ?? []).join(" and ")} at once: ${besides}`];
}

/** The health check changes at once, for the tasks that serve too, and ECS stops those that fail it. */
function findHealthCheckErrors(planned: PlannedEntrance, { healthResponse }: EntranceFacts): string[] {
    const { newHealthCheck } = planned;
    if (newHealthCheck === undefined || healthResponse === undefined || isOutOfReach(healthResponse, planned)) {
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

function findUnasked(planned: PlannedEntrance, { healthResponse }: EntranceFacts): string[] {
    const atOnce = "the health check changes at once for the tasks that serve";
    return [
        ...(healthResponse !== undefined && isOutOfReach(healthResponse, planned)
            ? [`not checked: ${atOnce}, and this machine can't reach the load balancer to ask them`]
            : []),
        ...(planned.newHealthCheck?.ownPort === true
            ? [`${atOnce}, and their health port can't be asked: it must be theirs already`]
            : []),
    ];
}
