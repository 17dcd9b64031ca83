import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { TableDefinition } from "../aws/table-definition";
import { describeFilePath, readJsonFile } from "./json-file";
import { ConfigError, toProblems, valueAt, type Problem } from "./problems";
import { flag, oneOf, section, text, wholeNumber } from "./schema-kit";
import { readTableDefinitions } from "./table-definitions";

/** Where a project's catalogue is unless `parameters.catalogue` says otherwise, relative to the project. */
export const defaultCatalogueFile = "app/parameters.json";

/** Names of variables: what the last segment of a parameter's name, and what a shell, can be. */
export const catalogueName = {
    pattern: /^[A-Z][A-Z0-9_]*$/,
    allowed: "a variable's name: capital letters, digits and _, first a letter",
} as const;

const name = text(catalogueName.allowed, catalogueName.pattern, 256);
const key = text("a key: letters, digits, _ and -, first a letter", /^[A-Za-z][\w-]*$/, 64);

/** What a running stack knows; a variable that derives from it is never written into a stack file. */
const sources = ["region", "publicUrl", "model", "sender"] as const;

const derivedFrom = z.union([oneOf(sources), section({ table: key }), section({ bucket: key })], {
    error: `must be one of ${sources.join(", ")}, or {"table": KEY} or {"bucket": KEY}`,
});

const development = z.union([z.string(), section({ random: wholeNumber(16, 64) })], {
    error: 'must be a text, or {"random": BYTES}',
});

const variable = section({
    name: name.describe("name of the environment variable, and last segment of its SSM parameter"),
    category: z.string("must be a text").default("general").describe("free text; `npm run env` groups the variables by it"),
    secret: flag().default(false).describe("kept as a SecureString, and refused as plain text in a stack file"),
    required: flag().default(false).describe("the application does not start without it"),
    description: z.string("must be a text").default("").describe("what the variable is for"),
    derivedFrom: derivedFrom
        .optional()
        .describe(
            "what the program sets it from: the stack's region, the public URL, the model of `access.bedrock`, the sender of " +
                "`access.mail`, or the table or bucket that `access` has under that key",
        ),
    assumed: flag().default(false).describe("the name is a guess that was not compared with the account yet"),
    development: development
        .optional()
        .describe("value that `npm run env` writes for one's own machine; `random`: as many random bytes, in base64url"),
});

/** The file itself. */
export const catalogueSchema = section({
    $schema: z.string("must be a text").optional().describe("JSON schema for editors"),
    variables: z.array(variable, "must be a list of variables").describe("every variable that the application reads"),
});

type Row = z.infer<typeof variable>;

/** What a derived variable derives from. */
export type DerivedFrom = NonNullable<Row["derivedFrom"]>;

/** One environment variable of the application. */
export interface CatalogueVariable extends Readonly<Row> {
    readonly derivedFrom: DerivedFrom | undefined;
    readonly development: Row["development"];
}

/** What the application needs, in files of its own: the source of truth for program, application and commands. */
export interface Catalogue {
    /** Relative to the project, for messages. */
    readonly file: string;
    readonly variables: readonly CatalogueVariable[];

    /**
     * How its tables are made, by key: `tables.json` beside the file.
     *
     * @default - nothing says so
     */
    readonly tables?: Readonly<Record<string, TableDefinition>>;
}

/**
 * Reads the catalogue that a stack's configuration names.
 *
 * @param folder the project's root
 * @param raw the stack's configuration, as for `parseConfig`
 * @throws {ConfigError} with everything that is wrong with the file
 */
export function findCatalogue(folder: string, raw: Readonly<Record<string, string>>, project: string): Catalogue {
    const configured = configuredFile(raw[`${project}:parameters`]);
    const file = configured ?? defaultCatalogueFile;
    // An application without variables needs no file; a path that is configured must exist.
    return configured === undefined && !existsSync(join(folder, file))
        ? { file, variables: [], tables: readTableDefinitions(file, folder) }
        : readCatalogue(file, folder);
}

/** @throws {ConfigError} with everything that is wrong with the file: entry, value received and values allowed */
export function readCatalogue(file: string = defaultCatalogueFile, folder = "."): Catalogue {
    const input = readJsonFile(file, folder);
    const checked = catalogueSchema.safeParse(input, { reportInput: false });
    if (!checked.success) {
        const problems = toProblems(
            checked.error.issues,
            input,
            () => false,
            (path) => describePath(file, path, input),
        );
        throw new ConfigError(problems);
    }
    const variables = checked.data.variables.map((row) => ({
        ...row,
        derivedFrom: row.derivedFrom,
        development: row.development,
    }));
    const repeated = variables.flatMap((row, index): Problem[] =>
        variables.findIndex((other) => other.name === row.name) === index
            ? []
            : [{ path: describePath(file, ["variables", index, "name"], input), message: "must be unique in the catalogue" }],
    );
    if (repeated.length > 0) {
        throw new ConfigError(repeated);
    }
    return { file, variables, tables: readTableDefinitions(file, folder) };
}

/** Keys of the tables or buckets that variables derive from, in the catalogue's order, each once. */
export function derivedKeys(variables: readonly CatalogueVariable[], kind: "table" | "bucket"): string[] {
    const keys = variables.flatMap(({ derivedFrom: from }) => {
        const found: unknown = typeof from === "object" ? valueAt(from, [kind]) : undefined;
        return typeof found === "string" ? [found] : [];
    });
    return [...new Set(keys)];
}

function configuredFile(parameters: string | undefined): string | undefined {
    try {
        const file = valueAt(JSON.parse(parameters ?? "{}"), ["catalogue"]);
        return typeof file === "string" ? file : undefined; // the schema refuses anything else
    } catch {
        return undefined;
    }
}

/** `app/parameters.json: variables[3].secret (AUTH_SECRET)` */
function describePath(file: string, path: readonly PropertyKey[], input: unknown): string {
    const entry = valueAt(input, [...path.slice(0, 2), "name"]);
    return `${describeFilePath(file, path)}${typeof entry === "string" ? ` (${entry})` : ""}`;
}
