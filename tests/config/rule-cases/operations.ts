import { key, onShared, prod, type RuleCase } from "./rule-case";
import { strategyCases } from "./strategy";

/** Characters of what ECS puts around a word. */
const aroundCommand = JSON.stringify({ containerOverrides: [{ name: "fitness-web", command: [""] }] }).length;

/** Rules between keys about logs, alarms and deployments. */
export const operationsCases: readonly RuleCase[] = [
    {
        rule: "fitness:encryption.kmsKeyArn",
        kept: [{ "fitness:encryption.kmsKeyArn": key("us-east-1") }, { "fitness:encryption.customerKey": true }],
        broken: [
            [
                { "fitness:encryption.kmsKeyArn": key("eu-west-1") },
                "must be a key of the stack's region and partition, and none with customerKey: true, which makes one, " +
                    `got "${key("eu-west-1")}"`,
            ],
            [
                { "fitness:encryption": { customerKey: true, kmsKeyArn: key("us-east-1") } },
                "must be a key of the stack's region and partition, and none with customerKey: true, which makes one, " +
                    `got "${key("us-east-1")}"`,
            ],
        ],
    },
    {
        rule: "fitness:encryption.uses",
        kept: [{}, { "fitness:encryption": { customerKey: true, uses: ["logs"] } }],
        broken: [
            [
                { "fitness:encryption": { uses: ["logs"] } },
                'requires encryption.customerKey: true or encryption.kmsKeyArn, as nothing is encrypted otherwise, got ["logs"]',
            ],
        ],
    },
    {
        rule: "fitness:logs.kmsKeyArn",
        kept: [{ "fitness:logs.kmsKeyArn": key("us-east-1") }],
        broken: [
            [
                { "fitness:logs.kmsKeyArn": key("eu-west-1") },
                "must be a key of the stack's region and partition: CloudWatch Logs can use no other, got " +
                    JSON.stringify(key("eu-west-1")),
            ],
        ],
    },
    {
        rule: "fitness:alarms.emails",
        kept: [{ "fitness:alarms.emails": ["ops@example.com"] }, { "fitness:profile": "dev" }],
        broken: [
            [
                { "fitness:alarms": { set: "none", emails: ["ops@example.com"] } },
                'requires alarms.set release or all, as nothing is told otherwise, got ["ops@example.com"]',
            ],
        ],
    },
    {
        rule: "fitness:alarms.kmsKeyArn",
        kept: [{ "fitness:alarms.kmsKeyArn": key("us-east-1") }],
        broken: [
            [
                { "fitness:alarms": { set: "none", kmsKeyArn: key("us-east-1") } },
                "must be a key of the stack's region and partition, and requires alarms.set release or all, " +
                    `got "${key("us-east-1")}"`,
            ],
            [
                { "fitness:alarms.kmsKeyArn": key("eu-west-1") },
                "must be a key of the stack's region and partition, and requires alarms.set release or all, " +
                    `got "${key("eu-west-1")}"`,
            ],
        ],
    },
    {
        rule: "fitness:alarms.rollback",
        kept: [{ ...prod, "fitness:alarms.set": "none" }, { "fitness:alarms.rollback": true }],
        broken: [
            [
                { "fitness:alarms": { set: "none", rollback: true } },
                "requires alarms.set release or all, as there is no alarm otherwise, got true",
            ],
        ],
    },
    ...["accessLogs", "connectionLogs", "healthCheckLogs"].map((key) => ({
        rule: `fitness:audit.${key}`,
        kept: [{ [`fitness:audit.${key}`]: true }],
        broken: [
            [
                { ...onShared, [`fitness:audit.${key}`]: false },
                "must be absent with loadBalancer.existing, which is not the stack's to change, got false",
            ] as const,
        ],
    })),
    {
        rule: "fitness:audit.flowLogs",
        kept: [{ "fitness:audit.flowLogs": true, "fitness:network": { mode: "dedicated" } }, { "fitness:audit.flowLogs": false }],
        broken: [
            [
                { "fitness:audit.flowLogs": true },
                "requires network.mode dedicated: other networks are not the stack's to record (default), got true",
            ],
        ],
    },
    ...strategyCases,
    {
        rule: "fitness:deployment.before",
        kept: [{ "fitness:deployment.before": ["x".repeat(8_192 - aroundCommand)] }],
        broken: [
            [
                { "fitness:deployment.before": ["x".repeat(8_193 - aroundCommand)] },
                "must be shorter, as ECS takes 8192 characters with what it puts around them: put it into a script in the image, " +
                    `got ["${"x".repeat(95)}…`,
            ],
        ],
    },
    {
        rule: "fitness:deployment.probe.path",
        kept: [
            { "fitness:loadBalancer.healthCheck.port": 9000, "fitness:deployment.probe.path": "/" },
            { "fitness:loadBalancer.healthCheck.port": 9000, "fitness:deployment.verdict": false },
            { "fitness:loadBalancer.healthCheck.port": 8080, "fitness:service.port": 8080 },
        ],
        broken: [
            [
                { "fitness:loadBalancer.healthCheck.port": 9000 },
                "must be another path than the health check's, which listens on loadBalancer.healthCheck.port: the load balancer " +
                    'sends requests to service.port alone, got "/api/health"',
            ],
        ],
    },
    {
        rule: "fitness:deployment.acceptGap",
        kept: [{ "fitness:deployment": { acceptGap: "a trial of one person" } }],
        broken: [
            [
                { ...prod, "fitness:deployment": { acceptGap: "a trial of one person" } },
                "must not be in production: go side by side instead (docs/operations.md, Another load balancer), " +
                    'got "a trial of one person"',
            ],
        ],
    },
    {
        rule: "fitness:budget.notify",
        kept: [{ "fitness:budget": { monthlyUsd: 80, notify: true } }, { "fitness:budget": { notify: false } }],
        broken: [
            [
                { "fitness:budget": { notify: true } },
                "requires budget.monthlyUsd, and alarms.set release or all, whose topic is told, got true",
            ],
            [
                { "fitness:budget": { monthlyUsd: 80, notify: true }, "fitness:alarms.set": "none" },
                "requires budget.monthlyUsd, and alarms.set release or all, whose topic is told, got true",
            ],
        ],
    },
];
