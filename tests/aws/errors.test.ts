import * as assert from "node:assert/strict";
import { AwsError, isAwsError, toAwsError, undefinedIfDenied, undefinedIfMissing, type AwsErrorKind } from "../../aws/errors";
import { UserError, withoutStack } from "../../aws/user-error";

interface Row {
    readonly name: string;
    readonly message?: string;
    readonly code?: string;
    readonly status?: number;
    readonly kind: AwsErrorKind;
    readonly line: string;
}

const rows: readonly Row[] = [
    {
        name: "AccessDeniedException",
        message:
            "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecs:DescribeServices on resource: " +
            "arn:aws:ecs:us-east-1:123456789012:service/a/b because no identity-based policy allows the ecs:DescribeServices action",
        kind: "denied",
        line: "AWS denied ecs:DescribeServices to arn:aws:iam::123456789012:user/ci: allow ecs:DescribeServices in the policy of the deploying identity",
    },
    {
        name: "UnauthorizedOperation",
        message: "You are not authorized to perform this operation.",
        kind: "denied",
        line: "AWS denied ecs:DescribeServices: allow ecs:DescribeServices in the policy of the deploying identity",
    },
    {
        name: "AccessDenied",
        message:
            "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: ecs:ListTasks on resource: * with an explicit deny in a service control policy",
        kind: "denied",
        line: "AWS denied ecs:ListTasks to arn:aws:sts::1:assumed-role/r/s (an explicit deny): allow ecs:ListTasks in the policy of the deploying identity",
    },
    {
        name: "CredentialsProviderError",
        message: "Could not load credentials from any providers",
        kind: "no credentials",
        line:
            "no AWS credentials for ecs:DescribeServices: sign in (aws sso login), or set aws:profile or AWS_PROFILE " +
            "(Could not load credentials from any providers)",
    },
    {
        name: "CredentialsProviderError",
        message: "The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login.",
        kind: "expired",
        line: "the AWS credentials have expired (ecs:DescribeServices): sign in again (aws sso login, or a new session token)",
    },
    {
        name: "ExpiredTokenException",
        message: "The security token included in the request is expired",
        kind: "expired",
        line: "the AWS credentials have expired (ecs:DescribeServices): sign in again (aws sso login, or a new session token)",
    },
    {
        name: "UnrecognizedClientException",
        message: "The security token included in the request is invalid.",
        kind: "unknown credentials",
        line:
            "AWS does not accept these credentials (ecs:DescribeServices: UnrecognizedClientException): " +
            "check the access key, the profile and the clock",
    },
    {
        name: "UnauthorizedException", // IAM Identity Center: aws/aws-sdk-js-v3#6864
        message: "Session token not found or invalid",
        status: 401,
        kind: "expired",
        line: "the AWS credentials have expired (ecs:DescribeServices): sign in again (aws sso login, or a new session token)",
    },
    {
        name: "CredentialsProviderError", // aws/aws-cdk#32510
        message: "UnauthorizedException: Session token not found or invalid",
        kind: "expired",
        line: "the AWS credentials have expired (ecs:DescribeServices): sign in again (aws sso login, or a new session token)",
    },
    {
        name: "ForbiddenException", // IAM Identity Center, GetRoleCredentials
        message: "No access",
        status: 403,
        kind: "denied",
        line: "AWS denied ecs:DescribeServices: allow ecs:DescribeServices in the policy of the deploying identity",
    },
    {
        name: "InvalidGrantException", // aws sso login is too long ago
        message: "",
        kind: "expired",
        line: "the AWS credentials have expired (ecs:DescribeServices): sign in again (aws sso login, or a new session token)",
    },
    {
        name: "RequestTimeTooSkewed",
        message: "The difference between the request time and the current time is too large.",
        status: 403,
        kind: "wrong clock",
        line: "AWS does not accept the time of this machine (ecs:DescribeServices: RequestTimeTooSkewed): set the clock, for example by NTP",
    },
    {
        name: "InvalidSignatureException",
        message: "Signature expired: 20260214T120000Z is now earlier than 20260214T121000Z (20260214T121500Z - 5 min.)",
        kind: "wrong clock",
        line: "AWS does not accept the time of this machine (ecs:DescribeServices: InvalidSignatureException): set the clock, for example by NTP",
    },
    {
        name: "SignatureDoesNotMatch",
        message: "Signature not yet current: 20260214T121000Z is still later than 20260214T120500Z",
        kind: "wrong clock",
        line: "AWS does not accept the time of this machine (ecs:DescribeServices: SignatureDoesNotMatch): set the clock, for example by NTP",
    },
    {
        name: "CredentialsProviderError", // aws/aws-sdk-js-v3#5743
        message: "Region is missing",
        kind: "no region",
        line: "no AWS region for ecs:DescribeServices: set aws:region in the stack file, or AWS_REGION",
    },
    {
        name: "CredentialsProviderError",
        message: "Could not resolve credentials using profile: [prod] in configuration/credentials file(s).",
        kind: "no credentials",
        line:
            "no AWS credentials for ecs:DescribeServices: sign in (aws sso login), or set aws:profile or AWS_PROFILE " +
            "(Could not resolve credentials using profile: [prod] in configuration/credentials file(s).)",
    },
    {
        name: "Error",
        code: "SELF_SIGNED_CERT_IN_CHAIN",
        message: "self-signed certificate in certificate chain",
        kind: "untrusted",
        line:
            "the certificate of AWS is not accepted (ecs:DescribeServices: self-signed certificate in certificate chain): " +
            "a proxy in between needs NODE_EXTRA_CA_CERTS, with the file of its certificate authority",
    },
    {
        name: "Error",
        code: "ENOTFOUND",
        message: "getaddrinfo ENOTFOUND ecs.us-esat-1.amazonaws.com",
        kind: "unreachable",
        line: "AWS did not answer ecs:DescribeServices (getaddrinfo ENOTFOUND ecs.us-esat-1.amazonaws.com: check the network, DNS, and the region's name)",
    },
    {
        name: "AggregateError",
        code: "ECONNREFUSED",
        message: "",
        kind: "unreachable",
        line: "AWS did not answer ecs:DescribeServices (ECONNREFUSED: check the network, a VPN, and HTTPS_PROXY)",
    },
    {
        name: "ThrottlingException",
        message: "Rate exceeded",
        kind: "throttled",
        line: "AWS throttles ecs:DescribeServices: too many calls from this account at once (ThrottlingException)",
    },
    {
        name: "Error",
        code: "ECONNRESET",
        message: "socket hang up",
        kind: "unreachable",
        line: "AWS did not answer ecs:DescribeServices (socket hang up)",
    },
    { name: "TimeoutError", message: "", kind: "unreachable", line: "AWS did not answer ecs:DescribeServices (TimeoutError)" },
    {
        name: "ServerException",
        status: 500,
        message: "Service is unavailable",
        kind: "unreachable",
        line: "AWS did not answer ecs:DescribeServices (Service is unavailable)",
    },
    {
        name: "ClusterNotFoundException",
        message: "Cluster not found.",
        kind: "missing",
        line: "ecs:DescribeServices failed: ClusterNotFoundException: Cluster not found.",
    },
    {
        name: "InvalidParameterException",
        message: "no\nsecond line",
        kind: "other",
        line: "ecs:DescribeServices failed: InvalidParameterException: no",
    },
    {
        name: "FetchError",
        message: "can't read https://bucket.example/layer?X-Amz-Signature=canary now",
        kind: "other",
        line: "ecs:DescribeServices failed: FetchError: can't read https://bucket.example/layer?… now",
    },
];

