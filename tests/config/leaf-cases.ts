import { parameters, tableKeys } from "../../config/parameters";
import type { Given } from "./input";

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
const table = of("must be a DynamoDB table's name: 3 to 255 letters, digits and _ . -", 7, "ab");
const value = of("must be a text: quote it", 7, "");

/** One case for every key that holds a value. A key without a case turns the test red. */
export const leafCases: Readonly<Record<string, LeafCase>> = {
    "aws:region": of(region, "7", "US East"), // the engine hands these three over as text
    "aws:allowedAccountIds": of(
        'must be a list of exactly one account id, quoted: ["123456789012"]',
        123456789012,
        ["12345678901"],
        ["[0]", 'must be an account id of 12 digits, quoted: "123456789012"', "12345678901"],
    ),
    "aws:profile": of("must be the name of a profile", "", "two words"),
    "spotter:profile": of("must be one of dev, staging, prod", "7", "production"),

    "spotter:names.repository": of("must be lower-case letters and digits, separated by one of . _ - or /", 7, "Spotter"),
    "spotter:names.cluster": of(lettersOnly, 7, "a b"),
    "spotter:names.service": of(lettersOnly, 7, "a/b"),
    "spotter:names.taskFamily": of(lettersOnly, 7, "a:1"),
    "spotter:names.container": of(lettersOnly, 7, "a.b"),
    "spotter:names.logGroup": of("must be letters, digits and . _ - / #", 7, "/ecs/a:b"),
    "spotter:names.executionRole": of(iamName, 7, "a/b"),
    "spotter:names.executionPolicy": of(iamName, 7, "a b"),
    "spotter:names.taskRole": of(iamName, 7, "a*"),
    "spotter:names.taskPolicy": of(iamName, 7, ""),
    "spotter:names.loadBalancer": of(
        "must be letters, digits and inner hyphens, not starting with internal-",
        7,
        "internal-spotter",
    ),

    "spotter:domain.name": of(hostName, 7, "https://app.example.com"),
    "spotter:domain.zone": of(hostName, 7, "example.com."),
    "spotter:domain.certificateArn": of("must be the ARN of an ACM certificate", 7, "arn:aws:acm:us-east-1:1:certificate/1"),

    "spotter:network.mode": of("must be one of default, dedicated, existing", 7, "private"),
    "spotter:network.subnetIds (default)": of(
        subnets,
        "subnet-0123456789abcdef0",
        ["subnet-0123456789abcdef0", "subnet"],
        ["[1]", subnet, "subnet"],
    ),
    "spotter:network.cidr (dedicated)": of(
        "must be a private IPv4 block between /16 and /20, like 10.0.0.0/16",
        7,
        "10.256.0.0/16",
    ),
    "spotter:network.zones (dedicated)": wholeNumber(2, 6, 1),
    "spotter:network.nat (dedicated)": of("must be one of none, single, perZone", true, "two"),
    "spotter:network.vpcId (existing)": of("must be a VPC's id like vpc-0123456789abcdef0", 7, "vpc-default"),
    "spotter:network.publicSubnetIds (existing)": of(subnets, {}, ["subnet-0123456789abcdef0"]),
    "spotter:network.serviceSubnetIds (existing)": of("must be a list of at least 1 subnets", "subnet-0123456789abcdef0", []),
    "spotter:network.assignPublicIp (existing)": flag,

    "spotter:repository.existing": flag,
    "spotter:repository.keepImages": wholeNumber(2, 1000, 1),
    "spotter:repository.protect": flag,

    "spotter:image.digest": of("must be an image digest: sha256: and 64 hex digits", 7, "latest"),
    "spotter:image.commit": of("must be a commit id of 7 to 40 hex digits", 1234567, "main"),
    "spotter:image.pinnedBy": of("must be one of rollback", true, "somebody"),
    "spotter:image.build.context": of("must be a folder inside the project", 7, "../elsewhere"),
    "spotter:image.build.platform": of("must be one of linux/amd64, linux/arm64", 64, "linux/386"),
    "spotter:image.build.target": of("must be the name of a stage", 7, "--target"),

    "spotter:loadBalancer.idleTimeoutSeconds": wholeNumber(1, 4000, 0),
    "spotter:loadBalancer.deregistrationDelaySeconds": wholeNumber(0, 3600, -1),
    "spotter:loadBalancer.deletionProtection": flag,
    "spotter:loadBalancer.ipAddressType": of("must be one of ipv4, dualstack", 4, "ipv6"),
    "spotter:loadBalancer.healthCheck.path": of("must be a path like /api/health", 7, "api/health"),
    "spotter:loadBalancer.healthCheck.intervalSeconds": wholeNumber(5, 300, 4),
    "spotter:loadBalancer.healthCheck.timeoutSeconds": wholeNumber(2, 120, 121),
    "spotter:loadBalancer.healthCheck.healthyThreshold": wholeNumber(2, 10, 1),
    "spotter:loadBalancer.healthCheck.unhealthyThreshold": wholeNumber(2, 10, 11),

    "spotter:service.cpu": of("must be one of 256, 512, 1024, 2048, 4096, 8192, 16384", "256", 300),
    "spotter:service.memoryMiB": of(
        "must be one of 512, 1024, 2048, 3072, 4096, 5120, 6144, 7168, 8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, " +
            "16384, 17408, 18432, 19456, 20480, 21504, 22528, 23552, 24576, 25600, 26624, 27648, 28672, 29696, 30720, 32768, " +
            "36864, 40960, 45056, 49152, 53248, 57344, 61440, 65536, 73728, 81920, 90112, 98304, 106496, 114688, 122880",
        "1024",
        1000,
    ),
    "spotter:service.architecture": of("must be one of X86_64, ARM64", 64, "arm64"),
    "spotter:service.tasks.min": wholeNumber(1, 1000, 0),
    "spotter:service.tasks.max": wholeNumber(1, 1000, 1001),
    "spotter:service.capacity.base": wholeNumber(0, 1000, -1),
    "spotter:service.capacity.onDemandWeight": wholeNumber(0, 1000, 0.5),
    "spotter:service.capacity.spotWeight": wholeNumber(0, 1000, 1e23),
    "spotter:service.port": wholeNumber(1024, 65535, 80),
    "spotter:service.minimumHealthyPercent": wholeNumber(0, 100, 101),
    "spotter:service.maximumPercent": wholeNumber(100, 200, 99),
    "spotter:service.availabilityZoneRebalancing": of("must be true or false", "ENABLED", 0),
    "spotter:service.healthCheckGracePeriodSeconds": wholeNumber(0, 3600, 3601),
    "spotter:service.healthCheckStartPeriodSeconds": wholeNumber(0, 300, 301),
    "spotter:service.stopTimeoutSeconds": wholeNumber(2, 120, 121),
    "spotter:service.maxRequestSeconds": wholeNumber(1, 4000, 0),
    "spotter:service.skipDestroy": flag,

    "spotter:parameters.prefix": of("must be a path like /spotter-app", 7, "/aws/spotter"),
    "spotter:parameters.external": of(
        "must be all, or a list of variables",
        { all: true },
        ["SES_REPLY_TO", "SES_REPLYTO"],
        ["[1]", "must be a variable of the catalogue; did you mean SES_REPLY_TO?", "SES_REPLYTO"],
    ),
    "spotter:parameters.kmsKeyArn": of("must be the ARN of a KMS key", 7, "alias/aws/ssm"),
    "spotter:parameters.retainOnDelete": flag,
    ...Object.fromEntries(parameters.map(({ name }) => [`spotter:parameters.values.${name}`, value])),

    ...Object.fromEntries(tableKeys.map((key) => [`spotter:access.tables.${key}`, table])),
    "spotter:access.bedrock.models": of(
        "must be a list of models",
        "anthropic.claude",
        ["claude"],
        ["[0]", "must be a foundation model's id", "claude"],
    ),
    "spotter:access.bedrock.profiles": of(
        "must be a list of profiles",
        {},
        ["anthropic.claude"],
        ["[0]", "must be an inference profile's id like us.anthropic.claude-…", "anthropic.claude"],
    ),
    "spotter:access.mail.identity": of("must be a domain or a mail address that SES has verified", 7, "*"),
    "spotter:access.mail.sender": of("must be a mail address", 7, "no-reply"),
    "spotter:access.mail.configurationSet": of("must be a configuration set's name: letters, digits, _ and -", 7, "a b"),

    "spotter:deployment.preflight": flag,
    "spotter:deployment.verdict": flag,
    "spotter:deployment.timeoutMinutes": wholeNumber(3, 60, 61),
    "spotter:deployment.maxFailuresOfSameCause": wholeNumber(1, 20, 0),
    "spotter:deployment.rollbackEarly": flag,

    "spotter:logs.retentionDays": of(
        "must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
        "90",
        31,
    ),
    "spotter:logs.protect": flag,
};

/** What must stand beside a key, by section or by mode of the network, so that nothing but the key is wrong. */
export const neighbours: Readonly<Record<string, Given>> = {
    "spotter:domain": { "spotter:domain": { name: "app.example.com", zone: "example.com" } },
    "spotter:network.mode": { "spotter:network": { mode: "default" } },
    default: { "spotter:network": { mode: "default" } },
    dedicated: { "spotter:network": { mode: "dedicated" } },
    existing: {
        "spotter:network": {
            mode: "existing",
            vpcId: "vpc-0123456789abcdef0",
            publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
            serviceSubnetIds: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
        },
    },
    "spotter:access.mail": { "spotter:access.mail": { identity: "example.com", sender: "no-reply@example.com" } },
};

/** The neighbours of a key or section. */
export function neighboursOf({ path, mode = "" }: { readonly path: string; readonly mode?: string }): Given {
    const section = Object.keys(neighbours).find((key) => path === key || path.startsWith(`${key}.`)) ?? "";
    return neighbours[mode] ?? neighbours[section] ?? {};
}
