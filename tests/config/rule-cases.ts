import { catalogue, type Circumstances, type Given } from "./input";

/** Files that keep to a rule, and files that break it and nothing else, with the whole message. */
export interface RuleCase {
    readonly rule: string;
    readonly kept: readonly Given[];
    readonly broken: readonly (readonly [given: Given, message: string])[];
    readonly circumstances?: Circumstances;
}

const prod: Given = { "fitness:profile": "prod" };
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
const existing = {
    mode: "existing",
    vpcId: "vpc-0123456789abcdef0",
    publicSubnetIds: subnets,
    serviceSubnetIds: subnets,
};
const tags = { Name: "shared" };
const tagged = { mode: "existing", vpcTags: tags, publicSubnetTags: { Tier: "public" }, serviceSubnetTags: { Tier: "private" } };
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
const digest = `sha256:${"a".repeat(64)}`;
const name = "app.example.com";
const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1`;
const boundary = (account: string) => `arn:aws:iam::${account}:policy/boundary`;

const sharedRepository = { "fitness:repository.existing": true, "fitness:names.repository": "shared" };
const ofOtherRegion =
    "must be a region of the stack's partition, and requires existing: true: a stack makes its repository in its own";

const sharedArn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188";
const onShared = { "fitness:domain": { name }, "fitness:loadBalancer.existing.arn": sharedArn };
const gotShared = 'got {"arn":"arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9…';
const attaching = "must be true with domain.certificateArn, and requires it or domain.zone, where a certificate is issued";

const statement = { sid: "SendJobs", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:123456789012:jobs"] };

/** The application's catalogue with a required variable that derives from a bucket. */
const withBucket = {
    ...catalogue,
    variables: [
        ...catalogue.variables,
        {
            name: "UPLOADS_BUCKET",
            category: "aws",
            description: "uploads",
            secret: false,
            required: true,
            assumed: false,
            derivedFrom: { bucket: "uploads" },
            development: undefined,
        },
    ],
};

/** Characters of what ECS puts around a word. */
const aroundCommand = JSON.stringify({ containerOverrides: [{ name: "fitness-web", command: [""] }] }).length;

const otelImage = `public.ecr.aws/acme/otel@sha256:${"0".repeat(64)}`;
const healthCheck = { command: ["CMD", "/healthcheck"] };
const withSidecar = (keys: object): Given => ({ "fitness:service.sidecars": { otel: { image: otelImage, ...keys } } });

const night = (tasks: object): Given => ({ "fitness:scaling.schedules": { night: { schedule: "rate(1 day)", ...tasks } } });
const shownNight = '{"night":{"schedule":"rate(1 day)","min":1,';

const withWorker = (keys: object): Given => ({ "fitness:workers": { emails: { command: ["node", "worker.js"], ...keys } } });

/** The beginning of a stack's sidecars in a message. */
const shownSidecar = `{"otel":{"image":"${otelImage.slice(0, 79)}…`;

/** In the order of `rules`. A rule without a case turns the test red. */
export const ruleCases: readonly RuleCase[] = [
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
    {
        rule: "fitness:repository.account",
        kept: [{ ...sharedRepository, "fitness:repository.account": "210987654321" }],
        broken: [
            [
                { "fitness:repository.account": "210987654321" },
                'requires existing: true: a stack makes its repository in its own account, got "210987654321"',
            ],
        ],
    },
    {
        rule: "fitness:repository.region",
        kept: [{ ...sharedRepository, "fitness:repository.region": "eu-west-1" }],
        broken: [
            [{ "fitness:repository.region": "eu-west-1" }, `${ofOtherRegion}, got "eu-west-1"`],
            [{ ...sharedRepository, "fitness:repository.region": "cn-north-1" }, `${ofOtherRegion}, got "cn-north-1"`],
        ],
    },
    {
        rule: "fitness:repository.kmsKeyArn",
        kept: [{ "fitness:repository.kmsKeyArn": key("us-east-1") }],
        broken: [
            [
                { "fitness:repository.kmsKeyArn": key("eu-west-1") },
                "must be a key of the stack's region and partition, and none with existing: true, as nothing is made then, got " +
                    JSON.stringify(key("eu-west-1")),
            ],
        ],
    },
    {
        rule: "fitness:repository.existing",
        kept: [{ "fitness:repository.existing": true, "fitness:names.repository": "shared" }],
        broken: [[{ "fitness:repository.existing": true }, "requires names.repository, the name of that repository, got true"]],
    },
    {
        rule: "fitness:image.build",
        kept: [{ ...prod, "fitness:image": { digest } }, { "fitness:image": { build: {} } }],
        broken: [
            [
                { ...prod, "fitness:image": { digest, build: {} } },
                "must be absent in production, which runs a digest that was built and tested elsewhere, " +
                    'got {"context":"app","dockerfile":"app/Dockerfile","platform":"linux/amd64","target":"runner","args":…',
            ],
        ],
    },
    {
        rule: "fitness:image.commit",
        kept: [{ "fitness:image": { digest, commit: "0123abc" } }],
        broken: [[{ "fitness:image": { build: {}, commit: "0123abc" } }, 'requires image.digest, got "0123abc"']],
    },
    {
        rule: "fitness:image.pinnedBy",
        kept: [{ "fitness:image": { digest, pinnedBy: "rollback" } }],
        broken: [[{ "fitness:image": { build: {}, pinnedBy: "rollback" } }, 'requires image.digest, got "rollback"']],
    },
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
        rule: "fitness:cluster.existing",
        kept: [{ "fitness:cluster.existing": true, "fitness:names.cluster": "shared" }],
        broken: [[{ "fitness:cluster.existing": true }, "requires names.cluster, the name of that cluster, got true"]],
    },
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
    {
        rule: "fitness:workers",
        kept: [withWorker({ cpu: 512, memoryMiB: 4096 }), { ...withWorker({}), "fitness:service.cpu": 512 }],
        broken: [
            [
                withWorker({ cpu: 1024 }),
                "must have sizes that Fargate offers (emails: with 1024 CPU units one of 2048, 3072, 4096, 5120, 6144, 7168, 8192), " +
                    'got {"emails":{"command":["node","worker.js"],"cpu":1024,"memoryMiB":1024,"tasks":1,"stopTimeoutSecon…',
            ],
        ],
    },
    {
        rule: "fitness:workers",
        kept: [{ ...withWorker({}), ...withSidecar({}) }],
        broken: [
            [
                { ...withWorker({}), "fitness:names.container": "emails" },
                "must have other names than the application's container and its sidecars (emails), " +
                    'got {"emails":{"command":["node","worker.js"],"cpu":256,"memoryMiB":1024,"tasks":1,"stopTimeoutSecond…',
            ],
            [
                { ...withWorker({}), "fitness:service.sidecars": { emails: { image: otelImage } } },
                "must have other names than the application's container and its sidecars (emails), " +
                    'got {"emails":{"command":["node","worker.js"],"cpu":256,"memoryMiB":1024,"tasks":1,"stopTimeoutSecond…',
            ],
        ],
    },
    {
        rule: "fitness:workers",
        kept: [{ ...withWorker({ cpu: 512 }), ...withSidecar({ cpu: 256 }), "fitness:service.cpu": 512 }],
        broken: [
            [
                { ...withWorker({ cpu: 256 }), ...withSidecar({ cpu: 256 }), "fitness:service.cpu": 512 },
                "must leave room for the sidecars, which run beside each of them (emails), " +
                    'got {"emails":{"command":["node","worker.js"],"cpu":256,"memoryMiB":1024,"tasks":1,"stopTimeoutSecond…',
            ],
        ],
    },
    {
        rule: "fitness:scaling.schedules",
        kept: [night({ min: 1, max: 2 })],
        broken: [
            [
                { ...night({ min: 1, max: 1 }), "fitness:service.tasks.max": 1 },
                `requires service.tasks.max above service.tasks.min, as nothing scales the service otherwise (1 to 1), got ${shownNight}"max":1}}`,
            ],
        ],
    },
    {
        rule: "fitness:scaling.schedules",
        kept: [night({ min: 2, max: 2 })],
        broken: [
            [
                night({ min: 1, max: 3 }),
                "must each have a min and a max, in this order, within service.tasks.min and service.tasks.max (night of 1 to 2), " +
                    `got ${shownNight}"max":3}}`,
            ],
        ],
    },
    {
        rule: "fitness:scaling.memoryPercent",
        kept: [{ "fitness:scaling.memoryPercent": 80 }],
        broken: [
            [
                { "fitness:scaling.memoryPercent": 80, "fitness:service.tasks.max": 1 },
                "requires service.tasks.max above service.tasks.min, as nothing scales the service otherwise (1 to 1), got 80",
            ],
        ],
    },
    {
        rule: "fitness:parameters.values",
        kept: [{ "fitness:parameters.values": { BEDROCK_MODEL_ID: "a.b", SES_FROM_ADDRESS: "a@b.cc" } }],
        broken: [
            [
                { "fitness:parameters.values": { AWS_REGION: "us-east-1", SUPPORT_EMAIL: "help@example.com" } },
                "must not set what the program derives (AWS_REGION)",
            ],
            [
                {
                    "fitness:parameters.values": { BEDROCK_MODEL_ID: "a.b", SES_FROM_ADDRESS: "a@b.cc" },
                    "fitness:access.bedrock.models": ["a.b"],
                    "fitness:access.mail": { identity: "b.cc", sender: "a@b.cc" },
                },
                "must not set what the program derives (BEDROCK_MODEL_ID, SES_FROM_ADDRESS)",
            ],
        ],
    },
    {
        rule: "fitness:parameters.values",
        circumstances: { secretKeys: ["fitness:parameters.values.AUTH_SECRET", "fitness:parameters.values.STRIPE_SECRET_KEY"] },
        kept: [
            { "fitness:parameters.values.AUTH_SECRET": "<encrypted>" },
            { ...prod, "fitness:parameters.values.SUPPORT_EMAIL": "help@example.com" },
        ],
        broken: [
            [
                { ...prod, "fitness:parameters.values": { AUTH_SECRET: "<encrypted>", STRIPE_SECRET_KEY: "<encrypted>" } },
                "must not hold secrets in production: a refresh decrypts them; keep them in SSM and list them as external " +
                    "(AUTH_SECRET, STRIPE_SECRET_KEY)",
            ],
        ],
    },
    {
        rule: "fitness:parameters.values",
        kept: [
            { "fitness:parameters.values.SUPPORT_EMAIL": "x".repeat(4096) },
            { "fitness:parameters.values.SUPPORT_EMAIL": "x".repeat(4097), "fitness:parameters.tier": "Advanced" },
            { "fitness:parameters.values.SUPPORT_EMAIL": "x".repeat(8192), "fitness:parameters.tier": "Intelligent-Tiering" },
        ],
        broken: [
            [
                { "fitness:parameters.values.SUPPORT_EMAIL": "é".repeat(2049) },
                "must be at most 4 KB each, unless parameters.tier is Advanced or Intelligent-Tiering (SUPPORT_EMAIL)",
            ],
        ],
    },
    {
        rule: "fitness:parameters.external",
        kept: [
            { "fitness:parameters": { values: { SES_REPLY_TO: "a@b.cc" }, external: "all" } },
            { "fitness:parameters": { values: { SES_REPLY_TO: "a@b.cc" }, external: ["AUTH_SECRET"] } },
        ],
        broken: [
            [
                { "fitness:parameters": { values: { SES_REPLY_TO: "a@b.cc" }, external: ["AUTH_SECRET", "SES_REPLY_TO"] } },
                'must not list a variable that has a value or is derived (SES_REPLY_TO), got ["AUTH_SECRET","SES_REPLY_TO"]',
            ],
            [
                { "fitness:parameters.external": ["NEXTAUTH_URL"] },
                'must not list a variable that has a value or is derived (NEXTAUTH_URL), got ["NEXTAUTH_URL"]',
            ],
        ],
    },
    {
        rule: "fitness:parameters.kmsKeyArn",
        kept: [{ "fitness:parameters.kmsKeyArn": "arn:aws:kms:us-east-1:123456789013:key/1" }],
        broken: [
            [
                { "fitness:parameters.kmsKeyArn": "arn:aws:kms:us-east-2:123456789012:key/1" },
                "must be a key of the stack's region and partition: SSM can use no other, " +
                    'got "arn:aws:kms:us-east-2:123456789012:key/1"',
            ],
            [
                { "aws:region": "us-gov-west-1", "fitness:parameters.kmsKeyArn": "arn:aws:kms:us-gov-west-1:123456789012:key/1" },
                "must be a key of the stack's region and partition: SSM can use no other, " +
                    'got "arn:aws:kms:us-gov-west-1:123456789012:key/1"',
            ],
        ],
    },
    {
        rule: "fitness:access.tables",
        kept: [{ "fitness:access.tables": { users: "the-users", workouts: "the-workouts" } }],
        broken: [
            [
                { "fitness:access.tables": { workouts: "the-workouts" } },
                'must have every table that a required variable derives from (users), got {"workouts":"the-workouts"}',
            ],
            [
                { "fitness:access.tables": {} },
                "must have every table that a required variable derives from (users, workouts), got {}",
            ],
        ],
    },
    {
        rule: "fitness:access.buckets",
        kept: [{}, { "fitness:access.buckets": { uploads: "the-uploads" } }],
        broken: [
            [
                { "fitness:access.buckets": { upload: "the-uploads" } },
                'must have every bucket that a required variable derives from (uploads), got {"upload":"the-uploads"}',
            ],
        ],
        circumstances: { catalogue: withBucket },
    },
    {
        rule: "fitness:access.mail.sender",
        kept: [
            { "fitness:access.mail": { identity: "example.com", sender: "a@example.com" } },
            { "fitness:access.mail": { identity: "a@example.com", sender: "a@example.com" } },
        ],
        broken: [
            [
                { "fitness:access.mail": { identity: "example.com", sender: "a@badexample.com" } },
                'must be an address of access.mail.identity (example.com), got "a@badexample.com"',
            ],
        ],
    },
    {
        rule: "fitness:access.permissionsBoundary",
        kept: [
            { "fitness:access.permissionsBoundary": boundary("123456789012") },
            { "fitness:access.permissionsBoundary": boundary("aws") },
        ],
        broken: [
            [
                { "fitness:access.permissionsBoundary": boundary("210987654321") },
                `must be a policy of the stack's account and partition, or of AWS, got "${boundary("210987654321")}"`,
            ],
        ],
    },
    {
        rule: "fitness:access.statements",
        kept: [{ "fitness:access.statements": [statement, { ...statement, sid: "ReadJobs" }] }],
        broken: [
            [
                { "fitness:access.statements": [statement, { ...statement, actions: ["sqs:ReceiveMessage"] }] },
                'must have a different sid each (SendJobs), got [{"sid":"SendJobs","actions":["sqs:SendMessage"],"resources":' +
                    '["arn:aws:sqs:us-east-1:123456789012…',
            ],
        ],
    },
    {
        rule: "fitness:data.tables",
        kept: [{ "fitness:data.tables": ["users", "workouts"] }],
        broken: [
            [{ "fitness:data.tables": ["users", "archive"] }, 'must be keys of access.tables (archive), got ["archive","users"]'],
        ],
    },
    {
        rule: "fitness:data.tables",
        kept: [{ "fitness:data.tables": ["users"] }],
        broken: [
            [
                {
                    "fitness:data.tables": ["goals"],
                    "fitness:access.tables": { users: "the-users", workouts: "the-workouts", goals: "the-goals" },
                },
                'must be tables that tables.json, beside the catalogue, has the keys of (goals), got ["goals"]',
            ],
        ],
    },
    {
        rule: "fitness:data.buckets",
        kept: [{ "fitness:data.buckets": ["uploads"], "fitness:access.buckets": { uploads: "the-uploads" } }],
        broken: [[{ "fitness:data.buckets": ["photos"] }, 'must be keys of access.buckets (photos), got ["photos"]']],
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
];
