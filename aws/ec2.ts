import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";
import { pages } from "./pages";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
export interface Subnet {
    readonly id: string;

    /** Availability Zone, for example `us-east-1a`. */
    readonly zone: string;

    /** Addresses that nothing uses. */
    readonly freeAddresses: number;
}

export async function describeSubnets(clients: Clients, ids: readonly string[]): Promise<Subnet[]> {
    const ec2 = await clients.ec2();
    const found: Subnet[] = [];
    for await (const page of pages((NextToken) => ec2.describeSubnets({ SubnetIds: [...ids], NextToken }))) {
        for (const { SubnetId = "", AvailabilityZone = "", AvailableIpAddressCount = 0 } of page.Subnets ?? []) {
            found.push({ id: SubnetId, zone: AvailabilityZone, freeAddresses: AvailableIpAddressCount });
        }
    }
    return found;
}

/** Subnets by id. */
export interface FoundSubnets {
    readonly subnets: readonly Subnet[];

    /** Ids that do not exist. */
    readonly missing: readonly string[];
}

/** EC2 answers for none while one does not exist; then each is asked for by itself, as a service has a handful at most. */
export async function findSubnets(clients: Clients, ids: readonly string[]): Promise<FoundSubnets> {
    if (ids.length === 0) {
        return { subnets: [], missing: [] };
    }
    const all = await undefinedIfMissing(() => describeSubnets(clients, ids));
    if (all !== undefined) {
        return { subnets: all, missing: [] };
    }
    const each = await Promise.all(ids.map((id) => undefinedIfMissing(() => describeSubnets(clients, [id]))));
    return { subnets: each.flatMap((found) => found ?? []), missing: ids.filter((_, at) => each[at] === undefined) };
}
