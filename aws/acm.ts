import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
export interface CertificateStatus {
    /** `ISSUED`, `PENDING_VALIDATION`, `EXPIRED`, … or `NOT_FOUND`. */
    readonly status: string;

    /** Why a certificate was not issued. */
    readonly reason?: string;

    /** Host names that it is for, some with a wildcard; absent where ACM names none. */
    readonly names?: readonly string[];

    /** When it begins to be valid, and when it ends; milliseconds since 1970. */
    readonly notBefore?: number;
    readonly notAfter?: number;

    /** `AMAZON_ISSUED`, which ACM renews; `IMPORTED`, which it does not; `PRIVATE`, which browsers trust only where told to. */
    readonly type?: string;
}

export async function describeCertificate(clients: Clients, arn: string): Promise<CertificateStatus> {
    const acm = await clients.acm();
    const found = await undefinedIfMissing(() => acm.describeCertificate({ CertificateArn: arn }));
    if (found === undefined) {
        return { status: "NOT_FOUND" };
    }
    const {
        Status = "unknown",
        FailureReason,
        DomainName,
        SubjectAlternativeNames = [],
        Type,
        ...times
    } = found.Certificate ?? {};
    const names = [...new Set([...(DomainName === undefined ? [] : [DomainName]), ...SubjectAlternativeNames])];
    return {
        status: Status,
        reason: FailureReason,
        ...(names.length > 0 ? { names } : {}),
        ...(times.NotBefore === undefined ? {} : { notBefore: times.NotBefore.getTime() }),
        ...(times.NotAfter === undefined ? {} : { notAfter: times.NotAfter.getTime() }),
        ...(Type === undefined ? {} : { type: Type }),
    };
}

/** What a program that wants the same certificate must know of one. */
export interface IssuedCertificate {
    readonly arn: string;
    readonly domainName: string;

    /** `ISSUED`, `PENDING_VALIDATION`, … */
    readonly status: string;

    /** `AMAZON_ISSUED`, `IMPORTED` or `PRIVATE`. */
    readonly type: string;

    /** `DNS`, `EMAIL` or `HTTP`; undefined for one that ACM did not issue. */
    readonly validationMethod: string | undefined;
}

/** Undefined where there is no such certificate. */
export async function findCertificate(clients: Clients, arn: string): Promise<IssuedCertificate | undefined> {
    const acm = await clients.acm();
    const found = await undefinedIfMissing(() => acm.describeCertificate({ CertificateArn: arn }));
    const certificate = found?.Certificate;
    const { DomainName = "", Status = "", Type = "" } = certificate ?? {};
    return (
        certificate && {
            arn,
            domainName: DomainName,
            status: Status,
            type: Type,
            validationMethod: certificate.DomainValidationOptions?.[0]?.ValidationMethod,
        }
    );
}
