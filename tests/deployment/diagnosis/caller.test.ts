import * as assert from "node:assert/strict";
import { toAwsError } from "../../../aws/errors";
import { intent } from "../builders";
import { diagnoseCallerError } from "../../../deployment/diagnosis/caller";

interface Row {
    readonly name: string;
    readonly message: string;
    readonly code?: string;
    readonly id: string;
    readonly kind: "passes" | "stays" | "unclear";
    readonly says: string;
}

const rows: readonly Row[] = [
    {
        name: "UnauthorizedException",
        message: "Session token not found or invalid",
        id: "caller-credentials",
        kind: "stays",
        says: "sign in again",
    },
    {
        name: "ExpiredTokenException",
        message: "The security token included in the request is expired",
        id: "caller-credentials",
        kind: "stays",
        says: "sign in again",
    },
    { name: "RequestExpired", message: "Request has expired.", id: "caller-credentials", kind: "stays", says: "sign in again" },
    {
        name: "RequestTimeTooSkewed",
        message: "The difference between the request time and the current time is too large.",
        id: "caller-credentials",
        kind: "stays",
        says: "set the clock",
    },
    {
        name: "InvalidClientTokenId",
        message: "The security token included in the request is invalid.",
        id: "caller-credentials",
        kind: "stays",
        says: "check the access key",
    },
    {
        name: "CredentialsProviderError",
        message: "Could not load credentials from any providers",
        id: "caller-credentials",
        kind: "stays",
        says: "aws sso login",
    },
    { name: "Error", message: "Region is missing", id: "caller-credentials", kind: "stays", says: "set aws:region" },
    {
        name: "AccessDeniedException",
        message: "User: arn:aws:iam::1:user/ci is not authorized to perform: ecs:DescribeServices",
        id: "caller-denied",
        kind: "stays",
        says: "ecs:DescribeServices",
    },
    {
        name: "Error",
        code: "ETIMEDOUT",
        message: "connect ETIMEDOUT 10.0.0.1:443",
        id: "caller-unanswered",
        kind: "passes",
        says: "10.0.0.1",
    },
    { name: "ThrottlingException", message: "Rate exceeded", id: "caller-unanswered", kind: "passes", says: "throttles" },
    {
        name: "Error",
        code: "DEPTH_ZERO_SELF_SIGNED_CERT",
        message: "self-signed certificate",
        id: "caller-unanswered",
        kind: "unclear",
        says: "NODE_EXTRA_CA_CERTS",
    },
];

describe("an error of AWS during the watch", () => {
    for (const { name, message, code, id, kind, says } of rows) {
        it(`is ${id}: ${code ?? name}`, () => {
            const found = diagnoseCallerError(
                toAwsError(Object.assign(new Error(message), { name, code }), "ecs:DescribeServices"),
                intent.serviceRef,
            );
            assert.deepEqual([found.diagnosis.id, found.kind], [id, kind]);
            assert.ok(found.diagnosis.evidence.includes(says), found.diagnosis.evidence);
        });
    }

    it("says that it is the clock, or the region, and not the credentials", () => {
        const causeFor = (name: string, message: string) =>
            diagnoseCallerError(
                toAwsError(Object.assign(new Error(message), { name }), "ecs:DescribeServices"),
                intent.serviceRef,
            ).diagnosis.cause;
        assert.equal(causeFor("RequestTimeTooSkewed", ""), "AWS does not accept the clock of this machine");
        assert.equal(causeFor("Error", "Region is missing"), "no AWS region is set");
        assert.equal(causeFor("ExpiredToken", ""), "AWS does not accept the credentials");
    });
});
