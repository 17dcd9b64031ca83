import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { PreviewDocument } from "../../preview/document";
import { offlinePreview } from "../../preview/offline";
import type { PreviewMode } from "../../preview/recorder";
import { exampleCatalogue, exampleFolder, inFolder, ownCatalogue, ownProject, ownStacks } from "../support/own";

/** Every stack that has a file. */
export const stacks = ownStacks;

/** A release: with it, a preview is the same whether or not there is an application to build, or a digest yet. */
export const digest = `sha256:${"1f3c".repeat(16)}`;

/** The keys of a stack file, as its YAML has them. */
export type StackKeys = Record<string, Record<string, unknown> | undefined>;

type Change = (config: StackKeys) => void;

/** Where stacks are previewed from. */
interface Source {
    readonly folder: string;
    readonly project: string;

    /** The catalogue's file, relative to the folder. */
    readonly catalogue: string;
}

const own: Source = { folder: ".", project: ownProject, catalogue: ownCatalogue.file };
const example: Source = { folder: exampleFolder, project: "spotter", catalogue: exampleCatalogue.file };

const recorded = new Map<string, Promise<PreviewDocument>>();

/**
 * The offline preview of a stack's own file, with {@link digest} as its release unless `change` takes it away. Without a
 * change it is recorded once in a process: not to be changed.
 */
export function previewOf(stack: string, mode: PreviewMode, change?: Change): Promise<PreviewDocument> {
    return preview(own, stack, mode, change);
}

/** The same of the example's `staging` or `prod`, for tests that know what is in the stack. */
export function previewOfExample(stack: "staging" | "prod", mode: PreviewMode, change?: Change): Promise<PreviewDocument> {
    return preview(example, stack, mode, change);
}

function preview(source: Source, stack: string, mode: PreviewMode, change?: Change): Promise<PreviewDocument> {
    if (change !== undefined) {
        return recordPreview(source, stack, mode, change);
    }
    const key = `${source.folder} ${stack} ${mode}`;
    const shared = recorded.get(key) ?? recordPreview(source, stack, mode, () => undefined);
    recorded.set(key, shared);
    return shared;
}

async function recordPreview(source: Source, stack: string, mode: PreviewMode, change: Change): Promise<PreviewDocument> {
    const folder = mkdtempSync(join(tmpdir(), "spotter-"));
    try {
        const file = parse(readFileSync(join(source.folder, `Pulumi.${stack}.yaml`), "utf8")) as { config: StackKeys };
        const image = `${source.project}:image`;
        file.config[image] = { ...file.config[image], digest };
        change(file.config);
        const tables = join(dirname(source.catalogue), "tables.json");
        for (const shared of ["Pulumi.yaml", source.catalogue, tables].filter((path) => existsSync(join(source.folder, path)))) {
            cpSync(join(source.folder, shared), join(folder, shared));
        }
        writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify(file));
        if (source !== example) {
            return await offlinePreview(folder, stack, mode);
        }
        cpSync(join(exampleFolder, "app"), join(folder, "app"), { recursive: true });
        symlinkSync(resolve("tmp"), join(folder, "tmp")); // where tests put a folder to build from
        return await inFolder(folder, () => offlinePreview(folder, stack, mode));
    } finally {
        rmSync(folder, { recursive: true });
    }
}
