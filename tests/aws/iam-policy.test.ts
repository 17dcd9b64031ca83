import * as assert from "node:assert/strict";
import {
    isSameCondition,
    matchesAction,
    matchesResource,
    policyDocument,
    writtenOutAction,
    writtenOutResource,
} from "../../aws/iam-policy";

describe("a policy", () => {
    it("is a document of IAM's current version", () => {
        assert.equal(policyDocument([{ Effect: "Allow" }]), '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}');
    });
});

describe("an action that is written out", () => {
    const judgements: readonly (readonly [boolean, string])[] = [
        [true, "sqs:SendMessage"],
        [true, "execute-api:Invoke"],
        [false, "sqs:*"],
        [false, "sqs:Send*"],
        [false, "*"],
        [false, "SendMessage"],
    ];
    for (const [legal, action] of judgements) {
        it(`is ${legal ? "" : "not "}${action}`, () => assert.equal(writtenOutAction.pattern.test(action), legal));
    }
});

describe("a resource that is written out", () => {
    const here = "us-east-1:123456789012";
    const judgements: readonly (readonly [boolean, string])[] = [
        [true, `arn:aws:sqs:${here}:jobs`],
        [true, `arn:aws-cn:sns:cn-north-1:123456789012:events`],
        [true, "arn:aws:s3:::uploads"],
        [true, "arn:aws:s3:::uploads/*"],
        [true, "arn:aws:s3:::uploads/avatars/*"],
        [true, `arn:aws:dynamodb:${here}:table/orders/index/*`],
        [true, `arn:aws:lambda:${here}:function:resize:*`],
        [true, `arn:aws:secretsmanager:${here}:secret:spotter/stripe-??????`],
        [true, "arn:aws:iam::123456789012:role/spotter"],
        [false, "*"],
        [false, "arn:aws:s3:::*"],
        [false, "arn:aws:s3:::uploads*"],
        [false, "arn:aws:s3:::uploads-*/*"],
        [false, `arn:aws:sqs:${here}:*`],
        [false, `arn:aws:sqs:${here}:spotter-*`],
        [false, `arn:aws:sqs:*:123456789012:jobs`],
        [false, `arn:aws:sqs:us-east-1:*:jobs`],
        [false, `arn:aws:dynamodb:${here}:table/*`],
        [false, `arn:aws:dynamodb:${here}:table/orders*`],
        [false, `arn:aws:dynamodb:${here}:*/orders`],
        [false, `arn:aws:secretsmanager:${here}:secret:*`],
        [false, `arn:aws:secretsmanager:${here}:secret:spotter-*`],
    ];
    for (const [legal, arn] of judgements) {
        it(`is ${legal ? "" : "not "}${arn}`, () => assert.equal(writtenOutResource.pattern.test(arn), legal));
    }
});

describe("a pattern of IAM", () => {
    const judgements: readonly (readonly [matches: boolean, pattern: string, text: string])[] = [
        [true, "arn:aws:s3:::a/*", "arn:aws:s3:::a/b/c"],
        [true, "arn:aws:s3:::a/?", "arn:aws:s3:::a/b"],
        [true, "*", "anything\nat all"],
        [true, "a*", "a*"],
        [false, "arn:aws:s3:::a.b", "arn:aws:s3:::axb"],
        [false, "arn:aws:s3:::a/?", "arn:aws:s3:::a/bc"],
        [false, "arn:aws:s3:::a/?", "arn:aws:s3:::a/*"],
        [false, "arn:aws:dynamodb:::table/Users", "arn:aws:dynamodb:::table/users"],
        [false, "a", "a/b"],
    ];
    for (const [matches, pattern, text] of judgements) {
        it(`${pattern} ${matches ? "matches" : "does not match"} ${JSON.stringify(text)}`, () => {
            assert.equal(matchesResource(pattern, text), matches);
        });
    }

    it("has no case where it is an action's", () => {
        assert.ok(matchesAction("dynamodb:get*", "DynamoDB:GetItem"));
        assert.ok(!matchesAction("dynamodb:get*", "dynamodb:PutItem"));
    });
});

describe("two conditions", () => {
    const sender = (operator: string, value: string | readonly string[]) => ({ [operator]: { "ses:FromAddress": value } });
    const both = { Bool: { "aws:SecureTransport": "true" }, ...sender("StringEquals", ["a", "b"]) };

    it("are the same in any order, with a list of one, and by an operator for patterns without a pattern", () => {
        assert.ok(isSameCondition(sender("StringEquals", "a"), sender("StringEquals", ["a"])));
        assert.ok(isSameCondition(sender("StringEquals", "a"), sender("StringLike", "a")));
        assert.ok(isSameCondition({ ...sender("StringEquals", ["b", "a"]), Bool: both.Bool }, both));
        assert.ok(isSameCondition(undefined, {}));
    });

    it("are others where a value, an operator or a key is", () => {
        assert.ok(!isSameCondition(sender("StringEquals", "a"), sender("StringEquals", "b")));
        assert.ok(!isSameCondition(sender("StringEquals", "*"), sender("StringLike", "*")));
        assert.ok(!isSameCondition(both, sender("StringEquals", ["a", "b"])));
        assert.ok(!isSameCondition(undefined, sender("StringEquals", "a")));
    });
});
