import { resourceKey } from "../resources/resource";
import type { Row } from "./plan";

/**
 * The file that `pulumi preview --import-file` writes: everything that the update would create, each with a placeholder for
 * its id. What a stack has already is not in it.
 */
export interface ImportFile {
    readonly nameTable?: Readonly<Record<string, string>>;

    /** Absent where the update would create nothing. */
    readonly resources?: readonly ImportEntry[];
}

export interface ImportEntry {
    readonly type: string;

    /** Unique in the file. */
    readonly name: string;

    /** The name in the program, where it is another. */
    readonly logicalName?: string;
    readonly id?: string;

    /** Names of the file, or of its name table. */
    readonly parent?: string;
    readonly provider?: string;
    readonly component?: boolean;
    readonly [key: string]: unknown;
}

const placeholder = "<PLACEHOLDER>";

/**
 * Fills in the ids of what exists and leaves out all else, but for the components and the provider that what is imported
 * belongs to. A file that is filled already stays as it is.
 */
export function fillImportFile(
    file: ImportFile,
    rows: readonly Row[],
): ImportFile & { readonly resources: readonly ImportEntry[] } {
    const ids = new Map(rows.flatMap(({ key, action, id }) => (action === "import" && id !== undefined ? [[key, id]] : [])));
    const filled = (file.resources ?? []).map((entry) =>
        entry.id === placeholder || entry.id === undefined ? { ...entry, ...idOf(entry, ids) } : entry,
    );
    const imported = filled.filter(({ id }) => id !== undefined && id !== placeholder);
    const needed = new Set(imported.map(({ name }) => name));
    const byName = new Map(filled.map((entry) => [entry.name, entry]));
    for (const name of needed) {
        const entry = byName.get(name); // a set that grows while it is walked is walked to its end
        [entry?.parent, entry?.provider].forEach((other) => other !== undefined && byName.has(other) && needed.add(other));
    }
    return { ...file, resources: filled.filter(({ name }) => needed.has(name)) };
}

function idOf(entry: ImportEntry, ids: ReadonlyMap<string, string>): { readonly id?: string } {
    const id = ids.get(resourceKey({ type: entry.type, name: entry.logicalName ?? entry.name }));
    return id === undefined ? {} : { id };
}

/** How many resources of AWS a file imports: components and providers are nothing of their own there. */
export function countImports({ resources = [] }: ImportFile): number {
    return resources.filter(({ id }) => id !== undefined && id !== placeholder).length;
}
