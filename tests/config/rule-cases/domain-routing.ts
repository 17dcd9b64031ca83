import type { Given } from "../input";
import { certificateArn, name, onShared, type RuleCase } from "./rule-case";

const inZone = { name, zone: "example.com" };
const latency = { policy: "latency" };
const canary = { "fitness:deployment.strategy": "canary" };
const checked: Given = { "fitness:domain": { ...inZone, routing: { ...latency, healthCheck: true } } };

/** Rules between the keys of records that are those of one region among several, and others. */
export const domainRoutingCases: readonly RuleCase[] = [
    {
        rule: "fitness:domain.routing",
        kept: [{ "fitness:domain": { ...inZone, routing: latency } }],
        broken: [
            { name, certificateArn },
            { ...inZone, record: false },
            { ...inZone, recordWeight: 5 },
        ].map((given) => [
            { "fitness:domain": { ...given, routing: latency } },
            "requires domain.zone, and neither domain.record: false nor domain.recordWeight, " +
                'got {"policy":"latency","healthCheck":false}',
        ]),
    },
    {
        rule: "fitness:domain.routing",
        kept: [{ ...onShared, "fitness:domain": inZone }],
        broken: [
            [
                { ...onShared, "fitness:domain": { ...inZone, routing: latency } },
                "must be absent with loadBalancer.existing: Route 53 judges a load balancer by all its target groups, " +
                    'those of other stacks too, got {"policy":"latency","healthCheck":false}',
            ],
        ],
    },
    {
        rule: "fitness:domain.routing.role",
        kept: [
            { "fitness:domain": { ...inZone, routing: { policy: "failover", role: "primary" } } },
            { "fitness:domain": { ...inZone, routing: latency } },
        ],
        broken: [
            [
                { "fitness:domain": { ...inZone, routing: { policy: "failover" } } },
                "must be given with policy: failover, and absent with latency, got nothing",
            ],
            [
                { "fitness:domain": { ...inZone, routing: { policy: "latency", role: "secondary" } } },
                'must be given with policy: failover, and absent with latency, got "secondary"',
            ],
        ],
    },
    {
        rule: "fitness:domain.routing.healthCheck",
        kept: [checked, { "fitness:domain": { ...inZone, routing: latency }, "fitness:loadBalancer.ingress": ["10.0.0.0/8"] }],
        broken: [{ "fitness:loadBalancer.ingress": ["10.0.0.0/8"] }, { "fitness:loadBalancer.internal": true }].map((given) => [
            { ...checked, ...given },
            "must be false where not everyone may send requests (loadBalancer.internal, loadBalancer.ingress), got true",
        ]),
    },
    {
        rule: "fitness:domain.routing.healthCheck",
        kept: [
            { ...checked, ...canary },
            { "fitness:domain": inZone, ...canary },
        ],
        broken: [
            [
                { "fitness:domain": { ...inZone, routing: latency }, ...canary },
                "must be true where releases have two target groups: Route 53 takes a load balancer with an empty one for unhealthy " +
                    "(deployment.strategy canary), got false",
            ],
        ],
    },
    {
        rule: "fitness:domain.routing.healthCheck",
        kept: [
            { ...checked, "fitness:deployment.probe.matcher": "200-399" },
            { "fitness:domain": inZone, "fitness:deployment.probe.matcher": "401" },
        ],
        broken: [
            [
                { ...checked, "fitness:deployment.probe.matcher": "200,401" },
                "must be false where deployment.probe.matcher has codes that Route 53 doesn't accept, which takes 200 to 399, got true",
            ],
        ],
    },
];
