import type { AccountState } from "./account";
import { elements, type Answers } from "./protocol";

/** Each subnet that is asked for has plenty of addresses. */
export const ec2 = ({ zones }: AccountState): Answers => ({
    DescribeSubnets: (input) => {
        const ids = Object.entries(input).flatMap(([key, id]) => (key.startsWith("SubnetId.") ? [String(id)] : []));
        const items = ids.map((id) => describeSubnet(id, zones[id] ?? "us-east-1a"));
        return `<DescribeSubnetsResponse><subnetSet>${items.join("")}</subnetSet></DescribeSubnetsResponse>`;
    },
});

function describeSubnet(subnetId: string, availabilityZone: string): string {
    return `<item>${elements({ subnetId, availabilityZone, availableIpAddressCount: 250 })}</item>`;
}
