import type { z } from "zod";
import { noneOf, over, type ByColumn, type Complete, type Section } from "../section";
import { profiles } from "../profiles";
import { flag, listOf, section, text } from "../schema-kit";

const key = text("a key of letters, digits, _ and -, first a letter", /^[A-Za-z][\w-]*$/, 64);

const schema = section({
    tables: listOf(key, "keys of access.tables")
        .default([])
        .describe("DynamoDB tables that the stack makes, each as `tables.json` beside the catalogue says"),
    buckets: listOf(key, "keys of access.buckets").default([]).describe("S3 buckets that the stack makes, private and versioned"),
    pointInTimeRecovery: flag().optional().describe("tables can be restored to any second of the last 35 days"),
    protect: flag()
        .optional()
        .describe("refuse to delete them, by AWS too for tables, and keep them when they leave the program"),
}).optional();

type Defaults = Complete<Pick<NonNullable<z.infer<typeof schema>>, "pointInTimeRecovery" | "protect">>;

/** What the stack makes to keep the application's data in. */
interface Data extends Defaults {
    /** Keys of `access.tables`. */
    readonly tables: readonly string[];

    /** Keys of `access.buckets`. */
    readonly buckets: readonly string[];
}

const defaults: ByColumn<Defaults> = {
    dev: { pointInTimeRecovery: false, protect: false },
    staging: { pointInTimeRecovery: true, protect: false }, // as production, to be able to practise a restore
    prod: { pointInTimeRecovery: true, protect: true },
};

/** Tables and buckets that the stack makes. Those of `access` that are not named here exist already. */
export const data: Section<z.infer<typeof schema>, Data> & { readonly defaults: typeof defaults } = {
    note:
        "What is not named here exists already: the stack neither makes nor changes it. AWS refuses other keys under the same name; " +
        "another name is another table or bucket, with nothing in it.",
    schema: () => schema,
    defaults,
    resolve: (input, { profile }) => {
        const { tables = [], buckets = [], ...others } = input ?? {};
        return {
            ...over(defaults[profiles[profile].column], others),
            tables: [...tables].sort(),
            buckets: [...buckets].sort(),
        };
    },
    rules: [
        {
            path: "data.tables",
            reads: ["access.tables"],
            message: "must be keys of access.tables",
            ...noneOf((config) => missing(config.data.tables, config.access.tables)),
        },
        {
            path: "data.tables",
            reads: [],
            message: "must be tables that tables.json, beside the catalogue, has the keys of",
            ...noneOf((config) => missing(config.data.tables, config.catalogue.tables ?? {})),
        },
        {
            path: "data.buckets",
            reads: ["access.buckets"],
            message: "must be keys of access.buckets",
            ...noneOf((config) => missing(config.data.buckets, config.access.buckets)),
        },
    ],
};

function missing(keys: readonly string[], known: object): string[] {
    return keys.filter((each) => !Object.hasOwn(known, each));
}
