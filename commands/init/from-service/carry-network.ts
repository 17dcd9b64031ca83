import type { Permission } from "../../../aws/ec2-security-groups";
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
    leaveGroups({ network, routing }, carry, `${from}.securityGroups`);
}

/** The new tasks have a security group of their own: what lets in the old one must let in the new one too. */
function leaveGroups({ network, routing }: Pick<LiveService, "network" | "routing">, carry: Carry, at: string): void {
    for (const { id, name } of network.admittedBy) {
        carry.leave(
            `${at}.${id}`,
            `${name} lets in the tasks by their group: let in the new stack's group too, or they can't reach it`,
        );
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
        const egress = group.egress.filter((rule) => !isPort(rule, 443));
        if (egress.length > 0) {
            carry.leave(
                `${at}.${group.id}.egress`,
                `the tasks may open ${egress.map(describePermission).join(", ")}: the program's tasks reach port 443 alone`,
            );
        }
    }
}

function isPort({ protocol, fromPort, toPort }: Permission, port: number): boolean {
    return protocol === "tcp" && fromPort === port && toPort === port;
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
