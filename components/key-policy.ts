import { toArn, type Account } from "../aws/account";
import type { KeyUse } from "../aws/key-uses";
import { hostSuffix } from "../aws/regions";

/** Who beside the account's own identities uses a key, and for what. */
export interface KeyPolicyArgs {
    /** Account and region of the stack. */
    readonly account: Account;

    /** What the key encrypts. */
    readonly uses: readonly KeyUse[];

    /** Log group whose lines it encrypts. */
    readonly logGroup: string;

    /** Another one, of how runs of schedules ended. @default - there is none */
    readonly runLog?: string | undefined;

    /** A budget of the account's tells the topic of the alarms. */
    readonly hasBudget: boolean;
}

/** How AWS's documents name the actions of a service that encrypts and decrypts: two of them have variants. */
const useKey = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/** What publishing to an encrypted topic takes. */
const publish = ["kms:Decrypt", "kms:GenerateDataKey*"];

/**
 * Policy of a stack's key. The account's identities need a policy of their own as well: the execution role has one for parameters
 * alone, and ECR asks whoever makes the repository for a grant. Services have none, and are named here: CloudWatch Logs for the
 * stack's log groups, CloudWatch, EventBridge and Budgets for what happens in this account.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function keyPolicy({ account, uses, logGroup, runLog, hasBudget }: KeyPolicyArgs) {
    const { partition, region, accountId } = account;
    const toLogArn = (name: string) => toArn(account, "logs", `log-group:${name}`);
    const key = "*"; // in the policy of a key, the key
    const publisher = (Sid: string, Service: string) => ({
        Sid,
        Effect: "Allow",
        Principal: { Service },
        Action: publish,
        Resource: key,
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    });
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "LeaveToIam",
                Effect: "Allow",
                Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
                Action: "kms:*", // each identity gets less by a policy of its own, and a key that none may change can't be managed any more
                Resource: key,
            },
            ...(uses.includes("logs")
                ? [
                      {
                          Sid: "EncryptLogs",
                          Effect: "Allow",
                          Principal: { Service: `logs.${region}.${hostSuffix(partition)}` },
                          Action: useKey,
                          Resource: key,
                          Condition: {
                              ArnEquals: {
                                  "kms:EncryptionContext:aws:logs:arn":
                                      runLog === undefined ? toLogArn(logGroup) : [logGroup, runLog].map(toLogArn),
                              },
                          },
                      },
                  ]
                : []),
            ...(uses.includes("alarms")
                ? [
                      publisher("PublishAlarms", "cloudwatch.amazonaws.com"),
                      publisher("PublishEvents", "events.amazonaws.com"),
                      ...(hasBudget ? [publisher("PublishBudgets", "budgets.amazonaws.com")] : []),
                  ]
                : []),
        ],
    };
}
