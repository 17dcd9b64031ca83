import type { z } from "zod";
import { formats } from "../../aws/formats";
import { ranges } from "../../aws/ranges";
import { managedRuleGroups, webAclModes, type ManagedRuleGroup, type WebAclMode } from "../../aws/web-acl";
import { inRange, listOf, oneOf, section, text } from "../schema-kit";
import type { Section } from "../section";

const schema = section({
    mode: oneOf(webAclModes).describe(
        "what becomes of a request that a rule finds: `block` answers 403, `count` lets it through and counts it",
    ),
    managedRuleGroups: listOf(oneOf(managedRuleGroups), "AWS's managed rule groups")
        .default([
            "AWSManagedRulesAmazonIpReputationList",
            "AWSManagedRulesKnownBadInputsRuleSet",
            "AWSManagedRulesCommonRuleSet",
        ])
        .describe("rules that AWS keeps, about 1 USD a month a group"),
    requestsPer5Minutes: inRange(ranges.requestsPer5Minutes)
        .default(2000)
        .describe(
            "requests of one address in five minutes from which on it is refused; an office or a mobile network shares one",
        ),
    exceptPaths: listOf(text(formats.pathBeginning.allowed, formats.pathBeginning.pattern, 200), "beginnings of paths")
        .default([])
        .describe("beginnings of paths that no rule is asked about, like `/api/webhooks/`: a payment provider's calls look odd"),
}).optional();

/** AWS WAF in front of the load balancer. */
export interface WebAcl {
    /** Undefined for none. */
    readonly mode: WebAclMode | undefined;
    readonly managedRuleGroups: readonly ManagedRuleGroup[];
    readonly requestsPer5Minutes: number;
    readonly exceptPaths: readonly string[];
}

/** What AWS WAF refuses before it reaches the load balancer. */
export const webAcl: Section<z.infer<typeof schema>, WebAcl> = {
    note:
        "About 9 USD a month and 0.60 USD per million requests. Begin with `count`, and look at what would have been refused (docs/operations.md, " +
        "The web ACL). The rule about large bodies only ever counts: it refuses uploads and Server Actions above 8 KB.",
    schema: () => schema,
    resolve: (input) => ({
        mode: input?.mode,
        managedRuleGroups: input?.managedRuleGroups ?? [],
        requestsPer5Minutes: input?.requestsPer5Minutes ?? ranges.requestsPer5Minutes.max,
        exceptPaths: input?.exceptPaths ?? [],
    }),
    rules: [
        {
            path: "webAcl.mode",
            reads: ["loadBalancer.existing"],
            message:
                "must be absent with loadBalancer.existing: a load balancer has one web ACL, which other stacks' requests meet, too",
            holds: ({ webAcl: { mode }, loadBalancer: { existing } }) => mode === undefined || existing === undefined,
        },
    ],
};
