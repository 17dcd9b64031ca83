/** What becomes of a request that a rule of a web ACL finds. */
export const webAclModes = ["count", "block"] as const;

export type WebAclMode = (typeof webAclModes)[number];

/**
 * AWS's managed rule groups without a charge of their own, which need no settings.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export const managedRuleGroups = [
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesAnonymousIpList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesLinuxRuleSet",
    "AWSManagedRulesSQLiRuleSet",
    "AWSManagedRulesUnixRuleSet",
] as const;

export type ManagedRuleGroup = (typeof managedRuleGroups)[number];
