import type { Clients } from "./clients";
import { pages } from "./pages";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
export interface Subnet {
    readonly id: string;

    /** Addresses that nothing uses. */
    readonly freeAddresses: number;
}

export async function describeSubnets(clients: Clients, ids: readonly string[]): Promise<Subnet[]> {
    const ec2 = await clients.ec2();
    const found: Subnet[] = [];
    for await (const page of pages((NextToken) => ec2.describeSubnets({ SubnetIds: [...ids], NextToken }))) {
        for (const { SubnetId = "", AvailableIpAddressCount = 0 } of page.Subnets ?? []) {
            found.push({ id: SubnetId, freeAddresses: AvailableIpAddressCount });
        }
    }
    return found;
}
