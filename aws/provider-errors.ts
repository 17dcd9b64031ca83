import type { Account } from "./account";
import { toAwsError } from "./errors";
import { describeOtherAccount } from "./sts";
import { UserError } from "./user-error";

/** What a look-up found instead of one thing: nothing, or more than one. */
export type LookupMiss = "none" | "several";

/** The credentials are of another account than the stack's. */
export class OtherAccountError extends UserError {}

/** Prefixes of the CLI, the bridge to Terraform, and the provider: they say what the caller knows already. */
const wrapping =
    /^(?:Error: |invocation of \S+ returned an error: |invoking \S+: |rpc error: code = \w+ desc = |\d+ errors? occurred: ?\*? ?)+/;

const misses: readonly (readonly [LookupMiss, RegExp])[] = [
    ["several", /\bmultiple .+ matched\b/i],
    ["none", /\bno matching .+ found\b|\bNoSuchHostedZone\b|\bInvalid\w+ID\.NotFound\b|\bempty result\b/i],
];

/** Names that the SDK for Go gives to services, as a policy has them. */
const services: Readonly<Record<string, string>> = { EC2: "ec2", "Route 53": "route53", STS: "sts", SSO: "sso" };

/** What the provider's own SDK says of credentials and the network, by names that {@link toAwsError} knows. */
const conditions: readonly (readonly [string, RegExp])[] = [
    [
        "CredentialsProviderError",
        /no valid credential sources|no EC2 IMDS role found|failed to (?:get|load) (?:shared config|credentials)/i,
    ],
    ["ExpiredToken", /refresh cached (?:credentials|SSO token)|token (?:has|is) expired/i],
    ["ENOTFOUND", /no such host/i],
    ["ECONNREFUSED", /connection refused/i],
    ["ETIMEDOUT", /i\/o timeout|context deadline exceeded|TLS handshake timeout/i],
    ["CERT_UNTRUSTED", /x509:/i],
];

/**
 * Why a look-up by the provider has no answer. Its errors are texts of Go, in one line or many.
 *
 * @param action what the look-up asks, for example `ec2:DescribeVpcs`, where the error names none
 * @param account the stack's
 * @param profile whose credentials were to be used; undefined for the SDK's default credential chain
 */
export function readProviderError(thrown: unknown, action: string, account: Account, profile?: string): LookupMiss | Error {
    const text = toText(thrown);
    const miss = misses.find(([, words]) => words.test(text));
    if (miss !== undefined) {
        return miss[0];
    }
    const [, other] = /AWS account ID not allowed: (\d{12})/.exec(text) ?? [];
    const isOther = other === undefined ? undefined : describeOtherAccount(other, account);
    if (isOther !== undefined) {
        return new OtherAccountError(isOther);
    }
    const [, service = "", operation = ""] = /operation error ([\w ]+): (\w+),/.exec(text) ?? [];
    const asked = services[service] === undefined ? action : `${services[service]}:${operation}`;
    const [, code, reason = text] = /api error (\S+): (.*)$/.exec(text) ?? [];
    const condition = conditions.find(([, words]) => words.test(text))?.[0];
    return toAwsError({ name: code ?? condition ?? "Error", code: condition, message: reason }, asked, profile);
}

function toText(thrown: unknown): string {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return message.replace(/\s+/g, " ").replace(wrapping, "").trim();
}
