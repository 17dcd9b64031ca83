import type { z } from "zod";
import { formats } from "../../aws/formats";
import { findPartition } from "../../aws/regions";
import { isOfRegion } from "../../aws/kms-key";
import { defaultNames } from "../names";
import { profiles } from "../profiles";
import { over, type ByColumn, type Complete, type Section } from "../section";
import { flag, section, text, wholeNumber } from "../schema-kit";

const schema = section({
    existing: flag().optional().describe("use a repository that another stack made, or that is managed elsewhere"),
    account: text("an account id of 12 digits", formats.accountId.pattern)
        .optional()
        .describe("account of an existing repository, whose policy must let this one pull")
        .meta({ absent: "the stack's own" }),
    region: text(formats.region.allowed, formats.region.pattern)
        .optional()
        .describe("region of an existing repository")
        .meta({ absent: "the stack's own" }),
    keepImages: wholeNumber(2, 1000).optional().describe("images that the lifecycle rule keeps, newest first"),
    kmsKeyArn: text(formats.kmsKeyArn.allowed, formats.kmsKeyArn.pattern)
        .optional()
        .describe("customer key that encrypts the images; AWS can't change it later")
        .meta({ absent: "AWS's own encryption" }),
    protect: flag().optional().describe("refuse to destroy the repository, and keep it when it leaves the program"),
}).optional();

type WithoutDefault = "account" | "region" | "kmsKeyArn";
type Defaults = Complete<Omit<NonNullable<z.infer<typeof schema>>, WithoutDefault>>;
type Repository = Defaults & { readonly [K in WithoutDefault]: string | undefined };

const shared = { existing: false, keepImages: 30 };

const defaults: ByColumn<Defaults> = {
    dev: { ...shared, protect: false },
    staging: { ...shared, protect: false },
    prod: { ...shared, protect: true }, // a rollback needs the images
};

/** The ECR repository of the application's images. */
export const repository: Section<z.infer<typeof schema>, Repository> & { readonly defaults: typeof defaults } = {
    note:
        "Another key would make the repository anew, without its images: an update is refused, by Pulumi where it is protected, else by AWS, " +
        "as the name is taken. With another `names.repository` the new one stands beside it.",
    schema: () => schema,
    defaults,
    resolve: (input, { profile }) => ({
        ...over(defaults[profiles[profile].column], input),
        account: input?.account,
        region: input?.region,
        kmsKeyArn: input?.kmsKeyArn,
    }),
    rules: [
        {
            path: "repository.account",
            reads: ["repository.existing"],
            message: "requires existing: true: a stack makes its repository in its own account",
            holds: ({ repository: { account, existing } }) => account === undefined || existing,
        },
        {
            path: "repository.region",
            reads: ["repository.existing", "aws:region"],
            message:
                "must be a region of the stack's partition, and requires existing: true: a stack makes its repository in its own",
            holds: ({ repository: { region, existing }, aws: { region: own } }) =>
                region === undefined || (existing && findPartition(region) === findPartition(own)),
        },
        {
            path: "repository.kmsKeyArn",
            reads: ["aws:region", "repository.existing"],
            message: "must be a key of the stack's region and partition, and none with existing: true, as nothing is made then",
            holds: ({ repository: { kmsKeyArn, existing }, aws }) =>
                kmsKeyArn === undefined || (!existing && isOfRegion(kmsKeyArn, aws.region)),
        },
        {
            path: "repository.existing",
            reads: ["names.repository"],
            message: "requires names.repository, the name of that repository",
            holds: ({ repository: { existing }, names, project, stack }) =>
                !existing || names.repository !== defaultNames(project, stack).repository,
        },
    ],
};
