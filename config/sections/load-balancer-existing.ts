import type { z } from "zod";
import { findPartition } from "../../aws/regions";
import { formats } from "../../aws/formats";
import { nameLimits } from "../../aws/name-limits";
import { ranges } from "../../aws/ranges";
import { describeTags } from "../../aws/tags";
import { noneOf, type Rule, type Warning } from "../section";
import { flag, inRange, lookupTags, section, text } from "../schema-kit";

const balancerName = nameLimits.loadBalancer;

const schema = section({
    arn: text(formats.loadBalancerArn.allowed, formats.loadBalancerArn.pattern)
        .optional()
        .describe(
            "Application Load Balancer whose listener on port 443 gets a rule for `domain.name`; nothing else of it is changed",
        )
        .meta({ absent: "either this, `name` or `tags`" }),
    name: text(`a load balancer's name of ${balancerName.allowed}`, balancerName.alphabet, balancerName.length)
        .optional()
        .describe("its name, which no other load balancer of the region has in the account")
        .meta({ absent: "either this, `arn` or `tags`" }),
    tags: lookupTags
        .optional()
        .describe("tags that only this Application Load Balancer of the region has, like `{ Role: shared }`")
        .meta({ absent: "either this, `arn` or `name`" }),
    path: text(formats.basePath.allowed, formats.basePath.pattern, 126)
        .optional()
        .describe(
            "path of the application below `domain.name`, like Next.js's `basePath`: the rule is for it and what is below it",
        )
        .meta({ absent: "all requests of the host name" }),
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
    return (
        existing && {
            arn: existing.arn,
            name: existing.name,
            tags: existing.tags,
            path: existing.path,
            priority: existing.priority,
            attachCertificate: existing.attachCertificate,
            contradictions,
        }
    );
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
        reads: ["loadBalancer.existing.name", "loadBalancer.existing.tags"],
        message: "must be given, or else loadBalancer.existing.name or loadBalancer.existing.tags, and only one of them",
        holds: ({ loadBalancer: { existing } }) =>
            existing === undefined ||
            [existing.arn, existing.name, existing.tags].filter((value) => value !== undefined).length === 1,
    },
    {
        path: "loadBalancer.existing.arn",
        reads: ["aws:region", "aws:allowedAccountIds"],
        message: "must be a load balancer of the stack's region and account",
        holds: ({ loadBalancer: { existing }, aws: { region, accountId } }) =>
            existing?.arn === undefined ||
            existing.arn.startsWith(`arn:${findPartition(region)}:elasticloadbalancing:${region}:${accountId}:`),
    },
    {
        path: "loadBalancer.healthCheck.path",
        reads: ["loadBalancer.existing.path"],
        message: "must be below loadBalancer.existing.path, as the verdict asks through the stack's rule",
        detail: ({ loadBalancer: { existing } }) => existing?.path ?? "",
        holds: ({ loadBalancer: { existing, healthCheck } }) =>
            existing?.path === undefined || healthCheck.path.startsWith(`${existing.path}/`),
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

export function existingBalancerWarnings(existing: ExistingBalancer | undefined): Warning[] {
    return existing?.tags === undefined
        ? []
        : [
              {
                  path: "loadBalancer.existing.tags",
                  message: `found by ${describeTags(existing.tags)} at each run of the program`,
              },
          ];
}
