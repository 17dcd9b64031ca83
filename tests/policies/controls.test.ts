import * as assert from "node:assert/strict";
import { controls } from "../../policies/controls";
import { wildcardReasons } from "../../policies/controls/iam-wildcards";
import { evaluate, type Result } from "../../policies/evaluate";
import { secret, unknown, type PreviewDocument } from "../../preview/document";
import { withContainer, withExtra, withJson, withResource, withStatement } from "../stacks/doctored";
import { previewOfExample } from "../stacks/preview-of";
import { keepingAll } from "./kept";

type Doctor = (document: PreviewDocument) => PreviewDocument;

const web = (type: string) => `${type}::web`;
const [service, cluster] = [web("aws:ecs/service:Service"), web("aws:ecs/cluster:Cluster")];
const taskDefinition = web("aws:ecs/taskDefinition:TaskDefinition");
const [balancer, targets] = [web("aws:lb/loadBalancer:LoadBalancer"), web("aws:lb/targetGroup:TargetGroup")];
const [http, https] = ["aws:lb/listener:Listener::web-http", "aws:lb/listener:Listener::web-https"];
const [repository, logs] = [web("aws:ecr/repository:Repository"), web("aws:cloudwatch/logGroup:LogGroup")];
const albIngress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http";
const taskIngress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-tasks-from-alb-3000";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-tasks-https";
const [alb, tasks] = ["aws:ec2/securityGroup:SecurityGroup::web-alb", "aws:ec2/securityGroup:SecurityGroup::web-tasks"];
const [execution, parameter] = ["aws:iam/role:Role::web-execution", "aws:ssm/parameter:Parameter::extra"];

const table = "aws:dynamodb/table:Table::extra";
const ofKey = "aws:kms/key:Key::extra";
const queue = "aws:sqs/queue:Queue::extra";
const ofBucket = (type: string) => `aws:s3/${type}::extra`;

const set = (key: string, inputs: Record<string, unknown>): Doctor => {
    return (document) => withResource(document, key, (draft) => Object.assign(draft.inputs, inputs));
};
const unset = (key: string, input: string): Doctor => {
    return (document) => withResource(document, key, (draft) => void Reflect.deleteProperty(draft.inputs, input));
};
const without = (type: string): Doctor => {
    return (document) => ({ ...document, resources: document.resources.filter((each) => each.type !== type) });
};
const container = (changes: Record<string, unknown>): Doctor => {
    return (document) => withContainer(document, (each) => Object.assign(each, changes));
};
const image = (end: string): Doctor => {
    return (document) => withContainer(document, (each) => (each.image = each.image.replace(/@.*/, end)));
};
const statement = (sid: string, changes: object): Doctor => {
    return (document) => withStatement(document, sid, (each) => Object.assign(each, changes));
};
const trust = (change: (statement: { Principal: object; Condition: Record<string, object> }) => void): Doctor => {
    return (document) =>
        withJson(document, execution, "assumeRolePolicy", (policy) => {
            (policy as { Statement: Parameters<typeof change>[0][] }).Statement.forEach(change);
        });
};
const admitting = (Principal: unknown, Condition?: object): Doctor => {
    return set(ofKey, { policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal, Action: "kms:*", Condition }] }) });
};
const arn = (rest: string) => `arn:aws:${rest}`;
const model = { Action: "bedrock:InvokeModel", Resource: arn("bedrock:*::foundation-model/anthropic.claude-sonnet-4-v1:0") };

/** Of each control, what breaks it, and no other. */
const breaks: Readonly<Record<string, Readonly<Record<string, Doctor>>>> = {
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

/** Controls that ask whether a resource or an input is there, which a preview always tells. */
const ofExistence = ["ECR.3", "ELB.16", "EC2.6", "OWN.3", "OWN.4", "S3.9"];

describe("a control", () => {
    let kept: PreviewDocument;
    before(async () => {
        kept = keepingAll(await previewOfExample("prod", "update"));
    });

    const failing = (results: readonly Result[]) => [
        ...new Set(results.filter(({ outcome }) => outcome === "fail").map(({ control }) => control.id)),
    ];

    it("passes in a stack that keeps to all of them, and is about something in it", () => {
        const { results } = evaluate(kept);
        assert.deepEqual(
            results.filter(({ outcome }) => outcome !== "pass"),
            [],
        );
        assert.deepEqual(
            [...new Set(results.map(({ control }) => control.id))],
            controls.map(({ id }) => id),
        );
    });

    for (const [id, cases] of Object.entries(breaks)) {
        for (const [what, doctor] of Object.entries(cases)) {
            it(`${id} alone fails by: ${what}`, () => {
                assert.deepEqual(failing(evaluate(doctor(kept)).results), [id]);
            });
        }
    }

    it("is seen to fail, each of them", () => {
        assert.deepEqual(Object.keys(breaks).sort(), controls.map(({ id }) => id).sort());
    });

    it("never passes by what is not known", () => {
        const resources = kept.resources.map((resource) => ({
            ...resource,
            inputs: Object.fromEntries(Object.keys(resource.inputs).map((key) => [key, unknown])),
        }));
        const { results } = evaluate({ resources });
        const passing = controls.filter(({ id }) =>
            results.filter(({ control }) => control.id === id).every(({ outcome }) => outcome === "pass"),
        );
        assert.deepEqual(passing.map(({ id }) => id).sort(), ofExistence.sort());
        assert.deepEqual(failing(results), []);
    });

    it("knows an id that comes with the update by the resource that it is of", async () => {
        const { results } = evaluate(await previewOfExample("prod", "preview"));
        const ingress = results.filter(({ control }) => control.id === "EC2.18");
        assert.deepEqual([...new Set(ingress.map(({ outcome }) => outcome))], ["pass"]);
    });

    it("lets a model be used in any region through its profile", () => {
        const Condition = { StringEquals: { "bedrock:InferenceProfileArn": "arn" } };
        const { results } = evaluate(statement("UseTables", { ...model, Condition })(kept));
        assert.deepEqual(failing(results), []);
    });

    it("lets what is inside one resource be named by a wildcard, as a bucket's objects", async () => {
        const document = await previewOfExample("prod", "update", (config) => {
            const jobs = { sid: "Jobs", actions: ["s3:GetObject"], resources: [arn("s3:::my-bucket/*")] };
            config["spotter:access"] = { ...config["spotter:access"], buckets: { uploads: "the-uploads" }, statements: [jobs] };
        });
        assert.deepEqual(
            failing(evaluate(document).results).filter((id) => id === "IAM.21"),
            [],
        );
    });

    it("has an id and a title of its own, and a reason for every wildcard", () => {
        for (const key of ["id", "title"] as const) {
            assert.equal(new Set(controls.map((control) => control[key])).size, controls.length);
        }
        assert.deepEqual(
            wildcardReasons.filter(({ reason }) => reason.length < 20),
            [],
        );
    });
});
