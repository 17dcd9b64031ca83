import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
export interface CertificateStatus {
    /** `ISSUED`, `PENDING_VALIDATION`, `EXPIRED`, … or `NOT_FOUND`. */
    readonly status: string;

    /** Why a certificate was not issued. */
    readonly reason?: string;

    /** Host names that it is for, some with a wildcard, first the one that it was asked for; absent where ACM names none. */
    readonly names?: readonly string[];

    /** When it begins to be valid, and when it ends; milliseconds since 1970. */
    readonly notBefore?: number;
    readonly notAfter?: number;

    /** `AMAZON_ISSUED`, which ACM renews; `IMPORTED`, which it does not; `PRIVATE`, which browsers trust only where told to. */
    readonly type?: string;

    /** How ACM checked who has the host names: `DNS`, `EMAIL` or `HTTP`; absent for one that ACM did not issue. */
    readonly validationMethod?: string;

    /** ARNs of what uses it: load balancers, distributions, …; absent where nothing does. */
    readonly inUseBy?: readonly string[];
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
        DomainValidationOptions: [validation] = [],
        InUseBy = [],
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
        ...(validation?.ValidationMethod === undefined ? {} : { validationMethod: validation.ValidationMethod }),
        ...(InUseBy.length > 0 ? { inUseBy: InUseBy } : {}),
    };
}
