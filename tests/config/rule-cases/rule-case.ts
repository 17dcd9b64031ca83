import type { Circumstances, Given } from "../input";

/** Files that keep to a rule, and files that break it and nothing else, with the whole message. */
export interface RuleCase {
    readonly rule: string;
    readonly kept: readonly Given[];
    readonly broken: readonly (readonly [given: Given, message: string])[];
    readonly circumstances?: Circumstances;
}

export const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];

export const existing = {
    mode: "existing",
    vpcId: "vpc-0123456789abcdef0",
    publicSubnetIds: subnets,
    serviceSubnetIds: subnets,
};

export const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";

export const name = "app.example.com";

export const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1`;

export const sharedArn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188";

export const onShared = { "fitness:domain": { name }, "fitness:loadBalancer.existing.arn": sharedArn };

export const prod: Given = { "fitness:profile": "prod" };

export const sharedRepository = { "fitness:repository.existing": true, "fitness:names.repository": "shared" };
