import type { Resource } from "../../resources/resource";
import type { Control, Stack } from "../control";
import { fail, judge, pass, worst, type Judgement } from "../judge";
import { judgeTls } from "../tls";

const table = "aws:dynamodb/table:Table";
const bucket = "aws:s3/bucket:Bucket";

/** Tables and buckets that a stack makes. */
export const dataControls: readonly Control[] = [
    {
        id: "DynamoDB.2",
        title: "tables can be restored to a point in time",
        alsoKnownAs: ["CKV_AWS_28", "dynamodb_tables_pitr_enabled", "AwsSolutions-DDB3"],
        level: "advisory",
        types: [table],
        check: (resource) =>
            judge(resource, "pointInTimeRecovery.enabled", (value) => value === true, "it can't (data.pointInTimeRecovery)"),
    },
    {
        id: "DynamoDB.6",
        title: "tables can't be deleted by mistake",
        alsoKnownAs: ["dynamodb_table_deletion_protection_enabled"],
        level: "advisory",
        types: [table],
        check: (resource) =>
            judge(resource, "deletionProtectionEnabled", (value) => value === true, "AWS would delete it (data.protect)"),
    },
    {
        id: "CKV_AWS_119",
        title: "tables are encrypted by a key of the account's",
        alsoKnownAs: ["dynamodb_tables_kms_cmk_encryption_enabled"],
        level: "advisory",
        types: [table],
        check: (resource) =>
            judge(resource, "serverSideEncryption.kmsKeyArn", (value) => value !== undefined, "DynamoDB's own key encrypts it"),
    },
    {
        id: "S3.8",
        title: "buckets let nothing be made public",
        alsoKnownAs: [
            "S3.1",
            "S3.2",
            "S3.3",
            "CKV_AWS_53",
            "CKV_AWS_54",
            "CKV_AWS_55",
            "CKV_AWS_56",
            "CKV2_AWS_6",
            "s3_bucket_level_public_access_block",
        ],
        level: "mandatory",
        types: [bucket],
        check: (resource, stack) =>
            judgeSetting(resource, stack, "bucketPublicAccessBlock:BucketPublicAccessBlock", (setting) =>
                worst(
                    ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map((input) =>
                        judge(setting, input, (value) => value === true, `${input} is not set`),
                    ),
                ),
            ),
    },
    {
        id: "S3.12",
        title: "access to buckets is by policies alone",
        alsoKnownAs: ["CKV2_AWS_65", "s3_bucket_acl_prohibited"],
        level: "mandatory",
        types: [bucket],
        check: (resource, stack) =>
            judgeSetting(resource, stack, "bucketOwnershipControls:BucketOwnershipControls", (setting) =>
                judge(setting, "rule.objectOwnership", (value) => value === "BucketOwnerEnforced", "it has access control lists"),
            ),
    },
    {
        id: "S3.5",
        title: "buckets answer over TLS alone",
        alsoKnownAs: ["CKV_AWS_379", "s3_bucket_secure_transport_policy", "AwsSolutions-S10"],
        level: "mandatory",
        types: [bucket],
        check: (resource, stack) =>
            judgeSetting(resource, stack, "bucketPolicy:BucketPolicy", (setting) => judgeTls(setting, "s3:*")),
    },
    {
        id: "S3.14",
        title: "buckets keep what is written over",
        alsoKnownAs: ["CKV_AWS_21", "s3_bucket_object_versioning"],
        level: "mandatory",
        types: [bucket],
        check: (resource, stack) =>
            judgeSetting(resource, stack, "bucketVersioning:BucketVersioning", (setting) =>
                judge(setting, "versioningConfiguration.status", (value) => value === "Enabled", "it is not versioned"),
            ),
    },
    {
        id: "S3.13",
        title: "buckets delete what nobody needs",
        alsoKnownAs: ["S3.10", "CKV2_AWS_61", "CKV_AWS_300", "s3_bucket_lifecycle_enabled"],
        level: "mandatory",
        types: [bucket],
        check: (resource, stack) =>
            judgeSetting(resource, stack, "bucketLifecycleConfiguration:BucketLifecycleConfiguration", (setting) =>
                judge(setting, "rules.0.status", (value) => value === "Enabled", "it has no rule"),
            ),
    },
    {
        id: "S3.17",
        title: "buckets are encrypted by a key of the account's",
        alsoKnownAs: ["CKV_AWS_145", "s3_bucket_kms_encryption"],
        level: "advisory",
        types: [bucket],
        check: (resource, stack) =>
            judgeSetting(
                resource,
                stack,
                "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                (setting) =>
                    judge(
                        setting,
                        "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm",
                        (value) => value === "aws:kms",
                        "S3's own key encrypts it",
                    ),
            ),
    },
    {
        id: "S3.9",
        title: "buckets log who asks them",
        alsoKnownAs: ["CKV_AWS_18", "s3_bucket_server_access_logging_enabled", "AwsSolutions-S1"],
        level: "advisory",
        types: [bucket],
        check: (resource, stack) => judgeSetting(resource, stack, "bucketLogging:BucketLogging", () => pass),
    },
];

/** Judges a setting of a bucket, which is a resource of its own with the bucket's name in the program. */
function judgeSetting(
    { name, parent }: Resource,
    stack: Stack,
    type: string,
    check: (setting: Resource) => Judgement,
): Judgement {
    const setting = stack.all(`aws:s3/${type}`).find((each) => each.name === name && each.parent === parent);
    return setting === undefined ? fail(`it has no ${type.split(":")[1] ?? type}`) : check(setting);
}
