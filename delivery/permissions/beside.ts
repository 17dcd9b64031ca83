import type { Statement } from "../../aws/iam-policy";
import { arnsOf, type StackScope } from "../scope";
import { actions, allow, tagged } from "./statement";

/** Parameters, logs, data, DNS, and a certificate. */
export function dataAndNames(scope: StackScope): readonly Statement[] {
    const { partition } = scope.account;
    const logs = scope.logGroups.flatMap((name) => [`log-group:${name}`, `log-group:${name}:*`]);
    const key = arnsOf(scope, "kms", ["key/*"]);
    const own = tagged(scope, "aws:ResourceTag");
    const certificates = arnsOf(scope, "acm", ["certificate/*"]);
    return [
        ...allow(
            "Parameters",
            actions("ssm", "AddTagsToResource DeleteParameter PutParameter RemoveTagsFromResource"),
            arnsOf(scope, "ssm", scope.parameters, "parameter/"),
        ),
        ...allow(
            "LogGroups",
            actions(
                "logs",
                `AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteMetricFilter DeleteRetentionPolicy DisassociateKmsKey PutMetricFilter
                PutRetentionPolicy TagResource UntagResource`,
            ),
            arnsOf(scope, "logs", logs),
        ),
        ...allow("LogPolicies", actions("logs", "DeleteResourcePolicy PutResourcePolicy"), "*"), // AWS takes no resource for them
        ...allow(
            "Tables",
            actions(
                "dynamodb",
                `CreateTable DeleteTable TagResource UntagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive`,
            ),
            arnsOf(scope, "dynamodb", scope.tables, "table/"),
        ),
        ...allow(
            "Replicas",
            actions(
                "dynamodb",
                `BatchWriteItem CreateTable CreateTableReplica DeleteItem DeleteTable DeleteTableReplica DescribeTable GetItem PutItem Query
                Scan TagResource UpdateContinuousBackups UpdateItem UpdateTable`,
            ), // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html
            scope.replicaRegions.flatMap((region) =>
                arnsOf({ ...scope, account: { ...scope.account, region } }, "dynamodb", scope.tables, "table/"),
            ),
        ),
        ...allow(
            "Buckets",
            actions(
                "s3",
                `CreateBucket DeleteBucket DeleteBucketPolicy PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock
                PutBucketTagging PutBucketVersioning PutEncryptionConfiguration PutLifecycleConfiguration`,
            ),
            scope.buckets.map((name) => `arn:${partition}:s3:::${name}`),
        ),
        ...allow(
            "EmptyBuckets",
            actions("s3", "DeleteObject DeleteObjectVersion ListBucketVersions"),
            scope.disposableBuckets.flatMap((name) => [`arn:${partition}:s3:::${name}`, `arn:${partition}:s3:::${name}/*`]),
        ),
        ...allow(
            "Records",
            ["route53:ChangeResourceRecordSets"],
            scope.hostNames.length === 0 ? [] : [`arn:${partition}:route53:::hostedzone/*`],
            {
                "ForAllValues:StringLike": {
                    "route53:ChangeResourceRecordSetsNormalizedRecordNames": scope.hostNames.flatMap((name) => [
                        name,
                        `_*.${name.replace(/^\*\./, "")}`, // a wildcard is proved by the name that it is of
                    ]),
                },
            },
        ),
        ...allow("NewHealthChecks", ["route53:CreateHealthCheck"], scope.healthChecks.length === 0 ? [] : "*"),
        ...allow(
            "HealthChecks",
            actions("route53", "ChangeTagsForResource DeleteHealthCheck UpdateHealthCheck"),
            scope.healthChecks.map((id) => `arn:${partition}:route53:::healthcheck/${id}`), // AWS takes no tags as a condition
        ),
        ...allow(
            "NewCertificates",
            actions("acm", "AddTagsToCertificate RequestCertificate"),
            "*",
            tagged(scope, "aws:RequestTag"),
        ),
        ...allow(
            "Certificates",
            actions("acm", "DeleteCertificate RemoveTagsFromCertificate"),
            certificates,
            tagged(scope, "aws:ResourceTag"),
        ),
        ...allow("NewKeys", actions("kms", "CreateKey TagResource"), "*", tagged(scope, "aws:RequestTag")),
        ...allow(
            "Keys",
            actions(
                "kms",
                "CreateAlias DeleteAlias DisableKeyRotation EnableKeyRotation PutKeyPolicy ScheduleKeyDeletion TagResource UntagResource UpdateAlias UpdateKeyDescription",
            ),
            key,
            tagged(scope, "aws:ResourceTag"),
        ),
        ...allow("UseKeys", actions("kms", "CreateGrant Decrypt Encrypt GenerateDataKey RetireGrant"), key, {
            ...own,
            StringEquals: {
                ...own.StringEquals,
                "kms:ViaService": ["ecr", "ssm"].map((of) => `${of}.${scope.account.region}.amazonaws.com`),
            },
        }),
        ...allow(
            "KeyAliases",
            actions("kms", "CreateAlias DeleteAlias UpdateAlias"),
            arnsOf(scope, "kms", scope.monitoring, "alias/"),
        ),
    ];
}

