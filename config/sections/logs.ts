import type { z } from "zod";
import { retentionDays } from "../../aws/log-retention";
import { profiles } from "../profiles";
import { over, type ByColumn, type Complete, type Section } from "../section";
import { flag, oneOf, section } from "../schema-kit";

const schema = section({
    retentionDays: oneOf(retentionDays).optional().describe("how long log lines are kept"),
    protect: flag().optional().describe("refuse to destroy the log group, and keep it when it leaves the program"),
}).optional();

type Logs = Complete<NonNullable<z.infer<typeof schema>>>;

const defaults: ByColumn<Logs> = {
    dev: { retentionDays: 7, protect: false },
    staging: { retentionDays: 30, protect: false },
    prod: { retentionDays: 90, protect: true },
};

/** The containers' log group. */
export const logs: Section<z.infer<typeof schema>, Logs> & { readonly defaults: typeof defaults } = {
    schema: () => schema,
    defaults,
    resolve: (input, { profile }) => over(defaults[profiles[profile].column], input),
};
