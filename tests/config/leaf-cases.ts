import { catalogue, type Given } from "./input";

/** What a key of a stack file says about values that it does not take. */
export interface LeafCase {
    /** The message, without what was received. */
    readonly must: string;

    /** A value of another type. */
    readonly wrongType: unknown;

    /** A value of the right type that is not allowed. */
    readonly illegal: unknown;

    /** Path below the key, message and value, where the illegal value is an item of a list. */
    readonly item?: readonly [path: string, must: string, received: unknown];
}

const of = (must: string, wrongType: unknown, illegal: unknown, item?: LeafCase["item"]): LeafCase => ({
    must,
    wrongType,
    illegal,
    item,
});
const flag = of("must be true or false", "true", 1);
const wholeNumber = (from: number, to: number, illegal: number) =>
    of(`must be a whole number from ${from} to ${to}`, String(from), illegal);

const region = "must be a region like us-east-1";
const lettersOnly = "must be letters, digits, _ and -";
const iamName = "must be letters, digits and _+=,.@-";
const hostName = "must be a host name like app.example.com";
const subnet = "must be a subnet's id like subnet-0123456789abcdef0";
const subnets = "must be a list of at least 2 subnets";
const value = of("must be a text: quote it", 7, "");

const peer =
    "must be an IPv4 or IPv6 block like 10.0.0.0/16, a prefix list like pl-0123456789abcdef0 or a security group like sg-0123456789abcdef0";
const egress = of("must be a list of rules with a port", { port: 587 }, [{ port: 587, to: "mail" }], ["[0].to", peer, "mail"]);

