import * as assert from "node:assert/strict";
import { carryAll } from "./carry-all";
import { accountId, liveService, region, role } from "./live-services";

describe("the task role's policies become access", () => {
    const own = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
    const allow = (actions: string | readonly string[], resources: string | readonly string[], more: object = {}) => ({
        Effect: "Allow",
        Action: actions,
        Resource: resources,
        ...more,
    });
    const leading = { Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["a"] } } };
    const from = (statements: unknown, taskRole = role("task", { app: statements })) =>
        carryAll(liveService({ rest: { taskRole } }));

    const rows: readonly (readonly [
        what: string,
        statements: unknown,
        values: Readonly<Record<string, unknown>>,
        left: readonly RegExp[],
    ])[] = [
        [
            "a table that is read and written",
            allow(["dynamodb:GetItem", "dynamodb:PutItem"], own("dynamodb", "table/orders")),
            { "access.tables": { orders: "orders" }, "access.statements": undefined },
            [/^taskRole\.task: access\.tables also allows dynamodb:BatchGetItem, /],
        ],
        [
            "a table that is only read: a statement, no wider than it was",
            allow(["dynamodb:GetItem", "dynamodb:Query"], own("dynamodb", "table/orders")),
            {
                "access.tables": undefined,
                "access.statements": [
                    { sid: "app", actions: ["dynamodb:GetItem", "dynamodb:Query"], resources: [own("dynamodb", "table/orders")] },
                ],
            },
            [],
        ],
        [
            "everything on a table",
            allow("dynamodb:*", [own("dynamodb", "table/orders"), own("dynamodb", "table/orders/index/*")]),
            { "access.tables": { orders: "orders" } },
            [/^taskRole\.task\.app: dynamodb:\* on .*: access\.tables allows a part of it$/],
        ],
        [
            "tables by a pattern",
            allow("dynamodb:*", own("dynamodb", "table/shop-*")),
            { "access.tables": undefined },
            [/patterns are not carried over; name what is used in access\.tables$/],
        ],
        [
            "a bucket and its objects",
            [
                allow("s3:ListBucket", "arn:aws:s3:::uploads"),
                allow(["s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"], "arn:aws:s3:::uploads/*"),
            ],
            {
                "access.buckets": { uploads: "uploads" },
                "access.statements": [{ sid: "app", actions: ["s3:PutObjectAcl"], resources: ["arn:aws:s3:::uploads/*"] }],
            },
            [/^taskRole\.task: access\.buckets also allows s3:AbortMultipartUpload, s3:DeleteObject/],
        ],
        [
            "models, and a profile that leads to others",
            [
                allow("bedrock:InvokeModel*", `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`),
                allow(
                    ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
                    [
                        own("bedrock", "inference-profile/eu.anthropic.claude-x"),
                        "arn:aws:bedrock:eu-north-1::foundation-model/anthropic.claude-x",
                    ],
                ),
            ],
            {
                "access.bedrock.models": ["amazon.nova-lite-v1:0"],
                "access.bedrock.profiles": ["eu.anthropic.claude-x"],
                "access.statements": [
                    {
                        sid: "app",
                        actions: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
                        resources: ["arn:aws:bedrock:eu-north-1::foundation-model/anthropic.claude-x"],
                    },
                ],
            },
            [/bedrock:InvokeModel\* on .*: access\.bedrock allows a part of it$/],
        ],
        [
            "mail from one sender, with a configuration set",
            allow(
                ["ses:SendEmail", "ses:SendRawEmail"],
                [own("ses", "identity/example.com"), own("ses", "configuration-set/shop")],
                { Condition: { StringEquals: { "ses:FromAddress": "hi@example.com" } } },
            ),
            {
                "access.mail": { identity: "example.com", sender: "hi@example.com", configurationSet: "shop" },
                "access.statements": undefined,
            },
            [],
        ],
        [
            "mail from anybody: a statement, as a section has one sender",
            allow("ses:SendEmail", own("ses", "identity/example.com")),
            {
                "access.mail": undefined,
                "access.statements": [
                    { sid: "app", actions: ["ses:SendEmail"], resources: [own("ses", "identity/example.com")] },
                ],
            },
            [],
        ],
        [
            "statements of the same name, and one with a condition",
            [
                allow("sqs:SendMessage", own("sqs", "a"), { Sid: "Queue" }),
                allow("sqs:ReceiveMessage", own("sqs", "b"), {
                    Sid: "Queue",
                    Condition: { Bool: { "aws:SecureTransport": "true" } },
                }),
            ],
            {
                "access.statements": [
                    { sid: "Queue", actions: ["sqs:SendMessage"], resources: [own("sqs", "a")] },
                    {
                        sid: "Queue2",
                        actions: ["sqs:ReceiveMessage"],
                        resources: [own("sqs", "b")],
                        conditions: { Bool: { "aws:SecureTransport": ["true"] } },
                    },
                ],
            },
            [],
        ],
        [
            "a table under a condition: a statement, as its section has none",
            allow(["dynamodb:GetItem", "dynamodb:PutItem"], own("dynamodb", "table/orders"), leading),
            {
                "access.tables": undefined,
                "access.statements": [
                    {
                        sid: "app",
                        actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
                        resources: [own("dynamodb", "table/orders")],
                        conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["a"] } },
                    },
                ],
            },
            [],
        ],
        [
            "a table that is written under a condition as well: what is widened is said",
            [
                allow(["dynamodb:GetItem", "dynamodb:PutItem"], own("dynamodb", "table/orders")),
                allow("dynamodb:DeleteItem", own("dynamodb", "table/orders"), leading),
            ],
            { "access.tables": { orders: "orders" }, "access.statements": undefined },
            [/^taskRole\.task: access\.tables also allows .*dynamodb:DeleteItem.*, which the role does not allow now$/],
        ],
        [
            "mail by a pattern that is none: the section's own condition",
            allow("ses:SendEmail", own("ses", "identity/example.com"), {
                Condition: { StringLike: { "ses:FromAddress": "hi@example.com" } },
            }),
            { "access.mail": { identity: "example.com", sender: "hi@example.com" }, "access.statements": undefined },
            [],
        ],
        [
            "a table of a name in other letters: not that table",
            [
                allow("dynamodb:GetItem", own("dynamodb", "table/Orders")),
                allow("dynamodb:PutItem", own("dynamodb", "table/orders")),
            ],
            { "access.tables": undefined },
            [],
        ],
        [
            "what is denied, turned around, or for ECS Exec",
            [
                { Effect: "Deny", Action: "iam:*", Resource: "*" },
                { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
                allow("ssmmessages:OpenDataChannel", "*"),
            ],
            { "access.statements": undefined },
            [
                /^taskRole\.task\.app: denies iam:\*/,
                /^taskRole\.task\.app: NotAction: name what is allowed in access\.statements$/,
            ],
        ],
    ];

    for (const [what, statements, expected, left] of rows) {
        it(what, () => {
            const result = from(statements);
            for (const [path, value] of Object.entries(expected)) {
                assert.deepEqual(result.values[path], value, path);
            }
            for (const line of left) {
                assert.match(result.left.join("\n"), new RegExp(line.source, "m"));
            }
        });
    }

    it("takes over the boundary of the role, which the program gives to both of its own", () => {
        const boundary = `arn:aws:iam::${accountId}:policy/Boundary`;
        const { values, left } = from([], { ...role("task", {}), permissionsBoundary: boundary });
        assert.deepEqual([values["access.permissionsBoundary"], left.filter((line) => /oundary/.test(line))], [boundary, []]);
    });
});
