import { intent } from "./builders";
import { assertRows, digest, parameters, type Row } from "./preflight-rows";

const { serviceRef } = intent;

/** `NAME_00`, `NAME_01`, … */
const names = (count: number) => Array.from({ length: count }, (_, at) => `NAME_${String(at).padStart(2, "0")}`);

const longList =
    "40 of 70 parameters are missing under /spotter-app: NAME_30, NAME_31, NAME_32, … (37 more); " +
    "ECS cannot start a task without them (npm run parameters -- STACK push)";
const longPlainList =
    "12 of 12 parameters are in plain text under /spotter-app: NAME_00, NAME_01, NAME_02, … (9 more); " +
    "each must be a SecureString: delete it and push it again";

const elsewhere = { ...serviceRef, parameterReferences: { AUTH_SECRET: "/acme/auth", ADMIN_EMAILS: "/acme/admins" } };
const secret = "arn:aws:secretsmanager:us-east-1:920013187591:secret:acme/db-AbCdEf";
const shared = "arn:aws:ssm:us-east-1:111122223333:parameter/acme/admins";

const rows: readonly Row[] = [
    { when: "all is well" },
    {
        when: "parameters are missing or plain",
        facts: { parameters: parameters({ AUTH_SECRET: "String" }) },
        errors: [
            "parameters missing under /spotter-app: ADMIN_EMAILS; ECS cannot start a task without them (npm run parameters -- STACK push)",
            "parameters in plain text under /spotter-app: AUTH_SECRET; each must be a SecureString: delete it and push it again",
        ],
    },
    {
        when: "so many parameters are missing that a line of them could not be read",
        release: { external: names(70).map((name) => ({ name, secret: true })) },
        facts: { parameters: parameters(Object.fromEntries(names(30).map((name) => [name, "SecureString"]))) },
        errors: [longList],
        lists: [{ finding: longList, names: names(70).slice(30) }],
    },
    {
        when: "so many parameters are plain that a line of them could not be read",
        release: { external: names(12).map((name) => ({ name, secret: true })) },
        facts: { parameters: parameters(Object.fromEntries(names(12).map((name) => [name, "String"]))) },
        errors: [longPlainList],
        lists: [{ finding: longPlainList, names: names(12) }],
    },
    {
        when: "as many parameters are missing as a line can hold",
        release: { external: names(10).map((name) => ({ name, secret: true })) },
        facts: { parameters: new Map() },
        errors: [
            `parameters missing under /spotter-app: ${names(10).join(", ")}; ` +
                "ECS cannot start a task without them (npm run parameters -- STACK push)",
        ],
    },
    {
        when: "nothing external is asked for, so nothing is known of parameters",
        release: { external: [] },
        facts: { parameters: undefined },
    },
    {
        when: "a parameter is plain that may be",
        facts: {
            parameters: parameters({ AUTH_SECRET: "SecureString", ADMIN_EMAILS: "SecureString" }),
        },
    },
    {
        when: "a variable is kept elsewhere, and is missing or plain there",
        release: { serviceRef: elsewhere },
        facts: { parameters: parameters({ AUTH_SECRET: "String" }) },
        errors: [
            "parameters missing: ADMIN_EMAILS (/acme/admins); ECS cannot start a task without them",
            "parameters in plain text: AUTH_SECRET (/acme/auth); each must be a SecureString",
        ],
    },
    {
        when: "a variable is kept where nobody can be asked",
        release: {
            serviceRef: { ...serviceRef, parameterReferences: { AUTH_SECRET: secret, ADMIN_EMAILS: shared } },
        },
        facts: { parameters: new Map() },
        warnings: [`not checked: AUTH_SECRET (${secret}), ADMIN_EMAILS (${shared})`],
    },
    {
        when: "the repository does not exist",
        facts: { image: { state: "no repository", platforms: [] } },
        errors: ["repository spotter-app does not exist (pulumi up --target '**ImageRepository**', then push an image)"],
    },
    {
        when: "the digest is not in the repository",
        facts: { image: { state: "no image", platforms: [] } },
        errors: [`${digest} is not in repository spotter-app: push it, or correct image.digest`],
    },
    { when: "a build will make the digest", release: { digest: undefined }, facts: { image: undefined } },
    {
        when: "the image is for another architecture",
        release: { architecture: "ARM64" },
        errors: [
            'the image is for linux/amd64, the task runs linux/arm64 and would end in "exec format error": ' +
                "build with --platform linux/arm64, or change service.architecture",
        ],
    },
    {
        when: "the image is for several architectures",
        facts: { image: { state: "found", platforms: ["linux/arm64", "linux/amd64"] } },
    },
    {
        when: "the image does not tell its architecture",
        facts: { image: { state: "found", platforms: [] } },
        warnings: ["the platform of the image is unknown; the task runs linux/amd64"],
    },
    {
        when: "the certificate waits for validation",
        facts: { certificate: { status: "PENDING_VALIDATION" } },
        errors: ["certificate arn:aws:acm:us-east-1:920013187591:certificate/1 is PENDING_VALIDATION, it must be ISSUED"],
    },
    {
        when: "the certificate failed",
        facts: { certificate: { status: "FAILED", reason: "CAA_ERROR" } },
        errors: ["certificate arn:aws:acm:us-east-1:920013187591:certificate/1 is FAILED (CAA_ERROR), it must be ISSUED"],
    },
    {
        when: "the certificate does not exist",
        facts: { certificate: { status: "NOT_FOUND" } },
        errors: ["certificate arn:aws:acm:us-east-1:920013187591:certificate/1 does not exist in this region"],
    },
    {
        when: "a subnet does not exist",
        facts: { subnets: [{ id: "subnet-a", zone: "us-east-1a", freeAddresses: 200 }], missingSubnets: ["subnet-b"] },
        errors: ["subnet subnet-b does not exist in this region and account"],
    },
    {
        when: "an alarm does not exist, and another one is off",
        release: { alarms: ["5xx", "latency"] },
        facts: { alarms: [{ name: "latency", state: "ALARM" }] },
        warnings: [
            "alarm 5xx does not exist: it will not guard this deployment",
            "alarm latency is in ALARM: ECS ignores its alarms until the next deployment",
        ],
    },
    { when: "CloudWatch did not answer", facts: { alarms: undefined } },
    {
        when: "a subnet is nearly full",
        facts: {
            subnets: [
                { id: "subnet-a", zone: "us-east-1a", freeAddresses: 9 },
                { id: "subnet-b", zone: "us-east-1a", freeAddresses: 10 },
            ],
        },
        warnings: ["subnet subnet-a has 9 free addresses; a deployment may need 2 of them"],
    },
    {
        when: "the image is the last that the lifecycle keeps",
        facts: { image: { state: "found", platforms: ["linux/amd64"], newer: 29, kept: 30 } },
        warnings: [
            "the image expires after 0 more pushes: spotter-app keeps 30 images and 29 are newer; " +
                "raise repository.keepImages, or push it again",
        ],
    },
    { when: "three pushes are left", facts: { image: { state: "found", platforms: ["linux/amd64"], newer: 26, kept: 30 } } },
    {
        when: "AWS refuses to tell",
        facts: { parameters: undefined, refused: ["AWS denied ssm:DescribeParameters to x: allow it"] },
        warnings: ["not checked: AWS denied ssm:DescribeParameters to x: allow it"],
    },
    {
        when: "the credentials are of another account",
        facts: { accountId: "210987654321", parameters: new Map() },
        errors: ["the credentials are of account 210987654321, the stack's is 920013187591: choose another profile"],
    },
];

describe("what a preflight finds", () => assertRows(rows));
