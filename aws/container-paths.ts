/**
 * Paths inside a container, which are POSIX paths on every machine: `/tmp`. Neither the root itself nor what the kernel shows
 * there can be a volume.
 */
export const containerPathPattern = /^(?!\/(?:proc|sys|dev)(?:\/|$))(?:\/(?!\.{1,2}(?:\/|$))[\w.@+-]+)+$/;

/** Second half of a sentence: "must be …". */
export const containerPathAllowed = "an absolute path in the container like /tmp, not below /proc, /sys or /dev";

/** The first two of which one lies in the other, so that one would hide what the other holds. */
export function findNested(paths: readonly string[]): readonly [outer: string, inner: string] | undefined {
    for (const outer of paths) {
        const inner = paths.find((path) => path.startsWith(`${outer}/`));
        if (inner !== undefined) {
            return [outer, inner];
        }
    }
    return undefined;
}
