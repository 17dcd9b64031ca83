import type { z } from "zod";
import { ownKeys, tagKey, tagValue } from "../../aws/tags";
import { mapOf, text } from "../schema-kit";
import type { Section } from "../section";

const schema = mapOf(
    text(tagKey.allowed, tagKey.pattern, 128, refuseReserved),
    text(tagValue.allowed, tagValue.pattern, 256),
    "tags like { Team: web }",
)
    .optional()
    .describe("tags of everything that the stack makes, like `{ CostCenter: web }`, beside Project, Environment and ManagedBy")
    .meta({ absent: "none" });

/** Most own tags: AWS takes 50 of a resource, and a task definition has up to ten of the program's. */
const maxTags = 40;

/** Tags of an organisation. */
export const tags: Section<z.infer<typeof schema>, Readonly<Record<string, string>>> = {
    note: "Another tag changes every resource in place, and no task is replaced for it.",
    schema: () => schema,
    resolve: (input = {}) => Object.fromEntries(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1))),
    rules: [
        {
            path: "tags",
            reads: [],
            message: `must be at most ${maxTags} tags`,
            holds: ({ tags: given }) => Object.keys(given).length <= maxTags,
        },
    ],
};

/** `spotter:` is not part of the pattern: a schema of another project speaks of no keys but its own. */
function refuseReserved(key: string): string | undefined {
    if (ownKeys.includes(key)) {
        return `must not be ${ownKeys.join(", ")}, which the program sets`;
    }
    if (/^aws:/i.test(key)) {
        return "must not begin with aws:, which AWS keeps for itself";
    }
    return key.startsWith("spotter:") ? "must not begin with spotter:, which the program keeps for itself" : undefined;
}
