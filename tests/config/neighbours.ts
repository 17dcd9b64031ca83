import type { Given } from "./input";

/** What must stand beside a key, by section or by mode of the network, so that nothing but the key is wrong. */
const neighbours: Readonly<Record<string, Given>> = {
    "aws:assumeRole": { "aws:assumeRole": { roleArn: "arn:aws:iam::123456789012:role/deploy" } },
    "fitness:domain.routing": {
        "fitness:domain": { name: "app.example.com", zone: "example.com", routing: { policy: "latency" } },
    },
    "fitness:domain": { "fitness:domain": { name: "app.example.com", zone: "example.com" } },
    "fitness:network.mode": { "fitness:network": { mode: "default" } },
    default: { "fitness:network": { mode: "default" } },
    dedicated: { "fitness:network": { mode: "dedicated" } },
    existing: {
        "fitness:network": {
            mode: "existing",
            vpcId: "vpc-0123456789abcdef0",
            publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
            serviceSubnetIds: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
        },
    },
    "fitness:loadBalancer.existing": {
        "fitness:domain": { name: "app.example.com", zone: "example.com" },
        "fitness:loadBalancer.existing": {
            arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188",
        },
    },
    "fitness:loadBalancer.maintenance": { "fitness:loadBalancer.maintenance": { message: "Back soon" } },
    "fitness:webAcl": { "fitness:webAcl": { mode: "count" } },
    "fitness:encryption": { "fitness:encryption": { customerKey: true } },
    "fitness:access.mail": { "fitness:access.mail": { identity: "example.com", sender: "no-reply@example.com" } },
};

/** The neighbours of a key or section. */
export function neighboursOf({ path, mode = "" }: { readonly path: string; readonly mode?: string }): Given {
    const section = Object.keys(neighbours).find((key) => path === key || path.startsWith(`${key}.`)) ?? "";
    return neighbours[mode] ?? neighbours[section] ?? {};
}
