import * as assert from "node:assert/strict";
import { assertRows, problemsOf } from "../input";

describe("a message about a statement", () => {
    const statement = { sid: "SendJobs", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:123456789012:jobs"] };
    const about = (changed: object) => problemsOf({ "fitness:access.statements": [{ ...statement, ...changed }] });

    it("refuses wildcards in actions, and resources that are not written out", () => {
        const resources = (arn: string) => about({ resources: [arn] }).length;
        assertRows([
            ["the statement itself", about({}), []],
            [
                "every action",
                about({ actions: ["sqs:*"] }),
                [
                    {
                        path: "fitness:access.statements[0].actions[0]",
                        message: 'must be an action written out, like sqs:SendMessage: wildcards are refused, got "sqs:*"',
                    },
                ],
            ],
            [
                "every resource",
                about({ resources: ["*"] }),
                [
                    {
                        path: "fitness:access.statements[0].resources[0]",
                        message:
                            "must be an ARN written out; a wildcard may only follow a whole resource, " +
                            'like arn:aws:s3:::my-bucket/*, got "*"',
                    },
                ],
            ],
        ]);
        const legal = [
            "arn:aws:s3:::my-bucket",
            "arn:aws:s3:::my-bucket/*",
            "arn:aws:s3:::my-bucket/uploads/*",
            "arn:aws:dynamodb:us-east-1:123456789012:table/users/index/*",
            "arn:aws:logs:us-east-1:123456789012:log-group:/app/audit:*",
            "arn:aws:iam::123456789012:role/service/worker",
            "arn:aws-cn:sns:cn-north-1:123456789012:topic",
        ];
        const illegal = [
            "arn:aws:s3:::*",
            "arn:aws:s3:::my-*",
            "arn:aws:s3:::my-bucket/up*",
            "arn:aws:s3:::*/uploads",
            "arn:aws:dynamodb:us-east-1:123456789012:table/*",
            "arn:aws:dynamodb:us-east-1:123456789012:*",
            "arn:aws:dynamodb:us-east-1:*:table/users",
            "arn:aws:dynamodb:*:123456789012:table/users",
            "arn:aws:sqs:us-east-1:123456789012:job?",
        ];
        assertRows([
            ...legal.map((arn) => [arn, resources(arn), 0] as const),
            ...illegal.map((arn) => [arn, resources(arn), 1] as const),
        ]);
    });

    it("takes conditions by operator and key, with a value or a list", () => {
        assert.deepEqual(about({ conditions: { StringEquals: { "aws:SourceVpc": "vpc-1", "s3:prefix": ["a", "b"] } } }), []);
        assert.deepEqual(
            about({ conditions: { StringEquals: { "aws:SourceVpc": 7 } } }).map(({ path, message }) => `${path} ${message}`),
            ["fitness:access.statements[0].conditions.StringEquals.aws:SourceVpc must be a text, or a list of texts, got 7"],
        );
    });
});
