import * as assert from "node:assert/strict";
import { alarmTopicPolicy } from "../../components/alarm-topic";
import type { Resource } from "../../preview/document";
import { account, inputsOf, jsonOf } from "../support/build";
import { admits, type Caller } from "../support/resource-policy";
import { findMessages } from "./mistakes";
import { releaseAlarms } from "./subjects-alarms";
import { topicArn } from "./alarm-arns";
import { watched } from "./watched";
const topic = "aws:sns/topic:Topic";

describe("the topic of alarms", () => {
    const policy = alarmTopicPolicy(account, "spotter-app-alarms", true);
    const alarmArn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:spotter-app-slow";
    const own: Caller = {
        principal: "cloudwatch.amazonaws.com",
        action: "sns:Publish",
        resource: topicArn,
        context: { "aws:SourceAccount": "123456789012", "aws:SourceArn": alarmArn, "aws:SecureTransport": "true" },
    };
    const ruleArn = "arn:aws:events:us-east-1:123456789012:rule/spotter-app-failed-deployments";
    const budgetArn = "arn:aws:budgets::123456789012:budget/spotter-app";
    const like = (context: object, more: Partial<Caller> = {}): Caller => ({
        ...own,
        ...more,
        context: { ...own.context, ...context },
    });
    const callers: Readonly<Record<string, readonly [caller: Caller, isAdmitted: boolean]>> = {
        "an alarm of the account": [own, true],
        "a rule of the account": [like({ "aws:SourceArn": ruleArn }, { principal: "events.amazonaws.com" }), true],
        "a budget of the account": [like({ "aws:SourceArn": budgetArn }, { principal: "budgets.amazonaws.com" }), true],
        "a budget of another account": [
            like(
                { "aws:SourceAccount": "210987654321", "aws:SourceArn": budgetArn.replace("123456789012", "210987654321") },
                { principal: "budgets.amazonaws.com" },
            ),
            false,
        ],
        "an alarm of another account": [
            like({ "aws:SourceAccount": "210987654321", "aws:SourceArn": alarmArn.replace("123456789012", "210987654321") }),
            false,
        ],
        "an alarm that claims another's account": [like({ "aws:SourceAccount": "210987654321" }), false],
        "an alarm of another region": [like({ "aws:SourceArn": alarmArn.replace("us-east-1", "eu-west-1") }), false],
        "a rule under CloudWatch's name": [like({ "aws:SourceArn": ruleArn }), false],
        "a call that does not say whose it is": [{ ...own, context: { "aws:SecureTransport": "true" } }, false],
        "an alarm without TLS": [like({ "aws:SecureTransport": "false" }), false],
        "another service": [like({}, { principal: "s3.amazonaws.com" }), false],
        "an identity of another account": [like({}, { principal: "arn:aws:iam::210987654321:root" }), false],
        "an alarm that subscribes": [like({}, { action: "sns:Subscribe" }), false],
        "another topic": [like({}, { resource: `${topicArn}-2` }), false],
    };
    for (const [who, [caller, isAdmitted]] of Object.entries(callers)) {
        it(`${isAdmitted ? "admits" : "refuses"} ${who}`, () => assert.equal(admits(policy, caller), isAdmitted));
    }

    it("has that policy, and a key only where one is given", async () => {
        const usual = await watched();
        const policyIn = (found: readonly Resource[]) => jsonOf(inputsOf(found, "aws:sns/topicPolicy:TopicPolicy"), "policy");
        assert.deepEqual(policyIn(await watched({ hasBudget: true })), policy);
        assert.deepEqual(policyIn(usual), {
            ...policy,
            Statement: policy.Statement.filter(({ Sid }) => Sid !== "PublishBudgets"),
        });
        assert.deepEqual(inputsOf(usual, topic), { name: "spotter-app-alarms" });
        const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1";
        assert.equal(inputsOf(await watched({ settings: { kmsKeyArn } }), topic).kmsMasterKeyId, kmsKeyArn);
    });

    it("tells each address once, and nobody where there is none", async () => {
        const subscriptions = async (emails: readonly string[]) =>
            (await watched({ settings: { emails } }))
                .filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription")
                .map(({ inputs: { protocol, endpoint } }) => [protocol, endpoint]);
        assert.deepEqual(await subscriptions(["a@example.com", "b@example.com"]), [
            ["email", "a@example.com"],
            ["email", "b@example.com"],
        ]);
        assert.deepEqual(await subscriptions([]), []);
    });

    it("refuses what AWS would refuse", async () => {
        assert.deepEqual(
            await findMessages(releaseAlarms, {
                "an address twice": ["settings.emails", ["a@example.com", "a@example.com"]],
                "no address": ["settings.emails", ["ops"]],
                "more than all": ["settings.errorPercent", 100],
                "a long name": ["names.monitoring", "m".repeat(45)],
            }),
            {
                "an address twice": 'ReleaseAlarms: settings.emails must be a list without duplicates, got ["a@example.com"]',
                "no address": 'ReleaseAlarms: settings.emails[0] must be a mail address, got "ops"',
                "more than all": "ReleaseAlarms: settings.errorPercent must be a whole number from 1 to 99, got 100",
                "a long name": `ReleaseAlarms: names.monitoring must be at most 44 characters: letters, digits, _ and -, got "${"m".repeat(45)}"`,
            },
        );
    });
});
