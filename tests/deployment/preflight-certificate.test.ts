import type { CertificateStatus } from "../../aws/acm";
import { assertRows, certificateArn, facts, now, type Row } from "./preflight-rows";

const day = 86_400_000;
const certificate = (more: Partial<CertificateStatus>) => ({
    certificate: { ...facts.certificate, status: "ISSUED", ...more },
});
const of = (text: string) => `certificate ${certificateArn} ${text}`;

/** Names of certificates, a host, and whether one is for the other. */
const names: readonly (readonly [names: readonly string[], host: string, covers: boolean])[] = [
    [["app.example.com"], "app.example.com", true],
    [["example.com", "app.example.com"], "app.example.com", true],
    [["APP.Example.com"], "app.example.com", true],
    [["app.example.com."], "app.example.com", true],
    [["app.example.com"], "App.example.com.", true],
    [["*.example.com"], "app.example.com", true],
    [["*.EXAMPLE.com."], "app.example.com", true],
    [["example.com", "*.example.com"], "example.com", true],
    [["*.example.com"], "example.com", false],
    [["*.example.com"], "a.app.example.com", false],
    [["*.app.example.com"], "app.example.com", false],
    [["example.com"], "app.example.com", false],
    [["pp.example.com"], "app.example.com", false],
    [["*.example.org", "www.example.com"], "app.example.com", false],
    [["*.com"], "app.example.com", false],
];

const rows: readonly Row[] = [
    ...names.map(([given, host, covers]) => ({
        when: `it is for ${given.join(" and ")}, and the host is ${host}`,
        release: { host },
        facts: certificate({ names: given }),
        errors: covers ? [] : [of(`is for ${given.join(", ")}, not for ${host}: browsers and the verdict would refuse it`)],
    })),
    { when: "ACM gives no names", facts: certificate({ names: undefined }) },
    { when: "the release has no host of its own", release: { host: undefined }, facts: certificate({ names: ["other.org"] }) },
    {
        when: "it waits for validation, and is for another name",
        facts: certificate({ status: "PENDING_VALIDATION", names: ["other.org"], notAfter: undefined }),
        errors: [
            of("is PENDING_VALIDATION, it must be ISSUED"),
            of("is for other.org, not for app.example.com: browsers and the verdict would refuse it"),
        ],
    },
    { when: "it has expired", facts: certificate({ notAfter: now }), errors: [of("expired on 2026-11-24")] },
    {
        when: "it is of the future",
        facts: certificate({ notBefore: now + day }),
        errors: [of("is not valid before 2026-11-25")],
    },
    {
        when: "it expires soon, although ACM renews such",
        facts: certificate({ notAfter: now + 29.5 * day }),
        warnings: [of("expires on 2026-12-24, in 29 days; ACM should have renewed it: see its validation")],
    },
    {
        when: "it was imported and expires soon",
        facts: certificate({ notAfter: now + day, type: "IMPORTED" }),
        warnings: [of("expires on 2026-11-25, in 1 day; ACM does not renew what was imported")],
    },
    { when: "it expires in thirty days", facts: certificate({ notAfter: now + 30 * day }) },
    {
        when: "it is of a private authority",
        facts: certificate({ type: "PRIVATE" }),
        warnings: [of("is of a private authority: the verdict and every browser that does not trust it would refuse it")],
    },
    {
        when: "its ARN is of another region, so that ACM was not asked",
        release: { certificateArn: "arn:aws:acm:eu-west-1:920013187591:certificate/1" },
        facts: { certificate: undefined },
        errors: [
            "certificate arn:aws:acm:eu-west-1:920013187591:certificate/1 is of region eu-west-1, " +
                "the load balancer takes one of us-east-1 only",
        ],
    },
    {
        when: "its ARN is of another account",
        release: { certificateArn: "arn:aws:acm:us-east-1:210987654321:certificate/1" },
        facts: { certificate: undefined },
        errors: [
            "certificate arn:aws:acm:us-east-1:210987654321:certificate/1 is of account 210987654321, " +
                "the load balancer takes one of 920013187591 only",
        ],
    },
    { when: "ACM did not answer", facts: { certificate: undefined } },
];

describe("what a preflight finds of the certificate", () => assertRows(rows));
