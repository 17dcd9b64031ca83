import type { z } from "zod";
import { isShifting } from "../../aws/deployment-strategies";
import { isRestricted } from "../../aws/peers";
import { failoverRoles, healthyCodes, routingPolicies } from "../../aws/record-routing";
import { toCodeRanges } from "../../aws/success-codes";
import type { StackConfig } from "../sections";
import type { Rule, Warning } from "../section";
import { flag, oneOf, section } from "../schema-kit";

/** Key that makes the records those of one region among several. */
export const routing = section({
    policy: oneOf(routingPolicies).describe(
        "`latency` leads users to the region that is nearest to them, `failover` to one while it is healthy",
    ),
    role: oneOf(failoverRoles)
        .optional()
        .describe("with `failover`: the region that users are led to, or the one that they are led to meanwhile")
        .meta({ absent: "none, with `latency`" }),
    healthCheck: flag()
        .default(false)
        .describe("let Route 53 ask the application from the internet, too, where it else asks the load balancer for its tasks"),
}).optional();

/** The records are those of one region among several, each with a stack. */
export interface Routing {
    readonly policy: (typeof routingPolicies)[number];

    /** Undefined with `latency`. */
    readonly role: (typeof failoverRoles)[number] | undefined;

    /** Route 53 asks the application itself. */
    readonly healthCheck: boolean;
}

export function resolveRouting(given: z.infer<typeof routing>): Routing | undefined {
    return given && { policy: given.policy, role: given.role, healthCheck: given.healthCheck };
}

export const routingRules: readonly Rule[] = [
    {
        path: "domain.routing",
        reads: ["domain.zone", "domain.record", "domain.recordWeight"],
        message: "requires domain.zone, and neither domain.record: false nor domain.recordWeight",
        holds: ({ domain: given }) =>
            given?.routing === undefined ||
            (given.zone !== undefined && given.record !== false && given.recordWeight === undefined),
    },
    {
        path: "domain.routing",
        reads: ["loadBalancer.existing"],
        message:
            "must be absent with loadBalancer.existing: Route 53 judges a load balancer by all its target groups, those of other stacks too",
        holds: ({ domain: given, loadBalancer: { existing } }) => given?.routing === undefined || existing === undefined,
    },
    {
        path: "domain.routing.role",
        reads: ["domain.routing.policy"],
        message: "must be given with policy: failover, and absent with latency",
        holds: ({ domain: given }) =>
            given?.routing === undefined || (given.routing.policy === "failover") === (given.routing.role !== undefined),
    },
    {
        path: "domain.routing.healthCheck",
        reads: ["loadBalancer.internal", "loadBalancer.ingress", "loadBalancer.existing"],
        message: "must be false where not everyone may send requests (loadBalancer.internal, loadBalancer.ingress)",
        holds: ({ domain: given, loadBalancer }) => given?.routing?.healthCheck !== true || !isRestricted(loadBalancer),
    },
    {
        path: "domain.routing.healthCheck",
        reads: ["domain.routing.policy", "deployment.strategy"],
        message:
            "must be true where releases have two target groups: Route 53 takes a load balancer with an empty one for unhealthy",
        detail: ({ deployment }) => `deployment.strategy ${deployment.strategy}`,
        holds: ({ domain: given, deployment: { strategy } }) =>
            given?.routing === undefined || given.routing.healthCheck || !isShifting(strategy),
    },
    {
        path: "domain.routing.healthCheck",
        reads: ["deployment.probe.matcher"],
        message: `must be false where deployment.probe.matcher has codes that Route 53 doesn't accept, which takes ${healthyCodes.min} to ${healthyCodes.max}`,
        holds: ({ domain: given, deployment: { probe } }) =>
            given?.routing?.healthCheck !== true ||
            toCodeRanges(probe.matcher).every(([from, to]) => from >= healthyCodes.min && to <= healthyCodes.max),
    },
];

/** A region is no refuge from another whose registry its tasks are pulled from. */
export function routingWarnings({ domain, repository: { region }, aws }: StackConfig): Warning[] {
    return domain?.routing === undefined || region === undefined || region === aws.region
        ? []
        : [
              {
                  path: "repository.region",
                  message: `no task can start here while ${region} is lost, as its image is there: promote copies it to a repository of this region`,
              },
          ];
}
