import { flag, of, path, peer, successCodes, wholeNumber, type LeafCase } from "./leaf-case";

/** The keys of the load balancer. */
export const loadBalancerCases: Readonly<Record<string, LeafCase>> = {
    "fitness:loadBalancer.idleTimeoutSeconds": wholeNumber(1, 4000, 0),
    "fitness:loadBalancer.deregistrationDelaySeconds": wholeNumber(0, 3600, -1),
    "fitness:loadBalancer.deletionProtection": flag,
    "fitness:loadBalancer.ipAddressType": of("must be one of ipv4, dualstack", 4, "ipv6"),
    "fitness:loadBalancer.internal": flag,
    "fitness:loadBalancer.ingress": of(
        "must be a list of at least 1 blocks of addresses, prefix lists or security groups",
        "10.0.0.0/8",
        ["office"],
        ["[0]", peer, "office"],
    ),
    "fitness:loadBalancer.healthCheck.path": of(path, 7, "/api/health!"),
    "fitness:loadBalancer.healthCheck.matcher": of(successCodes, true, "2xx"),
    "fitness:loadBalancer.healthCheck.port": wholeNumber(1, 65535, 0),
    "fitness:loadBalancer.healthCheck.intervalSeconds": wholeNumber(5, 300, 4),
    "fitness:loadBalancer.healthCheck.timeoutSeconds": wholeNumber(2, 120, 121),
    "fitness:loadBalancer.healthCheck.healthyThreshold": wholeNumber(2, 10, 1),
    "fitness:loadBalancer.healthCheck.unhealthyThreshold": wholeNumber(2, 10, 11),

    "fitness:webAcl.mode": of("must be one of count, block", true, "on"),
    "fitness:webAcl.managedRuleGroups": of(
        "must be a list of AWS's managed rule groups",
        "AWSManagedRulesSQLiRuleSet",
        ["everything"],
        [
            "[0]",
            "must be one of AWSManagedRulesAmazonIpReputationList, AWSManagedRulesAnonymousIpList, AWSManagedRulesCommonRuleSet, " +
                "AWSManagedRulesKnownBadInputsRuleSet, AWSManagedRulesLinuxRuleSet, AWSManagedRulesSQLiRuleSet, AWSManagedRulesUnixRuleSet",
            "everything",
        ],
    ),
    "fitness:webAcl.requestsPer5Minutes": wholeNumber(10, 2_000_000_000, 9),
    "fitness:webAcl.exceptPaths": of(
        "must be a list of beginnings of paths",
        "/api/webhooks/",
        ["/"],
        ["[0]", "must be the beginning of a path like /api/webhooks/", "/"],
    ),
    "fitness:loadBalancer.maintenance.message": of("must be a text of 1 to 1024 characters", 7, ""),
    "fitness:loadBalancer.maintenance.allow": of(
        "must be a list of blocks of addresses",
        "203.0.113.0/24",
        ["office"],
        ["[0]", "must be an IPv4 or IPv6 block like 203.0.113.0/24", "office"],
    ),
    "fitness:loadBalancer.existing.arn": of("must be the ARN of an Application Load Balancer", 7, "app/shared/50dc6c495c0c9188"),
    "fitness:loadBalancer.existing.name": of(
        "must be a load balancer's name of letters, digits and inner hyphens, not starting with internal-",
        7,
        "internal-shared",
    ),
    "fitness:loadBalancer.existing.tags": of("must be an object of tags", "shared", {}),
    "fitness:loadBalancer.existing.path": of("must be a path like /shop, without a slash at its end", 7, "/shop/"),
    "fitness:loadBalancer.existing.priority": wholeNumber(1, 50_000, 50_001),
    "fitness:loadBalancer.existing.attachCertificate": flag,
    "fitness:loadBalancer.stickinessSeconds": wholeNumber(0, 604_800, 604_801),
    "fitness:loadBalancer.slowStartSeconds": wholeNumber(30, 900, 29),
};