/** One case for every key that holds a value. A key without a case turns the test red. */
export const leafCases: Readonly<Record<string, LeafCase>> = {
    "aws:region": of(region, "7", "US East"), // the engine hands these three over as text
    "aws:allowedAccountIds": of(
        'must be a list of exactly one account id, quoted: ["123456789012"]',
        123456789012,
        ["12345678901"],
        ["[0]", "must be an account id of 12 digits", "12345678901"],
    ),
    "aws:assumeRole.roleArn": of(
        "must be the ARN of a role like arn:aws:iam::123456789012:role/deploy",
        7,
        "arn:aws:iam::123456789012:user/deploy",
    ),
    "aws:assumeRole.externalId": of("must be an external id: 2 to 1224 letters, digits and _+=,.@:/-", 7, "a!"),
    "aws:profile": of("must be the name of a profile", "", "two {words"),
    "fitness:profile": of("must be one of dev, staging, prod", "7", "live"),

    "fitness:names.base": of(
        "must be lower-case letters, digits and single hyphens, first a letter, and not beginning with aws, ssm or internal",
        7,
        "aws-web",
    ),
    "fitness:names.repository": of("must be lower-case letters and digits, separated by one of . _ - or /", 7, "spotter!"),
    "fitness:names.cluster": of(lettersOnly, 7, "a!"),
    "fitness:names.service": of(lettersOnly, 7, "a/b"),
    "fitness:names.taskFamily": of(lettersOnly, 7, "a:1"),
    "fitness:names.container": of(lettersOnly, 7, "a.b"),
    "fitness:names.logGroup": of("must be letters, digits and . _ - / #", 7, "/ecs/a:b"),
    "fitness:names.executionRole": of(iamName, 7, "a/b"),
    "fitness:names.executionPolicy": of(iamName, 7, "a!"),
    "fitness:names.taskRole": of(iamName, 7, "a*"),
    "fitness:names.taskPolicy": of(iamName, 7, ""),
    "fitness:names.loadBalancer": of(
        "must be letters, digits and inner hyphens, not starting with internal-",
        7,
        "internal-spotter",
    ),
    "fitness:names.monitoring": of(lettersOnly, 7, "a.b"),

    "fitness:waivers": of(
        "must be a list of waivers with a control, resource, reason and day",
        { control: "ECS.2" },
        [{ control: "ECS.2", resource: "aws:ecs/service:Service::web", reason: "no private subnets", until: "2027-13-01" }],
        ["[0].until", "must be a quoted day like 2027-06-30", "2027-13-01"],
    ),
    "fitness:budget.monthlyUsd": wholeNumber(1, 1_000_000, 0),
    "fitness:tags": of("must be an object of tags like { Team: web }", "web", ["web"]),
    "fitness:domain.name": of(hostName, 7, "app_example"),
    "fitness:domain.zone": of(hostName, 7, "example"),
    "fitness:domain.zoneId": of("must be a hosted zone's id like Z0123456789ABCDEFGHIJ", 7, "/hostedzone/Z1"),
    "fitness:domain.record": flag,
    "fitness:domain.recordWeight": wholeNumber(0, 255, 256),
    "fitness:domain.certificateArn": of(
        "must be the ARN of an ACM certificate like arn:aws:acm:us-east-1:123456789012:certificate/…",
        7,
        "arn:aws:acm:us-east-1:1:certificate/1",
    ),

    "fitness:network.mode": of("must be one of default, dedicated, existing", 7, "private"),
    "fitness:network.subnetIds (default)": of(
        subnets,
        "subnet-0123456789abcdef0",
        ["subnet-0123456789abcdef0", "subnet"],
        ["[1]", subnet, "subnet"],
    ),
    "fitness:network.egress (default)": egress,
    "fitness:network.cidr (dedicated)": of(
        "must be a private IPv4 block between /16 and /20, like 10.0.0.0/16",
        7,
        "10.256.0.0/16",
    ),
    "fitness:network.zones (dedicated)": wholeNumber(2, 6, 1),
    "fitness:network.nat (dedicated)": of("must be one of none, single, perZone", true, "two"),
    "fitness:network.egress (dedicated)": egress,
    "fitness:network.vpcId (existing)": of("must be a VPC's id like vpc-0123456789abcdef0", 7, "vpc-default"),
    "fitness:network.publicSubnetIds (existing)": of(subnets, {}, ["subnet-0123456789abcdef0"]),
    "fitness:network.serviceSubnetIds (existing)": of("must be a list of at least 1 subnets", "subnet-0123456789abcdef0", []),
    "fitness:network.vpcTags (existing)": of("must be an object of tags", "shared", {}),
    "fitness:network.publicSubnetTags (existing)": of("must be an object of tags", ["public"], {}),
    "fitness:network.serviceSubnetTags (existing)": of("must be an object of tags", 1, { Tier: 1 }, [
        ".Tier",
        "must be a tag's value: quote it",
        1,
    ]),
    "fitness:network.assignPublicIp (existing)": flag,
    "fitness:network.egress (existing)": egress,

    "fitness:repository.existing": flag,
    "fitness:repository.account": of("must be an account id of 12 digits", [], "12345678901"),
    "fitness:repository.region": of(region, 7, "US East"),
    "fitness:repository.keepImages": wholeNumber(2, 1000, 1),
    "fitness:repository.kmsKeyArn": of(
        "must be the ARN of a KMS key like arn:aws:kms:us-east-1:123456789012:key/…",
        7,
        "alias/images",
    ),
    "fitness:repository.protect": flag,

    "fitness:image.digest": of("must be an image digest: sha256: and 64 hex digits", 7, "latest"),
    "fitness:image.commit": of("must be a commit id of 7 to 40 hex digits", 1234567, "main"),
    "fitness:image.pinnedBy": of("must be one of rollback", true, "somebody"),
    "fitness:image.build.context": of("must be a folder relative to the project like app or ../web, with slashes", [], "C:\\web"),
    "fitness:image.build.dockerfile": of(
        "must be a file relative to the project like app/Dockerfile, with slashes",
        [],
        "/srv/Dockerfile",
    ),
    "fitness:image.build.args": of("must be an object of texts by build argument like { NODE_VERSION: '24' }", "A=1", { A: 1 }, [
        ".A",
        "must be a text: quote it",
        1,
    ]),
    "fitness:image.build.platform": of("must be one of linux/amd64, linux/arm64", 64, "linux/386"),
    "fitness:image.build.target": of("must be the name of a stage, of letters, digits and _ . -, or none", 7, "--target"),

    "fitness:loadBalancer.idleTimeoutSeconds": wholeNumber(1, 4000, 0),
    "fitness:loadBalancer.deregistrationDelaySeconds": wholeNumber(0, 3600, -1),
    "fitness:loadBalancer.deletionProtection": flag,
    "fitness:loadBalancer.ipAddressType": of("must be one of ipv4, dualstack", 4, "ipv6"),
    "fitness:loadBalancer.internal": flag,
    "fitness:loadBalancer.ingress": of(
        "must be a list of at least 1 blocks of addresses, prefix lists or security groups",
        "10.0.0.0/8",
        ["office"],
        ["[0]", peer, "office"],
    ),
    "fitness:loadBalancer.healthCheck.path": of("must be a path like /api/health", 7, "/api/health!"),
    "fitness:loadBalancer.healthCheck.matcher": of(
        "must be success codes from 200 to 499 like 200, 200-399 or 200,204",
        true,
        "2xx",
    ),
    "fitness:loadBalancer.healthCheck.port": wholeNumber(1, 65535, 0),
    "fitness:loadBalancer.healthCheck.intervalSeconds": wholeNumber(5, 300, 4),
    "fitness:loadBalancer.healthCheck.timeoutSeconds": wholeNumber(2, 120, 121),
    "fitness:loadBalancer.healthCheck.healthyThreshold": wholeNumber(2, 10, 1),
    "fitness:loadBalancer.healthCheck.unhealthyThreshold": wholeNumber(2, 10, 11),

    "fitness:loadBalancer.existing.arn": of("must be the ARN of an Application Load Balancer", 7, "app/shared/50dc6c495c0c9188"),
    "fitness:loadBalancer.existing.priority": wholeNumber(1, 50_000, 50_001),
    "fitness:loadBalancer.existing.attachCertificate": flag,
    "fitness:cluster.existing": flag,

    "fitness:service.cpu": of("must be one of 256, 512, 1024, 2048, 4096, 8192, 16384", "256", 300),
    "fitness:service.memoryMiB": of(
        "must be one of 512, 1024, 2048, 3072, 4096, 5120, 6144, 7168, 8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, " +
            "16384, 17408, 18432, 19456, 20480, 21504, 22528, 23552, 24576, 25600, 26624, 27648, 28672, 29696, 30720, 32768, " +
            "36864, 40960, 45056, 49152, 53248, 57344, 61440, 65536, 73728, 81920, 90112, 98304, 106496, 114688, 122880",
        "1024",
        1000,
    ),
    "fitness:service.architecture": of("must be one of X86_64, ARM64", 64, "RISC-V"),
    "fitness:service.tasks.min": wholeNumber(1, 1000, 0),
    "fitness:service.tasks.max": wholeNumber(1, 1000, 0),
    "fitness:service.capacity.base": wholeNumber(0, 1000, -1),
    "fitness:service.capacity.onDemandWeight": wholeNumber(0, 1000, 0.5),
    "fitness:service.capacity.spotWeight": wholeNumber(0, 1000, 1e23),
    "fitness:service.port": wholeNumber(1024, 65535, 80),
    "fitness:service.healthCheck.command": of(
        'must be none, or a list like ["CMD", "/app/check"] or ["CMD-SHELL", "curl -f localhost:3000"]',
        "CMD /app/check",
        ["CMD-SHELL", "curl", "localhost"],
    ),
    "fitness:service.user": of("must be a user id like 1001, or user and group like 1001:1001", [], "nextjs"),
    "fitness:service.writablePaths": of(
        "must be a list of paths",
        "/tmp",
        ["/tmp", "C:\\temp"],
        ["[1]", "must be an absolute path in the container like /tmp, not below /proc, /sys or /dev", "C:\\temp"],
    ),
    "fitness:service.readonlyRootFilesystem": flag,
    "fitness:service.entryPoint": of("must be a list of words", "/app/serve", [8080], ["[0]", "must be a text: quote it", 8080]),
    "fitness:service.command": of("must be a list of words", {}, ["--port", 8080], ["[1]", "must be a text: quote it", 8080]),
    "fitness:service.sidecars": of(
        "must be an object of sidecars by name",
        ["otel"],
        { otel: { image: "otel/collector:latest" } },
        [
            ".otel.image",
            "must be an image by its digest, like public.ecr.aws/docker/library/busybox@sha256:… (a tag may move)",
            "otel/collector:latest",
        ],
    ),
    "fitness:workers": of("must be an object of workers by name", ["emails"], { emails: { command: "node worker.js" } }, [
        ".emails.command",
        "must be a list of words",
        "node worker.js",
    ]),
    "fitness:service.dependsOn": of("must be an object of conditions by container", "otel", { otel: "READY" }, [
        ".otel",
        "must be one of START, COMPLETE, SUCCESS, HEALTHY",
        "READY",
    ]),
    "fitness:service.ephemeralStorageGiB": wholeNumber(21, 200, 20),
    "fitness:service.enableExecuteCommand": flag,
    "fitness:loadBalancer.stickinessSeconds": wholeNumber(0, 604_800, 604_801),
    "fitness:loadBalancer.slowStartSeconds": wholeNumber(30, 900, 29),
    "fitness:service.minimumHealthyPercent": wholeNumber(0, 100, 101),
    "fitness:service.maximumPercent": wholeNumber(100, 200, 99),
    "fitness:service.availabilityZoneRebalancing": of("must be true or false", "ENABLED", 0),
    "fitness:service.healthCheckGracePeriodSeconds": wholeNumber(0, 3600, 3601),
    "fitness:service.healthCheckStartPeriodSeconds": wholeNumber(0, 300, 301),
    "fitness:service.stopTimeoutSeconds": wholeNumber(2, 120, 121),
    "fitness:service.maxRequestSeconds": wholeNumber(1, 4000, 0),
    "fitness:service.skipDestroy": flag,

    "fitness:scaling.cpuPercent": wholeNumber(10, 90, 91),
    "fitness:scaling.requestsPerTargetPerMinute": wholeNumber(0, 1_000_000, -1),
    "fitness:scaling.memoryPercent": wholeNumber(10, 90, 9),
    "fitness:scaling.scaleInCooldownSeconds": wholeNumber(0, 3600, 3601),
    "fitness:scaling.scaleOutCooldownSeconds": wholeNumber(0, 3600, -1),
    "fitness:scaling.frozen": flag,
    "fitness:scaling.timeZone": of("must be a time zone like America/New_York, or UTC", 7, "New York"),
    "fitness:scaling.schedules": of(
        "must be an object of schedules by name",
        ["night"],
        { night: { schedule: "0 22 * * *", min: 1, max: 2 } },
        [
            ".night.schedule",
            "must be a schedule like cron(0 7 ? * MON-FRI *), rate(1 day) or at(2027-01-31T07:00:00)",
            "0 22 * * *",
        ],
    ),

    "fitness:parameters.catalogue": of("must be a path relative to the project", 7, "parameters.yaml"),
    "fitness:parameters.prefix": of("must be a path like /fitness-prod", 7, "/spotter//app"),
    "fitness:parameters.external": of(
        "must be all, a list of variables, or an object of parameters or secrets by variable",
        true,
        ["SES_REPLY_TO", "SES_REPLYTO"],
        ["[1]", "must be a variable of app/parameters.json; did you mean SES_REPLY_TO?", "SES_REPLYTO"],
    ),
    "fitness:parameters.kmsKeyArn": of(
        "must be the ARN of a KMS key like arn:aws:kms:us-east-1:123456789012:key/…",
        7,
        "alias/aws/ssm",
    ),
    "fitness:parameters.tier": of("must be one of Standard, Advanced, Intelligent-Tiering", 8, "Premium"),
    "fitness:parameters.retainOnDelete": flag,
    ...Object.fromEntries(catalogue.variables.map(({ name }) => [`fitness:parameters.values.${name}`, value])),

    "fitness:access.tables": of("must be an object of tables by key like { users: acme-users }", "users", ["users"]),
    "fitness:access.buckets": of("must be an object of buckets by key like { uploads: acme-uploads }", "uploads", 7),
    "fitness:data.tables": of(
        "must be a list of keys of access.tables",
        "users",
        ["2"],
        ["[0]", "must be a key of letters, digits, _ and -, first a letter", "2"],
    ),
    "fitness:data.buckets": of(
        "must be a list of keys of access.buckets",
        {},
        ["uploads", "uploads"],
        ["", "must be a list of keys of access.buckets, each only once", ["uploads", "uploads"]],
    ),
    "fitness:data.pointInTimeRecovery": flag,
    "fitness:data.protect": flag,
    "fitness:access.bedrock.models": of(
        "must be a list of models",
        "anthropic.claude",
        ["claude"],
        ["[0]", "must be a foundation model's id", "claude"],
    ),
    "fitness:access.bedrock.profiles": of(
        "must be a list of profiles",
        {},
        ["anthropic.claude"],
        ["[0]", "must be an inference profile's id like us.anthropic.claude-…", "anthropic.claude"],
    ),
    "fitness:access.mail.identity": of("must be a domain or a mail address that SES has verified", 7, "*"),
    "fitness:access.mail.sender": of("must be a mail address", 7, "no-reply"),
    "fitness:access.mail.configurationSet": of("must be a configuration set's name: letters, digits, _ and -", 7, "a!"),

    "fitness:access.permissionsBoundary": of(
        "must be the ARN of an IAM policy like arn:aws:iam::123456789012:policy/boundary",
        7,
        "arn:aws:iam::123456789012:role/boundary",
    ),
    "fitness:access.rolePath": of("must be a path of IAM like /teams/web/, with a slash at both ends", 7, "/teams"),
    "fitness:access.statements": of(
        "must be a list of statements",
        {},
        [{ sid: "Send-Jobs", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:123456789012:jobs"] }],
        ["[0].sid", "must be letters and digits", "Send-Jobs"],
    ),

    "fitness:deployment.preflight": flag,
    "fitness:deployment.before": of(
        "must be a list of words",
        "npm run migrate",
        ["node", 7],
        ["[1]", "must be a text: quote it", 7],
    ),
    "fitness:deployment.verdict": flag,
    "fitness:deployment.timeoutMinutes": wholeNumber(3, 60, 61),
    "fitness:deployment.maxFailuresOfSameCause": wholeNumber(3, 200, 2),
    "fitness:deployment.rollbackEarly": flag,
    "fitness:deployment.acceptGap": of("must be a reason of 10 to 200 characters", 1, "why not"),
    "fitness:deployment.refuseSeverity": of("must be one of CRITICAL, HIGH, MEDIUM, LOW", 1, "SEVERE"),

    "fitness:deployment.probe.path": of("must be a path like /api/health", 7, "/a!"),
    "fitness:deployment.probe.matcher": of("must be success codes from 200 to 499 like 200, 200-399 or 200,204", true, "500"),
    "fitness:deployment.probe.releaseHeader": of("must be the name of a response header, or none", [], "x:release"),

    "fitness:audit.accessLogs": flag,
    "fitness:audit.connectionLogs": flag,
    "fitness:audit.healthCheckLogs": flag,
    "fitness:audit.flowLogs": flag,
    "fitness:audit.retentionDays": wholeNumber(1, 3650, 0),
    "fitness:audit.protect": flag,

    "fitness:alarms.set": of("must be one of none, release, all", true, "some"),
    "fitness:alarms.emails": of(
        "must be a list of mail addresses",
        "ops@example.com",
        ["ops"],
        ["[0]", "must be a mail address", "ops"],
    ),
    "fitness:alarms.kmsKeyArn": of(
        "must be the ARN of a KMS key like arn:aws:kms:us-east-1:123456789012:key/…",
        7,
        "alias/aws/sns",
    ),
    "fitness:alarms.rollback": flag,
    "fitness:alarms.errorPercent": wholeNumber(1, 99, 0),
    "fitness:alarms.slowMilliseconds": wholeNumber(50, 60_000, 49),
    "fitness:alarms.cpuPercent": wholeNumber(1, 99, 100),
    "fitness:alarms.memoryPercent": wholeNumber(1, 99, 100),
    "fitness:alarms.dashboard": flag,

    "fitness:logs.retentionDays": of(
        "must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
        "90",
        31,
    ),
    "fitness:logs.kmsKeyArn": of("must be the ARN of a KMS key like arn:aws:kms:us-east-1:123456789012:key/…", 7, "alias/logs"),
    "fitness:logs.protect": flag,
};

/** What must stand beside a key, by section or by mode of the network, so that nothing but the key is wrong. */
export const neighbours: Readonly<Record<string, Given>> = {
    "aws:assumeRole": { "aws:assumeRole": { roleArn: "arn:aws:iam::123456789012:role/deploy" } },
    "fitness:domain": { "fitness:domain": { name: "app.example.com", zone: "example.com" } },
    "fitness:network.mode": { "fitness:network": { mode: "default" } },
    default: { "fitness:network": { mode: "default" } },
    dedicated: { "fitness:network": { mode: "dedicated" } },
    existing: {
        "fitness:network": {
            mode: "existing",
            vpcId: "vpc-0123456789abcdef0",
            publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
            serviceSubnetIds: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
        },
    },
    "fitness:loadBalancer.existing": {
        "fitness:domain": { name: "app.example.com", zone: "example.com" },
        "fitness:loadBalancer.existing": {
            arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188",
        },
    },
    "fitness:access.mail": { "fitness:access.mail": { identity: "example.com", sender: "no-reply@example.com" } },
};

/** The neighbours of a key or section. */
export function neighboursOf({ path, mode = "" }: { readonly path: string; readonly mode?: string }): Given {
    const section = Object.keys(neighbours).find((key) => path === key || path.startsWith(`${key}.`)) ?? "";
    return neighbours[mode] ?? neighbours[section] ?? {};
}
