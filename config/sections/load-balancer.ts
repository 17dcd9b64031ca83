import type { z } from "zod";
import { everywhere, isRestricted } from "../../aws/peers";
import { ranges } from "../../aws/ranges";
import { defaultMatcher } from "../../aws/success-codes";
import { profiles } from "../profiles";
import { inProduction, over, type ByColumn, type Complete, type Section } from "../section";
import { service } from "./service";
import {
    existingBalancer,
    existingBalancerRules,
    existingBalancerWarnings,
    resolveExistingBalancer,
    type ExistingBalancer,
} from "./load-balancer-existing";
import { maintenance, maintenanceRules, maintenanceWarnings, type Maintenance } from "./load-balancer-maintenance";
import { flag, healthPath, inRange, listOf, matcher, oneOf, peer, section, wholeNumber } from "../schema-kit";

const schema = section(
    {
        idleTimeoutSeconds: wholeNumber(1, 4000)
            .optional()
            .describe("idle time after which a connection is closed; the application keeps it open 5 s longer"),
        deregistrationDelaySeconds: wholeNumber(0, 3600)
            .optional()
            .describe("time for a task's last requests to finish; part of every deployment"),
        deletionProtection: flag().optional().describe("AWS refuses to delete the load balancer"),
        stickinessSeconds: inRange(ranges.stickinessSeconds)
            .optional()
            .describe("time for which a client's requests go to the same task, by a cookie; 0 ends it where it was on")
            .meta({ absent: "requests go to any task" }),
        slowStartSeconds: inRange(ranges.slowStartSeconds)
            .optional()
            .describe("time in which a new task's share of the requests grows to that of the others")
            .meta({ absent: "a new task gets its share at once" }),
        ipAddressType: oneOf(["ipv4", "dualstack"])
            .optional()
            .describe("`dualstack` also listens on IPv6, in subnets that have it"),
        internal: flag()
            .optional()
            .describe("reached from the VPC and what it is connected with alone, in the subnets of the tasks"),
        ingress: listOf(peer, "blocks of addresses, prefix lists or security groups", { min: 1 })
            .optional()
            .describe("who may send requests")
            .meta({ absent: "everyone who can reach it: `0.0.0.0/0`, with `dualstack` `::/0` too" }),
        healthCheck: section({
            path: healthPath
                .optional()
                .describe("liveness: answers with success without asking any dependency; may have a query"),
            matcher: matcher
                .optional()
                .describe('status codes that are success, from 200 to 499: `"200"`, `"200-399"`, `"200,204"`'),
            port: inRange(ranges.healthCheckPort).optional().describe("port that is checked").meta({ absent: "`service.port`" }),
            intervalSeconds: wholeNumber(5, 300).optional().describe("between two checks; sets the pace of a deployment"),
            timeoutSeconds: wholeNumber(2, 120).optional().describe("for one check"),
            healthyThreshold: wholeNumber(2, 10).optional().describe("passed checks until a target that failed is used again"),
            unhealthyThreshold: wholeNumber(2, 10).optional().describe("failed checks until a target gets no requests"),
        }).optional(),
        maintenance,
        existing: existingBalancer,
    },
    {
        unsupported: {
            protocolVersion:
                "is not supported: with HTTP/2 or gRPC targets a load balancer refuses every request over HTTP/1.1, the verdict's among them",
        },
    },
).optional();

type Optional = "stickinessSeconds" | "slowStartSeconds";
type Keys = Complete<Omit<NonNullable<z.infer<typeof schema>>, Optional | "existing" | "maintenance">>;
type LoadBalancer = Keys & { readonly [K in Optional]: number | undefined } & {
    /** Undefined for a load balancer of the stack's own. */
    readonly existing: ExistingBalancer | undefined;

    /** Undefined while the application is open. */
    readonly maintenance: Maintenance | undefined;
};
type Defaults = Omit<Keys, "healthCheck" | "ingress"> & { readonly healthCheck: Omit<Keys["healthCheck"], "port"> };

const shared = {
    idleTimeoutSeconds: 60, // AWS's default; what matters is that the application keeps connections open longer
    ipAddressType: "ipv4",
    internal: false,
} as const;

const healthCheck = {
    path: "/api/health", // liveness only: a health check that asks a database takes every task out when it is slow
    matcher: defaultMatcher,
    healthyThreshold: 2, // for recovery; a new target needs one passing check, so the interval sets the pace
    unhealthyThreshold: 3, // two flap on a quarter of a CPU
};

