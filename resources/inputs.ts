import { secret, unknown } from "./resource";

/** Reads the known values of a resource: unknown, secret and absent ones are undefined. */
export interface Inputs {
    /** Whether it is given, known or not. */
    has(key: string): boolean;

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

    /** The objects of a list that a value holds as JSON. */
    jsonList(key: string): readonly Inputs[] | undefined;

    /** The texts of a list that a value holds as JSON. */
    jsonTexts(key: string): readonly string[] | undefined;
}

/** Nothing can be read from anything but an object. */
export function readInputs(value: unknown): Inputs {
    const record = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
    const known = (key: string) => (record[key] === unknown || record[key] === secret ? undefined : record[key]);
    const parsed = (key: string) => parseJson(known(key));
    return {
        has: (key) => record[key] !== undefined,
        text: (key) => toText(known(key)),
        number: (key) => ((item) => (typeof item === "number" ? item : undefined))(known(key)),
        flag: (key) => ((item) => (typeof item === "boolean" ? item : undefined))(known(key)),
        object: (key) => readInputs(known(key)),
        list: (key) => toList(known(key)).map(readInputs),
        texts: (key) => toTexts(known(key)),
        json: (key) => readInputs(parsed(key)),
        jsonList: (key) => ((list) => (Array.isArray(list) ? list.map(readInputs) : undefined))(parsed(key)),
        jsonTexts: (key) => toTexts(parsed(key)),
    };
}

function toText(value: unknown): string | undefined {
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function toList(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}

function toTexts(value: unknown): readonly string[] | undefined {
    const texts = (Array.isArray(value) ? (value as unknown[]) : [value]).map((item) =>
        item === unknown || item === secret ? undefined : toText(item),
    );
    return texts.every((text) => text !== undefined) ? texts : undefined;
}

function parseJson(value: unknown): unknown {
    try {
        return typeof value === "string" ? JSON.parse(value) : undefined;
    } catch {
        return undefined; // text that is not JSON
    }
}
