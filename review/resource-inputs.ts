import { secret, unknown, type Plain, type PreviewDocument, type Resource } from "../preview/document";

/** Reads the known values of a resource: unknown, secret and absent ones are undefined. */
export interface Inputs {
    /** Text or number, as text. */
    text(key: string): string | undefined;
    number(key: string): number | undefined;
    flag(key: string): boolean | undefined;
    object(key: string): Inputs;

    /** The objects of a list. */
    list(key: string): readonly Inputs[];

    /** The texts of a list, or a single text as a list of one; undefined if any is unknown. */
    texts(key: string): readonly string[] | undefined;

    /** A value that holds JSON. */
    json(key: string): Inputs;
    jsonList(key: string): readonly Inputs[] | undefined;
}

export function read(value: unknown): Inputs {
    const record = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
    const known = (key: string) => (record[key] === unknown || record[key] === secret ? undefined : record[key]);
    const parsed = (key: string) => parse(known(key));
    return {
        text: (key) => toText(known(key)),
        number: (key) => (typeof known(key) === "number" ? (known(key) as number) : undefined),
        flag: (key) => (typeof known(key) === "boolean" ? (known(key) as boolean) : undefined),
        object: (key) => read(known(key)),
        list: (key) => toList(known(key)).map(read),
        texts: (key) => toTexts(known(key)),
        json: (key) => read(parsed(key)),
        jsonList: (key) => ((list) => (Array.isArray(list) ? list.map(read) : undefined))(parsed(key)),
    };
}

/** Resources of a type; `where` says which. */
export function findAll(
    { resources }: Pick<PreviewDocument, "resources">,
    type: string,
    where: (inputs: Inputs, resource: Resource) => boolean = () => true,
): readonly Resource[] {
    return resources.filter((resource) => resource.type === type && where(read(resource.inputs), resource));
}

/** Inputs of the resource of a type of which a stack has at most one. */
export function findInputs(document: Pick<PreviewDocument, "resources">, type: string): Inputs | undefined {
    const [resource] = findAll(document, type);
    return resource && read(resource.inputs);
}

/** Whether an id is made of zeros, as in an offline preview, which reads nothing from the account. */
export function isPlaceholder(id: string): boolean {
    return /[-:]0{9,}[a-z]?\d?$/.test(id);
}

function toText(value: unknown): string | undefined {
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function toList(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}

function toTexts(value: unknown): readonly string[] | undefined {
    const texts = (Array.isArray(value) ? (value as Plain[]) : [value]).map((item) =>
        item === unknown || item === secret ? undefined : toText(item),
    );
    return texts.every((text) => text !== undefined) ? texts : undefined;
}

function parse(value: unknown): unknown {
    try {
        return typeof value === "string" ? JSON.parse(value) : undefined;
    } catch {
        return undefined; // text that is no JSON
    }
}
