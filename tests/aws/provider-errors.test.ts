import * as assert from "node:assert/strict";
import { readProviderError } from "../../aws/provider-errors";
import { account } from "../support/build";

const action = "ec2:DescribeVpcs";
const failed = (service: string, operation: string, code: string, message: string) =>
    `operation error ${service}: ${operation}, https response error StatusCode: 400, RequestID: 0a, api error ${code}: ${message}`;

/** What the provider says, by title, and what is made of it: what was found, or the line of an error. */
const rows: Readonly<Record<string, readonly [said: string, made: string]>> = {
    "no VPC": ["no matching EC2 VPC found", "none"],
    "several zones": [
        "multiple Route 53 Hosted Zones matched; use additional constraints to reduce matches to a single Route 53 Hosted Zone",
        "several",
    ],
    "an id that AWS does not know": [
        failed("EC2", "DescribeSubnets", "InvalidSubnetID.NotFound", "The subnet ID 'subnet-1' does not exist"),
        "none",
    ],
    "a zone that AWS does not know": [
        "operation error Route 53: GetHostedZone, https response error StatusCode: 404, RequestID: 0a, NoSuchHostedZone: No hosted zone found with ID: Z1",
        "none",
    ],
    "another account": [
        "AWS account ID not allowed: 999999999999",
        "the credentials are of account 999999999999, the stack's is 123456789012: choose another profile",
    ],
    "a denial of another action than the look-up's": [
        failed(
            "Route 53",
            "ListHostedZones",
            "AccessDenied",
            "User: arn:aws:iam::1:user/ci is not authorized to perform: route53:ListHostedZones",
        ),
        "AWS denied route53:ListHostedZones to arn:aws:iam::1:user/ci: allow route53:ListHostedZones in the policy of the deploying identity",
    ],
    "no credentials": [
        "No valid credential sources found. Please see https://example.com for more information. Error: failed to refresh cached credentials, no EC2 IMDS role found",
        "no AWS credentials for ec2:DescribeVpcs: sign in (aws sso login), or set aws:profile or AWS_PROFILE (No valid credential sources " +
            "found. Please see https://example.com for more information. Error: failed to refresh cached credentials, no EC2 IMDS role found)",
    ],
    "credentials that have expired": [
        failed("STS", "GetCallerIdentity", "ExpiredToken", "The security token included in the request is expired"),
        "the AWS credentials have expired (sts:GetCallerIdentity): sign in again (aws sso login, or a new session token)",
    ],
    "no network": [
        "operation error STS: GetCallerIdentity, request send failed, dial tcp: lookup sts.us-east-1.amazonaws.com: no such host",
        "AWS did not answer sts:GetCallerIdentity (operation error STS: GetCallerIdentity, request send failed, dial tcp: lookup " +
            "sts.us-east-1.amazonaws.com: no such host: check the network, DNS, and the region's name)",
    ],
    "what has no kind": ["something else\n  in two lines", "ec2:DescribeVpcs failed: Error: something else in two lines"],
};

describe("an error of the provider", () => {
    for (const [title, [said, made]] of Object.entries(rows)) {
        for (const wrapped of [
            said,
            `invocation of aws:ec2/getVpc:getVpc returned an error: invoking aws:ec2/getVpc:getVpc: 1 error occurred:\n\t* ${said}\n\n`,
        ]) {
            it(`is one line, or what was found: ${title}${wrapped === said ? "" : ", wrapped"}`, () => {
                const read = readProviderError(new Error(wrapped), action, account);
                assert.equal(typeof read === "string" ? read : read.message, made);
            });
        }
    }
});
