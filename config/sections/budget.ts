import type { z } from "zod";
import { ranges } from "../../aws/ranges";
import type { Section } from "../section";
import { flag, inRange, section } from "../schema-kit";

const schema = section({
    monthlyUsd: inRange(ranges.monthlyUsd)
        .optional()
        .describe(
            "most that the stack may cost a month by list prices, without what is charged by use: `npm run preview` fails above it",
        )
        .meta({ absent: "no limit" }),
    notify: flag()
        .default(false)
        .describe(
            "a budget of AWS's, too, which tells the topic of the alarms once the bill of a month passes `monthlyUsd`, and once AWS expects it to",
        ),
}).optional();

interface Budget {
    readonly monthlyUsd: number | undefined;
    readonly notify: boolean;
}

/** What a stack may cost. */
export const budget: Section<z.infer<typeof schema>, Budget> = {
    note:
        "`pulumi up` knows no prices: the preview that reviews a change does. What AWS bills, use included, it counts by the tags `Project` and " +
        "`Environment`: for `notify` activate both as cost allocation tags in the billing console, by hand and once for an account. Until a " +
        "day after that the budget counts nothing.",
    schema: () => schema,
    resolve: (input) => ({ monthlyUsd: input?.monthlyUsd, notify: input?.notify ?? false }),
    rules: [
        {
            path: "budget.notify",
            reads: ["budget.monthlyUsd", "alarms.set"],
            message: "requires budget.monthlyUsd, and alarms.set release or all, whose topic is told",
            holds: ({ budget: { monthlyUsd, notify }, alarms: { set } }) =>
                !notify || (monthlyUsd !== undefined && set !== "none"),
        },
    ],
    warnings: ({ budget: { notify } }) =>
        notify
            ? [
                  {
                      path: "budget.notify",
                      message:
                          "AWS counts what is tagged Project and Environment, once both are activated as cost allocation tags in the " +
                          "billing console of the account that pays",
                  },
              ]
            : [],
};
