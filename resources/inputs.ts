import { secret, unknown } from "./resource";

/** A resource's inputs with the few conversions that a reader of a preview needs. */
export interface Inputs {
    /** The value of a key as text; undefined where it is absent, unknown, secret, or neither text nor number. */
    text(key: string): string | undefined;
    flag(key: string): boolean;
    texts(key: string): string[];
    list(key: string): Inputs[];
    object(key: string): Inputs;

    /** The value of a key that holds JSON; undefined where it is absent, unknown or secret. */
    json(key: string): unknown;
}

/** Reads inputs; nothing can be read from anything but an object. */
export function readInputs(value: unknown): Inputs {
    const record = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
    const known = (key: string) => (record[key] === unknown || record[key] === secret ? undefined : record[key]);
    const items = (key: string): unknown[] => ((item) => (Array.isArray(item) ? (item as unknown[]) : []))(known(key));
    return {
        text: (key) => toText(known(key)),
        flag: (key) => known(key) === true,
        texts: (key) => items(key).filter((item) => typeof item === "string"),
        list: (key) => items(key).map(readInputs),
        object: (key) => readInputs(known(key)),
        json: (key) => ((item) => (typeof item === "string" ? parseJson(item) : undefined))(known(key)),
    };
}

function toText(value: unknown): string | undefined {
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined; // text that is not JSON
    }
}
