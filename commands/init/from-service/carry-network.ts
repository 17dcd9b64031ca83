import type { Permission } from "../../../aws/ec2-security-groups";
import { everywhere, isPeer } from "../../../aws/peers";
import type { Carry } from "./carry";
import type { LiveService } from "./live-service";

/** VPC, subnets, and who may reach whom. */
export function carryNetwork({ service, network, routing }: LiveService, carry: Carry): void {
    const { subnets = [], assignPublicIp } = service.networkConfiguration?.awsvpcConfiguration ?? {};
    const from = "service.networkConfiguration.awsvpcConfiguration";
    const isPublic = assignPublicIp === "ENABLED";
    const ofBalancer = routing === undefined ? network.publicSubnetIds : routing.balancer.subnetIds;
    if (network.vpcId === undefined) {
        carry.leave(from, "its VPC is not known: without the key network the account's default VPC is taken");
        return;
    }
    if (network.isDefaultVpc && isPublic && sameMembers(subnets, ofBalancer) && subnets.length >= 2) {
        carry.key("network", { mode: "default", subnetIds: subnets }, from);
    } else {
        const layout = { mode: "existing", vpcId: network.vpcId, publicSubnetIds: ofBalancer, serviceSubnetIds: subnets };
        carry.key("network", { ...layout, ...(isPublic ? { assignPublicIp: true } : {}) }, from);
    }
    if (routing === undefined) {
        carry.leave(
            `${from}.subnets`,
            "no load balancer says which subnets are public: those are taken that give public addresses",
        );
    }
    carryGroups({ network, routing }, carry, `${from}.securityGroups`);
}

/** The new tasks have a security group of their own: what lets in the old one must let in the new one too. */
function carryGroups({ network, routing }: Pick<LiveService, "network" | "routing">, carry: Carry, at: string): void {
    const own = network.securityGroups.map(({ id }) => id);
    const rules = new Map<string, EgressRule>();
    const allow = (rule: EgressRule) => rules.set(`${rule.protocol} ${rule.port} ${rule.to}`, rule);
    for (const { id, name, ingress } of network.admittedBy) {
        carry.leave(
            `${at}.${id}`,
            `${name} lets in the tasks by their group: let in the output taskSecurityGroupId too, or they can't reach it`,
        );
        ingress
            .filter(({ peers }) => peers.some((peer) => own.includes(peer)))
            .forEach((rule) => toEgress({ ...rule, peers: [id] }).forEach(allow));
    }
    const balancer = routing?.balancer.securityGroupIds ?? [];
    for (const group of network.securityGroups) {
        const peers = group.ingress.flatMap((rule) => rule.peers).filter((peer) => !balancer.includes(peer) && peer !== group.id);
        if (peers.length > 0) {
            carry.leave(
                `${at}.${group.id}.ingress`,
                `${[...new Set(peers)].join(", ")} may reach the tasks: the program lets in the load balancer alone`,
            );
        }
        group.egress.flatMap(toEgress).forEach(allow);
        const wide = group.egress.filter((rule) => toEgress(rule).length === 0);
        if (wide.length > 0) {
            carry.leave(
                `${at}.${group.id}.egress`,
                `the tasks may open ${wide.map(describePermission).join(", ")}: they reach port 443, and what network.egress names`,
            );
        }
    }
    const named = [...rules.values()];
    const isUsual = named.every(({ port, to, protocol }) => port === 443 && protocol === "tcp" && to === everywhere.ipv4);
    carry.key("network.egress", isUsual ? undefined : named.map(withoutUsual), `${at}.egress`);
}

interface EgressRule {
    readonly port: number;
    readonly to: string;
    readonly protocol: string;
}

/** A rule for one port, as one for each of its peers. */
function toEgress({ protocol, fromPort, toPort, peers }: Permission): EgressRule[] {
    const isOne = (protocol === "tcp" || protocol === "udp") && fromPort !== undefined && fromPort === toPort;
    return isOne ? peers.filter(isPeer).map((to) => ({ port: fromPort, to, protocol })) : [];
}

/** Without what a key of it is where it is left out. */
function withoutUsual({ port, to, protocol }: EgressRule): object {
    return { port, ...(to === everywhere.ipv4 ? {} : { to }), ...(protocol === "tcp" ? {} : { protocol }) };
}

function describePermission({ protocol, fromPort, toPort, peers }: Permission): string {
    const ports =
        protocol === "-1"
            ? "every port"
            : fromPort === toPort
              ? `${protocol} ${fromPort ?? ""}`
              : `${protocol} ${fromPort ?? ""}–${toPort ?? ""}`;
    return `${ports} of ${peers.join(" and ")}`;
}

function sameMembers(some: readonly string[], others: readonly string[]): boolean {
    return some.length === others.length && some.every((each) => others.includes(each));
}
