import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";
import { toArn, type Account } from "../aws/account";
import { requireTls } from "../aws/iam-policy";
import { createFirst } from "./replacement";

/** Arguments of {@link alarmTopic}. */
export interface AlarmTopicArgs {
    /** Account and region of the stack. */
    readonly account: Account;

    /** Physical name. */
    readonly topicName: string;

    /** Mail addresses that are told. */
    readonly emails: readonly string[];

    /** Customer key. @default - not encrypted at rest */
    readonly kmsKeyArn: pulumi.Input<string> | undefined;

    /** A budget of the account's tells it, too. */
    readonly hasBudget: boolean;
}

/**
 * Where alarms and failed deployments are told, and who gets a mail. An address must be confirmed by the link in its first mail;
 * until then AWS keeps the subscription for three days, whoever deletes it.
 */
export function alarmTopic(
    name: string,
    { account, topicName, emails, kmsKeyArn, hasBudget }: AlarmTopicArgs,
    opts: pulumi.CustomResourceOptions,
): { readonly topic: sns.Topic; readonly policy: sns.TopicPolicy } {
    const topic = new sns.Topic(
        `${name}-alarms`,
        { name: topicName, ...(kmsKeyArn === undefined ? {} : { kmsMasterKeyId: kmsKeyArn }) },
        { ...opts, ...createFirst },
    );
    const policy = new sns.TopicPolicy(
        `${name}-alarms`,
        { arn: topic.arn, policy: JSON.stringify(alarmTopicPolicy(account, topicName, hasBudget)) },
        opts,
    );
    for (const email of emails) {
        new sns.TopicSubscription(`${name}-alarms-${email}`, { topic: topic.arn, protocol: "email", endpoint: email }, opts);
    }
    return { topic, policy };
}

/**
 * CloudWatch's alarms and EventBridge's rules of this account and region may publish, its budgets where there is one, and nothing
 * without TLS. Identities of the account need a policy of their own.
 *
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export function alarmTopicPolicy(account: Account, topicName: string, hasBudget: boolean) {
    const { partition, accountId } = account;
    const topic = toArn(account, "sns", topicName);
    const publisher = (Sid: string, Service: string, source: string) => ({
        Sid,
        Effect: "Allow",
        Principal: { Service },
        Action: "sns:Publish",
        Resource: topic,
        Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": source } },
    });
    return {
        Version: "2012-10-17",
        Statement: [
            publisher("PublishAlarms", "cloudwatch.amazonaws.com", toArn(account, "cloudwatch", "alarm:*")),
            publisher("PublishEvents", "events.amazonaws.com", toArn(account, "events", "rule/*")),
            ...(hasBudget
                ? [publisher("PublishBudgets", "budgets.amazonaws.com", `arn:${partition}:budgets::${accountId}:*`)]
                : []),
            requireTls("sns:Publish", topic), // SNS takes no wildcard in a topic's policy
        ],
    };
}
