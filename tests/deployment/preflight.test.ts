import * as assert from "node:assert/strict";
import { evaluatePreflight, type PreflightFacts } from "../../deployment/preflight";
import type { PlannedRelease } from "../../deployment/api";
import { intent } from "./builders";

const digest = `sha256:${"1".repeat(64)}`;
const { serviceRef } = intent;

/** A release that nothing is wrong with. */
const release: PlannedRelease = {
    serviceRef,
    architecture: "X86_64",
    maxNewTasks: 4,
    digest,
    external: [
        { name: "AUTH_SECRET", secret: true },
        { name: "ADMIN_EMAILS", secret: false },
    ],
    certificateArn: "arn:aws:acm:us-east-1:920013187591:certificate/1",
    subnetIds: ["subnet-a", "subnet-b"],
};

const facts: PreflightFacts = {
    accountId: serviceRef.account.accountId,
    parameters: parameters({ AUTH_SECRET: "SecureString", ADMIN_EMAILS: "String" }),
    image: { state: "found", platforms: ["linux/amd64"], newer: 2, kept: 30 },
    certificate: { status: "ISSUED" },
    subnets: [
        { id: "subnet-a", freeAddresses: 200 },
        { id: "subnet-b", freeAddresses: 200 },
    ],
    refused: [],
};

function parameters(types: Readonly<Record<string, string>>): PreflightFacts["parameters"] {
    return new Map(Object.entries(types).map(([name, type]) => [name, { type, version: 1 }]));
}

interface Row {
    readonly when: string;
    readonly release?: Partial<PlannedRelease>;
    readonly facts?: Partial<PreflightFacts>;
    readonly errors?: readonly string[];
    readonly warnings?: readonly string[];
}

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
        when: "a subnet is nearly full",
        facts: {
            subnets: [
                { id: "subnet-a", freeAddresses: 9 },
                { id: "subnet-b", freeAddresses: 10 },
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

describe("what a preflight finds", () => {
    for (const { when, release: other, facts: found, errors = [], warnings = [] } of rows) {
        it(`when ${when}`, () => {
            assert.deepEqual(evaluatePreflight({ ...release, ...other }, { ...facts, ...found }), { errors, warnings });
        });
    }
});
