import * as assert from "node:assert/strict";
import { formats } from "../../aws/formats";

const label = "a".repeat(63);

/** Texts that AWS accepts, and texts that it refuses, by format. */
const examples: Readonly<
    Record<keyof typeof formats, { readonly legal: readonly string[]; readonly illegal: readonly string[] }>
> = {
    region: { legal: ["us-east-1", "us-gov-west-1", "cn-north-1"], illegal: ["us-east", "us-east-1a", "Virginia", ""] },
    zone: { legal: ["us-east-1a", "us-gov-west-1b"], illegal: ["us-east-1", "use1-az1", "us-east-1aa"] },
    accountId: { legal: ["123456789012"], illegal: ["12345678901", "1234567890123", "12345678901a"] },
    imageDigest: {
        legal: [`sha256:${"0a".repeat(32)}`],
        illegal: [`sha256:${"0".repeat(63)}`, `sha256:${"0A".repeat(32)}`, "0".repeat(64), "latest"],
    },
    imageTag: { legal: ["build-staging", "_x", "v1.2"], illegal: ["", "-x", ".x", "a/b", "a*", "t".repeat(129)] },
    commit: { legal: ["0123abc", "0".repeat(40)], illegal: ["0123ab", "0".repeat(41), "main", "0123ABC"] },
    policyArn: {
        legal: ["arn:aws:iam::123456789012:policy/boundary", "arn:aws-cn:iam::aws:policy/job-function/ViewOnlyAccess"],
        illegal: ["arn:aws:iam::123456789012:role/boundary", "boundary"],
    },
    roleArn: {
        legal: ["arn:aws:iam::123456789012:role/deploy", "arn:aws-us-gov:iam::123456789012:role/ci/deploy"],
        illegal: ["arn:aws:iam::123456789012:user/deploy", "deploy"],
    },
    externalId: { legal: ["ab", "team/web:1"], illegal: ["a", "a b"] },
    headerName: { legal: ["x-test", "X1"], illegal: ["", "x:test", "x_test", "x".repeat(41)] },
    rolePath: { legal: ["/", "/teams/", "/teams/web/"], illegal: ["teams/", "/teams", "//", "/a b/", ""] },
    kmsKeyArn: {
        legal: ["arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-1234abcd"],
        illegal: ["alias/aws/ssm", "arn:aws:kms:us-east-1:123456789012:alias/spotter", "1234abcd"],
    },
    certificateArn: {
        legal: ["arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab"],
        illegal: ["arn:aws:iam::123456789012:server-certificate/web", "1234abcd"],
    },
    loadBalancerArn: {
        legal: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188"],
        illegal: [
            "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/shared/50dc6c495c0c9188",
            "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2",
        ],
    },
    listenerArn: {
        legal: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2"],
        illegal: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188"],
    },
    securityGroupId: { legal: ["sg-01234567", "sg-0123456789abcdef0"], illegal: ["sg-1", "sg-0123456G", "default"] },
    vpcId: { legal: ["vpc-01234567", "vpc-0123456789abcdef0"], illegal: ["vpc-0123", "subnet-01234567", "vpc-0123456g"] },
    subnetId: { legal: ["subnet-01234567"], illegal: ["vpc-01234567", "subnet-", "subnet-0123456789abcdef01"] },
    zoneId: { legal: ["Z0123456789ABCDEFGHIJ", "Z2FDTNDATAQYW2"], illegal: ["example.com", "/hostedzone/Z1", "z1"] },
    privateCidr: {
        legal: ["10.0.0.0/16", "172.16.0.0/20", "172.31.255.0/18", "192.168.0.0/16"],
        illegal: ["8.8.0.0/16", "172.32.0.0/16", "10.0.0.0/15", "10.0.0.0/21", "10.0.0.256/16", "10.0.0.0"],
    },
    hostName: {
        legal: ["app.example.com", `${label}.example.com`, "a-b.example.co"],
        illegal: [
            "app",
            "App.example.com",
            "-a.example.com",
            `${label}a.example.com`,
            "a..example.com",
            "example.com.",
            "*.example.com",
        ],
    },
    mailAddress: {
        legal: ["no-reply@example.com"],
        illegal: ["example.com", "*@example.com", "a b@example.com", "a@b", `${"a".repeat(320)}@b.cd`],
    },
    mailIdentity: { legal: ["example.com", "no-reply@example.com"], illegal: ["example", "*@example.com", "a@b@example.com"] },
    configurationSet: { legal: ["bounces_1-2"], illegal: ["", "a b", "a.b", "c".repeat(65)] },
    parameterPrefix: {
        legal: ["/spotter-app", "/a/b_c/d.e", "/awsome", "/a".repeat(14)],
        illegal: ["spotter-app", "/spotter-app/", "/", "/aws", "/aws/app", "/AWS-app", "/ssm/app", "/a".repeat(15), "/a b"],
    },
    variableName: { legal: ["AUTH_SECRET", "_x1"], illegal: ["", "1X", "A-B", "A.B", "A B", "V".repeat(129)] },
    tableName: { legal: ["spotter-users", "a.b_c"], illegal: ["ab", "a b", "a/b", "t".repeat(256)] },
    bucketName: {
        legal: ["spotter-uploads", "a.b.c", "b".repeat(63)],
        illegal: ["ab", "Uploads", "a_b", "-ab", "ab-", "a..b", "xn--uploads", "b".repeat(64), "uploads/*"],
    },
    model: {
        legal: ["amazon.titan-text-lite-v1", "anthropic.claude-3-haiku-20240307-v1:0"],
        illegal: ["claude", "*", "amazon.*"],
    },
    inferenceProfile: {
        legal: ["us.anthropic.claude-sonnet-4-20250514-v1:0", "global.anthropic.claude-haiku-4-v1:0"],
        illegal: ["anthropic.claude", "us.*.claude", "us.anthropic.*"],
    },
    containerPath: {
        legal: ["/tmp", "/app/apps/web/.next/cache", "/var/lib/my-app_1", "/...", "/processed", "/dev2"],
        illegal: ["/", "", "tmp", "/tmp/", "/a//b", "/a/../b", "/a/.", "/a b", "C:\\tmp", "/proc", "/sys/fs", "/dev/shm"],
    },
    containerUser: {
        legal: ["0", "1001", "65532:65532", "0:0"],
        illegal: ["", "nextjs", "1001:", ":1001", "1001:nodejs", "01001", "1001:1001:1001", "-1"],
    },
    schedule: {
        legal: ["cron(0 7 ? * MON-FRI *)", "rate(1 day)", "rate(30 minutes)", "at(2027-01-31T07:00:00)"],
        illegal: ["0 7 * * *", "cron(0 7 * * MON)", "rate(0 days)", "rate(day)", "at(2027-01-31)", "cron(0 7 ? * MON-FRI *) "],
    },
    timeZone: { legal: ["UTC", "America/New_York", "Etc/GMT+9"], illegal: ["EST", "New York", "america/new_york", ""] },
    httpPath: {
        legal: ["/", "/api/health", "/~a/b-c.d_e", "/healthz?ready=1&full=%20"],
        illegal: ["", "api/health", "/a b", "/a?b c", "/a#b", `/${"a".repeat(1024)}`, '/a"b', "/a\\b", "/$a", "/a?b'c"],
    },
    certifiedName: {
        legal: ["app.example.com", "*.example.com"],
        illegal: ["*", "*.com*", "a.*.example.com", "App.example.com", "localhost"],
    },
    basePath: {
        legal: ["/shop", "/shop/v2", "/~a.b_c-d"],
        illegal: ["", "/", "shop", "/shop/", "//shop", "/shop/*", "/sh?p", "/a b", `/${"a".repeat(126)}`],
    },
    responseBody: { legal: ["Back at noon", "<p>\nBack</p>", "a".repeat(1024)], illegal: ["", "a".repeat(1025)] },
    pathBeginning: { legal: ["/api/webhooks/", "/hooks"], illegal: ["/", "api", "//a", "/a?b", "/%61", "/a b"] },
    matcher: {
        legal: ["200", "499", "200-399", "200,204", "200-299,301,401-403"],
        illegal: ["", "ok", "199", "500", "200-", "200-300-400", "200, 204", "200,", "2xx", "20"],
    },
};

describe("a format of AWS's", () => {
    for (const [name, { legal, illegal }] of Object.entries(examples)) {
        it(`takes and refuses what AWS does (${name})`, () => {
            const { pattern } = formats[name as keyof typeof formats];
            assert.deepEqual(
                [...legal, ...illegal].filter((text) => pattern.test(text)),
                legal,
            );
        });
    }
});
