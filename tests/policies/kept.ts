import { secret, type PreviewDocument } from "../../preview/document";
import { withExtra, withResource, type Draft } from "../stacks/doctored";

const web = (type: string) => `${type}::web`;

/** Inputs by which production keeps to the controls that its own file does not. */
const inputs: Readonly<Record<string, Draft["inputs"]>> = {
    [web("aws:acm/certificate:Certificate")]: { keyAlgorithm: "EC_prime256v1" },
    [web("aws:cloudwatch/logGroup:LogGroup")]: { retentionInDays: 365, kmsKeyId: "arn:aws:kms:us-east-1:920013187591:key/1" },
    [web("aws:ecr/repository:Repository")]: { encryptionConfigurations: [{ encryptionType: "KMS" }] },
    [web("aws:ecs/cluster:Cluster")]: { settings: [{ name: "containerInsights", value: "enhanced" }] },
    [web("aws:ecs/service:Service")]: { networkConfiguration: { assignPublicIp: false } },
    [web("aws:ecs/taskDefinition:TaskDefinition")]: { pidMode: "task" },
    "aws:sns/topic:Topic::web-alarms": { kmsMasterKeyId: "arn:aws:kms:us-east-1:920013187591:key/1" },
    [web("aws:lb/loadBalancer:LoadBalancer")]: { accessLogs: { bucket: "logs", enabled: true } },
    [web("aws:lb/targetGroup:TargetGroup")]: { protocol: "HTTPS" },
};

const plainHttp = { Effect: "Deny", Principal: "*", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } };

/** What a stack may have that production has not. */
const extras: Readonly<Record<string, Draft["inputs"]>> = {
    "aws:dynamodb/table:Table": {
        name: "users",
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: true,
        serverSideEncryption: { enabled: true, kmsKeyArn: "arn:aws:kms:us-east-1:920013187591:key/1" },
    },
    "aws:ec2/flowLog:FlowLog": { trafficType: "ALL" },
    "aws:kms/key:Key": {
        enableKeyRotation: true,
        policy: JSON.stringify({
            Statement: [
                { Effect: "Allow", Principal: { AWS: "arn:aws:iam::920013187591:root" }, Action: "kms:*", Resource: "*" },
                { Effect: "Allow", Principal: { Service: "logs.us-east-1.amazonaws.com" }, Condition: { ArnEquals: {} } },
            ],
        }),
    },
    "aws:s3/bucket:Bucket": { bucket: "uploads" },
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { rules: [{ status: "Enabled" }] },
    "aws:s3/bucketLogging:BucketLogging": { targetBucket: "logs" },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": { rule: { objectOwnership: "BucketOwnerEnforced" } },
    "aws:s3/bucketPolicy:BucketPolicy": { policy: JSON.stringify({ Statement: [plainHttp] }) },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
    },
    "aws:sqs/queue:Queue": { sqsManagedSseEnabled: true },
    "aws:sqs/queuePolicy:QueuePolicy": { policy: JSON.stringify({ Statement: [{ ...plainHttp, Action: "sqs:*" }] }) },
    "aws:s3/bucketVersioning:BucketVersioning": { versioningConfiguration: { status: "Enabled" } },
    "aws:ssm/parameter:Parameter": { type: "SecureString", value: secret, keyId: "alias/own" },
    "aws:wafv2/webAclAssociation:WebAclAssociation": { resourceArn: "arn", webAclArn: "arn" },
    "awsx:ec2:Vpc": { numberOfAvailabilityZones: 2 },
    "docker:index/image:Image": { imageName: "registry/web:build-prod", build: { context: "app" } },
};

/** A preview that keeps to every control, so that one change shows which control it breaks. */
export function keepingAll(prod: PreviewDocument): PreviewDocument {
    const changed = Object.entries(inputs).reduce(
        (document, [key, more]) => withResource(document, key, (draft) => Object.assign(draft.inputs, more)),
        prod,
    );
    return Object.entries(extras).reduce((document, [type, given]) => withExtra(document, type, given, null), changed);
}
