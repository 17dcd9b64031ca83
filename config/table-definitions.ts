import { existsSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { z } from "zod";
import {
    attributeTypes,
    findAmbiguousAttributes,
    type KeyAttribute,
    type TableDefinition,
    type TableKeys,
} from "../aws/table-definition";
import { describeFilePath, readJsonFile } from "./json-file";
import { ConfigError, toProblems, type Problem } from "./problems";
import { mapOf, oneOf, section, text } from "./schema-kit";

/** Beside the catalogue of variables. */
const fileName = "tables.json";

const attributeName = text("an attribute's name of at most 255 characters", /^[^\s].*$/, 255);

const attribute = z.union([attributeName, section({ name: attributeName, type: oneOf(attributeTypes) })], {
    error: `must be an attribute's name, or {"name": …, "type": …} with a type of ${attributeTypes.join(", ")}`,
});

const keys = {
    partitionKey: attribute.describe("attribute by which items are spread; `S`, a text, unless its `type` says otherwise"),
    sortKey: attribute.optional().describe("attribute by which items of one partition key are sorted"),
};

const table = section({
    ...keys,
    indexes: mapOf(
        text("an index's name: 3 to 255 letters, digits and _ . -", /^[\w.-]{3,255}$/),
        section(keys),
        "indexes by name",
    )
        .refine((indexes) => Object.keys(indexes).length <= 20, "must be at most 20 indexes, DynamoDB's quota")
        .default({})
        .describe("global secondary indexes, which have every attribute"),
    timeToLive: attributeName.optional().describe("attribute with the second since 1970 after which DynamoDB deletes an item"),
});

/** The file itself. */
export const tablesSchema = section({
    $schema: z.string("must be a text").optional().describe("JSON schema for editors"),
    tables: mapOf(
        text("a key: letters, digits, _ and -, first a letter", /^[A-Za-z][\w-]*$/, 64),
        table,
        "tables by the key that `access.tables` has for each",
    ).describe("what the application's tables are made with"),
});

/**
 * Reads how the application's tables are made, by key. An application that declares none needs no file.
 *
 * @param catalogueFile the catalogue of variables, which the file is beside; relative to `folder`
 * @throws {ConfigError} with everything that is wrong with the file
 */
export function readTableDefinitions(catalogueFile: string, folder: string): Readonly<Record<string, TableDefinition>> {
    const file = posix.join(dirname(catalogueFile), fileName);
    if (!existsSync(join(folder, file))) {
        return {};
    }
    const input = readJsonFile(file, folder);
    const checked = tablesSchema.safeParse(input, { reportInput: false });
    const describePath = (path: readonly PropertyKey[]) => describeFilePath(file, path);
    if (!checked.success) {
        throw new ConfigError(toProblems(checked.error.issues, input, () => false, describePath));
    }
    const definitions = Object.fromEntries(
        Object.entries(checked.data.tables).map(([key, { indexes, timeToLive, ...own }]): [string, TableDefinition] => [
            key,
            {
                ...toKeys(own),
                indexes: Object.fromEntries(Object.entries(indexes).map(([name, each]) => [name, toKeys(each)])),
                timeToLive,
            },
        ]),
    );
    const problems = Object.entries(definitions).flatMap(([key, definition]): Problem[] =>
        findAmbiguousAttributes(definition).map((name) => ({
            path: describePath(["tables", key]),
            message: `must give the attribute ${name} one type`,
        })),
    );
    if (problems.length > 0) {
        throw new ConfigError(problems);
    }
    return definitions;
}

type Attribute = z.infer<typeof attribute>;

function toKeys(keys: { readonly partitionKey: Attribute; readonly sortKey?: Attribute }): TableKeys {
    return {
        partitionKey: toAttribute(keys.partitionKey),
        sortKey: keys.sortKey === undefined ? undefined : toAttribute(keys.sortKey),
    };
}

function toAttribute(given: Attribute): KeyAttribute {
    return typeof given === "string" ? { name: given, type: "S" } : given;
}
