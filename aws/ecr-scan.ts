import type { Clients } from "./clients";
import type { RepositoryRef } from "./ecr";
import { undefinedIfMissing } from "./errors";

/** Severities that may stop a deployment, the worst first: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html */
export const severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;

export type Severity = (typeof severities)[number];

/** What ECR's scan of an image found, basic or enhanced. */
export interface ImageScan {
    /** `COMPLETE` and `ACTIVE` (enhanced, which goes on) have findings; `NOT_FOUND`: the image was never scanned. */
    readonly status: string;

    /** Why there is no result, in ECR's words. */
    readonly reason?: string;

    /** Findings by severity; what is absent was not found. */
    readonly counts: Readonly<Partial<Record<Severity, number>>>;
}

/** The result of the newest scan of one image; of an index ECR scans each image by itself. */
export async function findScan(clients: Clients, repository: RepositoryRef, imageDigest: string): Promise<ImageScan> {
    const ecr = await clients.ecr();
    const found = await undefinedIfMissing(() =>
        ecr.describeImageScanFindings({ ...repository, imageId: { imageDigest }, maxResults: 1 }),
    );
    if (found === undefined) {
        return { status: "NOT_FOUND", counts: {} };
    }
    const { status = "unknown", description } = found.imageScanStatus ?? {};
    const { findingSeverityCounts = {} } = found.imageScanFindings ?? {};
    const counts = severities.flatMap((severity): [Severity, number][] => {
        const count = findingSeverityCounts[severity];
        return count === undefined ? [] : [[severity, count]];
    });
    return { status, counts: Object.fromEntries(counts), ...(description ? { reason: description } : {}) };
}
