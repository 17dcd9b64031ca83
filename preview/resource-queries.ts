import { resourceKey, unknown, type Plain, type PreviewDocument, type Resource } from "./document";

/** A resource's inputs with the few conversions that a reader of a preview needs. */
export interface Inputs {
    /** The value of a key as text, or undefined where it is absent, unknown or no text or number. */
    text(key: string): string | undefined;
    number(key: string): number | undefined;
    flag(key: string): boolean;
    list(key: string): Inputs[];
    object(key: string): Inputs;

    /** The value of a key that holds JSON, or undefined where it is absent or unknown. */
    json(key: string): unknown;
}

/** What a preview says about one component: its resources, and the whole stack's where it needs them. */
export interface ResourceQueries {
    readonly component: Resource;

    /** The first resource of a type below the component. */
    own(type: string): Resource | undefined;
    all(type: string): Resource[];

    /** The first resource of a type in the stack. */
    any(type: string): Resource | undefined;
}

export function queriesFor(document: PreviewDocument, component: Resource): ResourceQueries {
    const own = document.resources.filter(({ parent }) => parent === resourceKey(component));
    return {
        component,
        own: (type) => own.find((resource) => resource.type === type),
        all: (type) => own.filter((resource) => resource.type === type),
        any: (type) => document.resources.find((resource) => resource.type === type),
    };
}

/** Reads inputs; of nothing, it reads nothing. */
export function readInputs(value: Plain | Resource["inputs"] | undefined): Inputs {
    const record = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
    const known = (key: string) => (record[key] === unknown ? undefined : record[key]);
    return {
        text: (key) => ((item) => (typeof item === "string" || typeof item === "number" ? String(item) : undefined))(known(key)),
        number: (key) => (typeof known(key) === "number" ? (known(key) as number) : undefined),
        flag: (key) => known(key) === true,
        list: (key) => ((item) => (Array.isArray(item) ? item : []))(known(key)).map(readInputs),
        object: (key) => readInputs(known(key)),
        json: (key) => ((item) => (typeof item === "string" ? parsed(item) : undefined))(known(key)),
    };
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined; // a secret, or text that is no JSON
    }
}
