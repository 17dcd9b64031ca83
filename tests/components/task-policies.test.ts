import * as assert from "node:assert/strict";
import { pullAndLog, readParameters, taskTrustPolicy, type ParameterLocation } from "../../components/task-policies";
import { account } from "../support/build";

const china = { partition: "aws-cn", region: "cn-north-1", accountId: "123456789012" };
const government = { partition: "aws-us-gov", region: "us-gov-west-1", accountId: "123456789012" };

const at = (change: Partial<ParameterLocation> = {}): ParameterLocation => ({
    prefix: "/spotter-app",
    kmsKeyArn: undefined,
    references: [],
    ...change,
});

describe("the policies that a task starts with", () => {
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
        assert.deepEqual(pullAndLog(china, [repositoryArn], "/ecs/spotter-app"), [
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
        assert.deepEqual(readParameters(account, at()), [
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
        assert.deepEqual(readParameters(government, at({ kmsKeyArn: key })), [
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

    it("pull a sidecar's image from its repository of ECR, too", () => {
        const arns = ["app", "otel"].map((name) => `arn:aws:ecr:us-east-1:123456789012:repository/${name}`);
        assert.deepEqual(pullAndLog(account, arns, "/ecs/spotter-app")[1]?.Resource, arns);
    });

    it("read what is kept elsewhere by its exact ARN, and decrypt it through the service that keeps it", () => {
        const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:acme/db-AbCdEf";
        const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1";
        const references = [
            `${secret}:password::`,
            `${secret}:user:AWSPREVIOUS:`,
            "/acme/token",
            "/spotter-app/WITHIN",
            "arn:aws:ssm:eu-west-1:210987654321:parameter/shared/token",
        ];
        assert.deepEqual(readParameters(account, at({ references, kmsKeyArn })), [
            {
                Sid: "ReadParameters",
                Effect: "Allow",
                Action: "ssm:GetParameters",
                Resource: [
                    "arn:aws:ssm:us-east-1:123456789012:parameter/spotter-app/*",
                    "arn:aws:ssm:eu-west-1:210987654321:parameter/shared/token",
                    "arn:aws:ssm:us-east-1:123456789012:parameter/acme/token",
                ],
            },
            { Sid: "ReadSecrets", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [secret] },
            {
                Sid: "DecryptParameters",
                Effect: "Allow",
                Action: "kms:Decrypt",
                Resource: kmsKeyArn,
                Condition: {
                    StringEquals: { "kms:ViaService": ["ssm.us-east-1.amazonaws.com", "secretsmanager.us-east-1.amazonaws.com"] },
                },
            },
        ]);
    });

    it("decrypt in China by either name of SSM", () => {
        const china = { partition: "aws-cn", region: "cn-north-1", accountId: "123456789012" };
        const [, decrypt] = readParameters(china, at({ kmsKeyArn: "arn:aws-cn:kms:cn-north-1:123456789012:key/1" }));
        assert.deepEqual(decrypt?.Condition, {
            StringEquals: { "kms:ViaService": ["ssm.cn-north-1.amazonaws.com", "ssm.cn-north-1.amazonaws.com.cn"] },
        });
    });
});
