import type { z } from "zod";
import type { Section } from "../section";
import { section, wholeNumber } from "../schema-kit";

const schema = section({
    monthlyUsd: wholeNumber(1, 1_000_000)
        .optional()
        .describe(
            "most that the stack may cost a month by list prices, without what is charged by use: `npm run preview` fails above it",
        )
        .meta({ absent: "no limit" }),
}).optional();

/** What a stack may cost. */
export const budget: Section<z.infer<typeof schema>, { readonly monthlyUsd: number | undefined }> = {
    note: "`pulumi up` knows no prices: the preview that reviews a change does.",
    schema: () => schema,
    resolve: (input) => ({ monthlyUsd: input?.monthlyUsd }),
};
