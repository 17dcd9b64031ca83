import type { z } from "zod";
import { defaultNames } from "../names";
import type { Section } from "../section";
import { flag, section } from "../schema-kit";

const schema = section({
    existing: flag()
        .default(false)
        .describe("run the service in a cluster that another stack made, or that is managed elsewhere; nothing of it is changed"),
}).optional();

/** The ECS cluster of the service. */
export const cluster: Section<z.infer<typeof schema>, { readonly existing: boolean }> = {
    note:
        "Services of a cluster have different names: with `existing: true` the default of `names.service` is `<project>-<stack>-web`. " +
        "A service can't move to another cluster: with another one a new service is made, and the old one goes once that serves.",
    schema: () => schema,
    resolve: (input) => ({ existing: input?.existing ?? false }),
    rules: [
        {
            path: "cluster.existing",
            reads: ["names.cluster"],
            message: "requires names.cluster, the name of that cluster",
            holds: ({ cluster: { existing }, names, project, stack }) =>
                !existing || names.cluster !== defaultNames(project, stack).cluster,
        },
    ],
};
