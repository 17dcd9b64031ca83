import type { Subnet as Described } from "@aws-sdk/client-ec2";
import type { Clients } from "./clients";
import { pages } from "./pages";

/** Where a subnet is. */
export interface SubnetPlace {
    readonly id: string;
    readonly vpcId: string;

    /** For example `eu-west-1a`. */
    readonly zone: string;

    /** What is started in it gets a public address, so that it is taken for a public one. */
    readonly isPublic: boolean;
}

/** Subnets of a VPC. */
export async function listVpcSubnets(clients: Clients, vpcId: string): Promise<SubnetPlace[]> {
    const ec2 = await clients.ec2();
    const found: SubnetPlace[] = [];
    const filter = { Filters: [{ Name: "vpc-id", Values: [vpcId] }] };
    for await (const page of pages((NextToken) => ec2.describeSubnets({ ...filter, NextToken }))) {
        found.push(...(page.Subnets ?? []).map(toPlace));
    }
    return found;
}

/** VPC of a subnet; undefined where there is no such subnet. */
export async function findSubnetVpc(clients: Clients, subnetId: string): Promise<string | undefined> {
    const { Subnets: [subnet] = [] } = await (await clients.ec2()).describeSubnets({ SubnetIds: [subnetId] });
    return subnet?.VpcId;
}

/** Whether it is the one that AWS made with the account. */
export async function isDefaultVpc(clients: Clients, vpcId: string): Promise<boolean> {
    const { Vpcs: [vpc] = [] } = await (await clients.ec2()).describeVpcs({ VpcIds: [vpcId] });
    return vpc?.IsDefault === true;
}

function toPlace({ SubnetId = "", VpcId = "", AvailabilityZone = "", MapPublicIpOnLaunch }: Described): SubnetPlace {
    return { id: SubnetId, vpcId: VpcId, zone: AvailabilityZone, isPublic: MapPublicIpOnLaunch === true };
}
