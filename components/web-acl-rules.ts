import type { types } from "@pulumi/aws";
import type { ManagedRuleGroup } from "../aws/web-acl";
import type { WebAclSettings } from "./web-acl";

type Rule = types.input.wafv2.WebAclRule;

/** Rules that refuse what a Next.js application needs, by their group: they count only. */
const countedRules: Readonly<Partial<Record<ManagedRuleGroup, readonly string[]>>> = {
    AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"], // above 8 KB: uploads, Server Actions
};

/** Seconds in which the requests of one address are counted. */
const windowSeconds = 300;

/**
 * The rules of a web ACL, in the order in which they are asked: first the paths that pass, then the limit, which costs the least, then
 * AWS's own in the order given.
 */
export function webAclRules({ mode, managedRuleGroups, requestsPer5Minutes, exceptPaths }: WebAclSettings): Rule[] {
    const isCounting = mode === "count";
    const rules: Omit<Rule, "priority" | "visibilityConfig">[] = [
        ...(exceptPaths.length === 0 ? [] : [{ name: "except-paths", action: { allow: {} }, statement: anyPath(exceptPaths) }]),
        {
            name: "limit",
            action: isCounting ? { count: {} } : { block: {} },
            statement: {
                rateBasedStatement: { aggregateKeyType: "IP", limit: requestsPer5Minutes, evaluationWindowSec: windowSeconds },
            },
        },
        ...managedRuleGroups.map((group) => ({
            name: group,
            overrideAction: isCounting ? { count: {} } : { none: {} },
            statement: {
                managedRuleGroupStatement: {
                    vendorName: "AWS",
                    name: group,
                    ruleActionOverrides: (countedRules[group] ?? []).map((name) => ({ name, actionToUse: { count: {} } })),
                },
            },
        })),
    ];
    return rules.map((rule, priority) => ({
        ...rule,
        priority,
        visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: rule.name, sampledRequestsEnabled: true },
    }));
}

/** WAF takes an `or` of two statements or more only. */
function anyPath(beginnings: readonly string[]): Rule["statement"] {
    const statements = beginnings.map(beginsWith);
    return statements.length === 1 ? (statements[0] ?? {}) : { orStatement: { statements } };
}

/** The path is compared as the application reads it: `/api/webhooks/../admin` is none of `/api/webhooks/`. */
function beginsWith(path: string) {
    return {
        byteMatchStatement: {
            searchString: path,
            positionalConstraint: "STARTS_WITH",
            fieldToMatch: { uriPath: {} },
            textTransformations: [
                { priority: 0, type: "URL_DECODE" },
                { priority: 1, type: "NORMALIZE_PATH" },
            ],
        },
    };
}
