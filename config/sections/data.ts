import type { z } from "zod";
import { formats } from "../../aws/formats";
import { findPartition } from "../../aws/regions";
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
    replicaRegions: listOf(text(formats.region.allowed, formats.region.pattern), "regions")
        .default([])
        .describe("other regions in which the tables are as well: global tables, which may be written to in each"),
}).optional();

type Defaults = Complete<Pick<NonNullable<z.infer<typeof schema>>, "pointInTimeRecovery" | "protect">>;

/** What the stack makes to keep the application's data in. */
interface Data extends Defaults {
    /** Keys of `access.tables`. */
    readonly tables: readonly string[];

    /** Keys of `access.buckets`. */
    readonly buckets: readonly string[];

    /** Other regions in which the tables are as well. */
    readonly replicaRegions: readonly string[];
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
        "another name is another table or bucket, with nothing in it. A table of several regions takes writes in each, of which the last " +
        "wins; the stack of another region names it in `access.tables`, and not in `data.tables`.",
    schema: () => schema,
    defaults,
    resolve: (input, { profile }) => {
        const { tables = [], buckets = [], replicaRegions = [], ...others } = input ?? {};
        return {
            ...over(defaults[profiles[profile].column], others),
            tables: [...tables].sort(),
            buckets: [...buckets].sort(),
            replicaRegions: [...replicaRegions].sort(),
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
        {
            path: "data.replicaRegions",
            reads: ["aws:region"],
            message: "must be other regions of the stack's partition",
            ...noneOf(({ data: { replicaRegions }, aws: { region } }) =>
                replicaRegions.filter((each) => each === region || findPartition(each) !== findPartition(region)),
            ),
        },
        {
            path: "data.replicaRegions",
            reads: ["data.tables"],
            message: "requires data.tables, as the stack makes no other: the tables of another stack are its to replicate",
            holds: ({ data: { replicaRegions, tables } }) => replicaRegions.length === 0 || tables.length > 0,
        },
    ],
    warnings: ({ data: { replicaRegions, buckets } }) =>
        replicaRegions.length > 0 && buckets.length > 0
            ? [
                  {
                      path: "data.replicaRegions",
                      message: `is for tables alone: the buckets (${buckets.join(", ")}) are in the stack's region, and lost with it`,
                  },
              ]
            : [],
};

function missing(keys: readonly string[], known: object): string[] {
    return keys.filter((each) => !Object.hasOwn(known, each));
}
