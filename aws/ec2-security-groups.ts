import type { IpPermission, SecurityGroup as Described } from "@aws-sdk/client-ec2";
import type { Clients } from "./clients";
import { pages } from "./pages";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
export interface SecurityGroup {
    readonly id: string;
    readonly name: string;
    readonly vpcId: string;
    readonly ingress: readonly Permission[];
    readonly egress: readonly Permission[];
}

/** One rule of a security group. */
export interface Permission {
    /** `tcp`, `udp`, `icmp`, or `-1` for all. */
    readonly protocol: string;

    /** First and last port; undefined where the protocol has none, or all are meant. */
    readonly fromPort?: number;
    readonly toPort?: number;

    /** Address blocks, prefix lists and ids of security groups. */
    readonly peers: readonly string[];
}

export function describeSecurityGroups(clients: Clients, ids: readonly string[]): Promise<SecurityGroup[]> {
    return ids.length === 0 ? Promise.resolve([]) : collect(clients, { GroupIds: [...ids] });
}

/** Security groups with a rule that lets in what carries one of these: databases, caches, file systems, other services. */
export function findAdmittingGroups(clients: Clients, ids: readonly string[]): Promise<SecurityGroup[]> {
    return ids.length === 0
        ? Promise.resolve([])
        : collect(clients, { Filters: [{ Name: "ip-permission.group-id", Values: [...ids] }] });
}

async function collect(
    clients: Clients,
    question: { readonly GroupIds?: string[]; readonly Filters?: { readonly Name: string; readonly Values: string[] }[] },
): Promise<SecurityGroup[]> {
    const ec2 = await clients.ec2();
    const found: SecurityGroup[] = [];
    for await (const page of pages((NextToken) => ec2.describeSecurityGroups({ ...question, NextToken }))) {
        found.push(...(page.SecurityGroups ?? []).map(toSecurityGroup));
    }
    return found;
}

function toSecurityGroup(group: Described): SecurityGroup {
    return {
        id: group.GroupId ?? "",
        name: group.GroupName ?? "",
        vpcId: group.VpcId ?? "",
        ingress: (group.IpPermissions ?? []).map(toPermission),
        egress: (group.IpPermissionsEgress ?? []).map(toPermission),
    };
}

function toPermission(permission: IpPermission): Permission {
    const { IpProtocol = "", FromPort, ToPort, IpRanges = [], Ipv6Ranges = [], PrefixListIds = [] } = permission;
    return {
        protocol: IpProtocol,
        ...(FromPort === undefined ? {} : { fromPort: FromPort }),
        ...(ToPort === undefined ? {} : { toPort: ToPort }),
        peers: [
            ...IpRanges.flatMap(({ CidrIp }) => CidrIp ?? []),
            ...Ipv6Ranges.flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
            ...PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
            ...(permission.UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []),
        ],
    };
}
