import { createHash } from "node:crypto";

/** A volume of a task, and where its container has it. */
export interface WritableVolume {
    /** Name in the task definition. */
    readonly name: string;

    /** Path in the container. */
    readonly path: string;
}

/** Those that had a name before paths could be chosen: another name would be another task definition. */
const names: Readonly<Record<string, string>> = { "/tmp": "tmp", "/app/.next/cache": "next-cache" };

/**
 * A volume for each path that the application may write. Fargate gives an empty one the owner of the directory that the image
 * declares with VOLUME.
 *
 * @param sidecar name of the container, unless it is the application's
 */
export function writableVolumes(paths: readonly string[], sidecar?: string): readonly WritableVolume[] {
    return paths.map((path) => ({
        name: sidecar === undefined ? (names[path] ?? toName(path)) : `${sidecar}-${toName(path)}`,
        path,
    }));
}

/** Letters, digits and hyphens, which AWS takes; the hash tells `/a-b` and `/a/b` apart. */
function toName(path: string): string {
    const hash = createHash("sha256").update(path).digest("hex").slice(0, 8);
    return `${path.replace(/[^A-Za-z0-9]+/g, "-").slice(1, 100)}-${hash}`;
}
