import { z } from "zod";
import { schema } from "../../config/schema";

/** A key of a stack file that holds a value. */
export interface Leaf {
    /** As it stands in the stack file, for example `spotter:service.cpu`. */
    readonly path: string;

    /** The value of `spotter:network.mode` under which the key is known. */
    readonly mode?: string;

    /** What tells it from every other key: the path, and the mode where there is one. */
    readonly key: string;

    readonly schema: z.ZodType;

    /** It must be there, as soon as the section is there that it is in. */
    readonly required: boolean;
    readonly description: string;
}

/** A key of a stack file that holds other keys. */
export interface Section extends Pick<Leaf, "path" | "mode" | "key"> {
    readonly keys: readonly string[];
}

/** Walks the schema, in its order, to every key that a stack file may have. */
export function keysOfSchema(): { leaves: Leaf[]; sections: Section[] } {
    const found: { leaves: Leaf[]; sections: Section[] } = { leaves: [], sections: [] };
    for (const [namespace, section] of Object.entries(schema)) {
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
    if (inner instanceof z.ZodObject) {
        const shape = Object.entries<z.ZodType>(inner.shape);
        found.sections.push({ path, mode, key, keys: shape.map(([name]) => name) });
        for (const [name, child] of shape.filter(([name]) => mode === undefined || name !== "mode")) {
            walk(child, `${path}${path.includes(":") ? "." : ":"}${name}`, mode, found);
        }
    } else if (inner instanceof z.ZodDiscriminatedUnion) {
        const description = "where the load balancer and the tasks are; the other keys depend on it";
        found.leaves.push({ path: `${path}.mode`, key: `${path}.mode`, schema: inner, required: true, description });
        for (const option of inner.options as z.ZodObject<{ mode: z.ZodLiteral<string> }>[]) {
            walk(option, path, option.shape.mode.value, found);
        }
    } else {
        const required = !type.safeParse(undefined).success;
        found.leaves.push({ path, mode, key, schema: type, required, description: type.description ?? "" });
    }
}

function unwrapped(type: z.ZodType): z.ZodType {
    return type instanceof z.ZodOptional || type instanceof z.ZodDefault ? unwrapped(type.unwrap() as z.ZodType) : type;
}
