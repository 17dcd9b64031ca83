import { z } from "zod";
import type { Section } from "../section";
import { findPartition, regions } from "../../aws/regions";
import { didYouMean, section, text } from "../schema-kit";

const schema = section({
    region: text("a region like us-east-1", /^[a-z]{2,4}(?:-[a-z]+)+-\d$/)
        .refine((name) => regions.includes(name), {
            error: ({ input }) => `must be a region of AWS${didYouMean(String(input), regions)}`,
        })
        .describe("region of every resource"),
    allowedAccountIds: z
        .tuple(
            [text('an account id of 12 digits, quoted: "123456789012"', /^\d{12}$/)],
            'must be a list of exactly one account id, quoted: ["123456789012"]',
        )
        .describe("the account; the provider refuses credentials of any other"),
    profile: text("the name of a profile", /^[^\s[\]{}"]+$/)
        .optional()
        .describe("profile of the shared AWS configuration")
        .meta({ absent: "the AWS SDK's default credential chain" }),
});

/** Where a stack lives. */
export interface Aws {
    readonly region: string;

    /** 12 digits. */
    readonly accountId: string;

    /** `aws`, or that of a separate cloud like `aws-cn`. */
    readonly partition: string;

    /** Profile of the shared AWS configuration; undefined for the SDK's default credential chain. */
    readonly profile: string | undefined;
}

/** The namespace `aws:`. The program makes its provider itself, and an explicit provider ignores every other key. */
export const aws: Section<z.infer<typeof schema>, Aws> = {
    schema: () => schema,
    resolve: ({ region, allowedAccountIds: [accountId], profile }) => ({
        region,
        accountId,
        partition: findPartition(region),
        profile,
    }),
};
