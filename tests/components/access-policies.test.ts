import * as assert from "node:assert/strict";
import { toArn } from "../../aws/account";
import { allowAccess, invokeModels, sendMail, useBuckets, useTables } from "../../components/access-policies";
import type { AppAccess } from "../../components/app-access";
import { pullAndLog, readParameters } from "../../components/task-policies";
import { account } from "../support/build";

const nothing: AppAccess = { tables: {}, buckets: {}, bedrock: { models: [], profiles: [] }, mail: undefined, statements: [] };
const china = { partition: "aws-cn", region: "cn-north-1", accountId: "123456789012" };

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

describe("the permissions of the application", () => {
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

    it("use the objects of the listed buckets, never the buckets themselves", () => {
        assert.deepEqual(useBuckets(china, ["spotter-uploads", "spotter-exports"]), [
            {
                Sid: "ListBuckets",
                Effect: "Allow",
                Action: "s3:ListBucket",
                Resource: ["arn:aws-cn:s3:::spotter-uploads", "arn:aws-cn:s3:::spotter-exports"],
            },
            {
                Sid: "UseObjects",
                Effect: "Allow",
                Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
                Resource: ["arn:aws-cn:s3:::spotter-uploads/*", "arn:aws-cn:s3:::spotter-exports/*"],
            },
        ]);
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

    it("add a statement as it is written", () => {
        const resources = ["arn:aws:sqs:us-east-1:123456789012:jobs"];
        const conditions = { StringEquals: { "aws:ResourceTag/app": ["web", "jobs"] } };
        const sendJobs = { sid: "SendJobs", actions: ["sqs:SendMessage"], resources, conditions };
        assert.deepEqual(allowAccess(account, { ...nothing, statements: [sendJobs] }), [
            { Sid: "SendJobs", Effect: "Allow", Action: ["sqs:SendMessage"], Resource: resources, Condition: conditions },
        ]);
    });

    it("have no condition where none is given", () => {
        const statement = { sid: "A", actions: ["sqs:SendMessage"], resources: ["arn"], conditions: undefined };
        const [written] = allowAccess(account, { ...nothing, statements: [statement] });
        assert.equal(written !== undefined && "Condition" in written, false);
    });

    it("match nothing of a stack whose names are longer or shorter", () => {
        const access: AppAccess = {
            tables: { users: "spotter-users" },
            buckets: { uploads: "spotter-uploads" },
            bedrock: { models: ["amazon.titan-text-lite-v1"], profiles: [] },
            mail: { identity: "example.com", sender: "no-reply@example.com", configurationSet: "bounces" },
            statements: [],
        };
        const statements = [
            ...allowAccess(account, access),
            ...readParameters(account, { prefix: "/spotter", kmsKeyArn: undefined, references: [] }),
            ...pullAndLog(account, [toArn(account, "ecr", "repository/spotter")], "/ecs/spotter"),
        ];
        const patterns = statements
            .filter(({ Sid }) => Sid !== "LogInToRegistry") // its action takes no resource
            .flatMap(({ Resource }) => Resource)
            .map(
                (pattern) =>
                    new RegExp(
                        `^${pattern
                            .split("*")
                            .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
                            .join(".*")}$`,
                    ),
            );
        const others = [
            { table: "spotter-users-staging", bucket: "spotter-uploads-staging", name: "spotter-staging" },
            { table: "spotter-userspace", bucket: "spotter-uploads2", name: "spotter2" },
            { table: "spotter", bucket: "spotter", name: "spot" },
        ].flatMap(({ table, bucket, name }) => [
            toArn(account, "dynamodb", `table/${table}`),
            toArn(account, "dynamodb", `table/${table}/index/by-mail`),
            `arn:aws:s3:::${bucket}`,
            `arn:aws:s3:::${bucket}/avatar.png`,
            toArn(account, "ssm", `parameter/${name}/AUTH_SECRET`),
            toArn(account, "logs", `log-group:/ecs/${name}:log-stream:a`),
            toArn(account, "ecr", `repository/${name}`),
        ]);
        assert.deepEqual(
            others.filter((arn) => patterns.some((pattern) => pattern.test(arn))),
            [],
        );
        assert.ok(patterns.some((pattern) => pattern.test(toArn(account, "dynamodb", "table/spotter-users/index/by-mail"))));
        assert.ok(patterns.some((pattern) => pattern.test("arn:aws:s3:::spotter-uploads/avatars/1.png")));
    });

    it("have no statement for what the application does not use", () => {
        assert.deepEqual(allowAccess(account, nothing), []);
    });
});
