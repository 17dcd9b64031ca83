import * as assert from "node:assert/strict";
import type { Findings, PlannedRelease } from "../../deployment/api";
import { evaluatePreflight, type PreflightFacts } from "../../deployment/preflight";
import { intent } from "./builders";

export const digest = `sha256:${"1".repeat(64)}`;
const { serviceRef } = intent;

/** When the rows are evaluated. */
export const now = Date.parse("2026-11-24T12:00:00Z");

export const certificateArn = "arn:aws:acm:us-east-1:920013187591:certificate/1";

/** A release that nothing is wrong with. */
export const release: PlannedRelease = {
    serviceRef,
    architecture: "X86_64",
    maxNewTasks: 4,
    digest,
    external: [
        { name: "AUTH_SECRET", secret: true },
        { name: "ADMIN_EMAILS", secret: false },
    ],
    certificateArn,
    host: "app.example.com",
    alarms: ["5xx"],
    subnetIds: ["subnet-a", "subnet-b"],
};

export const facts: PreflightFacts = {
    accountId: serviceRef.account.accountId,
    parameters: parameters({ AUTH_SECRET: "SecureString", ADMIN_EMAILS: "String" }),
    image: { state: "found", platforms: ["linux/amd64"], newer: 2, kept: 30 },
    imageRecord: { tags: ["1.0"], bytes: 200e6 },
    scan: { status: "COMPLETE", counts: { MEDIUM: 3 } },
    certificate: {
        status: "ISSUED",
        names: ["app.example.com"],
        notBefore: now - 1,
        notAfter: now + 90 * 86_400_000,
        type: "AMAZON_ISSUED",
    },
    alarms: [{ name: "5xx", state: "OK" }],
    subnets: [
        { id: "subnet-a", zone: "us-east-1a", freeAddresses: 200 },
        { id: "subnet-b", zone: "us-east-1a", freeAddresses: 200 },
    ],
    refused: [],
};

/** Parameters by variable, of a type. */
export function parameters(types: Readonly<Record<string, string>>): PreflightFacts["parameters"] {
    return new Map(Object.entries(types).map(([name, type]) => [name, { type, version: 1 }]));
}

/** What is different from a release without faults, and what is found then. */
export interface Row {
    readonly when: string;
    readonly release?: Partial<PlannedRelease>;
    readonly facts?: Partial<PreflightFacts>;
    readonly errors?: readonly string[];
    readonly warnings?: readonly string[];
    readonly lists?: Findings["lists"];
}

/** Registers a test for each row. */
export function assertRows(rows: readonly Row[]): void {
    for (const { when, release: other, facts: found, errors = [], warnings = [], lists } of rows) {
        it(`when ${when}`, () => {
            const findings = evaluatePreflight({ ...release, ...other }, { ...facts, ...found }, now);
            assert.deepEqual(findings, { errors, warnings, ...(lists === undefined ? {} : { lists }) });
        });
    }
}