describe("an error of AWS", () => {
    for (const { name, message = "", code, status, kind, line } of rows) {
        it(`${code ?? name}, "${message.slice(0, 40)}", becomes one line`, () => {
            const thrown = Object.assign(new Error(message), { name, code, $metadata: { httpStatusCode: status } });
            const error = toAwsError(thrown, "ecs:DescribeServices");
            assert.ok(error instanceof AwsError);
            assert.equal(error.message, line);
            assert.equal(error.kind, kind);
            assert.equal(error.stack, error.message, "the runner resolves no source maps");
            assert.deepEqual([error.name, error.code, error.$metadata?.httpStatusCode], [name, code, status]);
            assert.equal(error.transient, kind === "throttled" || kind === "unreachable");
        });
    }

    it("stays an abort where the caller wanted it to end", () => {
        const abort = Object.assign(new Error("Request aborted"), { name: "AbortError" });
        assert.equal(toAwsError(abort, "ecs:DescribeServices"), abort);
    });
});

describe("a question that AWS may refuse", () => {
    const failing = (name: string) => (): Promise<object> =>
        Promise.reject(toAwsError(Object.assign(new Error(), { name }), "ssm:GetParameters"));
    const denials: string[] = [];
    const denied = "AWS denied ssm:GetParameters: allow ssm:GetParameters in the policy of the deploying identity";

    it("has an answer", async () => {
        assert.equal(await undefinedIfMissing(() => Promise.resolve(1)), 1);
        assert.equal(await undefinedIfDenied(() => Promise.resolve(1), denials), 1);
    });

    it("has none where the thing is missing, and no other error is hidden", async () => {
        assert.equal(await undefinedIfMissing(failing("ParameterNotFound")), undefined);
        await assert.rejects(undefinedIfMissing(failing("AccessDenied")), { message: denied });
    });

    it("has none where the caller may not ask, which is noted, and no other error is hidden", async () => {
        assert.equal(await undefinedIfDenied(failing("AccessDenied"), denials), undefined);
        assert.deepEqual(denials, [denied]);
        await assert.rejects(undefinedIfDenied(failing("ParameterNotFound"), denials), { kind: "missing" });
        assert.equal(denials.length, 1);
    });

    it("fails for one of several reasons", () => {
        const error = toAwsError({ name: "ThrottlingException" }, "ecs:ListTasks");
        assert.equal(isAwsError(error, "denied", "throttled"), true);
        assert.equal(isAwsError(error, "denied"), false);
        assert.equal(isAwsError(new Error("throttled"), "throttled"), false);
    });
});

describe("an error that is meant for the user", () => {
    it("has one line instead of a stack, also where its class is not ours", () => {
        assert.equal(new UserError("what to do").stack, "what to do");
        const foreign = withoutStack(new RangeError("what to do"));
        assert.ok(foreign instanceof RangeError);
        assert.equal(foreign.stack, "what to do");
    });
});
