import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { stacksIn } from "../../config/stack-file";
import type { PreviewDocument } from "../../preview/document";
import { offlinePreview } from "../../preview/offline";
import type { PreviewMode } from "../../preview/recorder";

/** Every stack that has a file. */
export const stacks: readonly string[] = stacksIn(".");

/** A release: with it, a preview is the same whether or not there is an application to build, or a digest yet. */
export const digest = `sha256:${"1f3c".repeat(16)}`;

/** The keys of a stack file, as its YAML has them. */
export type StackKeys = Record<string, Record<string, unknown> | undefined>;

const recorded = new Map<string, Promise<PreviewDocument>>();

/**
 * The offline preview of a stack's own file, with {@link digest} as its release unless `change` takes it away. Without a
 * change it is recorded once in a process: not to be changed.
 */
export function previewOf(stack: string, mode: PreviewMode, change?: (config: StackKeys) => void): Promise<PreviewDocument> {
    if (change !== undefined) {
        return recordPreview(stack, mode, change);
    }
    const key = `${stack} ${mode}`;
    const shared = recorded.get(key) ?? recordPreview(stack, mode, () => undefined);
    recorded.set(key, shared);
    return shared;
}

async function recordPreview(stack: string, mode: PreviewMode, change: (config: StackKeys) => void): Promise<PreviewDocument> {
    const folder = mkdtempSync(join(tmpdir(), "spotter-"));
    try {
        const file = parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as { config: StackKeys };
        file.config["spotter:image"] = { ...file.config["spotter:image"], digest };
        change(file.config);
        for (const shared of ["Pulumi.yaml", join("app", "parameters.json")]) {
            cpSync(shared, join(folder, shared));
        }
        writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify(file));
        return await offlinePreview(folder, stack, mode);
    } finally {
        rmSync(folder, { recursive: true });
    }
}
