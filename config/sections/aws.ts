import { z } from "zod";
import type { Section } from "../section";
import type { AssumedRole } from "../../aws/clients";
import { formats } from "../../aws/formats";
import { findPartition, regions } from "../../aws/regions";
import { didYouMean } from "../near-miss";
import { section, text } from "../schema-kit";

const schema = section({
    region: text("a region like us-east-1", /^[a-z]{2,4}(?:-[a-z]+)+-\d$/, 64, explainRegion)
        .refine((name) => regions.includes(name), {
            error: ({ input }) => `must be a region of AWS${didYouMean(String(input), regions)}`,
        })
        .describe("region of every resource"),
    allowedAccountIds: z
        .tuple(
            [text("an account id of 12 digits", /^\d{12}$/)],
            'must be a list of exactly one account id, quoted: ["123456789012"]',
        )
        .describe("the account; the provider refuses credentials of any other"),
    profile: text("the name of a profile", /^[^\s[\]{}"]+$/)
        .optional()
        .describe("profile of the shared AWS configuration")
        .meta({ absent: "the AWS SDK's default credential chain" }),
    assumeRole: section({
        roleArn: text(formats.roleArn.allowed, formats.roleArn.pattern).describe(
            "role of the account that the program and the commands take on, with the credentials that are found",
        ),
        externalId: text(formats.externalId.allowed, formats.externalId.pattern)
            .optional()
            .describe("what the role's trust policy asks for")
            .meta({ absent: "none" }),
    }).optional(),
});

function explainRegion(given: string): string | undefined {
    const region = given.slice(0, -1);
    return /[a-z]$/.test(given) && regions.includes(region)
        ? `must be a region like ${region}, of which this is a zone`
        : undefined;
}

/** Where a stack lives. */
export interface Aws {
    readonly region: string;

    /** 12 digits. */
    readonly accountId: string;

    /** `aws`, or that of a separate cloud like `aws-cn`. */
    readonly partition: string;

    /** Profile of the shared AWS configuration; undefined for the SDK's default credential chain. */
    readonly profile: string | undefined;

    /** Role that is taken on with these credentials; undefined where they are used as they are. */
    readonly assumeRole: AssumedRole | undefined;
}

/** The namespace `aws:`. The program makes its provider itself, and an explicit provider ignores every other key. */
export const aws: Section<z.infer<typeof schema>, Aws> = {
    schema: () => schema,
    resolve: ({ region, allowedAccountIds: [accountId], profile, assumeRole }) => ({
        region,
        accountId,
        partition: findPartition(region),
        profile,
        assumeRole,
    }),
    rules: [
        {
            path: "aws:assumeRole.roleArn",
            reads: ["aws:region", "aws:allowedAccountIds"],
            message: "must be a role of the stack's account and partition",
            holds: ({ aws: { assumeRole, region, accountId } }) =>
                assumeRole === undefined || assumeRole.roleArn.startsWith(`arn:${findPartition(region)}:iam::${accountId}:role/`),
        },
    ],
};
