import type { Resource } from "../../preview/document";
import { arn, balancer, lastOf, text, type Row } from "./provider-row";
import { accountId } from "./record-delivery";

const bucket = ({ bucket: name }: Resource["inputs"]) => [`arn:aws:s3:::${text(name)}`];
const queue = (name: unknown) => [arn("sqs", lastOf(name))];

/**
 * What the AWS provider calls by type of resource: the permissions that CloudFormation's handlers of the same types declare, and
 * what the provider asks beside them. Recorded once against AWS, these rows would be corrected; nothing here was.
 */
export function rowsBeside(names: { readonly balancer: string }): Readonly<Record<string, Row>> {
    return {
        "aws:acm/certificate:Certificate": {
            on: () => [arn("acm", "certificate/12345678-1234-1234-1234-123456789012")],
            makes: "acm:RequestCertificate acm:AddTagsToCertificate",
            changes: "acm:DeleteCertificate",
            reads: "acm:DescribeCertificate acm:ListTagsForCertificate",
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
}

/** A setting of a bucket, which AWS takes as a call of its own. */
function ofBucket(setting: string, writes: string, read: string): Readonly<Record<string, Row>> {
    const name = `Bucket${setting}`;
    const type = `aws:s3/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
    return { [type]: { on: bucket, makes: "", changes: `s3:${writes}`, reads: `s3:${read}` } };
}
