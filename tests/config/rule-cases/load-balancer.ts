import { existing, certificateArn, name, sharedArn, onShared, prod, type RuleCase } from "./rule-case";

const gotShared = 'got {"arn":"arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9…';

const attaching = "must be true with domain.certificateArn, and requires it or domain.zone, where a certificate is issued";

const found = "must be given, or else loadBalancer.existing.name or loadBalancer.existing.tags, and only one of them";

/** Rules between keys about load balancers and clusters. */
export const loadBalancerCases: readonly RuleCase[] = [
    {
        rule: "fitness:loadBalancer.deregistrationDelaySeconds",
        kept: [{ "fitness:loadBalancer.deregistrationDelaySeconds": 15 }],
        broken: [
            [
                { "fitness:loadBalancer.deregistrationDelaySeconds": 14 },
                "must be at least service.maxRequestSeconds, or a deployment interrupts requests (15), got 14",
            ],
        ],
    },
    {
        rule: "fitness:loadBalancer.idleTimeoutSeconds",
        kept: [{ "fitness:loadBalancer.idleTimeoutSeconds": 15 }],
        broken: [
            [
                { "fitness:loadBalancer.idleTimeoutSeconds": 14 },
                "must be at least service.maxRequestSeconds, or the load balancer answers 504 (15), got 14",
            ],
        ],
    },
    {
        rule: "fitness:loadBalancer.healthCheck.timeoutSeconds",
        kept: [{ "fitness:loadBalancer.healthCheck": { intervalSeconds: 6, timeoutSeconds: 5 } }],
        broken: [[{ "fitness:loadBalancer.healthCheck.intervalSeconds": 5 }, "must be shorter than intervalSeconds (5), got 5"]],
    },
    {
        rule: "fitness:loadBalancer.deletionProtection",
        kept: [
            { ...prod, "fitness:loadBalancer.deletionProtection": true },
            { "fitness:loadBalancer.deletionProtection": false },
        ],
        broken: [[{ ...prod, "fitness:loadBalancer.deletionProtection": false }, "must be true in production, got false"]],
    },
    {
        rule: "fitness:loadBalancer.ingress",
        kept: [
            { "fitness:loadBalancer.ingress": ["10.0.0.0/8", "pl-01234567"] },
            {
                "fitness:network": existing,
                "fitness:loadBalancer": { ipAddressType: "dualstack", ingress: ["2001:db8::/32"] },
            },
        ],
        broken: [
            [
                { "fitness:loadBalancer.ingress": ["2001:db8::/32"] },
                "must have no IPv6 block unless loadBalancer.ipAddressType is dualstack: nothing listens there, got " +
                    '["2001:db8::/32"]',
            ],
        ],
    },
    {
        rule: "fitness:loadBalancer.ipAddressType",
        kept: [{ "fitness:loadBalancer.ipAddressType": "dualstack", "fitness:network": existing }],
        broken: [
            [
                { "fitness:loadBalancer.ipAddressType": "dualstack", "fitness:network": { mode: "dedicated" } },
                'must be ipv4 unless network.mode is existing: the other networks have no IPv6, got "dualstack"',
            ],
        ],
    },
    {
        rule: "fitness:loadBalancer.existing",
        kept: [{ ...onShared, "fitness:loadBalancer.deregistrationDelaySeconds": 20 }],
        broken: [
            [
                { ...onShared, "fitness:loadBalancer.internal": false, "fitness:loadBalancer.ingress": ["10.0.0.0/8"] },
                `must stand without what only a load balancer of the stack's own has (loadBalancer.internal, loadBalancer.ingress), ${gotShared}`,
            ],
        ],
    },
    {
        rule: "fitness:loadBalancer.existing",
        kept: [onShared],
        broken: [
            [
                { ...onShared, "fitness:domain": undefined },
                `requires domain, the host name by which its requests are told apart from those of other stacks, ${gotShared}`,
            ],
        ],
    },
    {
        rule: "fitness:loadBalancer.existing",
        kept: [{ ...onShared, "fitness:network": { ...existing, publicSubnetIds: undefined } }],
        broken: [
            [
                { ...onShared, "fitness:network": { mode: "dedicated" } },
                `must not stand beside network.mode: dedicated, as a load balancer reaches tasks in its own VPC alone, ${gotShared}`,
            ],
        ],
    },
    {
        rule: "fitness:loadBalancer.existing.arn",
        kept: [
            onShared,
            { "fitness:domain": { name }, "fitness:loadBalancer.existing": { name: "shared" } },
            { "fitness:domain": { name }, "fitness:loadBalancer.existing": { tags: { Role: "shared" } } },
        ],
        broken: [
            [{ "fitness:domain": { name }, "fitness:loadBalancer.existing": { priority: 7 } }, `${found}, got nothing`],
            [{ ...onShared, "fitness:loadBalancer.existing.name": "shared" }, `${found}, got "${sharedArn}"`],
        ],
    },
    {
        rule: "fitness:loadBalancer.existing.arn",
        kept: [onShared],
        broken: [
            ["us-east-2", "123456789012"],
            ["us-east-1", "210987654321"],
        ].map(([region = "", account = ""]) => {
            const arn = sharedArn.replace("us-east-1:123456789012", `${region}:${account}`);
            return [
                { ...onShared, "fitness:loadBalancer.existing": { arn } },
                `must be a load balancer of the stack's region and account, got "${arn}"`,
            ];
        }),
    },
    {
        rule: "fitness:loadBalancer.healthCheck.path",
        kept: [
            { ...onShared, "fitness:loadBalancer.existing.path": "/api" },
            {
                ...onShared,
                "fitness:loadBalancer.existing.path": "/shop",
                "fitness:loadBalancer.healthCheck.path": "/shop/health?ready=1",
            },
        ],
        broken: ["/shop", "/ap", "/api/health"].map((path) => [
            { ...onShared, "fitness:loadBalancer.existing.path": path },
            `must be below loadBalancer.existing.path, as the verdict asks through the stack's rule (${path}), got "/api/health"`,
        ]),
    },
    {
        rule: "fitness:loadBalancer.existing.attachCertificate",
        kept: [
            { ...onShared, "fitness:domain": { name, zone: name } },
            { ...onShared, "fitness:domain": { name, zone: name }, "fitness:loadBalancer.existing.attachCertificate": true },
            { ...onShared, "fitness:domain": { name, certificateArn }, "fitness:loadBalancer.existing.attachCertificate": true },
        ],
        broken: [
            [{ ...onShared, "fitness:domain": { name, certificateArn } }, `${attaching}, got false`],
            [{ ...onShared, "fitness:loadBalancer.existing.attachCertificate": true }, `${attaching}, got true`],
        ],
    },
    {
        rule: "fitness:loadBalancer.maintenance",
        kept: [{ "fitness:loadBalancer.maintenance": { message: "Back soon" }, "fitness:deployment.strategy": "rolling" }],
        broken: [
            [
                { "fitness:loadBalancer.maintenance": { message: "Back soon" }, "fitness:deployment.strategy": "canary" },
                "requires deployment.strategy rolling or recreate: the health endpoint stays open by a rule that ECS does not shift, got " +
                    '{"message":"Back soon","allow":[]}',
            ],
        ],
    },
    {
        rule: "fitness:loadBalancer.maintenance.allow",
        kept: [{ "fitness:loadBalancer.maintenance": { message: "Back soon", allow: ["10.0.0.0/8"] } }],
        broken: [
            [
                {
                    "fitness:loadBalancer.maintenance": {
                        message: "Back soon",
                        allow: [1, 2, 3, 4, 5, 6].map((each) => `${each}.0.0.0/8`),
                    },
                },
                "must be at most 5 blocks, as a rule of a listener has room for no more, got " +
                    '["1.0.0.0/8","2.0.0.0/8","3.0.0.0/8","4.0.0.0/8","5.0.0.0/8","6.0.0.0/8"]',
            ],
        ],
    },
    {
        rule: "fitness:webAcl.mode",
        kept: [{ "fitness:webAcl": { mode: "count" } }, onShared],
        broken: [
            [
                { ...onShared, "fitness:webAcl": { mode: "block" } },
                "must be absent with loadBalancer.existing: a load balancer has one web ACL, which other stacks' requests meet, too, got " +
                    '"block"',
            ],
        ],
    },
    {
        rule: "fitness:cluster.existing",
        kept: [{ "fitness:cluster.existing": true, "fitness:names.cluster": "shared" }],
        broken: [[{ "fitness:cluster.existing": true }, "requires names.cluster, the name of that cluster, got true"]],
    },
];
