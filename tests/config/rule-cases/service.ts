import { prod, type RuleCase } from "./rule-case";
import { otelImage, withSidecar } from "./sidecar";

const healthCheck = { command: ["CMD", "/healthcheck"] };

/** The beginning of a stack's sidecars in a message. */
const shownSidecar = `{"otel":{"image":"${otelImage.slice(0, 79)}…`;

/** Rules between keys about services. */
export const serviceCases: readonly RuleCase[] = [
    {
        rule: "fitness:service.writablePaths",
        kept: [
            { "fitness:service.writablePaths": [] },
            { "fitness:service.writablePaths": ["/app", "/app2", "/application/app", "/tmp"] },
        ],
        broken: [
            [
                { "fitness:service.writablePaths": ["/tmp", "/app/.next/cache", "/app"] },
                "must not have a path inside another, which would hide it (/app, /app/.next/cache), " +
                    'got ["/tmp","/app/.next/cache","/app"]',
            ],
        ],
    },
    {
        rule: "fitness:service.sidecars",
        kept: [withSidecar({})],
        broken: [
            [
                { "fitness:service.sidecars": { "fitness-web": { image: otelImage } } },
                `must not have the name of the application's container (fitness-web), got {"fitness-web":{"image":"${otelImage.slice(0, 72)}…`,
            ],
        ],
    },
    {
        rule: "fitness:service.sidecars",
        kept: [withSidecar({ cpu: 255, memoryMiB: 1023 })],
        broken: [
            [
                withSidecar({ cpu: 256 }),
                `must leave CPU and memory of the task to the application (256 of 256 CPU units, 0 of 1024 MiB), got ${shownSidecar}`,
            ],
            [
                withSidecar({ memoryMiB: 1024 }),
                `must leave CPU and memory of the task to the application (0 of 256 CPU units, 1024 of 1024 MiB), got ${shownSidecar}`,
            ],
        ],
    },
    {
        rule: "fitness:service.sidecars",
        kept: [withSidecar({ ports: [4317, 4318] })],
        broken: [
            [
                withSidecar({ ports: [4317, 3000] }),
                `must listen on another port each than the application and than one another (3000), got ${shownSidecar}`,
            ],
        ],
    },
    {
        rule: "fitness:service.sidecars",
        kept: [
            withSidecar({ secrets: { A: "AUTH_SECRET", B: "/acme/token", C: "arn:aws:ssm:us-east-1:123456789012:parameter/x" } }),
            withSidecar({ secrets: { D: "arn:aws:secretsmanager:us-east-1:123456789012:secret:acme/db-AbCdEf:password::" } }),
        ],
        broken: [
            [
                withSidecar({ secrets: { A: "SUPPORT_EMAIL", B: "NO_SUCH" } }),
                "must take secrets from variables that the application gets, or from SSM or Secrets Manager by path or ARN " +
                    `(SUPPORT_EMAIL, NO_SUCH), got ${shownSidecar}`,
            ],
        ],
    },
    {
        rule: "fitness:service.sidecars",
        kept: [withSidecar({ environment: { A: "1" }, secrets: { B: "AUTH_SECRET" } })],
        broken: [
            [
                withSidecar({ environment: { A: "1" }, secrets: { A: "AUTH_SECRET" } }),
                `must not have a variable both in environment and in secrets (A), got ${shownSidecar}`,
            ],
        ],
    },
    {
        rule: "fitness:service.dependsOn",
        kept: [
            { ...withSidecar({}), "fitness:service.dependsOn": { otel: "COMPLETE" } },
            { ...withSidecar({ healthCheck }), "fitness:service.dependsOn": { otel: "HEALTHY" } },
            withSidecar({ dependsOn: { "fitness-web": "HEALTHY" } }),
        ],
        broken: [
            [
                { "fitness:service.dependsOn": { otel: "START" } },
                'and the sidecars\' own must be possible (fitness-web waits for otel, which is not one of ), got {"otel":"START"}',
            ],
            [
                { ...withSidecar({}), "fitness:service.dependsOn": { otel: "HEALTHY" } },
                "and the sidecars' own must be possible (fitness-web waits for otel to be HEALTHY, which has no health check), got " +
                    '{"otel":"HEALTHY"}',
            ],
            [
                { ...withSidecar({ essential: true }), "fitness:service.dependsOn": { otel: "SUCCESS" } },
                "and the sidecars' own must be possible (fitness-web waits for the end of otel, which is essential: the task would " +
                    'end with it), got {"otel":"SUCCESS"}',
            ],
            [
                { ...withSidecar({ dependsOn: { "fitness-web": "START" } }), "fitness:service.dependsOn": { otel: "START" } },
                "and the sidecars' own must be possible (fitness-web waits for otel waits for fitness-web), got " +
                    '{"otel":"START"}',
            ],
            [
                {
                    ...withSidecar({ dependsOn: { "fitness-web": "HEALTHY" } }),
                    "fitness:service.healthCheck.command": "none",
                },
                "and the sidecars' own must be possible (otel waits for fitness-web to be HEALTHY, which has no health check), got {}",
            ],
        ],
    },
    {
        rule: "fitness:service.enableExecuteCommand",
        kept: [{ "fitness:service.enableExecuteCommand": true, "fitness:service.readonlyRootFilesystem": false }],
        broken: [
            [
                { "fitness:service.enableExecuteCommand": true },
                "requires service.readonlyRootFilesystem: false, as the agent behind it writes to the container's file system, got true",
            ],
        ],
    },
    {
        rule: "fitness:service.memoryMiB",
        kept: [{ "fitness:service": { cpu: 2048, memoryMiB: 16384 } }],
        broken: [
            [
                { "fitness:service.cpu": 2048 },
                "must be a size that Fargate offers with the CPU (with 2048 CPU units one of 4096, 5120, 6144, 7168, 8192, 9216, " +
                    "10240, 11264, 12288, 13312, 14336, 15360, 16384), got 1024",
            ],
        ],
    },
    {
        rule: "fitness:service.tasks.min",
        kept: [{ ...prod, "fitness:service.tasks.min": 2 }, { "fitness:service.tasks.min": 1 }],
        broken: [
            [{ ...prod, "fitness:service.tasks.min": 1 }, "must be at least 2 in production, so that one task may fail, got 1"],
        ],
    },
    {
        rule: "fitness:service.tasks.max",
        kept: [{ "fitness:service.tasks": { min: 3, max: 3 } }, { "fitness:service.tasks": { min: 9 } }],
        broken: [[{ "fitness:service.tasks": { min: 3, max: 2 } }, "must be at least service.tasks.min (3), got 2"]],
    },
    {
        rule: "fitness:service.capacity",
        kept: [
            { "fitness:service.capacity": { onDemandWeight: 1, spotWeight: 0 } },
            { "fitness:service.capacity": { onDemandWeight: 0, spotWeight: 1 } },
        ],
        broken: [
            [
                { "fitness:service.capacity": { onDemandWeight: 0, spotWeight: 0 } },
                "must have a weight above zero for on-demand or Spot, which ECS requires, " +
                    'got {"base":1,"onDemandWeight":0,"spotWeight":0}',
            ],
        ],
    },
    {
        rule: "fitness:service.capacity.base",
        kept: [
            { ...prod, "fitness:service.capacity": { base: 0, onDemandWeight: 1, spotWeight: 1 } },
            { ...prod, "fitness:service.capacity": { base: 1, onDemandWeight: 0, spotWeight: 1 } },
            { "fitness:service.capacity": { base: 0, onDemandWeight: 0, spotWeight: 1 } },
        ],
        broken: [
            [
                { ...prod, "fitness:service.capacity": { base: 0, onDemandWeight: 0, spotWeight: 1 } },
                "must be at least 1 in production unless onDemandWeight is above zero: AWS may interrupt all Spot tasks at once, got 0",
            ],
        ],
    },
    {
        rule: "fitness:service.maximumPercent",
        kept: [
            { "fitness:service": { minimumHealthyPercent: 0, maximumPercent: 100 } },
            { "fitness:service": { minimumHealthyPercent: 50, maximumPercent: 100, tasks: { min: 2 } } },
            { "fitness:service": { minimumHealthyPercent: 100, maximumPercent: 150, tasks: { min: 2 } } },
        ],
        broken: [
            [
                { "fitness:service": { minimumHealthyPercent: 50, maximumPercent: 100 } },
                "must allow a deployment to replace at least one task at a time, with minimumHealthyPercent (50 % of 1), got 100",
            ],
            [
                { "fitness:service": { maximumPercent: 149, tasks: { min: 2 } } },
                "must allow a deployment to replace at least one task at a time, with minimumHealthyPercent (100 % of 2), got 149",
            ],
        ],
    },
    {
        rule: "fitness:service.availabilityZoneRebalancing",
        kept: [
            { "fitness:service": { availabilityZoneRebalancing: false, minimumHealthyPercent: 0, maximumPercent: 100 } },
            { "fitness:service": { availabilityZoneRebalancing: true, minimumHealthyPercent: 0, maximumPercent: 101 } },
        ],
        broken: [
            [
                { "fitness:service": { availabilityZoneRebalancing: true, minimumHealthyPercent: 0, maximumPercent: 100 } },
                "must be false where maximumPercent is 100: ECS starts a task before it stops one, got true",
            ],
        ],
    },
    {
        rule: "fitness:service.healthCheckGracePeriodSeconds",
        kept: [{ "fitness:service.healthCheckGracePeriodSeconds": 20 }],
        broken: [
            [
                { "fitness:service.healthCheckGracePeriodSeconds": 19 },
                "must be at least healthCheckStartPeriodSeconds, or the load balancer's check stops a task that may still be starting " +
                    "(20), got 19",
            ],
        ],
    },
    {
        rule: "fitness:service.architecture",
        kept: [
            { "fitness:service.architecture": "ARM64" },
            { "fitness:service.architecture": "ARM64", "fitness:image.build.platform": "linux/arm64" },
            { "fitness:service.architecture": "X86_64", "fitness:image.build": {} },
        ],
        broken: [
            [
                { "fitness:service.architecture": "X86_64", "fitness:image.build.platform": "linux/arm64" },
                'must match image.build.platform (linux/arm64), got "X86_64"',
            ],
            [
                { "fitness:service.architecture": "ARM64", "fitness:image.build": {} },
                'must match image.build.platform (linux/amd64), got "ARM64"',
            ],
        ],
    },
];
