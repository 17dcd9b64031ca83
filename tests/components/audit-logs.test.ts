import * as assert from "node:assert/strict";
import { AuditLogs, type AuditSettings } from "../../components/audit-logs";
import { deliverLogs } from "../../components/audit-policy";
import { LoadBalancer } from "../../components/load-balancer";
import { Network } from "../../components/network";
import type { PreviewMode } from "../../preview/recorder";
import { account, build, childrenOf, inputsOf, jsonOf, modes, resourceOf } from "../support/build";
import { admits, type Caller } from "../support/resource-policy";
import { findMessages } from "./mistakes";
import { auditLogs, balancerIn, network } from "./subjects-entrance";
import { auditSettings } from "./settings-fixture";

const bucketName = "spotter-test-logs-123456789012";
const bucketArn = `arn:aws:s3:::${bucketName}`;
const s3 = (kind: string) => `aws:s3/b${kind.slice(1)}:${kind}`;
const flowLog = "aws:ec2/flowLog:FlowLog";

const logged = (settings: Partial<AuditSettings> = {}, mode?: PreviewMode) =>
    build(() => {
        const made = new Network("web", network.args());
        const logs = new AuditLogs("web", { account, bucketName, network: made, settings: { ...auditSettings, ...settings } });
        new LoadBalancer("web", { ...balancerIn(made), logs });
    }, mode);

