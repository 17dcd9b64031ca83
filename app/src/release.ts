/** What runs here, and since when. */
export const release = {
    /** First 12 hex digits of the image's digest; the deployment sets it, and its verdict compares it. */
    releaseId: process.env.RELEASE_ID ?? "development",

    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
};

/** The same as response headers, never cached. */
export function headersOf({ releaseId, startedAt }: typeof release): Record<string, string> {
    return { "x-release-id": releaseId, "x-started-at": startedAt, "cache-control": "no-store" };
}
