/** Stands for the digest of an image that does not exist. */
export const noDigest = `sha256:${"0".repeat(64)}`;

/** First 12 hex digits of a digest, or of an image that is named by one: `RELEASE_ID`, and the tag `spotter:release`. */
export function toReleaseId(digest: string): string {
    return digest.slice(digest.indexOf("sha256:") + "sha256:".length).slice(0, 12);
}

/** `sha256:…` of an image that is named by its digest; undefined where it is named by tag. */
export function findDigest(image: string): string | undefined {
    return /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
}