const defaults: ByColumn<Defaults> = {
    dev: {
        ...shared,
        deregistrationDelaySeconds: 5, // AWS's 300 would be most of a deployment
        deletionProtection: false,
        healthCheck: { ...healthCheck, intervalSeconds: 5, timeoutSeconds: 3 },
    },
    staging: {
        ...shared,
        deregistrationDelaySeconds: 15,
        deletionProtection: false,
        healthCheck: { ...healthCheck, intervalSeconds: 10, timeoutSeconds: 5 },
    },
    prod: {
        ...shared,
        deregistrationDelaySeconds: 30, // streamed answers finish
        deletionProtection: true,
        healthCheck: { ...healthCheck, intervalSeconds: 10, timeoutSeconds: 5 },
    },
};

/**
 * How requests are balanced. There is no key for the application's keep-alive: it is the idle timeout plus five seconds,
 * so that the application always keeps a connection longer than the load balancer.
 */
export const loadBalancer: Section<z.infer<typeof schema>, LoadBalancer> & { readonly defaults: typeof defaults } = {
    note:
        "A changed health check counts at once, for the tasks that serve too: an update changes it before it starts new ones. " +
        "Deploy an application that answers both checks first. With `existing` the stack has a rule of a load balancer that others use, too: " +
        "docs/operations.md, A load balancer that stacks share.",
    schema: () => schema,
    defaults,
    resolve: (input, context) => {
        const { healthCheck: check, ...resolved } = over(defaults[profiles[context.profile].column], input);
        const { port } = service.resolve(context.input.service, context);
        const { stickinessSeconds, slowStartSeconds } = input ?? {};
        return {
            ...resolved,
            existing: resolveExistingBalancer(input),
            maintenance: input?.maintenance,
            stickinessSeconds,
            slowStartSeconds,
            ingress: input?.ingress ?? worldOf(resolved.ipAddressType),
            healthCheck: { ...check, port: input?.healthCheck?.port ?? port },
        };
    },
    rules: [
        {
            path: "loadBalancer.deregistrationDelaySeconds",
            reads: ["service.maxRequestSeconds"],
            message: "must be at least service.maxRequestSeconds, or a deployment interrupts requests",
            detail: ({ service }) => String(service.maxRequestSeconds),
            holds: ({ service, loadBalancer: given }) => given.deregistrationDelaySeconds >= service.maxRequestSeconds,
        },
        {
            path: "loadBalancer.idleTimeoutSeconds",
            reads: ["service.maxRequestSeconds"],
            message: "must be at least service.maxRequestSeconds, or the load balancer answers 504",
            detail: ({ service }) => String(service.maxRequestSeconds),
            holds: ({ service, loadBalancer: given }) => given.idleTimeoutSeconds >= service.maxRequestSeconds,
        },
        {
            path: "loadBalancer.healthCheck.timeoutSeconds",
            reads: ["loadBalancer.healthCheck.intervalSeconds"],
            message: "must be shorter than intervalSeconds",
            detail: ({ loadBalancer: given }) => String(given.healthCheck.intervalSeconds),
            holds: ({ loadBalancer: given }) => given.healthCheck.timeoutSeconds < given.healthCheck.intervalSeconds,
        },
        {
            path: "loadBalancer.deletionProtection",
            reads: ["profile"],
            message: "must be true in production",
            holds: inProduction(({ loadBalancer: given }) => given.deletionProtection),
        },
        {
            path: "loadBalancer.ingress",
            reads: ["loadBalancer.ipAddressType"],
            message: "must have no IPv6 block unless loadBalancer.ipAddressType is dualstack: nothing listens there",
            holds: ({ loadBalancer: given }) =>
                given.ipAddressType === "dualstack" || !given.ingress.some((each) => each.includes(":")),
        },
        {
            path: "loadBalancer.ipAddressType",
            reads: ["network"],
            message: "must be ipv4 unless network.mode is existing: the other networks have no IPv6",
            holds: ({ loadBalancer: given, network }) => given.ipAddressType === "ipv4" || network.mode === "existing",
        },
        ...existingBalancerRules,
        ...maintenanceRules,
    ],
    warnings: ({ loadBalancer: given, deployment }) => [
        ...existingBalancerWarnings(given.existing),
        ...maintenanceWarnings(given.maintenance),
        ...(deployment.verdict && isRestricted(given)
            ? [
                  {
                      path: `loadBalancer.${given.existing ? "existing" : given.internal ? "internal" : "ingress"}`,
                      message:
                          "where the machine that deploys can't reach the load balancer, the verdict takes healthy targets for an answer of the release",
                  },
              ]
            : []),
    ],
};

function worldOf(ipAddressType: LoadBalancer["ipAddressType"]): string[] {
    return ipAddressType === "dualstack" ? [everywhere.ipv4, everywhere.ipv6] : [everywhere.ipv4];
}
