import type { Clients } from "./clients";
import type { RepositoryRef } from "./ecr";
import { undefinedIfMissing } from "./errors";
import { pages } from "./pages";

/** Severities that may stop a deployment, the worst first: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html */
export const severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;

export type Severity = (typeof severities)[number];

/** What ECR's scan of an image found, basic or enhanced. */
export interface ImageScan {
    /** `COMPLETE` and `ACTIVE` (enhanced, which goes on) have findings; `NOT_FOUND`: the image was never scanned. */
    readonly status: string;

    /** Why there is no result, in ECR's words. */
    readonly reason?: string;

    /** Findings by severity; a severity that is absent was not found. Undefined where ECR gives no findings at all. */
    readonly counts?: SeverityCounts;
}

type SeverityCounts = Readonly<Partial<Record<Severity, number>>>;

/** The result of the newest scan of one image; of an index ECR scans each image by itself. */
export async function findScan(clients: Clients, repository: RepositoryRef, imageDigest: string): Promise<ImageScan> {
    const ecr = await clients.ecr();
    const question = { ...repository, imageId: { imageDigest } };
    const found = await undefinedIfMissing(() => ecr.describeImageScanFindings({ ...question, maxResults: 1 }));
    if (found === undefined) {
        return { status: "NOT_FOUND" };
    }
    const { status = "unknown", description } = found.imageScanStatus ?? {};
    const { imageScanFindings: findings } = found;
    const counts = findings && (findings.findingSeverityCounts ?? (await countFindings(clients, question)));
    return { status, ...(description ? { reason: description } : {}), ...(counts ? { counts: ofSeverities(counts) } : {}) };
}

/** Without ECR's own counts, every finding is read, of whichever scan it is. */
async function countFindings(
    clients: Clients,
    question: RepositoryRef & { readonly imageId: { readonly imageDigest: string } },
): Promise<Record<string, number>> {
    const ecr = await clients.ecr();
    const counts: Record<string, number> = {};
    const ask = (nextToken: string | undefined) => ecr.describeImageScanFindings({ ...question, maxResults: 1000, nextToken });
    for await (const { imageScanFindings: { findings = [], enhancedFindings = [] } = {} } of pages(ask)) {
        for (const { severity = "UNDEFINED" } of [...findings, ...enhancedFindings]) {
            counts[severity] = (counts[severity] ?? 0) + 1;
        }
    }
    return counts;
}

function ofSeverities(counts: Readonly<Partial<Record<string, number>>>): SeverityCounts {
    return Object.fromEntries(
        severities.flatMap((severity): [Severity, number][] => {
            const count = counts[severity];
            return count === undefined ? [] : [[severity, count]];
        }),
    );
}
