import * as assert from "node:assert/strict";
import { AwsError, toAwsError, type AwsErrorKind } from "../../aws/errors";

interface Row {
    readonly name: string;
    readonly message?: string;
    readonly code?: string;
    readonly status?: number;
    readonly trouble: AwsErrorKind;
    readonly line: string;
}

const rows: readonly Row[] = [
    {
        name: "AccessDeniedException",
        message:
            "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecs:DescribeServices on resource: " +
            "arn:aws:ecs:us-east-1:123456789012:service/a/b because no identity-based policy allows the ecs:DescribeServices action",
        trouble: "denied",
        line: "AWS denied ecs:DescribeServices to arn:aws:iam::123456789012:user/ci: allow ecs:DescribeServices in the policy of who deploys",
    },
    {
        name: "UnauthorizedOperation",
        message: "You are not authorized to perform this operation.",
        trouble: "denied",
        line: "AWS denied ecs:DescribeServices: allow ecs:DescribeServices in the policy of who deploys",
    },
    {
        name: "AccessDenied",
        message:
            "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: ecs:ListTasks on resource: * with an explicit deny in a service control policy",
        trouble: "denied",
        line: "AWS denied ecs:ListTasks to arn:aws:sts::1:assumed-role/r/s (an explicit deny): allow ecs:ListTasks in the policy of who deploys",
    },
    {
        name: "CredentialsProviderError",
        message: "Could not load credentials from any providers",
        trouble: "no credentials",
        line:
            "no AWS credentials for ecs:DescribeServices: sign in (aws sso login), or set aws:profile or AWS_PROFILE " +
            "(Could not load credentials from any providers)",
    },
    {
        name: "CredentialsProviderError",
        message: "The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login.",
        trouble: "expired",
        line: "the AWS credentials have expired (ecs:DescribeServices): sign in again (aws sso login, or a new session token)",
    },
    {
        name: "ExpiredTokenException",
        message: "The security token included in the request is expired",
        trouble: "expired",
        line: "the AWS credentials have expired (ecs:DescribeServices): sign in again (aws sso login, or a new session token)",
    },
    {
        name: "UnrecognizedClientException",
        message: "The security token included in the request is invalid.",
        trouble: "unknown credentials",
        line:
            "AWS does not accept these credentials (ecs:DescribeServices: UnrecognizedClientException): " +
            "check the access key, the profile and the clock",
    },
    {
        name: "ThrottlingException",
        message: "Rate exceeded",
        trouble: "throttled",
        line: "AWS throttles ecs:DescribeServices: too many calls from this account at once (ThrottlingException)",
    },
    {
        name: "Error",
        code: "ECONNRESET",
        message: "socket hang up",
        trouble: "unreachable",
        line: "AWS did not answer ecs:DescribeServices (socket hang up)",
    },
    { name: "TimeoutError", message: "", trouble: "unreachable", line: "AWS did not answer ecs:DescribeServices (TimeoutError)" },
    {
        name: "ServerException",
        status: 500,
        message: "Service is unavailable",
        trouble: "unreachable",
        line: "AWS did not answer ecs:DescribeServices (Service is unavailable)",
    },
    {
        name: "ClusterNotFoundException",
        message: "Cluster not found.",
        trouble: "missing",
        line: "ecs:DescribeServices failed: ClusterNotFoundException: Cluster not found.",
    },
    {
        name: "InvalidParameterException",
        message: "no\nsecond line",
        trouble: "other",
        line: "ecs:DescribeServices failed: InvalidParameterException: no",
    },
    {
        name: "FetchError",
        message: "can't read https://bucket.example/layer?X-Amz-Signature=canary now",
        trouble: "other",
        line: "ecs:DescribeServices failed: FetchError: can't read https://bucket.example/layer?… now",
    },
];

describe("an error of AWS", () => {
    for (const { name, message = "", code, status, trouble, line } of rows) {
        it(`${code ?? name}, "${message.slice(0, 40)}", becomes one line`, () => {
            const thrown = Object.assign(new Error(message), { name, code, $metadata: { httpStatusCode: status } });
            const error = toAwsError(thrown, "ecs:DescribeServices");
            assert.ok(error instanceof AwsError);
            assert.equal(error.message, line);
            assert.equal(error.kind, trouble);
            assert.equal(error.stack, error.message, "the runner resolves no source maps");
            assert.deepEqual([error.name, error.code, error.$metadata?.httpStatusCode], [name, code, status]);
            assert.equal(error.transient, trouble === "throttled" || trouble === "unreachable");
        });
    }

    it("stays an abort where the caller wanted it to end", () => {
        const abort = Object.assign(new Error("Request aborted"), { name: "AbortError" });
        assert.equal(toAwsError(abort, "ecs:DescribeServices"), abort);
    });
});
