import type { Clients } from "./clients";
import { pages } from "./pages";

/** One rule of a security group: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
export interface SecurityGroupRule {
    readonly id: string;
    readonly groupId: string;
    readonly direction: "ingress" | "egress";

    /** `tcp`, `udp`, … or `-1` for all. */
    readonly protocol: string;

    /** -1 where every port is meant, or the protocol has none. */
    readonly fromPort: number;
    readonly toPort: number;

    /** An IPv4 or IPv6 block, the id of a security group, or that of a prefix list. */
    readonly peer: string;
}

/** Every rule of some security groups. */
export async function listSecurityGroupRules(clients: Clients, groupIds: readonly string[]): Promise<SecurityGroupRule[]> {
    if (groupIds.length === 0) {
        return []; // without a filter AWS would answer with every rule of the region
    }
    const ec2 = await clients.ec2();
    const question = { Filters: [{ Name: "group-id", Values: [...groupIds] }] };
    const found: SecurityGroupRule[] = [];
    for await (const { SecurityGroupRules = [] } of pages((NextToken) =>
        ec2.describeSecurityGroupRules({ ...question, NextToken }),
    )) {
        for (const rule of SecurityGroupRules) {
            const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo } = rule;
            found.push({
                id: rule.SecurityGroupRuleId ?? "",
                groupId: rule.GroupId ?? "",
                direction: rule.IsEgress === true ? "egress" : "ingress",
                protocol: rule.IpProtocol ?? "",
                fromPort: rule.FromPort ?? -1,
                toPort: rule.ToPort ?? -1,
                peer: CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? ReferencedGroupInfo?.GroupId ?? "",
            });
        }
    }
    return found;
}
