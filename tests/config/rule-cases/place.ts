import { domainRoutingCases } from "./domain-routing";
import { certificateArn, name, onShared, type RuleCase } from "./rule-case";

/** Rules between keys about accounts, tags and domains. */
export const placeCases: readonly RuleCase[] = [
    {
        rule: "aws:assumeRole.roleArn",
        kept: [{ "aws:assumeRole": { roleArn: "arn:aws:iam::123456789012:role/deploy", externalId: "team/web" } }],
        broken: [
            [
                { "aws:assumeRole": { roleArn: "arn:aws:iam::210987654321:role/deploy" } },
                `must be a role of the stack's account and partition, got "arn:aws:iam::210987654321:role/deploy"`,
            ],
        ],
    },
    {
        rule: "fitness:tags",
        kept: [{ "fitness:tags": { CostCenter: "web", "team:owner": "Web Team" } }],
        broken: [
            [
                { "fitness:tags": Object.fromEntries(Array.from({ length: 41 }, (_, at) => [`t${at + 10}`, ""])) },
                'must be at most 40 tags, got {"t10":"","t11":"","t12":"","t13":"","t14":"","t15":"","t16":"","t17":"","t18":"","t19":"","t20":…',
            ],
        ],
    },
    {
        rule: "fitness:domain",
        kept: [onShared, { "fitness:domain": { name, certificateArn } }, { "fitness:domain": { name, zone: "example.com" } }],
        broken: [
            [
                { "fitness:domain": { name } },
                'must have either zone or certificateArn, or neither with loadBalancer.existing, got {"name":"app.example.com"}',
            ],
            [
                { "fitness:domain": { name, zone: name, certificateArn } },
                "must have either zone or certificateArn, or neither with loadBalancer.existing, " +
                    'got {"name":"app.example.com","zone":"app.example.com","certificateArn":"arn:aws:acm:us-east-1:123456…',
            ],
        ],
    },
    {
        rule: "fitness:domain.zone",
        kept: [{ "fitness:domain": { name, zone: name } }, { "fitness:domain": { name, zone: "example.com" } }],
        broken: [
            [
                { "fitness:domain": { name, zone: "ample.com" } },
                'must be the domain\'s name or a parent of it (app.example.com), got "ample.com"',
            ],
        ],
    },
    ...(["alternativeNames", "redirectFrom"] as const).flatMap((key): RuleCase[] => [
        {
            rule: `fitness:domain.${key}`,
            kept: [
                { "fitness:domain": { name, zone: "example.com", [key]: ["www.example.com", "example.com"] } },
                { "fitness:domain": { name, certificateArn, [key]: ["www.example.org"] } },
            ],
            broken: [
                [
                    { "fitness:domain": { name, zone: "example.com", [key]: ["www.example.org"] } },
                    "must be names of domain.zone, where their records and the proof for the certificate are (www.example.org), got " +
                        '["www.example.org"]',
                ],
            ],
        },
        {
            rule: `fitness:domain.${key}`,
            kept: [{ ...onShared, "fitness:domain": { name, [key]: [] } }],
            broken: [
                [
                    { ...onShared, "fitness:domain": { name, [key]: ["www.example.com"] } },
                    'must be absent with loadBalancer.existing: the stack\'s rule is for one host name, got ["www.example.com"]',
                ],
            ],
        },
    ]),
    {
        rule: "fitness:domain.redirectFrom",
        kept: [
            { "fitness:domain": { name, certificateArn, alternativeNames: ["a.example.com"], redirectFrom: ["b.example.com"] } },
        ],
        broken: [
            [
                {
                    "fitness:domain": {
                        name,
                        certificateArn,
                        alternativeNames: ["a.example.com"],
                        redirectFrom: ["a.example.com", name],
                    },
                },
                `must have no name that the application itself answers to (a.example.com, ${name}), got ["a.example.com","${name}"]`,
            ],
        ],
    },
    {
        rule: "fitness:domain.redirectFrom",
        kept: [
            { "fitness:domain": { name, certificateArn, redirectFrom: [1, 2, 3, 4, 5].map((each) => `a${each}.example.com`) } },
        ],
        broken: [
            [
                { "fitness:domain": { name, certificateArn, redirectFrom: [1, 2, 3, 4, 5, 6].map((each) => `${each}.co.uk`) } },
                "must be at most 5 names, as a rule of a listener has room for no more, got " +
                    '["1.co.uk","2.co.uk","3.co.uk","4.co.uk","5.co.uk","6.co.uk"]',
            ],
        ],
    },
    {
        rule: "fitness:domain.zoneId",
        kept: [{ "fitness:domain": { name, zone: "example.com", zoneId: "Z0123456789ABC" } }],
        broken: [
            [
                { "fitness:domain": { name, certificateArn, zoneId: "Z0123456789ABC" } },
                'requires zone, the name that it is for, got "Z0123456789ABC"',
            ],
        ],
    },
    {
        rule: "fitness:domain.certificateArn",
        kept: [{ "fitness:domain": { name, certificateArn } }],
        broken: ["arn:aws:acm:us-east-2:123456789012:certificate/1", "arn:aws:acm:us-east-1:123456789013:certificate/1"].map(
            (arn) => [
                { "fitness:domain": { name, certificateArn: arn } },
                `must be a certificate of the stack's region and account: a load balancer can use no other, wherever the DNS is, got "${arn}"`,
            ],
        ),
    },
    {
        rule: "fitness:domain.record",
        kept: [
            { "fitness:domain": { name, zone: name, record: false } },
            { "fitness:domain": { name, certificateArn, record: false } },
        ],
        broken: [
            [
                { "fitness:domain": { name, certificateArn, record: true } },
                "must be false without zone: its DNS is kept elsewhere, got true",
            ],
        ],
    },
    {
        rule: "fitness:domain.recordWeight",
        kept: [{ "fitness:domain": { name, zone: name, recordWeight: 0 } }],
        broken: [
            [
                { "fitness:domain": { name, zone: name, record: false, recordWeight: 5 } },
                "requires zone, and no record: false, got 5",
            ],
            [{ "fitness:domain": { name, certificateArn, recordWeight: 5 } }, "requires zone, and no record: false, got 5"],
        ],
    },
    ...domainRoutingCases,
];
