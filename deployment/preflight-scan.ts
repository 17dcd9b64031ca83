import { severities, type ImageScan, type Severity } from "../aws/ecr-scan";
import type { PlannedRelease } from "./api";

/** Severities that are worth a word although nothing refuses them. */
const reported: readonly Severity[] = ["CRITICAL", "HIGH"];

/** Statuses of a scan that has findings; an enhanced one goes on. */
const finished: readonly string[] = ["COMPLETE", "ACTIVE"];

/** What a scan without a result means. */
const withoutResult: Readonly<Partial<Record<string, string>>> = {
    NOT_FOUND: "the image was never scanned",
    PENDING: "the scan of the image has not begun",
    IN_PROGRESS: "the scan of the image is not finished",
    FAILED: "the scan of the image failed",
    UNSUPPORTED_IMAGE: "ECR can't scan an image of this kind",
    SCAN_ELIGIBILITY_EXPIRED: "the image is too old to be scanned",
    FINDINGS_UNAVAILABLE: "the findings of the scan are not available",
    LIMIT_EXCEEDED: "ECR scans no more images today",
};

/**
 * What a scan means for the release: findings are a warning, and an error from `refuseSeverity` on. An image without a result
 * never passes for a good one: it is a warning, and an error where a severity is refused.
 *
 * @param scan undefined where ECR did not answer
 */
export function findScanProblems(
    { refuseSeverity }: PlannedRelease,
    scan: ImageScan | undefined,
): { readonly errors: string[]; readonly warnings: string[] } {
    const refusal = refuseSeverity === undefined ? "" : ` (deployment.refuseSeverity: ${refuseSeverity})`;
    if (scan === undefined) {
        return {
            errors: refuseSeverity === undefined ? [] : [`the result of the image's scan is not known${refusal}`],
            warnings: [],
        };
    }
    if (!finished.includes(scan.status) || scan.counts === undefined) {
        const line = `${withoutResult[scan.status] ?? "the image has no result of a scan"}${describeStatus(scan)}`;
        return refuseSeverity === undefined ? { errors: [], warnings: [line] } : { errors: [line + refusal], warnings: [] };
    }
    const refused = refuseSeverity === undefined ? [] : severities.slice(0, severities.indexOf(refuseSeverity) + 1);
    const errors = describeCounts(scan, refused);
    const warnings = describeCounts(
        scan,
        reported.filter((severity) => !refused.includes(severity)),
    );
    return {
        errors: errors.map((counts) => `the scan of the image found ${counts}${refusal}: update what it names, and build again`),
        warnings: warnings.map((counts) => `the scan of the image found ${counts}`),
    };
}

/** In ECR's words. Without a scan it has none. */
function describeStatus({ status, reason }: ImageScan): string {
    return status === "NOT_FOUND" ? "" : ` (${status}${reason === undefined ? "" : `: ${reason}`})`;
}

/** `2 CRITICAL, 5 HIGH`; nothing where there are none. */
function describeCounts({ counts = {} }: ImageScan, wanted: readonly Severity[]): string[] {
    const found = wanted.filter((severity) => (counts[severity] ?? 0) > 0);
    return found.length === 0 ? [] : [found.map((severity) => `${counts[severity] ?? 0} ${severity}`).join(", ")];
}
