import type { PreviewDocument, Resource } from "../../preview/document";
import type { Request } from "../support/resource-policy";
import { flowLogCalls, networkCalls } from "./network-calls";
import { accountId } from "./record-delivery";

/** A call that the provider makes for a resource, and whether it changes anything. */
export interface ProviderCall extends Omit<Request, "resource"> {
    /** ARNs that the call is about: it needs a permission for each. */
    readonly resources: readonly string[];
    readonly writes: boolean;
}

/** What the provider asks for a type of resource. */
interface Row {
    /** ARNs of a resource: a call needs each. */
    readonly on: (inputs: Resource["inputs"]) => readonly string[];

    /** What makes one: it has the stack's tags in the request. */
    readonly makes: string;

    /** What changes and deletes one: it has the stack's tags already. */
    readonly changes: string;
    readonly reads: string;

    /** Calls that are about the security group alone. */
    readonly onGroup?: string;

    /** Calls that AWS takes no resource for. */
    readonly onAll?: string;
}

const region = "us-east-1";
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
const text = (value: unknown) => (typeof value === "string" ? value : "");
const lastOf = (value: unknown) => text(value).split(/[:/]/).at(-1) ?? "";
const bucket = ({ bucket: name }: Resource["inputs"]) => [`arn:aws:s3:::${text(name)}`];
const queue = (name: unknown) => [arn("sqs", lastOf(name))];
const role = (name: unknown) => [`arn:aws:iam::${accountId}:role/${text(name)}`];
const group = [arn("ec2", "security-group/sg-0123456789abcdef0")];
const rule = [...group, arn("ec2", "security-group-rule/sgr-0123456789abcdef0")];
const balancer = (name: string, kind = "loadbalancer") => arn("elasticloadbalancing", `${kind}/app/${name}/50dc6c495c0c9188`);

/**
 * What the AWS provider calls by type of resource: the permissions that CloudFormation's handlers of the same types declare, and
 * what the provider asks beside them. Recorded once against AWS, these rows would be corrected; nothing here was.
 */