describe("AuditLogs", () => {
    for (const mode of modes) {
        it(`makes a bucket with all that closes it, and no flow log unless it is asked for (${mode})`, async () => {
            const kinds = [
                "Bucket",
                "BucketLifecycleConfiguration",
                "BucketOwnershipControls",
                "BucketPolicy",
                "BucketPublicAccessBlock",
                "BucketServerSideEncryptionConfiguration",
                "BucketVersioning",
            ].map((kind) => `${s3(kind)}::web-logs`);
            const children = async (flowLogs?: boolean) =>
                childrenOf(await logged({ flowLogs }, mode), "spotter:s3:AuditLogs::web");
            assert.deepEqual(await children(), kinds);
            assert.deepEqual(await children(false), kinds);
            assert.deepEqual(await children(true), [`${flowLog}::web`, ...kinds]);
        });
    }

    it("lets nothing in but what the policy names, encrypts it, and empties it by age", async () => {
        const resources = await logged();
        const bucket = bucketName;
        assert.deepEqual(inputsOf(resources, s3("Bucket")), { bucket, forceDestroy: true });
        assert.deepEqual(inputsOf(resources, s3("BucketPublicAccessBlock")), {
            blockPublicAcls: true,
            blockPublicPolicy: true,
            bucket,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        assert.deepEqual(inputsOf(resources, s3("BucketOwnershipControls")), {
            bucket,
            rule: { objectOwnership: "BucketOwnerEnforced" },
        });
        assert.deepEqual(inputsOf(resources, s3("BucketServerSideEncryptionConfiguration")), {
            bucket,
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        });
        assert.deepEqual(inputsOf(resources, s3("BucketLifecycleConfiguration")), {
            bucket,
            rules: [
                {
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                    expiration: { days: 30 },
                    filter: { prefix: "" },
                    id: "clean-up",
                    noncurrentVersionExpiration: { noncurrentDays: 1 },
                    status: "Enabled",
                },
            ],
        });
        const { Statement } = jsonOf(inputsOf(resources, s3("BucketPolicy")), "policy") as { Statement: { Sid: string }[] };
        assert.deepEqual(
            Statement.map(({ Sid }) => Sid),
            ["WriteBalancerLogs", "WriteBalancerLogsAsAccount", "WriteFlowLogs", "CheckBucketForFlowLogs", "RequireTls"],
        );
    });

    it("outlives its stack where it is protected", async () => {
        const { inputs, options } = resourceOf(await logged({ protect: true }), s3("Bucket"));
        assert.deepEqual([inputs.forceDestroy, options.protect, options.retainOnDelete], [false, true, true]);
    });

    it("records the flows of the VPC, once it may be written to", async () => {
        const { inputs, options } = resourceOf(await logged({ flowLogs: true }), flowLog);
        assert.deepEqual(inputs, {
            logDestination: `${bucketArn}/flows`,
            logDestinationType: "s3",
            maxAggregationInterval: 600,
            trafficType: "ALL",
            vpcId: "vpc-01234567",
        });
        assert.ok(options.dependsOn.includes(`${s3("BucketPolicy")}::web-logs`), options.dependsOn.join("\n"));
    });

    it("refuses what S3 would refuse", async () => {
        assert.deepEqual(
            await findMessages(auditLogs, {
                "a capital letter": ["bucketName", "Logs"],
                "no day": ["settings.retentionDays", 0],
            }),
            {
                "a capital letter":
                    "AuditLogs: bucketName must be an S3 bucket's name: 3 to 63 lower-case letters, digits, dots and hyphens, " +
                    'got "Logs"',
                "no day": "AuditLogs: settings.retentionDays must be a whole number from 1 to 3650, got 0",
            },
        );
    });
});

describe("a load balancer with logs", () => {
    const type = "aws:lb/loadBalancer:LoadBalancer";
    const keys = ["accessLogs", "connectionLogs", "healthCheckLogs"] as const;
    const logsOf = async (settings: Partial<AuditSettings>) => {
        const inputs = inputsOf(await logged(settings), type);
        return Object.fromEntries(keys.filter((key) => key in inputs).map((key) => [key, inputs[key]]));
    };

    it("writes those that are on, ends those that are off, and says nothing of others", async () => {
        assert.deepEqual(await logsOf({ accessLogs: true, healthCheckLogs: false }), {
            accessLogs: { bucket: bucketName, enabled: true, prefix: "access" },
            healthCheckLogs: { bucket: bucketName, enabled: false, prefix: "health-checks" },
        });
        assert.deepEqual(await logsOf({ accessLogs: undefined, connectionLogs: true }), {
            connectionLogs: { bucket: bucketName, enabled: true, prefix: "connections" },
        });
    });

    it("waits for the policy, without which Elastic Load Balancing refuses the bucket", async () => {
        const { options } = resourceOf(await logged(), type);
        assert.ok(options.dependsOn.includes(`${s3("BucketPolicy")}::web-logs`), options.dependsOn.join("\n"));
    });
});

describe("the bucket of logs", () => {
    let policy: Parameters<typeof admits>[0];
    before(async () => {
        policy = jsonOf(inputsOf(await logged(), s3("BucketPolicy")), "policy") as typeof policy;
    });

    const put: Caller = {
        principal: "logdelivery.elasticloadbalancing.amazonaws.com",
        action: "s3:PutObject",
        resource: `${bucketArn}/access/AWSLogs/123456789012/elasticloadbalancing/x.log.gz`,
        context: { "aws:SecureTransport": "true" },
    };
    const like = (more: Partial<Caller>, context: object = {}): Caller => ({
        ...put,
        ...more,
        context: { ...put.context, ...context },
    });
    const flows = {
        principal: "delivery.logs.amazonaws.com",
        resource: `${bucketArn}/flows/AWSLogs/123456789012/vpcflowlogs/x.log.gz`,
    };
    const ownFlows = {
        "aws:SourceAccount": "123456789012",
        "aws:SourceArn": "arn:aws:logs:us-east-1:123456789012:*",
        "s3:x-amz-acl": "bucket-owner-full-control",
    };
    const callers: Readonly<Record<string, readonly [caller: Caller, isAdmitted: boolean]>> = {
        "the load balancer's log delivery": [put, true],
        "the region's account of Elastic Load Balancing": [like({ principal: "arn:aws:iam::127311923021:root" }), true],
        "the flows of the account": [like(flows, ownFlows), true],
        "log delivery without TLS": [like({}, { "aws:SecureTransport": "false" }), false],
        "logs of another account's load balancer": [
            like({ resource: `${bucketArn}/access/AWSLogs/210987654321/elasticloadbalancing/x.log.gz` }),
            false,
        ],
        "log delivery outside its prefix": [like({ resource: `${bucketArn}/x.log.gz` }), false],
        "log delivery that reads": [like({ action: "s3:GetObject" }), false],
        "flows of another account": [like(flows, { ...ownFlows, "aws:SourceAccount": "210987654321" }), false],
        "flows that others would own": [like(flows, { ...ownFlows, "s3:x-amz-acl": "private" }), false],
        "another service": [like({ principal: "cloudtrail.amazonaws.com" }), false],
        "another account": [like({ principal: "arn:aws:iam::210987654321:root" }), false],
    };
    for (const [who, [caller, isAdmitted]] of Object.entries(callers)) {
        it(`${isAdmitted ? "admits" : "refuses"} ${who}`, () => assert.equal(admits(policy, caller), isAdmitted));
    }

    it("admits no account of Elastic Load Balancing in a region that has none", () => {
        const zurich = deliverLogs({ ...account, region: "eu-central-2" }, bucketArn, ["access"]);
        assert.equal(JSON.stringify(zurich).includes('"AWS"'), false);
    });
});
