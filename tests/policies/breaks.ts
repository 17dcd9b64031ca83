import { secret, unknown } from "../../preview/document";
import { withExtra, withResource } from "../stacks/doctored";
import {
    type Doctor,
    web,
    service,
    cluster,
    taskDefinition,
    balancer,
    targets,
    http,
    https,
    repository,
    logs,
    albIngress,
    taskIngress,
    egress,
    alb,
    tasks,
    execution,
    parameter,
    table,
    ofKey,
    queue,
    ofBucket,
    set,
    unset,
    without,
    container,
    image,
    statement,
    trust,
    admitting,
    arn,
    model,
} from "./doctors";

/** Of each control, what breaks it, and no other. */
export const breaks: Readonly<Record<string, Readonly<Record<string, Doctor>>>> = {
    "ECS.2": { "public addresses": set(service, { networkConfiguration: { assignPublicIp: true } }) },
    "ECS.3": { "the host's processes": set(taskDefinition, { pidMode: "host" }) },
    "ECS.10": { "an older platform": set(service, { platformVersion: "1.4.0" }) },
    "ECS.12": {
        "Insights off": set(cluster, { settings: [{ name: "containerInsights", value: "disabled" }] }),
        "no settings": unset(cluster, "settings"),
    },
    "ECS.13": { "no tags": unset("pulumi:providers:aws::aws", "defaultTags") },
    "ECS.17": {
        "the host's network": set(taskDefinition, { networkMode: "host" }),
        "no mode": unset(taskDefinition, "networkMode"),
    },
    "CT.ECS.PR.7": { "no limit": unset(taskDefinition, "memory") },
    CKV_AWS_249: {
        "one role for both": (document) =>
            withResource(document, taskDefinition, ({ inputs }) => (inputs.taskRoleArn = inputs.executionRoleArn ?? null)),
    },
    CKV_AWS_223: { "a shell without a log": set(service, { enableExecuteCommand: true }) },
    "ECS.4": { privileged: container({ privileged: true }) },
    "ECS.5": {
        "a writable root": container({ readonlyRootFilesystem: false }),
        "nothing said": container({ readonlyRootFilesystem: undefined }),
    },
    "ECS.8": {
        "a key of AWS": container({ environment: [{ name: "AWS_SECRET_ACCESS_KEY", value: "x" }] }),
        "a secret of an application": container({ environment: [{ name: "STRIPE_SECRET_KEY", value: "" }] }),
    },
    "ECS.9": {
        "no logs": container({ logConfiguration: undefined }),
        "a driver that blocks": container({ logConfiguration: { logDriver: "awslogs", options: {} } }),
    },
    "ECS.20": {
        root: container({ user: "root" }),
        "root by number": container({ user: "0:0" }),
        "the image's user": container({ user: undefined }),
    },
    "OWN.1": { "a tag": image(":v1"), "no tag": image(""), latest: image(":latest") },
    "OWN.2": { "a value": container({ secrets: [{ name: "AUTH_SECRET", valueFrom: "hunter2" }] }) },
    "ELB.1": {
        "HTTP that is served": set(http, { defaultActions: [{ type: "forward", targetGroupArn: unknown }] }),
        "a redirect to HTTP": set(http, { defaultActions: [{ type: "redirect", redirect: { protocol: "HTTP" } }] }),
    },
    "ELB.4": { "invalid headers": set(balancer, { dropInvalidHeaderFields: false }) },
    "ELB.5": { "no logs": unset(balancer, "accessLogs"), "logs off": set(balancer, { accessLogs: { enabled: false } }) },
    "ELB.6": { "no protection": set(balancer, { enableDeletionProtection: false }) },
    "ELB.12": { "monitor only": set(balancer, { desyncMitigationMode: "monitor" }) },
    "ELB.13": { "one zone": set(balancer, { subnets: ["subnet-1"] }) },
    "ELB.16": { "no firewall": without("aws:wafv2/webAclAssociation:WebAclAssociation") },
    "ELB.17": {
        "an old policy": set(https, { sslPolicy: "ELBSecurityPolicy-2016-08" }),
        "the default": unset(https, "sslPolicy"),
        "one with weak ciphers": set(https, { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06" }),
    },
    "ELB.22": { "HTTP to the tasks": set(targets, { protocol: "HTTP" }) },
    CKV_AWS_261: { "no path": set(targets, { healthCheck: { interval: 10 } }) },
    "EC2.18": {
        "tasks open to the world": set(taskIngress, { cidrIpv4: "0.0.0.0/0" }),
        "tasks open to IPv6": set(taskIngress, { cidrIpv6: "::/0" }),
        "tasks open to a list of addresses": set(taskIngress, { prefixListId: "pl-01234567" }),
        "a rule of the load balancer on another group": set(albIngress, { securityGroupId: "sg-01234567" }),
        "every protocol": set(albIngress, { ipProtocol: "-1" }),
        "another port": set(albIngress, { fromPort: 22, toPort: 22 }),
        "a range of ports": set(albIngress, { toPort: 65535 }),
    },
    "ECR.1": { "no scan": set(repository, { imageScanningConfiguration: { scanOnPush: false } }) },
    "ECR.2": {
        "tags that move": set(repository, { imageTagMutability: "MUTABLE" }),
        "some tags that move": set(repository, { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" }),
    },
    "ECR.3": { "images for ever": without("aws:ecr/lifecyclePolicy:LifecyclePolicy") },
    "OWN.5": {
        "a cache": set("docker:index/image:Image::extra", { build: { cacheFrom: { images: ["x/y:latest"] } } }),
        "a name": set("docker:index/image:Image::extra", { imageName: "x/y:latest" }),
    },
    "ECR.5": { "AWS's key": unset(repository, "encryptionConfigurations") },
    "IAM.21": {
        "every parameter": statement("ReadParameters", { Resource: arn("ssm:us-east-1:920013187591:parameter/*") }),
        "parameters that begin alike": statement("ReadParameters", {
            Resource: arn("ssm:us-east-1:920013187591:parameter/spotter-*"),
        }),
        "every table": statement("UseTables", { Resource: arn("dynamodb:us-east-1:920013187591:table/spotter-*") }),
        "every repository": statement("PullImage", { Resource: "*" }),
        "every log group": statement("WriteLogs", { Resource: arn("logs:us-east-1:920013187591:*") }),
        "every action of a service": statement("UseTables", { Action: "dynamodb:*" }),
        everything: statement("UseTables", { Action: "*", Resource: "*" }),
        "a model in any region without its profile": statement("UseTables", model),
        "a second action under an excepted resource": statement("LogInToRegistry", {
            Action: ["ecr:GetAuthorizationToken", "ecr:DeleteRepository"],
        }),
    },
    CKV_AWS_60: {
        "any account": trust(({ Condition }) => delete Condition.StringEquals),
        "any cluster": trust(({ Condition }) => delete Condition.ArnLike),
        "any region": trust(({ Condition }) => (Condition.ArnLike = { "aws:SourceArn": "arn:aws:ecs:*:920013187591:*" })),
        "another service": trust((each) => (each.Principal = { Service: "ec2.amazonaws.com" })),
        "every schedule of the account": trust((each) => {
            each.Principal = { Service: "scheduler.amazonaws.com" };
            each.Condition.ArnLike = { "aws:SourceArn": arn("scheduler:us-east-1:920013187591:schedule-group/*") };
        }),
        "any account's services, where ECS names whose": trust((each) => (each.Principal = { Service: "ecs.amazonaws.com" })),
        "an account as principal": trust((each) => (each.Principal = { AWS: "*" })),
    },
    "DynamoDB.2": {
        "no recovery": unset(table, "pointInTimeRecovery"),
        "recovery off": set(table, { pointInTimeRecovery: { enabled: false } }),
    },
    "DynamoDB.6": { "no protection": set(table, { deletionProtectionEnabled: false }) },
    CKV_AWS_119: { "AWS's key": unset(table, "serverSideEncryption") },
    "S3.8": {
        "no block": without("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"),
        "public policies": set(ofBucket("bucketPublicAccessBlock:BucketPublicAccessBlock"), { blockPublicPolicy: false }),
    },
    "S3.12": { "lists of access": without("aws:s3/bucketOwnershipControls:BucketOwnershipControls") },
    "S3.5": {
        "no policy": without("aws:s3/bucketPolicy:BucketPolicy"),
        "a policy of something else": set(ofBucket("bucketPolicy:BucketPolicy"), { policy: '{"Statement":[{"Effect":"Deny"}]}' }),
    },
    "S3.14": {
        "no versions": set(ofBucket("bucketVersioning:BucketVersioning"), { versioningConfiguration: { status: "Suspended" } }),
    },
    "S3.13": { "no rule": without("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration") },
    "S3.17": {
        "S3's key": set(ofBucket("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"), {
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        }),
    },
    "S3.9": { "no log": without("aws:s3/bucketLogging:BucketLogging") },
    "SQS.1": {
        "no key": unset(queue, "sqsManagedSseEnabled"),
        "encryption off": set(queue, { sqsManagedSseEnabled: false }),
    },
    "AwsSolutions-SQS4": {
        "no policy": without("aws:sqs/queuePolicy:QueuePolicy"),
        "a policy of something else": set("aws:sqs/queuePolicy:QueuePolicy::extra", { policy: '{"Statement":[]}' }),
    },
    "OWN.4": {
        "an attached policy": (document) =>
            withExtra(
                document,
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                { policyArn: arn("iam::aws:policy/x") },
                null,
            ),
        "a managed policy": set(execution, { managedPolicyArns: [arn("iam::aws:policy/AdministratorAccess")] }),
        "an inline policy": set(execution, { inlinePolicies: [{ name: "x" }] }),
    },
    CKV_AWS_66: {
        "lines for good": unset(logs, "retentionInDays"),
        "lines for good, in words": set(logs, { retentionInDays: 0 }),
    },
    "CloudWatch.16": { "less than a year": set(logs, { retentionInDays: 90 }) },
    CKV_AWS_158: { "CloudWatch's key": unset(logs, "kmsKeyId") },
    "KMS.4": { "no rotation": unset(ofKey, "enableKeyRotation"), "rotation off": set(ofKey, { enableKeyRotation: false }) },
    "KMS.5": {
        everybody: admitting("*"),
        "every account": admitting({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
        "a pattern": admitting({ AWS: "arn:aws:iam::*:root" }),
        "a service, for whomever": admitting({ Service: "cloudwatch.amazonaws.com" }),
    },
    CKV_AWS_26: { "no key": unset("aws:sns/topic:Topic::web-alarms", "kmsMasterKeyId") },
    CKV_AWS_23: { "no words": set(albIngress, { description: "" }), "no description": unset(egress, "description") },
    CKV_AWS_382: { "every protocol": set(egress, { ipProtocol: "-1" }) },
    "OWN.3": {
        "inline ingress": set(tasks, { ingress: [] }),
        "inline egress": set(alb, { egress: [] }),
        "a rule of the older type": (document) => withExtra(document, "aws:ec2/securityGroupRule:SecurityGroupRule", {}, null),
    },
    "EC2.6": { "no flow log": without("aws:ec2/flowLog:FlowLog") },
    CKV2_AWS_34: { "a secret as plain text": set(parameter, { type: "String", value: secret }) },
    CKV_AWS_337: { "SSM's own key": unset(parameter, "keyId") },
    "ACM.2": { "a short key": set(web("aws:acm/certificate:Certificate"), { keyAlgorithm: "RSA_1024" }) },
};
