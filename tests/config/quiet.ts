import type { Given } from "./input";

/** A file that gives no reason to warn. */
export const quiet: Given = {
    "fitness:profile": "prod",
    "fitness:domain": { name: "app.example.com", zone: "example.com" },
    "fitness:network": { mode: "dedicated", nat: "perZone" },
    "fitness:parameters.external": ["AUTH_SECRET"],
    "fitness:alarms.emails": ["ops@example.com"],
};
export const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
export const existing = {
    mode: "existing",
    vpcId: "vpc-0123456789abcdef0",
    publicSubnetIds: subnets,
    serviceSubnetIds: subnets,
};
