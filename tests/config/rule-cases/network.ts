import { subnets, existing, prod, type RuleCase } from "./rule-case";

const tags = { Name: "shared" };

const tagged = { mode: "existing", vpcTags: tags, publicSubnetTags: { Tier: "public" }, serviceSubnetTags: { Tier: "private" } };

/** Rules between keys about networks. */
export const networkCases: readonly RuleCase[] = [
    {
        rule: "fitness:network.vpcId",
        kept: [{ "fitness:network": existing }, { "fitness:network": tagged }],
        broken: [
            [
                { "fitness:network": { ...existing, vpcTags: tags } },
                'must be given, or else network.vpcTags, and not both, got "vpc-0123456789abcdef0"',
            ],
            [
                { "fitness:network": { ...tagged, vpcTags: undefined } },
                "must be given, or else network.vpcTags, and not both, got nothing",
            ],
        ],
    },
    {
        rule: "fitness:network.publicSubnetIds",
        kept: [
            { "fitness:network": existing },
            { "fitness:network": tagged },
            { "fitness:network": { ...existing, publicSubnetIds: undefined }, "fitness:loadBalancer.internal": true },
        ],
        broken: [
            [
                { "fitness:network": { ...existing, publicSubnetIds: undefined } },
                "must be given, or else network.publicSubnetTags, and not both; one that is internal or exists needs neither, got nothing",
            ],
            [
                { "fitness:network": { ...existing, publicSubnetTags: tags }, "fitness:loadBalancer.internal": true },
                "must be given, or else network.publicSubnetTags, and not both; one that is internal or exists needs neither, got " +
                    '["subnet-0123456789abcdef0","subnet-0123456789abcdef1"]',
            ],
        ],
    },
    {
        rule: "fitness:network.serviceSubnetIds",
        kept: [{ "fitness:network": existing }, { "fitness:network": tagged }],
        broken: [
            [
                { "fitness:network": { ...tagged, serviceSubnetTags: undefined } },
                "must be given, or else network.serviceSubnetTags, and not both, got nothing",
            ],
            [
                { "fitness:network": { ...existing, serviceSubnetTags: tags } },
                "must be given, or else network.serviceSubnetTags, and not both, got " +
                    '["subnet-0123456789abcdef0","subnet-0123456789abcdef1"]',
            ],
        ],
    },
    {
        rule: "fitness:network.serviceSubnetIds",
        kept: [{ "fitness:network": existing, "fitness:loadBalancer.internal": true }],
        broken: [
            [
                {
                    "fitness:network": { ...existing, serviceSubnetIds: subnets.slice(1) },
                    "fitness:loadBalancer.internal": true,
                },
                "must be at least 2 subnets, in different zones, as the internal load balancer is in them, got " +
                    '["subnet-0123456789abcdef1"]',
            ],
        ],
    },
    {
        rule: "fitness:network.serviceSubnetIds",
        kept: [
            { ...prod, "fitness:network": existing },
            { ...prod, "fitness:network": { mode: "default" } },
            { "fitness:network": { ...existing, serviceSubnetIds: subnets.slice(1) } },
        ],
        broken: [
            [
                { ...prod, "fitness:network": { ...existing, serviceSubnetIds: subnets.slice(1) } },
                'must be at least 2 subnets in production, in different zones, got ["subnet-0123456789abcdef1"]',
            ],
        ],
    },
    {
        rule: "fitness:network.egress",
        kept: [
            {
                "fitness:network": {
                    mode: "default",
                    egress: [{ port: 587 }, { port: 465 }, { port: 587, protocol: "udp" }, { port: 587, to: "10.0.0.0/16" }],
                },
            },
        ],
        broken: [
            [
                { "fitness:network": { mode: "default", egress: [{ port: 587 }, { port: 587, description: "mail" }] } },
                'must have each port, protocol and destination only once (tcp 587 to 0.0.0.0/0), got [{"port":587,"to":"0.0.0.0/0",' +
                    '"protocol":"tcp"},{"port":587,"to":"0.0.0.0/0","protocol":"tcp","de…',
            ],
        ],
    },
];
