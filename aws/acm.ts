import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
export interface CertificateStatus {
    /** `ISSUED`, `PENDING_VALIDATION`, `EXPIRED`, … or `NOT_FOUND`. */
    readonly status: string;

    /** Why a certificate was not issued. */
    readonly reason?: string;
}

export async function describeCertificate(clients: Clients, arn: string): Promise<CertificateStatus> {
    const acm = await clients.acm();
    const found = await undefinedIfMissing(() => acm.describeCertificate({ CertificateArn: arn }));
    return found === undefined
        ? { status: "NOT_FOUND" }
        : { status: found.Certificate?.Status ?? "unknown", reason: found.Certificate?.FailureReason };
}
