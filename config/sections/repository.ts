import type { z } from "zod";
import { defaultNames } from "../names";
import { profiles } from "../profiles";
import { over, type ByColumn, type Complete, type Section } from "../section";
import { flag, section, wholeNumber } from "../schema-kit";

const schema = section({
    existing: flag().optional().describe("use a repository that another stack made, or that is managed elsewhere"),
    keepImages: wholeNumber(2, 1000).optional().describe("images that the lifecycle rule keeps, newest first"),
    protect: flag().optional().describe("refuse to destroy the repository, and keep it when it leaves the program"),
}).optional();

type Repository = Complete<NonNullable<z.infer<typeof schema>>>;

const shared = { existing: false, keepImages: 30 };

const defaults: ByColumn<Repository> = {
    dev: { ...shared, protect: false },
    staging: { ...shared, protect: false },
    prod: { ...shared, protect: true }, // a rollback needs the images
};

/** The ECR repository of the application's images. */
export const repository: Section<z.infer<typeof schema>, Repository> & { readonly defaults: typeof defaults } = {
    schema: () => schema,
    defaults,
    resolve: (input, { profile }) => over(defaults[profiles[profile].column], input),
    rules: [
        {
            path: "repository.existing",
            reads: ["names.repository"],
            message: "requires names.repository, the name of that repository",
            holds: ({ repository: { existing }, names, project, stack }) =>
                !existing || names.repository !== defaultNames(project, stack).repository,
        },
    ],
};
