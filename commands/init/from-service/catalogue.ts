import { join } from "node:path";
import { readCatalogue, type CatalogueVariable } from "../../../config/catalogue";
import { catalogueText } from "../project-files";
import type { NewVariable } from "../variables";
import { readIfPresent } from "../write-files";

/** The project's list of variables; undefined where it has none. */
export function readExisting(root: string, file: string): readonly CatalogueVariable[] | undefined {
    return readIfPresent(join(root, file)) === undefined ? undefined : readCatalogue(file, root).variables;
}

/** A list that has the rows of another, too. */
export interface MergedCatalogue {
    readonly variables: readonly CatalogueVariable[];

    /** Names that the list did not have. */
    readonly added: readonly string[];

    /** The file; undefined where it stays as it is. */
    readonly text: string | undefined;
}

/** Rows that exist stay as they are: somebody has described them, and other stacks use them. */
export function mergeCatalogue(
    existing: readonly CatalogueVariable[] | undefined,
    found: readonly NewVariable[],
): MergedCatalogue {
    const rows = existing ?? [];
    const added = found.filter(({ name }) => rows.every((row) => row.name !== name)).sort(byName);
    const variables = [...rows, ...added.map(toRow)];
    return {
        variables,
        added: added.map(({ name }) => name),
        text: existing === undefined || added.length > 0 ? textOf(rows, added) : undefined,
    };
}

function textOf(rows: readonly CatalogueVariable[], added: readonly NewVariable[]): string {
    if (rows.length === 0) {
        return catalogueText(added);
    }
    const document = JSON.parse(catalogueText(added)) as { readonly variables: readonly object[] };
    return `${JSON.stringify({ ...document, variables: [...rows.map(withoutDefaults), ...document.variables] }, null, 4)}\n`;
}

/** What a file leaves out. */
const defaults: Partial<CatalogueVariable> = {
    category: "general",
    secret: false,
    required: false,
    description: "",
    assumed: false,
};

function withoutDefaults(row: CatalogueVariable): object {
    return Object.fromEntries(
        Object.entries(row).filter(([key, value]) => value !== undefined && value !== defaults[key as keyof CatalogueVariable]),
    );
}

function toRow({ name, secret, derivedFrom, required = false }: NewVariable): CatalogueVariable {
    const row = { category: "general", required, description: "", assumed: false, development: undefined };
    return { ...row, name, secret, derivedFrom };
}

function byName(a: NewVariable, b: NewVariable): number {
    return a.name < b.name ? -1 : 1;
}
