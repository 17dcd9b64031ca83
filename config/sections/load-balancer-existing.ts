import type { z } from "zod";
import { findPartition } from "../../aws/regions";
import { formats } from "../../aws/formats";
import { ranges } from "../../aws/ranges";
import { noneOf, type Rule } from "../section";
import { flag, inRange, section, text } from "../schema-kit";

const schema = section({
    arn: text(formats.loadBalancerArn.allowed, formats.loadBalancerArn.pattern).describe(
        "Application Load Balancer whose listener on port 443 gets a rule for `domain.name`; nothing else of it is changed",
    ),
    priority: inRange(ranges.rulePriority)
        .optional()
        .describe("place of the rule among the listener's rules: the lowest number whose conditions are met counts")
        .meta({ absent: "a number of the stack's own, or the next one that is free" }),
    attachCertificate: flag()
        .default(false)
        .describe("give the listener the domain's certificate beside those that it has; else one of those must be for the name"),
});

export const existingBalancer = schema.optional();

type Input = z.infer<typeof schema>;

/** A load balancer that stacks share. */
export type ExistingBalancer = { readonly [K in keyof Required<Input>]: Input[K] } & {
    /** Keys that only a load balancer of the stack's own can have, and that the stack file has all the same. */
    readonly contradictions: readonly string[];
};

/** What a load balancer is made with; what is not here belongs to the target group. */
const ofOwn = ["deletionProtection", "ipAddressType", "internal", "ingress", "maintenance"];

export function resolveExistingBalancer(given: { readonly existing?: Input | undefined } = {}): ExistingBalancer | undefined {
    const { existing } = given;
    const contradictions = ofOwn.filter((key) => Object.hasOwn(given, key)).map((key) => `loadBalancer.${key}`);
    return existing && { ...existing, priority: existing.priority, contradictions };
}

export const existingBalancerRules: readonly Rule[] = [
    {
        path: "loadBalancer.existing",
        reads: [],
        message: "must stand without what only a load balancer of the stack's own has",
        ...noneOf(({ loadBalancer: { existing } }) => existing?.contradictions ?? []),
    },
    {
        path: "loadBalancer.existing",
        reads: ["domain"],
        message: "requires domain, the host name by which its requests are told apart from those of other stacks",
        holds: ({ loadBalancer: { existing }, domain }) => existing === undefined || domain !== undefined,
    },
    {
        path: "loadBalancer.existing",
        reads: ["network.mode"],
        message: "must not stand beside network.mode: dedicated, as a load balancer reaches tasks in its own VPC alone",
        holds: ({ loadBalancer: { existing }, network: { mode } }) => existing === undefined || mode !== "dedicated",
    },
    {
        path: "loadBalancer.existing.arn",
        reads: ["aws:region", "aws:allowedAccountIds"],
        message: "must be a load balancer of the stack's region and account",
        holds: ({ loadBalancer: { existing }, aws: { region, accountId } }) =>
            existing === undefined ||
            existing.arn.startsWith(`arn:${findPartition(region)}:elasticloadbalancing:${region}:${accountId}:`),
    },
    {
        path: "loadBalancer.existing.attachCertificate",
        reads: ["domain"],
        message: "must be true with domain.certificateArn, and requires it or domain.zone, where a certificate is issued",
        holds: ({ loadBalancer: { existing }, domain }) =>
            existing === undefined ||
            (existing.attachCertificate
                ? domain?.zone !== undefined || domain?.certificateArn !== undefined
                : domain?.certificateArn === undefined),
    },
];
