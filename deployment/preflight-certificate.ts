import type { CertificateStatus } from "../aws/acm";
import { findAccountId, findRegion } from "../aws/arn";
import type { PlannedRelease } from "./api";

type CertifiedRelease = Pick<PlannedRelease, "serviceRef" | "certificateArn" | "host">;

/** Days before the end at which ACM's renewal should long have come: it begins 60 days before, and 45 for short ones. */
const daysLeft = 30;

const dayMs = 86_400_000;

/** Why a certificate can't be used, as its ARN alone says; undefined where it may be. A load balancer takes none of elsewhere. */
export function findForeignCertificate({ certificateArn, serviceRef }: CertifiedRelease): string | undefined {
    if (certificateArn === undefined) {
        return undefined;
    }
    const { region, accountId } = serviceRef.account;
    const [otherRegion, otherAccount] = [findRegion(certificateArn), findAccountId(certificateArn)];
    if (otherRegion !== region) {
        return `certificate ${certificateArn} is of region ${otherRegion}, the load balancer takes one of ${region} only`;
    }
    return otherAccount === accountId
        ? undefined
        : `certificate ${certificateArn} is of account ${otherAccount}, the load balancer takes one of ${accountId} only`;
}

/** What is wrong with the certificate that the stack file names. */
export function findCertificateErrors(
    release: CertifiedRelease,
    certificate: CertificateStatus | undefined,
    now: number,
): string[] {
    const { certificateArn, host } = release;
    const foreign = findForeignCertificate(release);
    if (foreign !== undefined) {
        return [foreign];
    }
    if (certificateArn === undefined || certificate === undefined) {
        return [];
    }
    const { status, reason, names, notBefore = -Infinity, notAfter = Infinity } = certificate;
    if (status === "NOT_FOUND") {
        return [`certificate ${certificateArn} does not exist in this region`];
    }
    return [
        ...(status === "ISSUED"
            ? []
            : [`certificate ${certificateArn} is ${status}${reason === undefined ? "" : ` (${reason})`}, it must be ISSUED`]),
        ...(status === "ISSUED" && notAfter <= now ? [`certificate ${certificateArn} expired on ${formatDay(notAfter)}`] : []),
        ...(status === "ISSUED" && notBefore > now
            ? [`certificate ${certificateArn} is not valid before ${formatDay(notBefore)}`]
            : []),
        ...(host === undefined || names === undefined || names.some((name) => covers(name, host))
            ? []
            : [
                  `certificate ${certificateArn} is for ${names.join(", ")}, not for ${host}: browsers and the verdict would refuse it`,
              ]),
    ];
}

/** What will go wrong with it, or may. */
export function findCertificateWarnings(
    { certificateArn = "" }: PlannedRelease,
    certificate: CertificateStatus | undefined,
    now: number,
): string[] {
    const { status, notAfter = Infinity, type } = certificate ?? {};
    if (status !== "ISSUED") {
        return [];
    }
    const left = Math.floor((notAfter - now) / dayMs);
    const renewal =
        type === "IMPORTED" ? "ACM does not renew what was imported" : "ACM should have renewed it: see its validation";
    return [
        ...(notAfter > now && left < daysLeft
            ? [
                  `certificate ${certificateArn} expires on ${formatDay(notAfter)}, in ${left} ${left === 1 ? "day" : "days"}; ${renewal}`,
              ]
            : []),
        ...(type === "PRIVATE"
            ? [
                  `certificate ${certificateArn} is of a private authority: the verdict and every browser that does not trust it would refuse it`,
              ]
            : []),
    ];
}

/**
 * Whether a certificate's name is that of a host. A wildcard stands for exactly one label, the first:
 * https://www.rfc-editor.org/rfc/rfc9525#section-6.3
 */
export function covers(name: string, host: string): boolean {
    const [pattern, wanted] = [normalize(name), normalize(host)];
    return pattern.startsWith("*.")
        ? wanted.includes(".") && pattern.slice(2) === wanted.slice(wanted.indexOf(".") + 1) && !wanted.startsWith(".")
        : pattern === wanted;
}

function normalize(name: string): string {
    return name.toLowerCase().replace(/\.$/, "");
}

/** `2026-11-24` */
function formatDay(at: number): string {
    return new Date(at).toISOString().slice(0, 10);
}
