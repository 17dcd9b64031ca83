import * as assert from "node:assert/strict";
import {
    invokeModels,
    policyDocument,
    pullAndLog,
    readParameters,
    sendMail,
    taskTrustPolicy,
    useTables,
} from "../../components/task-policies";
import { account } from "../support/build";

const china = { partition: "aws-cn", region: "cn-north-1", accountId: "123456789012" };
const government = { partition: "aws-us-gov", region: "us-gov-west-1", accountId: "123456789012" };

const useItems = [
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
];
const invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

describe("the policies of a task", () => {
    it("are documents of IAM's current version", () => {
        assert.equal(policyDocument([{ Effect: "Allow" }]), '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}');
    });

    for (const { partition, region, accountId } of [account, china, government]) {
        it(`trust only tasks of the account and region (${partition})`, () => {
            assert.deepEqual(JSON.parse(taskTrustPolicy({ partition, region, accountId })), {
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Principal: { Service: "ecs-tasks.amazonaws.com" },
                        Action: "sts:AssumeRole",
                        Condition: {
                            StringEquals: { "aws:SourceAccount": "123456789012" },
                            ArnLike: { "aws:SourceArn": `arn:${partition}:ecs:${region}:123456789012:*` },
                        },
                    },
                ],
            });
        });
    }

    it("pull from the stack's repository alone, and write to its log group alone", () => {
        const repositoryArn = "arn:aws-cn:ecr:cn-north-1:123456789012:repository/spotter-app";
        assert.deepEqual(pullAndLog(china, repositoryArn, "/ecs/spotter-app"), [
            { Sid: "LogInToRegistry", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
            {
                Sid: "PullImage",
                Effect: "Allow",
                Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                Resource: repositoryArn,
            },
            {
                Sid: "WriteLogs",
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: "arn:aws-cn:logs:cn-north-1:123456789012:log-group:/ecs/spotter-app:*",
            },
        ]);
    });

    it("read the stack's own parameters", () => {
        assert.deepEqual(readParameters(account, "/spotter-app", undefined), [
            {
                Sid: "ReadParameters",
                Effect: "Allow",
                Action: "ssm:GetParameters",
                Resource: "arn:aws:ssm:us-east-1:123456789012:parameter/spotter-app/*",
            },
        ]);
    });

    it("decrypt with a customer's key only through SSM", () => {
        const key = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        assert.deepEqual(readParameters(government, "/spotter-app", key), [
            {
                Sid: "ReadParameters",
                Effect: "Allow",
                Action: "ssm:GetParameters",
                Resource: "arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/spotter-app/*",
            },
            {
                Sid: "DecryptParameters",
                Effect: "Allow",
                Action: "kms:Decrypt",
                Resource: key,
                Condition: { StringEquals: { "kms:ViaService": "ssm.us-gov-west-1.amazonaws.com" } },
            },
        ]);
    });

    it("use the items of the listed tables and of their indexes, never the tables themselves", () => {
        assert.deepEqual(useTables(account, ["spotter-users", "spotter-workouts"]), [
            {
                Sid: "UseTables",
                Effect: "Allow",
                Action: useItems,
                Resource: [
                    "arn:aws:dynamodb:us-east-1:123456789012:table/spotter-users",
                    "arn:aws:dynamodb:us-east-1:123456789012:table/spotter-users/index/*",
                    "arn:aws:dynamodb:us-east-1:123456789012:table/spotter-workouts",
                    "arn:aws:dynamodb:us-east-1:123456789012:table/spotter-workouts/index/*",
                ],
            },
        ]);
    });

    it("leave out a table that the stack does not have", () => {
        assert.deepEqual(useTables(account, [undefined]), []);
        assert.deepEqual(useTables(account, [undefined, "spotter-users"]), useTables(account, ["spotter-users"]));
    });

    it("invoke a model in the stack's region only", () => {
        const models = ["anthropic.claude-3-haiku-20240307-v1:0", "amazon.titan-text-lite-v1"];
        assert.deepEqual(invokeModels(account, { models, profiles: [] }), [
            {
                Sid: "InvokeModels",
                Effect: "Allow",
                Action: invoke,
                Resource: [
                    "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
                    "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-lite-v1",
                ],
            },
        ]);
    });

    it("invoke a profile's model in any region, but through that profile alone", () => {
        const sonnet = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-v1:0";
        const haiku = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.anthropic.claude-haiku-4-v1:0";
        const profiles = ["us.anthropic.claude-sonnet-4-v1:0", "global.anthropic.claude-haiku-4-v1:0"];
        assert.deepEqual(invokeModels(account, { models: [], profiles }), [
            { Sid: "UseProfile1", Effect: "Allow", Action: invoke, Resource: sonnet },
            {
                Sid: "InvokeThroughProfile1",
                Effect: "Allow",
                Action: invoke,
                Resource: "arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-v1:0",
                Condition: { StringEquals: { "bedrock:InferenceProfileArn": sonnet } },
            },
            { Sid: "UseProfile2", Effect: "Allow", Action: invoke, Resource: haiku },
            {
                Sid: "InvokeThroughProfile2",
                Effect: "Allow",
                Action: invoke,
                Resource: "arn:aws:bedrock:*::foundation-model/anthropic.claude-haiku-4-v1:0",
                Condition: { StringEquals: { "bedrock:InferenceProfileArn": haiku } },
            },
        ]);
    });

    it("send mail from the one sender of the identity", () => {
        assert.deepEqual(sendMail(china, { identity: "example.com", sender: "no-reply@example.com" }), [
            {
                Sid: "SendMail",
                Effect: "Allow",
                Action: ["ses:SendEmail", "ses:SendRawEmail"],
                Resource: "arn:aws-cn:ses:cn-north-1:123456789012:identity/example.com",
                Condition: { StringEquals: { "ses:FromAddress": "no-reply@example.com" } },
            },
        ]);
    });

    it("send mail by the one configuration set, where there is one", () => {
        const mail = { identity: "example.com", sender: "no-reply@example.com", configurationSet: "bounces" };
        assert.deepEqual(sendMail(account, mail)[0]?.Resource, [
            "arn:aws:ses:us-east-1:123456789012:identity/example.com",
            "arn:aws:ses:us-east-1:123456789012:configuration-set/bounces",
        ]);
    });

    it("have no statement for what the application does not use", () => {
        assert.deepEqual(useTables(account, []), []);
        assert.deepEqual(invokeModels(account, { models: [], profiles: [] }), []);
        assert.deepEqual(sendMail(account, undefined), []);
    });
});
