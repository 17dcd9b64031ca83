import type { ParameterKey } from "../../deployment/preflight-keys";
import { assertRows, type Row } from "./preflight-rows";

const id = "11111111-2222-3333-4444-555555555555";
const arn = `arn:aws:kms:us-east-1:920013187591:key/${id}`;
const other = "arn:aws:kms:us-east-1:920013187591:key/other";

/** The secret of the release under a key, as SSM names it. */
const under = (keyId: string | undefined, key?: Partial<ParameterKey>) => ({
    parameters: new Map([
        ["AUTH_SECRET", { type: "SecureString", version: 1, keyId }],
        ["ADMIN_EMAILS", { type: "String", version: 1 }],
    ]),
    keys: new Map(
        keyId === undefined || key === undefined ? [] : [[keyId, { arn, state: "Enabled", isAwsManaged: false, ...key }]],
    ),
});

const alias = "arn:aws:kms:us-east-1:920013187591:alias/spotter-prod";

const advice = "push them again, or set parameters.kmsKeyArn to that key";
const denied = (keyId: string) => [
    `parameters under key ${keyId}, for which the execution role has no permission: AUTH_SECRET; ${advice}`,
];
const doubtful = (keyId: string) => [
    `parameters under key ${keyId}, for which the execution role has no permission: AUTH_SECRET; ` +
        `unless the key's own policy gives it one, ECS can't decrypt them: ${advice}`,
];
const unusable = (keyId: string, state: string) => [
    `parameters under key ${keyId}, which ${state}: AUTH_SECRET; ECS cannot decrypt them, and starts no task without them`,
];

const rows: readonly Row[] = [
    { when: "SSM names none", facts: under(undefined) },
    { when: "it is SSM's own", facts: under("alias/aws/ssm") },
    { when: "it is SSM's own, by ARN", facts: under("arn:aws:kms:us-east-1:920013187591:alias/aws/ssm") },
    {
        when: "it is SSM's own, although the stack has another",
        release: { parameterKeyArn: arn },
        facts: under("alias/aws/ssm"),
    },
    { when: "it is another of AWS's", facts: under(id, { isAwsManaged: true }) },

    { when: "it is the stack's", release: { parameterKeyArn: arn }, facts: under(arn, {}) },
    { when: "it is the stack's by id, and KMS did not answer", release: { parameterKeyArn: arn }, facts: under(id) },
    { when: "an alias stands for the stack's", release: { parameterKeyArn: arn }, facts: under("alias/app", {}) },

    { when: "it is the stack's, by its alias", release: { parameterKeyArn: alias }, facts: under(alias, {}) },
    {
        when: "it is the one that the stack's alias stands for",
        release: { parameterKeyArn: alias },
        facts: under(id, { isOwn: true }),
    },
    {
        when: "it is another than the stack's alias stands for",
        release: { parameterKeyArn: alias },
        facts: under(id, { isOwn: false, isLeftToIam: true }),
        errors: denied(id),
    },

    { when: "it is no key that the role may use", facts: under(id, { isLeftToIam: true }), errors: denied(id) },
    {
        when: "it is not the stack's",
        release: { parameterKeyArn: other },
        facts: under(arn, { isLeftToIam: true }),
        errors: denied(arn),
    },
    {
        when: "its own policy names roles, the execution role perhaps",
        facts: under(id, { isLeftToIam: false }),
        warnings: doubtful(id),
    },
    { when: "its policy could not be read", facts: under(id, {}), warnings: doubtful(id) },
    { when: "KMS did not answer", facts: under(id), warnings: doubtful(id) },
    {
        when: "it is of another account, which takes a permission on both sides",
        facts: under("arn:aws:kms:us-east-1:210987654321:key/1"),
        errors: denied("arn:aws:kms:us-east-1:210987654321:key/1"),
    },
    {
        when: "an alias stands for another today",
        facts: under("alias/app", { isLeftToIam: true }),
        warnings: doubtful("alias/app"),
    },

    {
        when: "it is the stack's, and disabled",
        release: { parameterKeyArn: arn },
        facts: under(id, { state: "Disabled" }),
        errors: unusable(id, "is Disabled"),
    },
    {
        when: "it is about to be deleted",
        facts: under(arn, { state: "PendingDeletion" }),
        errors: unusable(arn, "is PendingDeletion"),
    },
    { when: "it is gone", facts: under(id, { arn: "", state: "NOT_FOUND" }), errors: unusable(id, "does not exist") },
    {
        when: "the alias is gone, and the key perhaps not",
        facts: under("alias/app", { arn: "", state: "NOT_FOUND" }),
        warnings: unusable("alias/app", "does not exist"),
    },
    {
        when: "its store can't be reached now",
        release: { parameterKeyArn: arn },
        facts: under(arn, { state: "Unavailable" }),
        warnings: unusable(arn, "is Unavailable"),
    },
    {
        when: "it encrypts what the release does not ask for",
        release: { external: [{ name: "ADMIN_EMAILS", secret: false }] },
        facts: under(id, { state: "Disabled" }),
    },
];

describe("what a preflight finds of a key of parameters", () => assertRows(rows));