const rows = (names: { readonly balancer: string; readonly cluster: string }): Readonly<Record<string, Row>> => {
    const scaled: Row = {
        on: () => [arn("application-autoscaling", "scalable-target/0ec5abc123")],
        makes: "application-autoscaling:RegisterScalableTarget application-autoscaling:PutScalingPolicy application-autoscaling:TagResource",
        changes: "application-autoscaling:DeleteScalingPolicy application-autoscaling:DeregisterScalableTarget",
        reads: "application-autoscaling:DescribeScalableTargets application-autoscaling:DescribeScalingPolicies application-autoscaling:ListTagsForResource",
    };
    const groupRule = (direction: string): Row => ({
        on: () => rule,
        makes: "",
        changes: `ec2:AuthorizeSecurityGroup${direction} ec2:ModifySecurityGroupRules`,
        reads: "ec2:DescribeSecurityGroupRules",
        onGroup: `ec2:RevokeSecurityGroup${direction}`,
    });
    return {
        "aws:acm/certificate:Certificate": {
            on: () => [arn("acm", "certificate/12345678-1234-1234-1234-123456789012")],
            makes: "acm:RequestCertificate acm:AddTagsToCertificate",
            changes: "acm:DeleteCertificate",
            reads: "acm:DescribeCertificate acm:ListTagsForCertificate",
        },
        "aws:appautoscaling/target:Target": scaled,
        "aws:appautoscaling/policy:Policy": scaled,
        "aws:appautoscaling/scheduledAction:ScheduledAction": {
            ...scaled,
            makes: "application-autoscaling:PutScheduledAction",
            changes: "application-autoscaling:DeleteScheduledAction",
            reads: "application-autoscaling:DescribeScheduledActions",
        },
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
            on: () => ["*"],
            makes: "logs:PutResourcePolicy",
            changes: "logs:DeleteResourcePolicy",
            reads: "logs:DescribeResourcePolicies",
        },
        "aws:kms/key:Key": {
            on: () => [arn("kms", "key/12345678-1234-1234-1234-123456789012")],
            makes: "kms:CreateKey kms:TagResource",
            changes:
                "kms:EnableKeyRotation kms:PutKeyPolicy kms:UpdateKeyDescription kms:ScheduleKeyDeletion kms:CreateGrant " +
                "kms:Encrypt kms:GenerateDataKey kms:Decrypt kms:RetireGrant",
            reads: "kms:DescribeKey kms:GetKeyPolicy kms:GetKeyRotationStatus kms:ListResourceTags",
        },
        "aws:kms/alias:Alias": {
            on: ({ name }) => [arn("kms", text(name)), arn("kms", "key/12345678-1234-1234-1234-123456789012")],
            makes: "",
            changes: "kms:CreateAlias kms:UpdateAlias kms:DeleteAlias",
            reads: "kms:ListAliases",
        },
        "aws:s3/bucket:Bucket": {
            on: bucket,
            makes: "s3:CreateBucket s3:PutBucketTagging",
            changes: "s3:DeleteBucket",
            reads: "s3:ListBucket s3:GetBucketLocation s3:GetBucketTagging s3:GetBucketAcl s3:GetBucketCORS s3:GetBucketLogging s3:GetBucketVersioning s3:GetBucketWebsite s3:GetEncryptionConfiguration s3:GetLifecycleConfiguration s3:GetReplicationConfiguration s3:GetAccelerateConfiguration s3:GetBucketRequestPayment s3:GetBucketObjectLockConfiguration s3:GetBucketPolicy",
        },
        ...ofBucket("LifecycleConfiguration", "PutLifecycleConfiguration", "GetLifecycleConfiguration"),
        ...ofBucket("OwnershipControls", "PutBucketOwnershipControls", "GetBucketOwnershipControls"),
        ...ofBucket("Policy", "PutBucketPolicy s3:DeleteBucketPolicy", "GetBucketPolicy"),
        ...ofBucket("PublicAccessBlock", "PutBucketPublicAccessBlock", "GetBucketPublicAccessBlock"),
        ...ofBucket("ServerSideEncryptionConfiguration", "PutEncryptionConfiguration", "GetEncryptionConfiguration"),
        ...ofBucket("Versioning", "PutBucketVersioning", "GetBucketVersioning"),
        "aws:scheduler/scheduleGroup:ScheduleGroup": {
            on: ({ name }) => [arn("scheduler", `schedule-group/${text(name)}`)],
            makes: "scheduler:CreateScheduleGroup scheduler:TagResource",
            changes: "scheduler:DeleteScheduleGroup",
            reads: "scheduler:GetScheduleGroup scheduler:ListTagsForResource",
        },
        "aws:scheduler/schedule:Schedule": {
            on: ({ groupName, name }) => [arn("scheduler", `schedule/${text(groupName)}/${text(name)}`)],
            makes: "",
            changes: "scheduler:CreateSchedule scheduler:UpdateSchedule scheduler:DeleteSchedule",
            reads: "scheduler:GetSchedule",
        },
        "aws:sns/topicSubscription:TopicSubscription": {
            on: ({ topic }) => [arn("sns", lastOf(topic))],
            makes: "sns:Subscribe",
            changes: "",
            reads: "sns:GetSubscriptionAttributes",
            onAll: "sns:SetSubscriptionAttributes sns:Unsubscribe",
        },
        "aws:sqs/queue:Queue": {
            on: ({ name }) => queue(name),
            makes: "sqs:CreateQueue sqs:TagQueue",
            changes: "sqs:SetQueueAttributes sqs:DeleteQueue",
            reads: "sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ListQueueTags",
        },
        "aws:sqs/queuePolicy:QueuePolicy": {
            on: ({ queueUrl }) => queue(queueUrl),
            makes: "",
            changes: "sqs:SetQueueAttributes",
            reads: "sqs:GetQueueAttributes",
        },
        "aws:cloudwatch/dashboard:Dashboard": {
            on: ({ dashboardName }) => [`arn:aws:cloudwatch::${accountId}:dashboard/${text(dashboardName)}`],
            makes: "cloudwatch:PutDashboard",
            changes: "cloudwatch:DeleteDashboards",
            reads: "cloudwatch:GetDashboard",
        },
        "aws:cloudwatch/eventRule:EventRule": {
            on: ({ name }) => [arn("events", `rule/${text(name)}`)],
            makes: "events:PutRule events:TagResource",
            changes: "events:DeleteRule",
            reads: "events:DescribeRule events:ListTagsForResource",
        },
        "aws:cloudwatch/eventTarget:EventTarget": {
            on: ({ rule: of }) => [arn("events", `rule/${text(of)}`)],
            makes: "events:PutTargets",
            changes: "events:RemoveTargets",
            reads: "events:ListTargetsByRule",
        },
        "aws:cloudwatch/logGroup:LogGroup": {
            on: ({ name }) => [arn("logs", `log-group:${text(name)}`)],
            makes: "logs:CreateLogGroup logs:TagResource logs:PutRetentionPolicy",
            changes: "logs:DeleteLogGroup",
            reads: "logs:DescribeLogGroups logs:ListTagsForResource",
        },
        "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
            on: ({ logGroupName }) => [arn("logs", `log-group:${text(logGroupName)}`)],
            makes: "logs:PutMetricFilter",
            changes: "logs:DeleteMetricFilter",
            reads: "logs:DescribeMetricFilters",
        },
        "aws:cloudwatch/metricAlarm:MetricAlarm": {
            on: ({ name }) => [arn("cloudwatch", `alarm:${text(name)}`)],
            makes: "cloudwatch:PutMetricAlarm cloudwatch:TagResource",
            changes: "cloudwatch:DeleteAlarms",
            reads: "cloudwatch:DescribeAlarms cloudwatch:ListTagsForResource",
        },
        "aws:budgets/budget:Budget": {
            on: ({ name }) => [`arn:aws:budgets::${accountId}:budget/${text(name)}`],
            makes: "budgets:TagResource",
            changes: "budgets:ModifyBudget",
            reads: "budgets:ViewBudget budgets:ListTagsForResource",
        },
        "aws:dynamodb/table:Table": {
            on: ({ name }) => [arn("dynamodb", `table/${text(name)}`)],
            makes: "dynamodb:CreateTable dynamodb:TagResource",
            changes: "dynamodb:UpdateTable dynamodb:UpdateContinuousBackups dynamodb:UpdateTimeToLive dynamodb:DeleteTable",
            reads: "dynamodb:DescribeTable dynamodb:DescribeContinuousBackups dynamodb:DescribeTimeToLive dynamodb:ListTagsOfResource",
        },
        "aws:ec2/securityGroup:SecurityGroup": {
            on: () => group,
            makes: "ec2:CreateSecurityGroup",
            changes: "ec2:CreateTags ec2:RevokeSecurityGroupEgress ec2:DeleteSecurityGroup",
            reads: "ec2:DescribeSecurityGroups ec2:DescribeNetworkInterfaces",
        },
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule("Egress"),
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule("Ingress"),
        "aws:ecr/repository:Repository": {
            on: ({ name }) => [arn("ecr", `repository/${text(name)}`)],
            makes: "ecr:CreateRepository ecr:TagResource",
            changes: "ecr:PutImageScanningConfiguration ecr:PutImageTagMutability ecr:DeleteRepository",
            reads: "ecr:DescribeRepositories ecr:ListTagsForResource",
        },
        "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
            on: ({ repository }) => [arn("ecr", `repository/${text(repository)}`)],
            makes: "ecr:PutLifecyclePolicy",
            changes: "ecr:DeleteLifecyclePolicy",
            reads: "ecr:GetLifecyclePolicy",
        },
        "aws:ecs/cluster:Cluster": {
            on: ({ name }) => [arn("ecs", `cluster/${text(name)}`)],
            makes: "ecs:CreateCluster ecs:TagResource",
            changes: "ecs:UpdateCluster ecs:DeleteCluster",
            reads: "ecs:DescribeClusters",
        },
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
            on: ({ clusterName }) => [arn("ecs", `cluster/${text(clusterName)}`)],
            makes: "ecs:PutClusterCapacityProviders",
            changes: "ecs:PutClusterCapacityProviders",
            reads: "ecs:DescribeClusters",
        },
        "aws:ecs/service:Service": {
            on: ({ name }) => [arn("ecs", `service/${names.cluster}/${text(name)}`)],
            makes: "ecs:CreateService ecs:TagResource",
            changes: "ecs:UpdateService ecs:DeleteService",
            reads: "ecs:DescribeServices ecs:ListServiceDeployments ecs:DescribeServiceDeployments",
        },
        "aws:ecs/taskDefinition:TaskDefinition": {
            on: ({ family }) => [arn("ecs", `task-definition/${text(family)}:1`)],
            makes: "ecs:TagResource",
            changes: "ecs:DeleteTaskDefinitions",
            reads: "ecs:DescribeTaskDefinition",
            onAll: "ecs:RegisterTaskDefinition ecs:DeregisterTaskDefinition",
        },
        "aws:iam/role:Role": {
            on: ({ name }) => role(name),
            makes: "iam:CreateRole iam:TagRole",
            changes: "iam:UpdateAssumeRolePolicy iam:UpdateRole iam:DeleteRole",
            reads: "iam:GetRole iam:ListRolePolicies iam:ListAttachedRolePolicies iam:ListInstanceProfilesForRole",
        },
        "aws:iam/rolePolicy:RolePolicy": {
            on: ({ role: of }) => role(of),
            makes: "iam:PutRolePolicy",
            changes: "iam:DeleteRolePolicy",
            reads: "iam:GetRolePolicy",
        },
        "aws:lb/loadBalancer:LoadBalancer": {
            on: ({ name }) => [balancer(text(name))],
            makes: "elasticloadbalancing:CreateLoadBalancer elasticloadbalancing:AddTags",
            changes:
                "elasticloadbalancing:ModifyLoadBalancerAttributes elasticloadbalancing:SetSecurityGroups elasticloadbalancing:SetSubnets elasticloadbalancing:DeleteLoadBalancer",
            reads: "elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeLoadBalancerAttributes elasticloadbalancing:DescribeTags",
        },
        "aws:lb/listener:Listener": {
            on: () => [`${balancer(names.balancer, "listener")}/0467ef3c8400ae65`],
            makes: "elasticloadbalancing:AddTags",
            changes:
                "elasticloadbalancing:ModifyListener elasticloadbalancing:ModifyListenerAttributes elasticloadbalancing:DeleteListener",
            reads: "elasticloadbalancing:DescribeListeners elasticloadbalancing:DescribeListenerAttributes elasticloadbalancing:DescribeTags",
        },
        "aws:lb/listenerRule:ListenerRule": {
            on: () => [`${balancer(names.balancer, "listener-rule")}/0467ef3c8400ae65/9683b2d02a6cabee`],
            makes: "elasticloadbalancing:AddTags",
            changes: "elasticloadbalancing:ModifyRule elasticloadbalancing:SetRulePriorities elasticloadbalancing:DeleteRule",
            reads: "elasticloadbalancing:DescribeRules elasticloadbalancing:DescribeTags",
        },
        "aws:lb/targetGroup:TargetGroup": {
            on: () => [arn("elasticloadbalancing", "targetgroup/web-20261126/73e2d6bc24d8a067")],
            makes: "elasticloadbalancing:CreateTargetGroup elasticloadbalancing:AddTags",
            changes:
                "elasticloadbalancing:ModifyTargetGroup elasticloadbalancing:ModifyTargetGroupAttributes elasticloadbalancing:DeleteTargetGroup",
            reads: "elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetGroupAttributes elasticloadbalancing:DescribeTags",
        },
        "aws:route53/record:Record": {
            on: () => ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"],
            makes: "route53:ChangeResourceRecordSets",
            changes: "route53:ChangeResourceRecordSets",
            reads: "route53:GetHostedZone route53:ListResourceRecordSets route53:GetChange",
        },
        "aws:route53/healthCheck:HealthCheck": {
            on: () => ["arn:aws:route53:::healthcheck/12345678-1234-1234-1234-123456789012"],
            makes: "",
            changes: "route53:ChangeTagsForResource route53:DeleteHealthCheck route53:UpdateHealthCheck",
            reads: "route53:GetHealthCheck route53:ListTagsForResource",
            onAll: "route53:CreateHealthCheck",
        },
        "aws:sns/topic:Topic": {
            on: ({ name }) => [arn("sns", text(name))],
            makes: "sns:CreateTopic sns:TagResource",
            changes: "sns:SetTopicAttributes sns:DeleteTopic",
            reads: "sns:GetTopicAttributes sns:ListTagsForResource",
        },
        "aws:sns/topicPolicy:TopicPolicy": {
            on: ({ arn: of }) => [arn("sns", lastOf(of))],
            makes: "",
            changes: "sns:SetTopicAttributes",
            reads: "sns:GetTopicAttributes",
        },
        "aws:wafv2/webAcl:WebAcl": {
            on: ({ name }) => [arn("wafv2", `regional/webacl/${text(name)}/1`)],
            makes: "wafv2:CreateWebACL wafv2:TagResource",
            changes: "wafv2:UpdateWebACL wafv2:DeleteWebACL",
            reads: "wafv2:GetWebACL wafv2:ListTagsForResource",
        },
        "aws:wafv2/webAclAssociation:WebAclAssociation": {
            on: () => [balancer(names.balancer)],
            makes: "wafv2:AssociateWebACL",
            changes: "wafv2:DisassociateWebACL",
            reads: "wafv2:GetWebACLForResource",
            onAll: "elasticloadbalancing:SetWebAcl",
        },
        "aws:ssm/parameter:Parameter": {
            on: ({ name }) => [arn("ssm", `parameter${text(name)}`)],
            makes: "ssm:PutParameter ssm:AddTagsToResource",
            changes: "ssm:DeleteParameter",
            reads: "ssm:GetParameter ssm:DescribeParameters ssm:ListTagsForResource",
        },
    };
};

