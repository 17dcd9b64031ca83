import type { z } from "zod";
import { formats } from "../../aws/formats";
import { isOfRegion } from "../../aws/kms-key";
import { retentionDays } from "../../aws/log-retention";
import { profiles } from "../profiles";
import { over, type ByColumn, type Complete, type Section } from "../section";
import { flag, oneOf, section, text } from "../schema-kit";

const schema = section({
    retentionDays: oneOf(retentionDays).optional().describe("how long log lines are kept"),
    kmsKeyArn: text(formats.kmsKeyArn.allowed, formats.kmsKeyArn.pattern)
        .optional()
        .describe("customer key that encrypts the lines from then on; its policy must let CloudWatch Logs use it")
        .meta({ absent: "CloudWatch's own key" }),
    protect: flag().optional().describe("refuse to destroy the log group, and keep it when it leaves the program"),
}).optional();

type Defaults = Complete<Omit<NonNullable<z.infer<typeof schema>>, "kmsKeyArn">>;
type Logs = Defaults & { readonly kmsKeyArn: string | undefined };

const defaults: ByColumn<Defaults> = {
    dev: { retentionDays: 7, protect: false },
    staging: { retentionDays: 30, protect: false },
    prod: { retentionDays: 90, protect: true },
};

/** The containers' log group. */
export const logs: Section<z.infer<typeof schema>, Logs> & { readonly defaults: typeof defaults } = {
    schema: () => schema,
    defaults,
    resolve: (input, { profile }) => ({
        ...over(defaults[profiles[profile].column], input),
        kmsKeyArn: input?.kmsKeyArn,
    }),
    rules: [
        {
            path: "logs.kmsKeyArn",
            reads: ["aws:region"],
            message: "must be a key of the stack's region and partition: CloudWatch Logs can use no other",
            holds: ({ logs: { kmsKeyArn }, aws }) => isOfRegion(kmsKeyArn, aws.region),
        },
    ],
};
