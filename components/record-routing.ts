import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { failoverRoles, routingPolicies, type FailoverRole, type RoutingPolicy } from "../aws/record-routing";
import { object, oneOf, optional, text, type Check } from "./arguments";

/** How Route 53 chooses between the records of a name, each of which leads to the load balancer of another region. */
export interface RecordRouting {
    /** `latency`: the region that is nearest to the user; `failover`: one while it is healthy, and then the other. */
    readonly policy: RoutingPolicy;

    /** With `failover`: which of the two this one is; undefined with `latency`. */
    readonly role: FailoverRole | undefined;

    /** Region of the load balancer. */
    readonly region: string;

    /** Path by which Route 53 asks the application from the internet; undefined where the load balancer's targets say enough. */
    readonly healthCheckPath: string | undefined;
}

export const recordRouting: Check<RecordRouting> = object<RecordRouting>(
    {
        policy: oneOf(routingPolicies),
        role: optional(oneOf(failoverRoles)),
        region: text(formats.region),
        healthCheckPath: optional(text(formats.httpPath)),
    },
    ({ policy, role }, path) =>
        (policy === "failover") === (role !== undefined)
            ? []
            : [`${path}.role must be given with failover, and absent with latency, got ${role ?? "undefined"}`],
);

/** What tells a record apart from others of its name, and when Route 53 answers with it. */
export function routeRecord(
    loadBalancer: string,
    { role, region }: RecordRouting,
    healthCheck: route53.HealthCheck | undefined,
): Pick<route53.RecordArgs, "setIdentifier" | "latencyRoutingPolicies" | "failoverRoutingPolicies" | "healthCheckId"> {
    return {
        setIdentifier: toSetIdentifier(loadBalancer, region),
        ...(role === undefined
            ? { latencyRoutingPolicies: [{ region }] }
            : { failoverRoutingPolicies: [{ type: role.toUpperCase() }] }),
        ...(healthCheck === undefined ? {} : { healthCheckId: healthCheck.id }),
    };
}

/** Load balancers of two regions may have the same name. */
function toSetIdentifier(loadBalancer: string, region: string): string {
    return `${loadBalancer}-${region}`;
}

/**
 * Asks the load balancer of one region for the application, under its own DNS name, as the host name leads to any region. Route 53
 * doesn't look at the certificate, which is for the host name.
 *
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export function regionHealthCheck(
    name: string,
    { loadBalancer, dnsName, region, path }: RegionHealthCheckArgs,
    opts: pulumi.CustomResourceOptions,
): route53.HealthCheck {
    return new route53.HealthCheck(
        name,
        {
            type: "HTTPS",
            fqdn: dnsName,
            port: 443,
            resourcePath: path,
            // Some 18 checkers ask: with 10 s, which costs twice as much, each second or so.
            requestInterval: 30,
            failureThreshold: 3,
            tags: { Name: toSetIdentifier(loadBalancer, region) },
        },
        opts,
    );
}

/** Arguments of {@link regionHealthCheck}. */
export interface RegionHealthCheckArgs {
    /** Name of the load balancer. */
    readonly loadBalancer: string;

    /** Its own DNS name. */
    readonly dnsName: pulumi.Input<string>;

    /** Its region. */
    readonly region: string;

    /** Path by which the application is asked. */
    readonly path: string;
}
