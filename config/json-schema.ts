import { z } from "zod";
import { catalogueSchema, type Catalogue } from "./catalogue";
import { stackSchema } from "./schema";
import { tablesSchema } from "./table-definitions";

type JsonSchema = Record<string, unknown>;

/** What the CLI writes for a value that it encrypted. */
const encrypted = {
    type: "object",
    properties: { secure: { type: "string" } },
    required: ["secure"],
    additionalProperties: false,
};

/** Draft 7 is what the YAML and JSON servers of editors know best. */
const options = { target: "draft-7", io: "input", override } as const;

/**
 * The JSON schema of a stack file, for completion and errors in editors. Rules between keys are not in it. No key is required:
 * `Pulumi.yaml` may give one to every stack.
 */
export function stackFileSchema(project: string, catalogue: Catalogue): JsonSchema {
    const keys = Object.entries(stackSchema(project, catalogue)).flatMap(([namespace, schema]) => {
        const { properties } = z.toJSONSchema(schema, options) as { properties: Record<string, JsonSchema> };
        return Object.entries(properties).map(([key, value]) => [`${namespace}:${key}`, value] as const);
    });
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: `Stack file of ${project}`,
        type: "object",
        properties: {
            config: {
                type: ["object", "null"],
                properties: Object.fromEntries(keys),
                patternProperties: { "^(?:pulumi|docker):": {} },
                additionalProperties: false,
            },
            environment: {
                description: "Pulumi ESC environments that give what config leaves out: their names, or imports and values",
                anyOf: [{ type: "array", items: { type: "string" } }, { type: "object" }],
            },
            mainEnvironment: { type: "string", description: "the one ESC environment that pulumi config set writes to" },
            secretsprovider: { type: "string", description: "what encrypts the stack's secrets" },
            encryptionsalt: { type: "string", description: "written by the CLI, with a passphrase" },
            encryptedkey: { type: "string", description: "written by the CLI, with a cloud's key" },
        },
        additionalProperties: false,
    };
}

/** The JSON schema of the application's catalogue. */
export function catalogueFileSchema(): JsonSchema {
    return { title: "Variables of the application", ...z.toJSONSchema(catalogueSchema, options) };
}

/** The JSON schema of how the application's tables are made. */
export function tablesFileSchema(): JsonSchema {
    return { title: "DynamoDB tables of the application", ...z.toJSONSchema(tablesSchema, options) };
}

/** Replaces what the zod schemas say in `meta` for others than editors. */
function override({ jsonSchema }: { readonly jsonSchema: JsonSchema }): void {
    const { absent, encrypted: may } = jsonSchema;
    delete jsonSchema.absent;
    delete jsonSchema.encrypted;
    if (typeof absent === "string") {
        jsonSchema.description = `${String(jsonSchema.description)} (without it: ${absent})`;
    }
    if (may !== undefined) {
        const { description, ...plain } = jsonSchema;
        Object.keys(jsonSchema).forEach((key) => Reflect.deleteProperty(jsonSchema, key));
        Object.assign(jsonSchema, { description, anyOf: may === "always" ? [encrypted] : [plain, encrypted] });
    }
}
