import type { Control } from "../control";
import { judge } from "../judge";

const group = "aws:cloudwatch/logGroup:LogGroup";
const forGood = (days: unknown) => days === undefined || days === 0;

/** Log groups. */
export const logControls: readonly Control[] = [
    {
        id: "CKV_AWS_66",
        title: "log lines are deleted some day",
        alsoKnownAs: [],
        level: "mandatory",
        types: [group],
        check: (resource) => judge(resource, "retentionInDays", (value) => !forGood(value), "they are kept for good"),
    },
    {
        id: "CloudWatch.16",
        title: "log lines are kept for a year",
        alsoKnownAs: ["CKV_AWS_338", "cloudwatch_log_group_retention_policy_specific_days_enabled"],
        level: "advisory",
        types: [group],
        check: (resource) =>
            judge(
                resource,
                "retentionInDays",
                (value) => forGood(value) || Number(value) >= 365,
                (value) => `they are kept ${value} days (logs.retentionDays)`,
            ),
    },
    {
        id: "CKV_AWS_158",
        title: "log lines are encrypted by a key of the account's",
        alsoKnownAs: ["cloudwatch_log_group_kms_encryption_enabled"],
        level: "advisory",
        types: [group],
        check: (resource) =>
            judge(
                resource,
                "kmsKeyId",
                (value) => value !== undefined,
                "CloudWatch's own key encrypts them (encryption.customerKey)",
            ),
    },
];
