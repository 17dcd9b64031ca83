import type { TrafficRow } from "./row";

/** https://docs.aws.amazon.com/vpc/latest/userguide/security-group-connection-tracking.html */
const securityGroupRuleRows: readonly TrafficRow[] = [
    { operation: "create", impact: "none", statement: "opens a way, and closes none" },
    {
        operation: "delete",
        impact: "moved",
        statement: "closes the way once all else is done: what serves by then needs it no more",
    },
    { operation: "replace", impact: "none", statement: "the new rule is there before the one before goes" },
    {
        operation: "update",
        inputs: ["fromPort", "toPort", "ipProtocol"],
        impact: "at once",
        statement: "closes the port of before and opens the new one at once, while running tasks still listen on that of before",
    },
    {
        operation: "update",
        inputs: ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"],
        impact: "at once",
        statement: "new connections get in from the new source alone at once",
    },
    { operation: "update", inputs: ["description", "tags"], impact: "none", statement: "no request notices" },
];

/** What lets requests through, and leads them here. */
export const networkRows: Readonly<Record<string, readonly TrafficRow[]>> = {
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRuleRows,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRuleRows,
    "aws:ec2/securityGroup:SecurityGroup": [
        { operation: "create", impact: "none", statement: "is nobody's yet" },
        { operation: "delete", impact: "none", statement: "AWS deletes it only when nothing has it" },
        {
            operation: "replace",
            inputs: ["vpcId"],
            impact: "refused",
            statement: "the load balancer and its tasks can't leave their VPC",
        },
        {
            operation: "replace",
            impact: "at once",
            statement: "what has the one before gets another, whose rules may come after it: connections may fail for seconds",
        },
        { operation: "update", inputs: ["tags"], impact: "none", statement: "no request notices" },
    ],
    "aws:route53/record:Record": [
        { operation: "create", impact: "none", statement: "leads users here once resolvers have forgotten that there was none" },
        { operation: "delete", impact: "interrupted", statement: "the name leads nowhere, for whoever asks from then on" },
        { operation: "replace", impact: "interrupted", statement: "the name of before leads nowhere once the new one is there" },
        {
            operation: "update",
            inputs: ["aliases", "records", "type"],
            impact: "moved",
            statement:
                "whoever asks from then on is led to the new address, others within the TTL (60 s for an alias): both must answer",
        },
        {
            operation: "update",
            inputs: [
                "weightedRoutingPolicies",
                "latencyRoutingPolicies",
                "failoverRoutingPolicies",
                "healthCheckId",
                "setIdentifier",
            ],
            impact: "moved",
            statement:
                "requests move by the new weights or policy as resolvers ask anew (60 s for an alias): every target must answer",
        },
        { operation: "update", inputs: ["ttl", "allowOverwrite"], impact: "none", statement: "no request notices" },
    ],
    "aws:route53/healthCheck:HealthCheck": [
        { operation: "create", impact: "none", statement: "counts as healthy until Route 53 has asked, and asks all the time" },
        { operation: "delete", impact: "none", statement: "the record then has the health of the load balancer alone" },
        { operation: "replace", impact: "none", statement: "the one before is asked until the record has the other" },
        {
            operation: "update",
            inputs: ["fqdn", "resourcePath", "port", "failureThreshold", "enableSni"],
            impact: "moved",
            statement: "if the application doesn't pass the new check, users are led to another region",
        },
        { operation: "update", inputs: ["tags"], impact: "none", statement: "no request notices" },
    ],
};
