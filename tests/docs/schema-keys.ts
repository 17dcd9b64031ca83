import { z } from "zod";
import { stackSchema } from "../../config/schema";
import { exampleCatalogue } from "../support/own";

/** A key of a stack file that holds a value. */
export interface Leaf {
    /** As it stands in the stack file, for example `fitness:service.cpu`. */
    readonly path: string;

    /** The value of `network.mode` under which the key is known. */
    readonly mode?: string;

    /** The path, and the mode where there is one: unique among all keys. */
    readonly key: string;

    readonly schema: z.ZodType;

    /** It must be there, as soon as the section is there that it is in. */
    readonly required: boolean;
    readonly description: string;

    /** What happens without it, where its default doesn't say so. */
    readonly absent?: string;
}

/** A key of a stack file that holds other keys. */
export interface Section extends Pick<Leaf, "path" | "mode" | "key"> {
    readonly keys: readonly string[];

    /** What the keys are, where they depend on another one. */
    readonly title?: string;
}

/** Walks the schema, in its order, to every key that a stack file of `project` may have. */
export function keysOfSchema(project: string): { leaves: Leaf[]; sections: Section[] } {
    const found: { leaves: Leaf[]; sections: Section[] } = { leaves: [], sections: [] };
    for (const [namespace, section] of Object.entries(stackSchema(project, exampleCatalogue))) {
        walk(section, namespace, undefined, found);
    }
    return found;
}

/** The value that the schema itself fills in. */
export function schemaDefault(type: z.ZodType): unknown {
    return type instanceof z.ZodDefault ? type.def.defaultValue : undefined;
}

function walk(type: z.ZodType, path: string, mode: string | undefined, found: ReturnType<typeof keysOfSchema>): void {
    const inner = unwrapped(type);
    const key = mode === undefined ? path : `${path} (${mode})`;
    const { description = "", absent } = type.meta() ?? {};
    const common = { description, ...(typeof absent === "string" ? { absent } : {}) };
    if (inner instanceof z.ZodObject) {
        const shape = Object.entries<z.ZodType>(inner.shape);
        found.sections.push({ path, mode, key, keys: shape.map(([name]) => name), title: inner.meta()?.title });
        for (const [name, child] of shape.filter(([name]) => mode === undefined || name !== "mode")) {
            walk(child, `${path}${path.includes(":") ? "." : ":"}${name}`, mode, found);
        }
    } else if (inner instanceof z.ZodDiscriminatedUnion) {
        found.leaves.push({ ...common, path: `${path}.mode`, key: `${path}.mode`, schema: inner, required: true });
        for (const option of inner.options as z.ZodObject<{ mode: z.ZodLiteral<string> }>[]) {
            walk(option, path, option.shape.mode.value, found);
        }
    } else {
        const required = !type.safeParse(undefined).success;
        found.leaves.push({ ...common, path, mode, key, schema: type, required });
    }
}

function unwrapped(type: z.ZodType): z.ZodType {
    return type instanceof z.ZodOptional || type instanceof z.ZodDefault ? unwrapped(type.unwrap() as z.ZodType) : type;
}
