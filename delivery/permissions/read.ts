import type { Statement } from "../../aws/iam-policy";
import { arnsOf, globalArnsOf, type StackScope } from "../scope";
import { actions, allow } from "./statement";

/**
 * What describes an account and holds no value: names, settings, tags, states. AWS takes no resource for most of these, and what
 * a preview must look for may be anyone's.
 */
const metadata = [
    ...actions("acm", "DescribeCertificate ListTagsForCertificate"),
    ...actions(
        "application-autoscaling",
        "DescribeScalableTargets DescribeScalingPolicies DescribeScheduledActions ListTagsForResource",
    ),
    ...actions("budgets", "ListTagsForResource ViewBudget"),
    ...actions("cloudwatch", "DescribeAlarms GetDashboard ListTagsForResource"),
    ...actions("dynamodb", "DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource"),
    ...actions("ec2", "DescribeAccountAttributes DescribeAvailabilityZones DescribeNetworkInterfaces"),
    ...actions("ec2", "DescribeSecurityGroupRules DescribeSecurityGroups DescribeSubnets DescribeVpcAttribute DescribeVpcs"),
    ...actions(
        "ec2",
        "DescribeAddresses DescribeAddressesAttribute DescribeFlowLogs DescribeInternetGateways DescribeNatGateways",
    ),
    ...actions("ec2", "DescribeNetworkAcls DescribePrefixLists DescribeRouteTables DescribeVpcEndpoints"),
    ...actions("ecr", "DescribeImages DescribeImageScanFindings DescribeRepositories GetAuthorizationToken GetLifecyclePolicy"),
    ...actions("ecr", "GetRepositoryPolicy ListTagsForResource"),
    ...actions(
        "ecs",
        "DescribeClusters DescribeServiceDeployments DescribeServiceRevisions DescribeServices DescribeTaskDefinition",
    ),
    ...actions("ecs", "DescribeTasks ListServiceDeployments ListTagsForResource ListTaskDefinitions ListTasks"),
    ...actions("elasticloadbalancing", "DescribeCapacityReservation DescribeListenerAttributes DescribeListenerCertificates"),
    ...actions("elasticloadbalancing", "DescribeListeners DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeRules"),
    ...actions("elasticloadbalancing", "DescribeTags DescribeTargetGroupAttributes DescribeTargetGroups DescribeTargetHealth"),
    ...actions("events", "DescribeRule ListTagsForResource ListTargetsByRule"),
    ...actions("kms", "DescribeKey GetKeyPolicy GetKeyRotationStatus ListAliases ListResourceTags"),
    ...actions("logs", "DescribeLogGroups DescribeMetricFilters DescribeResourcePolicies ListTagsForResource"),
    ...actions(
        "route53",
        "GetChange GetHealthCheck GetHostedZone ListHostedZones ListHostedZonesByName ListResourceRecordSets ListTagsForResource",
    ),
    ...actions("scheduler", "GetSchedule GetScheduleGroup ListTagsForResource"),
    ...actions("sns", "GetSubscriptionAttributes GetTopicAttributes ListTagsForResource"),
    ...actions("sqs", "GetQueueAttributes GetQueueUrl ListQueueTags"),
    ...actions("ssm", "DescribeParameters ListTagsForResource"),
    "sts:GetCallerIdentity",
    ...actions("wafv2", "GetWebACL GetWebACLForResource ListTagsForResource"),
];

const bucketReads = actions(
    "s3",
    `GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketObjectLockConfiguration
    GetBucketOwnershipControls GetBucketPolicy GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging
    GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration ListBucket`,
);

/** What describes all that there is. */
export function describeStatements(): readonly Statement[] {
    return allow("Describe", metadata, "*");
}

/**
 * What a preview of a stack asks, and a look for drift, beside that: no value of a secret, no item, no object, no log line.
 *
 * `ssm:GetParameter` decrypts a secret without any permission for KMS, as the key that AWS manages lets everyone in who may call
 * SSM. So it is allowed on the parameters that hold none, one by one.
 */
export function previewStatements(scope: StackScope): readonly Statement[] {
    const { account, repositories, sharedRepositories, roles, plainParameters, buckets } = scope;
    return [
        ...allow(
            "ReadImages",
            actions("ecr", "BatchCheckLayerAvailability BatchGetImage GetDownloadUrlForLayer"),
            arnsOf(scope, "ecr", [...repositories, ...sharedRepositories], "repository/"),
        ),
        ...allow(
            "ReadRoles",
            actions("iam", "GetRole GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies"),
            globalArnsOf(scope, "role", roles),
        ),
        ...allow(
            "ReadPlainParameters",
            actions("ssm", "GetParameter GetParameters"),
            arnsOf(scope, "ssm", plainParameters, "parameter/"),
        ),
        ...allow(
            "ReadBuckets",
            bucketReads,
            buckets.map((name) => `arn:${account.partition}:s3:::${name}`),
        ),
    ];
}

/** Read beside that by who deploys: parameters that the stack itself writes, the log of a task that failed, and runs of a schedule that were missed. */
export function deployReadStatements(scope: StackScope): readonly Statement[] {
    const { region, accountId } = scope.account;
    const logs = scope.logGroups.flatMap((name) => [`log-group:${name}`, `log-group:${name}:*`]);
    return [
        ...allow(
            "ReadOwnParameters",
            actions("ssm", "GetParameter GetParameters"),
            arnsOf(scope, "ssm", scope.parameters, "parameter/"),
        ),
        ...allow("ReadMissedRuns", ["sqs:ReceiveMessage"], arnsOf(scope, "sqs", scope.monitoring)),
        ...allow("ReadLogs", actions("logs", "FilterLogEvents GetLogEvents"), arnsOf(scope, "logs", logs)),
        ...allow("DecryptOwn", ["kms:Decrypt"], arnsOf(scope, "kms", ["key/*"]), {
            StringEquals: { "kms:ViaService": `ssm.${region}.amazonaws.com`, "aws:ResourceAccount": accountId },
            ...{ StringLike: { "aws:ResourceTag/Environment": scope.tags.Environment } },
        }),
    ];
}
