import { elements, type Answers } from "./protocol";

/** Each subnet that is asked for has plenty of addresses. */
export const ec2 = (): Answers => ({
    DescribeSubnets: (input) => {
        const ids = Object.entries(input).flatMap(([key, id]) => (key.startsWith("SubnetId.") ? [String(id)] : []));
        const items = ids.map((id) => `<item>${elements({ subnetId: id, availableIpAddressCount: 250 })}</item>`);
        return `<DescribeSubnetsResponse><subnetSet>${items.join("")}</subnetSet></DescribeSubnetsResponse>`;
    },
});