/** A setting of a bucket, which AWS takes as a call of its own. */
function ofBucket(setting: string, writes: string, read: string): Readonly<Record<string, Row>> {
    const name = `Bucket${setting}`;
    const type = `aws:s3/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
    return { [type]: { on: bucket, makes: "", changes: `s3:${writes}`, reads: `s3:${read}` } };
}

/** What is asked about resources of several kinds, each with tags of its own. */
const ofNetworks: Readonly<Record<string, typeof networkCalls>> = {
    "awsx:ec2:Vpc": networkCalls,
    "aws:ec2/flowLog:FlowLog": flowLogCalls,
};

/** Types that the provider asks nothing for that others do not, or that are made elsewhere. */
const silent = /^(?:spotter:|pulumi:|docker:|aws:acm\/certificateValidation:)/;

/**
 * Every call that the provider makes for a stack, as a preview in mode `update` has it.
 *
 * @throws when a type of resource has no row
 */
export function providerCalls({ stack, project, resources }: PreviewDocument): readonly ProviderCall[] {
    const nameOf = (type: string) => text(resources.find((resource) => resource.type === type)?.inputs.name);
    const table = rows({ balancer: nameOf("aws:lb/loadBalancer:LoadBalancer"), cluster: nameOf("aws:ecs/cluster:Cluster") });
    const tags = (key: string) => ({ [`aws:${key}/Project`]: project, [`aws:${key}/Environment`]: stack });
    return resources
        .filter(({ type }) => !silent.test(type))
        .flatMap(({ type, inputs }) => {
            if (type in ofNetworks) {
                return ofNetworks[type]?.({ Project: project, Environment: stack }) ?? [];
            }
            const row = table[type];
            const copies = replicaCalls(type, inputs);
            if (row === undefined) {
                throw new Error(`${type} has no row in tests/delivery/provider-calls.ts`);
            }
            const on = row.on(inputs);
            const calls = (list: string, resourcesOf: readonly string[], context: Request["context"], writes: boolean) =>
                list
                    .split(" ")
                    .filter(Boolean)
                    .map((action) => ({
                        action,
                        resources: resourcesOf,
                        context: { ...context, ...moreContext(action, inputs) },
                        writes,
                    }));
            return [
                ...copies.flatMap(([list, resourcesOf]) => calls(list, resourcesOf, {}, true)),
                ...calls(row.makes, on, tags("RequestTag"), true),
                ...calls(row.changes, on, tags("ResourceTag"), true),
                ...calls(row.onAll ?? "", ["*"], tags("RequestTag"), true),
                ...calls(row.onGroup ?? "", group, tags("ResourceTag"), true),
                ...calls(row.reads, on, tags("ResourceTag"), false),
            ];
        });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html: in the region of each copy. */
function replicaCalls(type: string, { name, replicas = [] }: Resource["inputs"]): [list: string, on: string[]][] {
    const list =
        "dynamodb:CreateTable dynamodb:CreateTableReplica dynamodb:Scan dynamodb:Query dynamodb:UpdateItem dynamodb:PutItem " +
        "dynamodb:GetItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:DeleteTable dynamodb:DeleteTableReplica " +
        "dynamodb:UpdateTable dynamodb:UpdateContinuousBackups dynamodb:TagResource dynamodb:DescribeTable";
    const regions = type === "aws:dynamodb/table:Table" ? (replicas as readonly Resource["inputs"][]) : [];
    return regions.map(({ regionName }) => [list, [`arn:aws:dynamodb:${text(regionName)}:${accountId}:table/${text(name)}`]]);
}

/** What the conditions of some actions ask for beside tags. */
function moreContext(action: string, { name, permissionsBoundary }: Resource["inputs"]): Request["context"] {
    return {
        ...(action.startsWith("application-autoscaling:") ? { "application-autoscaling:service-namespace": "ecs" } : {}),
        ...(action === "route53:ChangeResourceRecordSets"
            ? { "route53:ChangeResourceRecordSetsNormalizedRecordNames": [text(name).replace(/\.$/, "").toLowerCase()] }
            : {}),
        ...(/^kms:(?:Encrypt|GenerateDataKey|Decrypt)$/.test(action) ? { "kms:ViaService": "ssm.us-east-1.amazonaws.com" } : {}),
        ...(/^kms:\w+Grant$/.test(action) ? { "kms:ViaService": "ecr.us-east-1.amazonaws.com" } : {}),
        ...(typeof permissionsBoundary === "string" ? { "iam:PermissionsBoundary": permissionsBoundary } : {}),
    };
}
