import { containerPathAllowed, containerPathPattern } from "./container-paths";
import { matcherPattern, successCodes } from "./success-codes";

/** How AWS writes a text: what it matches, and the same in words for a message. */
export interface TextFormat {
    readonly pattern: RegExp;

    /** Second half of a sentence: "must be …". */
    readonly allowed: string;
}

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const host = String.raw`(?:${label}\.)+[a-z]{2,}`;
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;

/** The ids, names and ARNs that components are given. Names that a stack chooses are in `name-limits.ts`. */
export const formats = {
    region: { pattern: /^[a-z]{2,4}(?:-[a-z]+)+-\d$/, allowed: "a region like us-east-1" },
    zone: { pattern: /^[a-z]{2,4}(?:-[a-z]+)+-\d[a-z]$/, allowed: "a zone like us-east-1a" },
    accountId: { pattern: /^\d{12}$/, allowed: "an account id of 12 digits" },
    imageDigest: { pattern: /^sha256:[0-9a-f]{64}$/, allowed: "an image digest: sha256: and 64 hex digits" },
    imageTag: { pattern: /^\w[\w.-]{0,127}$/, allowed: "a tag of an image: at most 128 letters, digits and _ . -" },
    commit: { pattern: /^[0-9a-f]{7,40}$/, allowed: "a commit id of 7 to 40 hex digits" },
    policyArn: {
        pattern: /^arn:[\w-]+:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/,
        allowed: "the ARN of an IAM policy like arn:aws:iam::123456789012:policy/boundary",
    },
    roleArn: {
        pattern: /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/,
        allowed: "the ARN of a role like arn:aws:iam::123456789012:role/deploy",
    },
    externalId: {
        pattern: /^[\w+=,.@:/-]{2,1224}$/,
        allowed: "an external id: 2 to 1224 letters, digits and _+=,.@:/-",
    },
    rolePath: {
        pattern: /^(?=.{1,512}$)\/(?:[\w+=,.@-]+\/)*$/,
        allowed: "a path of IAM like /teams/web/, with a slash at both ends",
    },
    headerName: { pattern: /^[A-Za-z0-9-]{1,40}$/, allowed: "the name of a request header" }, // ELB takes no longer one
    kmsKeyArn: {
        pattern: /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/,
        allowed: "the ARN of a KMS key like arn:aws:kms:us-east-1:123456789012:key/…",
    },
    certificateArn: {
        pattern: /^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/,
        allowed: "the ARN of an ACM certificate like arn:aws:acm:us-east-1:123456789012:certificate/…",
    },
    loadBalancerArn: {
        pattern: /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d{12}:loadbalancer\/app\/[A-Za-z0-9-]+\/[0-9a-f]+$/,
        allowed: "the ARN of an Application Load Balancer",
    },
    listenerArn: {
        pattern: /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d{12}:listener\/app\/[A-Za-z0-9-]+\/[0-9a-f]+\/[0-9a-f]+$/,
        allowed: "the ARN of a listener of an Application Load Balancer",
    },
    vpcId: { pattern: /^vpc-[0-9a-f]{8,17}$/, allowed: "a VPC's id like vpc-0123456789abcdef0" },
    subnetId: { pattern: /^subnet-[0-9a-f]{8,17}$/, allowed: "a subnet's id like subnet-0123456789abcdef0" },
    securityGroupId: { pattern: /^sg-[0-9a-f]{8,17}$/, allowed: "a security group's id like sg-0123456789abcdef0" },
    zoneId: { pattern: /^Z[A-Z0-9]{1,31}$/, allowed: "a hosted zone's id like Z0123456789ABCDEFGHIJ" },
    privateCidr: {
        pattern: new RegExp(String.raw`^(?:10\.${octet}|172\.(?:1[6-9]|2\d|3[01])|192\.168)(?:\.${octet}){2}/(?:1[6-9]|20)$`),
        allowed: "a private IPv4 block between /16 and /20, like 10.0.0.0/16",
    },
    hostName: { pattern: new RegExp(`^(?=.{1,253}$)${host}$`), allowed: "a host name like app.example.com" },
    mailAddress: { pattern: /^(?=.{1,320}$)[^\s@"*?]+@[^\s@"*?]+\.[^\s@"*?]+$/, allowed: "a mail address" },
    mailIdentity: {
        pattern: new RegExp(String.raw`^(?=.{1,320}$)(?:[^\s@"*?]+@)?${host}$`),
        allowed: "a domain or a mail address that SES has verified",
    },
    configurationSet: { pattern: /^[\w-]{1,64}$/, allowed: "a configuration set's name: at most 64 letters, digits, _ and -" },
    parameterPrefix: {
        pattern: /^(?=.{1,900}$)(?!\/(?:aws|ssm)(?:\/|-|$))(?:\/[\w.-]+){1,14}$/i,
        allowed: "a path like /spotter-app: a leading slash, not below /aws or /ssm, at most 14 levels",
    },
    variableName: { pattern: /^[A-Za-z_]\w{0,127}$/, allowed: "a variable's name: at most 128 letters, digits and _" },
    tableName: { pattern: /^[\w.-]{3,255}$/, allowed: "a DynamoDB table's name: 3 to 255 letters, digits and _ . -" },
    bucketName: {
        pattern: /^(?!xn--|.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        allowed: "an S3 bucket's name: 3 to 63 lower-case letters, digits, dots and hyphens",
    },
    model: { pattern: /^[a-z0-9-]+\.[\w.:-]+$/, allowed: "a foundation model's id" },
    inferenceProfile: {
        pattern: /^[a-z-]+\.[a-z0-9-]+\.[\w.:-]+$/,
        allowed: "an inference profile's id like us.anthropic.claude-…",
    },
    containerPath: { pattern: containerPathPattern, allowed: containerPathAllowed },
    containerUser: {
        pattern: /^(?:0|[1-9]\d{0,9})(?::(?:0|[1-9]\d{0,9}))?$/,
        allowed: "a user id like 1001, or user and group like 1001:1001",
    },
    schedule: {
        pattern:
            /^(?:cron\([^\s()]+(?: [^\s()]+){5}\)|rate\([1-9]\d* (?:minute|hour|day)s?\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\))$/,
        allowed: "a schedule like cron(0 7 ? * MON-FRI *), rate(1 day) or at(2027-01-31T07:00:00)",
    },
    timeZone: { pattern: /^(?:UTC|[A-Z][A-Za-z]+(?:\/[\w+-]+)+)$/, allowed: "a time zone like America/New_York, or UTC" },
    httpPath: { pattern: /^(?=.{1,1024}$)\/[\w./~%@:+,;=-]*(?:\?[\w./~%@:+,;=&?-]*)?$/, allowed: "a path like /api/health" },
    /** Path of an application; with a pattern beside it, a condition of a listener's rule has at most 128 characters. */
    basePath: { pattern: /^(?=.{1,126}$)(?:\/[\w.~-]+)+$/, allowed: "a path like /shop, without a slash at its end" },
    /** Body of a fixed response. */
    responseBody: { pattern: /^[\s\S]{1,1024}$/, allowed: "a text of 1 to 1024 characters" },

    /** Name of a certificate, in which the first label may be a wildcard. */
    certifiedName: {
        pattern: /^(?=.{1,253}$)(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
        allowed: "a host name like app.example.com, or *.example.com",
    },

    /** Decoded, as AWS WAF compares it, and more than `/`, which is every path. */
    pathBeginning: { pattern: /^\/[\w.~@:+,;=-][\w./~@:+,;=-]*$/, allowed: "the beginning of a path like /api/webhooks/" },
    matcher: {
        pattern: matcherPattern,
        allowed: `success codes from ${successCodes.min} to ${successCodes.max} like 200, 200-399 or 200,204`,
    },
} as const satisfies Record<string, TextFormat>;