/** Alarms, who they tell, rules, and what runs at its time. */
export function monitoring(scope: StackScope): readonly Statement[] {
    const { partition, accountId } = scope.account;
    const of = (service: string, prefix = "") => arnsOf(scope, service, scope.monitoring, prefix);
    const balancers = arnsOf(scope, "elasticloadbalancing", scope.loadBalancers, "loadbalancer/app/").map((arn) => `${arn}/*`);
    const webAcls = of("wafv2", "regional/webacl/").map((arn) => `${arn}/*`);
    return [
        ...allow("WebAcls", actions("wafv2", "CreateWebACL DeleteWebACL TagResource UntagResource UpdateWebACL"), [
            ...webAcls,
            ...arnsOf(scope, "wafv2", ["regional/managedruleset/*"]), // AWS's own groups of rules
        ]),
        ...allow("UseWebAcls", actions("wafv2", "AssociateWebACL DisassociateWebACL"), [...webAcls, ...balancers]),
        ...allow(
            "Budgets",
            actions("budgets", "ModifyBudget TagResource UntagResource"),
            scope.budgets.map((name) => `arn:${partition}:budgets::${accountId}:budget/${name}`),
        ),
        ...allow("SetWebAcls", ["elasticloadbalancing:SetWebAcl"], "*"), // AWS takes no resource for it
        ...allow(
            "Alarms",
            actions("cloudwatch", "DeleteAlarms PutMetricAlarm TagResource UntagResource"),
            of("cloudwatch", "alarm:"),
        ),
        ...allow(
            "Dashboards",
            actions("cloudwatch", "DeleteDashboards PutDashboard"),
            scope.monitoring.map((name) => `arn:${partition}:cloudwatch::${accountId}:dashboard/${name}`),
        ),
        ...allow(
            "Topics",
            actions("sns", "CreateTopic DeleteTopic SetTopicAttributes Subscribe TagResource UntagResource"),
            of("sns"),
        ),
        ...allow("Subscriptions", actions("sns", "SetSubscriptionAttributes Unsubscribe"), "*"), // AWS takes no resource for them
        ...allow(
            "Rules",
            actions("events", "DeleteRule DisableRule EnableRule PutRule PutTargets RemoveTargets TagResource UntagResource"),
            of("events", "rule/"),
        ),
        ...allow("Queues", actions("sqs", "CreateQueue DeleteQueue SetQueueAttributes TagQueue UntagQueue"), of("sqs")),
        ...allow(
            "Schedules",
            actions(
                "scheduler",
                "CreateSchedule CreateScheduleGroup DeleteSchedule DeleteScheduleGroup TagResource UntagResource UpdateSchedule",
            ),
            [...of("scheduler", "schedule-group/"), ...of("scheduler", "schedule/").map((arn) => `${arn}/*`)],
        ),
    ];
}
