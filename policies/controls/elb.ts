import type { Control, Stack } from "../control";
import { cannotTell, fail, failUnless, judge, pass, valueAt, worst, type Judgement } from "../judge";
import { unknown, type Plain, type Resource } from "../../resources/resource";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const listener = "aws:lb/listener:Listener";
const targetGroup = "aws:lb/targetGroup:TargetGroup";

/** AWS's recommended policies: TLS 1.3 with 1.2 as the oldest, without weak ciphers of 1.2. */
const recommendedTls = /^ELBSecurityPolicy-TLS13-1-[23]-(?!Ext)/;

/** The load balancer, its listeners and target groups. */
export const elbControls: readonly Control[] = [
    {
        id: "ELB.1",
        title: "HTTP is redirected to HTTPS",
        alsoKnownAs: ["ELB.18", "CKV_AWS_2", "CKV2_AWS_20", "elbv2_ssl_listeners"],
        level: "advisory",
        types: [listener],
        check: (resource) => {
            const [protocol, actions] = [valueAt(resource, "protocol"), valueAt(resource, "defaultActions")];
            if (protocol !== "HTTP") {
                return protocol === unknown ? cannotTell("protocol") : pass;
            }
            return Array.isArray(actions) ? worst(actions.map(judgeRedirect)) : cannotTell("defaultActions");
        },
    },
    {
        id: "ELB.4",
        title: "invalid headers are dropped",
        alsoKnownAs: ["CKV_AWS_131", "elbv2_alb_drop_invalid_header_fields_enabled"],
        level: "mandatory",
        types: [balancer],
        check: (resource) =>
            judge(resource, "dropInvalidHeaderFields", (value) => value === true, "dropInvalidHeaderFields is off"),
    },
    {
        id: "ELB.5",
        title: "the load balancer logs each request",
        alsoKnownAs: ["CKV_AWS_91", "elbv2_logging_enabled", "AwsSolutions-ELB2"],
        level: "advisory",
        types: [balancer],
        check: (resource) => judge(resource, "accessLogs.enabled", (value) => value === true, "it writes no access logs"),
    },
    {
        id: "ELB.6",
        title: "the load balancer can't be deleted by mistake",
        alsoKnownAs: ["CKV_AWS_150", "elbv2_deletion_protection"],
        level: "advisory",
        types: [balancer],
        check: (resource) => judge(resource, "enableDeletionProtection", (value) => value === true, "deletion protection is off"),
    },
    {
        id: "ELB.12",
        title: "ambiguous requests are rejected or isolated",
        alsoKnownAs: ["CKV_AWS_328", "elbv2_desync_mitigation_mode"],
        level: "mandatory",
        types: [balancer],
        check: (resource) =>
            judge(
                resource,
                "desyncMitigationMode",
                (value) => value === undefined || value === "defensive" || value === "strictest",
                (value) => `desyncMitigationMode is ${value}`,
            ),
    },
    {
        id: "ELB.13",
        title: "the load balancer is in two zones or more",
        alsoKnownAs: ["elbv2_is_in_multiple_az"],
        level: "mandatory",
        types: [balancer],
        check: (resource) =>
            judge(resource, "subnets", (value) => Array.isArray(value) && value.length >= 2, "it has fewer than two subnets"),
    },
    {
        id: "ELB.16",
        title: "a web application firewall is in front",
        alsoKnownAs: ["CKV2_AWS_28", "elbv2_waf_acl_attached"],
        level: "advisory",
        types: [balancer],
        check: (_, stack) =>
            failUnless(
                stack.all("aws:wafv2/webAclAssociation:WebAclAssociation").length > 0,
                "no web ACL is attached: webAcl.mode, about 9 USD a month",
            ),
    },
    {
        id: "ELB.17",
        title: "listeners have a recommended TLS policy",
        alsoKnownAs: ["CKV_AWS_103", "CKV2_AWS_74", "elbv2_insecure_ssl_ciphers"],
        level: "mandatory",
        types: [listener],
        check: (resource) => {
            const protocol = valueAt(resource, "protocol");
            if (protocol === "HTTP") {
                return pass;
            }
            return protocol === unknown
                ? cannotTell("protocol")
                : judge(
                      resource,
                      "sslPolicy",
                      (value) => typeof value === "string" && recommendedTls.test(value),
                      (value) => `sslPolicy is ${value}`,
                  );
        },
    },
    {
        id: "ELB.22",
        title: "requests and health checks reach the tasks encrypted",
        alsoKnownAs: ["ELB.21", "CKV_AWS_378"],
        level: "advisory",
        types: [targetGroup],
        check: (resource) =>
            judge(
                resource,
                "protocol",
                (value) => value === "HTTPS",
                "TLS ends at the load balancer; only its security group may reach the tasks",
            ),
    },
    {
        id: "CKV_AWS_261",
        title: "the health check has a path of its own",
        alsoKnownAs: [],
        level: "mandatory",
        types: [targetGroup],
        check: (resource) => judge(resource, "healthCheck.path", (value) => typeof value === "string", "healthCheck has no path"),
    },
    {
        id: "EC2.18",
        title: "only the load balancer is open to everyone, on 80 and 443",
        alsoKnownAs: [
            ...["EC2.13", "EC2.14", "EC2.19", "CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"],
            ...["AwsSolutions-EC23"],
        ],
        level: "mandatory",
        types: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
        check: checkIngress,
    },
];

function judgeRedirect(action: Plain): Judgement {
    const resource = { inputs: { action } };
    const isRedirect = judge(resource, "action.type", (type) => type === "redirect", "it serves HTTP");
    const toHttps = (value: Plain | undefined) => value === "HTTPS";
    return isRedirect.outcome === "pass"
        ? judge(resource, "action.redirect.protocol", toHttps, "it redirects to HTTP")
        : isRedirect;
}

/** A rule for addresses belongs to a load balancer, and opens one of the two ports alone. */
function checkIngress(rule: Resource, stack: Stack) {
    const { inputs, parent } = rule;
    if (!("cidrIpv4" in inputs) && !("cidrIpv6" in inputs) && !("prefixListId" in inputs)) {
        return pass;
    }
    const own = stack.all(balancer).filter((each) => each.parent === parent);
    const [port, last, protocol] = [valueAt(rule, "fromPort"), valueAt(rule, "toPort"), valueAt(rule, "ipProtocol")];
    const [group, groups] = [valueAt(rule, "securityGroupId"), own.map((each) => valueAt(each, "securityGroups"))];
    if (own.length === 0) {
        return fail("addresses may reach what is no load balancer");
    }
    if ([port, last, protocol].includes(unknown)) {
        return cannotTell("a port");
    }
    if (protocol !== "tcp" || port !== last || !(port === 80 || port === 443)) {
        return fail("it opens more than port 80 or 443");
    }
    const known = groups.flatMap((each) => (Array.isArray(each) ? each : []));
    if (group === unknown || known.includes(unknown) || groups.includes(unknown)) {
        return sharesGroup(rule, own) ? pass : cannotTell("securityGroupId");
    }
    return failUnless(known.includes(group ?? null), "it opens a group that is not the load balancer's");
}

/** An id that is not known yet comes from a resource that is: both wait for the same group. */
function sharesGroup({ options }: Resource, balancers: readonly Resource[]): boolean {
    const groups = options.dependsOn.filter((key) => key.startsWith("aws:ec2/securityGroup:SecurityGroup::"));
    return balancers.some((each) => groups.some((key) => each.options.dependsOn.includes(key)));
}
