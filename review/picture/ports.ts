import { resourceKey, type PreviewDocument, type Resource } from "../../preview/document";
import { readInputs, type Inputs } from "../../resources/inputs";
import { findAll } from "../stack-resources";

/** What the security groups allow, for example `TCP 80, 443`; undefined if there is no rule. */
export interface Ports {
    readonly toLoadBalancer?: string;
    readonly toTasks?: string;
    readonly fromTasks?: string;
}

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/**
 * Before the first update the ids of a rule's groups are unknown, but its dependencies are not: the load balancer depends
 * on its own group, and a rule on the one or two groups that it concerns.
 */
export function describePorts(document: PreviewDocument): Ports {
    const balancers = findAll(document, "aws:lb/loadBalancer:LoadBalancer");
    const groups = findAll(document, "aws:ec2/securityGroup:SecurityGroup").map(resourceKey);
    const ofBalancer = groups.filter((key) => balancers.some((balancer) => balancer.options.dependsOn.includes(key)));
    const ofTasks = groups.filter((key) => !ofBalancer.includes(key));

    const rules = (type: string, about: (touchesBalancer: boolean, touchesTasks: boolean) => boolean) =>
        findAll(document, type).filter((rule) => about(touches(rule, ofBalancer), touches(rule, ofTasks)));
    return {
        toLoadBalancer: listPorts(rules(ingress, (balancer, tasks) => balancer && !tasks)),
        toTasks: listPorts(rules(ingress, (balancer, tasks) => balancer && tasks)),
        fromTasks: listPorts(rules(egress, (balancer, tasks) => !balancer && tasks)),
    };
}

function touches({ options }: Resource, groups: readonly string[]): boolean {
    return options.dependsOn.some((key) => groups.includes(key));
}

/** The rules of IPv4 and IPv6 for one port are listed as one. */
function listPorts(rules: readonly Resource[]): string | undefined {
    const inputs = rules
        .map((rule) => readInputs(rule.inputs))
        .sort((a, b) => (a.number("fromPort") ?? 0) - (b.number("fromPort") ?? 0));
    const protocols = [...new Set(inputs.map(toProtocol))];
    const texts = protocols.map((protocol) => {
        const ports = new Set(inputs.filter((rule) => toProtocol(rule) === protocol).map(toRange));
        return protocol === undefined ? "any port" : `${protocol.toUpperCase()} ${[...ports].join(", ")}`;
    });
    return texts.length === 0 ? undefined : texts.join(" · ");
}

/** Undefined for `-1`, which opens every port of every protocol. */
function toProtocol(rule: Inputs): string | undefined {
    const protocol = rule.text("ipProtocol");
    return protocol === "-1" ? undefined : protocol;
}

function toRange(rule: Inputs): string {
    const [from, to] = [rule.text("fromPort") ?? "?", rule.text("toPort") ?? "?"];
    return (from === to ? from : `${from}–${to}`) + toOrigin(rule);
}

/** Empty for the whole Internet, and for another security group, as the arrow shows where the traffic comes from. */
function toOrigin(rule: Inputs): string {
    const range = rule.text("cidrIpv4") ?? rule.text("cidrIpv6") ?? rule.text("prefixListId");
    return range === undefined || range === "0.0.0.0/0" || range === "::/0" ? "" : ` (${range})`;
}
