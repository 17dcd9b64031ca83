import type { Circumstances, Given } from "./input";

/** Files that keep to a rule, and files that break it and nothing else, with the whole message. */
export interface RuleCase {
    readonly rule: string;
    readonly kept: readonly Given[];
    readonly broken: readonly (readonly [given: Given, message: string])[];
    readonly circumstances?: Circumstances;
}

const prod: Given = { "spotter:profile": "prod" };
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
const existing = {
    mode: "existing",
    vpcId: "vpc-0123456789abcdef0",
    publicSubnetIds: subnets,
    serviceSubnetIds: subnets,
};
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
const digest = `sha256:${"a".repeat(64)}`;
const name = "app.example.com";

/** In the order of `rules`. A rule without a case turns the test red. */
export const ruleCases: readonly RuleCase[] = [
    {
        rule: "spotter:service.memoryMiB",
        kept: [{ "spotter:service": { cpu: 2048, memoryMiB: 16384 } }],
        broken: [
            [
                { "spotter:service.cpu": 2048 },
                "must be a size that Fargate offers with the CPU (with 2048 CPU units one of 4096, 5120, 6144, 7168, 8192, 9216, " +
                    "10240, 11264, 12288, 13312, 14336, 15360, 16384), got 1024",
            ],
        ],
    },
    {
        rule: "spotter:service.tasks.max",
        kept: [{ "spotter:service.tasks": { min: 3, max: 3 } }],
        broken: [[{ "spotter:service.tasks.min": 3 }, "must be at least tasks.min (3), got 2"]],
    },
    {
        rule: "spotter:service.tasks.min",
        kept: [{ ...prod, "spotter:service.tasks.min": 2 }, { "spotter:service.tasks.min": 1 }],
        broken: [
            [{ ...prod, "spotter:service.tasks.min": 1 }, "must be at least 2 in production, so that one task may fail, got 1"],
        ],
    },
    {
        rule: "spotter:service.capacity",
        kept: [
            { "spotter:service.capacity": { onDemandWeight: 1, spotWeight: 0 } },
            { "spotter:service.capacity": { onDemandWeight: 0, spotWeight: 1 } },
        ],
        broken: [
            [
                { "spotter:service.capacity": { onDemandWeight: 0, spotWeight: 0 } },
                "must have a weight above zero for on-demand or Spot, which ECS requires, " +
                    'got {"base":1,"onDemandWeight":0,"spotWeight":0}',
            ],
        ],
    },
    {
        rule: "spotter:service.capacity.base",
        kept: [
            { ...prod, "spotter:service.capacity": { base: 0, onDemandWeight: 1, spotWeight: 1 } },
            { ...prod, "spotter:service.capacity": { base: 1, onDemandWeight: 0, spotWeight: 1 } },
            { "spotter:service.capacity": { base: 0, onDemandWeight: 0, spotWeight: 1 } },
        ],
        broken: [
            [
                { ...prod, "spotter:service.capacity": { base: 0, onDemandWeight: 0, spotWeight: 1 } },
                "must be at least 1 in production unless onDemandWeight is above zero: Spot alone may vanish at once, got 0",
            ],
        ],
    },
    {
        rule: "spotter:service.maximumPercent",
        kept: [
            { "spotter:service": { minimumHealthyPercent: 0, maximumPercent: 100 } },
            { "spotter:service": { minimumHealthyPercent: 50, maximumPercent: 100, tasks: { min: 2 } } },
            { "spotter:service": { minimumHealthyPercent: 100, maximumPercent: 150, tasks: { min: 2 } } },
        ],
        broken: [
            [
                { "spotter:service": { minimumHealthyPercent: 50, maximumPercent: 100 } },
                "must leave a deployment room to replace a task between itself and minimumHealthyPercent " +
                    "(at 1 to 2 tasks and 50 %), got 100",
            ],
            [
                { "spotter:service": { maximumPercent: 149, tasks: { min: 2, max: 3 } } },
                "must leave a deployment room to replace a task between itself and minimumHealthyPercent " +
                    "(at 2 to 3 tasks and 100 %), got 149",
            ],
        ],
    },
    {
        rule: "spotter:service.availabilityZoneRebalancing",
        kept: [
            { "spotter:service": { availabilityZoneRebalancing: false, minimumHealthyPercent: 0, maximumPercent: 100 } },
            { "spotter:service": { availabilityZoneRebalancing: true, minimumHealthyPercent: 0, maximumPercent: 101 } },
        ],
        broken: [
            [
                { "spotter:service": { availabilityZoneRebalancing: true, minimumHealthyPercent: 0, maximumPercent: 100 } },
                "must be false where maximumPercent is 100: ECS starts a task before it stops one, got true",
            ],
        ],
    },
    {
        rule: "spotter:service.healthCheckGracePeriodSeconds",
        kept: [{ "spotter:service.healthCheckGracePeriodSeconds": 20 }],
        broken: [
            [
                { "spotter:service.healthCheckGracePeriodSeconds": 19 },
                "must be at least healthCheckStartPeriodSeconds, or the load balancer stops what the container check still waits for " +
                    "(20), got 19",
            ],
        ],
    },
    {
        rule: "spotter:service.architecture",
        kept: [
            { "spotter:service.architecture": "ARM64" },
            { "spotter:service.architecture": "ARM64", "spotter:image.build.platform": "linux/arm64" },
            { "spotter:service.architecture": "X86_64", "spotter:image.build": {} },
        ],
        broken: [
            [
                { "spotter:service.architecture": "X86_64", "spotter:image.build.platform": "linux/arm64" },
                'must be that of image.build.platform (linux/arm64), got "X86_64"',
            ],
            [
                { "spotter:service.architecture": "ARM64", "spotter:image.build": {} },
                'must be that of image.build.platform (linux/amd64), got "ARM64"',
            ],
        ],
    },
    {
        rule: "spotter:loadBalancer.deregistrationDelaySeconds",
        kept: [{ "spotter:loadBalancer.deregistrationDelaySeconds": 15 }],
        broken: [
            [
                { "spotter:loadBalancer.deregistrationDelaySeconds": 14 },
                "must be at least service.maxRequestSeconds, or a deployment cuts requests (15), got 14",
            ],
        ],
    },
    {
        rule: "spotter:loadBalancer.idleTimeoutSeconds",
        kept: [{ "spotter:loadBalancer.idleTimeoutSeconds": 15 }],
        broken: [
            [
                { "spotter:loadBalancer.idleTimeoutSeconds": 14 },
                "must be at least service.maxRequestSeconds, or the load balancer answers 504 (15), got 14",
            ],
        ],
    },
    {
        rule: "spotter:loadBalancer.healthCheck.timeoutSeconds",
        kept: [{ "spotter:loadBalancer.healthCheck": { intervalSeconds: 6, timeoutSeconds: 5 } }],
        broken: [[{ "spotter:loadBalancer.healthCheck.intervalSeconds": 5 }, "must be shorter than intervalSeconds (5), got 5"]],
    },
    {
        rule: "spotter:loadBalancer.deletionProtection",
        kept: [
            { ...prod, "spotter:loadBalancer.deletionProtection": true },
            { "spotter:loadBalancer.deletionProtection": false },
        ],
        broken: [[{ ...prod, "spotter:loadBalancer.deletionProtection": false }, "must be true in production, got false"]],
    },
    {
        rule: "spotter:loadBalancer.ipAddressType",
        kept: [{ "spotter:loadBalancer.ipAddressType": "dualstack", "spotter:network": existing }],
        broken: [
            [
                { "spotter:loadBalancer.ipAddressType": "dualstack", "spotter:network": { mode: "dedicated" } },
                'must be ipv4 unless network.mode is existing: the other networks have no IPv6, got "dualstack"',
            ],
        ],
    },
    {
        rule: "spotter:network.serviceSubnetIds",
        kept: [
            { ...prod, "spotter:network": existing },
            { ...prod, "spotter:network": { mode: "default" } },
            { "spotter:network": { ...existing, serviceSubnetIds: subnets.slice(1) } },
        ],
        broken: [
            [
                { ...prod, "spotter:network": { ...existing, serviceSubnetIds: subnets.slice(1) } },
                'must be at least 2 subnets in production, in different zones, got ["subnet-0123456789abcdef1"]',
            ],
        ],
    },
    {
        rule: "spotter:domain",
        kept: [{ "spotter:domain": { name, certificateArn } }, { "spotter:domain": { name, zone: "example.com" } }],
        broken: [
            [{ "spotter:domain": { name } }, 'must have either zone or certificateArn, got {"name":"app.example.com"}'],
            [
                { "spotter:domain": { name, zone: name, certificateArn } },
                "must have either zone or certificateArn, " +
                    'got {"name":"app.example.com","zone":"app.example.com","certificateArn":"arn:aws:acm:us-east-1:123456…',
            ],
        ],
    },
    {
        rule: "spotter:domain.zone",
        kept: [{ "spotter:domain": { name, zone: name } }, { "spotter:domain": { name, zone: "example.com" } }],
        broken: [
            [
                { "spotter:domain": { name, zone: "ample.com" } },
                'must be the domain\'s name or a parent of it (app.example.com), got "ample.com"',
            ],
        ],
    },
    {
        rule: "spotter:domain.certificateArn",
        kept: [{ "spotter:domain": { name, certificateArn } }],
        broken: ["arn:aws:acm:us-east-2:123456789012:certificate/1", "arn:aws:acm:us-east-1:123456789013:certificate/1"].map(
            (arn) => [
                { "spotter:domain": { name, certificateArn: arn } },
                `must be a certificate of the stack's region and account, where the load balancer looks for it, got "${arn}"`,
            ],
        ),
    },
    {
        rule: "spotter:image.build",
        kept: [{ ...prod, "spotter:image": { digest } }, { "spotter:image": { build: {} } }],
        broken: [
            [
                { ...prod, "spotter:image": { digest, build: {} } },
                "must be absent in production, which runs a digest that was built and tried elsewhere, " +
                    'got {"context":"app","platform":"linux/amd64","target":"runner","tag":"build-test"}',
            ],
        ],
    },
    {
        rule: "spotter:image.commit",
        kept: [{ "spotter:image": { digest, commit: "0123abc" } }],
        broken: [
            [
                { "spotter:image": { build: {}, commit: "0123abc" } },
                'must stand beside image.digest: it says what that was built from, got "0123abc"',
            ],
        ],
    },
    {
        rule: "spotter:image.pinnedBy",
        kept: [{ "spotter:image": { digest, pinnedBy: "rollback" } }],
        broken: [
            [
                { "spotter:image": { build: {}, pinnedBy: "rollback" } },
                'must stand beside image.digest, which it says the origin of, got "rollback"',
            ],
        ],
    },
    {
        rule: "spotter:repository.existing",
        kept: [{ "spotter:repository.existing": true, "spotter:names.repository": "shared" }],
        broken: [
            [{ "spotter:repository.existing": true }, "must come with names.repository, the name of that repository, got true"],
        ],
    },
    {
        rule: "spotter:parameters.values",
        kept: [{ "spotter:parameters.values": { BEDROCK_MODEL_ID: "a.b", SES_FROM_ADDRESS: "a@b.cc" } }],
        broken: [
            [
                { "spotter:parameters.values": { AWS_REGION: "us-east-1", SUPPORT_EMAIL: "help@example.com" } },
                "must not repeat what the program derives (AWS_REGION)",
            ],
            [
                {
                    "spotter:parameters.values": { BEDROCK_MODEL_ID: "a.b", SES_FROM_ADDRESS: "a@b.cc" },
                    "spotter:access.bedrock.models": ["a.b"],
                    "spotter:access.mail": { identity: "b.cc", sender: "a@b.cc" },
                },
                "must not repeat what the program derives (BEDROCK_MODEL_ID, SES_FROM_ADDRESS)",
            ],
        ],
    },
    {
        rule: "spotter:parameters.values",
        circumstances: { secretKeys: ["spotter:parameters.values.AUTH_SECRET", "spotter:parameters.values.STRIPE_SECRET_KEY"] },
        kept: [
            { "spotter:parameters.values.AUTH_SECRET": "<encrypted>" },
            { ...prod, "spotter:parameters.values.SUPPORT_EMAIL": "help@example.com" },
        ],
        broken: [
            [
                { ...prod, "spotter:parameters.values": { AUTH_SECRET: "<encrypted>", STRIPE_SECRET_KEY: "<encrypted>" } },
                "must not hold secrets in production: a refresh decrypts them; keep them in SSM and list them as external " +
                    "(AUTH_SECRET, STRIPE_SECRET_KEY)",
            ],
        ],
    },
    {
        rule: "spotter:parameters.external",
        kept: [
            { "spotter:parameters": { values: { SES_REPLY_TO: "a@b.cc" }, external: "all" } },
            { "spotter:parameters": { values: { SES_REPLY_TO: "a@b.cc" }, external: ["AUTH_SECRET"] } },
        ],
        broken: [
            [
                { "spotter:parameters": { values: { SES_REPLY_TO: "a@b.cc" }, external: ["AUTH_SECRET", "SES_REPLY_TO"] } },
                'must not list a variable that has a value or is derived (SES_REPLY_TO), got ["AUTH_SECRET","SES_REPLY_TO"]',
            ],
            [
                { "spotter:parameters.external": ["NEXTAUTH_URL"] },
                'must not list a variable that has a value or is derived (NEXTAUTH_URL), got ["NEXTAUTH_URL"]',
            ],
        ],
    },
    {
        rule: "spotter:parameters.kmsKeyArn",
        kept: [{ "spotter:parameters.kmsKeyArn": "arn:aws:kms:us-east-1:123456789013:key/1" }],
        broken: [
            [
                { "spotter:parameters.kmsKeyArn": "arn:aws:kms:us-east-2:123456789012:key/1" },
                "must be a key of the stack's region, where SSM uses it, " + 'got "arn:aws:kms:us-east-2:123456789012:key/1"',
            ],
        ],
    },
    {
        rule: "spotter:access.tables",
        kept: [{ "spotter:access.tables": { users: "the-users", workouts: "the-workouts" } }],
        broken: [
            [
                { "spotter:access.tables": { workouts: "the-workouts" } },
                'must name the tables that the application cannot do without (users), got {"workouts":"the-workouts"}',
            ],
            [
                { "spotter:access.tables": {} },
                "must name the tables that the application cannot do without (users, workouts), got {}",
            ],
        ],
    },
    {
        rule: "spotter:access.mail.sender",
        kept: [
            { "spotter:access.mail": { identity: "example.com", sender: "a@example.com" } },
            { "spotter:access.mail": { identity: "a@example.com", sender: "a@example.com" } },
        ],
        broken: [
            [
                { "spotter:access.mail": { identity: "example.com", sender: "a@badexample.com" } },
                'must be an address of access.mail.identity (example.com), got "a@badexample.com"',
            ],
        ],
    },
];
