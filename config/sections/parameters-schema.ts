import { z } from "zod";
import { formats } from "../../aws/formats";
import { nestsParameter } from "../../aws/nested-parameter";
import { secretSource } from "../../aws/secret-source";
import { maxValueBytes, parameterTiers } from "../../aws/ssm-tiers";
import type { Catalogue, CatalogueVariable } from "../catalogue";
import { didYouMean } from "../near-miss";
import { flag, listOf, mapOf, oneOf, section, text } from "../schema-kit";

/** What a stack file may say of the variables that a catalogue has. */
export const parametersSchema = (catalogue: Catalogue) =>
    section({
        catalogue: text("a path relative to the project", /^(?!\/)[^\\]+\.json$/)
            .optional()
            .describe("file with the variables of the application, which may be in another repository's folder"),
        prefix: text(
            "a path like /fitness-prod",
            /^(?!\/(?:[aA][wW][sS]|[sS]{2}[mM])(?:\/|-|$))(?:\/[\w.-]+){1,14}$/,
            900,
            explainPrefix,
        )
            .optional()
            .describe("path of the SSM parameters"),
        values: section(Object.fromEntries(catalogue.variables.map((variable) => [variable.name, toValueSchema(variable)])), {
            keys: `the variables of ${catalogue.file}`,
        })
            .optional()
            .describe("values that the stack manages, by variable"),
        external: z
            .union([z.literal("all"), listOf(variableOf(catalogue), "variables"), referencesOf(catalogue)], {
                error: "must be all, a list of variables, or an object of parameters or secrets by variable",
            })
            .optional()
            .describe(
                "variables whose values are kept in SSM outside the stack, each of which must exist there; `all`: every variable " +
                    "without another value, the optional ones only if SSM has them; a map for those under other names: a parameter's name, or the ARN of a parameter or of a secret",
            ),
        kmsKeyArn: text(formats.kmsKeyArn.allowed, formats.kmsKeyArn.pattern)
            .optional()
            .describe("customer managed key that encrypts the secrets")
            .meta({ absent: "SSM's own key" }),
        tier: oneOf(parameterTiers)
            .optional()
            .describe(
                "tier of the parameters that the stack makes or `push` writes: up to 4 KB each, or 8 KB for about 0.05 USD a month; " +
                    "`Intelligent-Tiering` pays for the large ones alone",
            )
            .meta({ absent: "the account's default tier, which AWS sets to `Standard`" }),
        retainOnDelete: flag().optional().describe("a parameter that leaves the program stays, as a rollback may need it"),
    }).optional();

function explainPrefix(given: string): string | undefined {
    return /^\/(?:aws|ssm)(?:\/|-|$)/i.test(given)
        ? "must be a path like /fitness-prod, and none that begins with /aws or /ssm, which are kept for AWS"
        : undefined;
}

const toValueSchema = ({ description, secret }: CatalogueVariable) =>
    z
        .string("must be a text: quote it")
        .min(1, "must not be empty: SSM refuses it")
        .refine(
            (value) => Buffer.byteLength(value) <= maxValueBytes.Advanced,
            "must be at most 8 KB, the size of an advanced parameter",
        )
        .refine((value) => !nestsParameter(value), "must not have {{…}}: SSM refuses it as a reference to another parameter")
        .optional()
        .describe(description)
        .meta({ encrypted: secret ? "always" : "allowed" });

const variableOf = ({ file, variables }: Catalogue) => {
    const names = variables.map(({ name }) => name);
    return z
        .string("must be the name of a variable")
        .refine((name) => names.includes(name), {
            error: ({ input }) => `must be a variable of ${file}${didYouMean(String(input), names)}`,
        })
        .meta(names.length === 0 ? {} : { enum: names });
};

/** Where each variable is kept. */
const referencesOf = (catalogue: Catalogue) =>
    mapOf(variableOf(catalogue), text(secretSource.allowed, secretSource.pattern), "parameters or secrets by variable");

/** What a stack file says of the variables. */
export type ParametersInput = z.infer<ReturnType<typeof parametersSchema>>;
