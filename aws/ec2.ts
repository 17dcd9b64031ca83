import type { Clients } from "./clients";
import { AwsError } from "./errors";
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

/** Subnets by id. */
export interface FoundSubnets {
    readonly subnets: readonly Subnet[];

    /** Ids that do not exist. */
    readonly missing: readonly string[];
}

/** EC2 answers for none while one does not exist, and names those; it is asked again for the others. */
export async function findSubnets(clients: Clients, ids: readonly string[]): Promise<FoundSubnets> {
    if (ids.length === 0) {
        return { subnets: [], missing: [] };
    }
    try {
        return { subnets: await describeSubnets(clients, ids), missing: [] };
    } catch (error) {
        const missing = error instanceof AwsError && error.name === "InvalidSubnetID.NotFound" ? namedIn(error.message, ids) : [];
        if (missing.length === 0) {
            throw error;
        }
        const rest = await findSubnets(
            clients,
            ids.filter((id) => !missing.includes(id)),
        );
        return { subnets: rest.subnets, missing: [...missing, ...rest.missing] };
    }
}

/** Whole ids only: one may begin with another. */
function namedIn(text: string, ids: readonly string[]): string[] {
    const words = text.split(/[^\w-]+/);
    return ids.filter((id) => words.includes(id));
}
