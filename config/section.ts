import type { z } from "zod";
import type { Catalogue } from "./catalogue";
import type { DefaultsColumn, ProfileName } from "./profiles";
import type { StackConfig, StackInput } from "./sections";

/** One section of a stack file, and everything that is known of it. */
export interface Section<Input, Resolved> {
    /** What the rows of its keys don't say, for the docs: what happens without the section, or with another value. */
    readonly note?: string;

    /** Keys, legal values and meanings. Only the variables' section depends on the catalogue. */
    schema(catalogue: Catalogue): z.ZodType;

    /** Defaults that differ by profile, or that have a reason of their own. */
    readonly defaults?: ByColumn<object>;

    /** The section as the program uses it: every key is present, `undefined` where there is no value. */
    resolve(input: Input, context: SectionContext): Resolved;

    /** Rules between its keys, or between them and those of other sections. */
    readonly rules?: readonly Rule[];

    /** What is legal, and what a reviewer should know about. Paths have no namespace. */
    warnings?(config: StackConfig): readonly Warning[];
}

/** What a section is resolved with. */
export interface SectionContext {
    /** Name of the project in `Pulumi.yaml`, which is the namespace of the keys. */
    readonly project: string;
    readonly stack: string;
    readonly profile: ProfileName;
    readonly catalogue: Catalogue;

    /** All sections as the stack file has them. */
    readonly input: StackInput;

    /** What the stack file encrypts, without the project's namespace: `parameters.values.AUTH_SECRET`. */
    readonly secretKeys: readonly string[];
}

/** A rule between keys of a stack's configuration. Its paths have no namespace but `aws:`. */
export interface Rule {
    /** Key that is at fault when the rule does not hold. */
    readonly path: string;

    /** Other keys that the rule reads: it is skipped while one of them is wrong in itself. */
    readonly reads: readonly string[];

    /** What must hold: the second half of a sentence that starts with the path. */
    readonly message: string;

    /** What `message` leaves to the case at hand. */
    readonly detail?: (config: StackConfig) => string;

    readonly holds: (config: StackConfig) => boolean;
}

/** Something legal that a reviewer should know about. */
export interface Warning {
    /** Key that changes it. */
    readonly path: string;
    readonly message: string;
}

/** One value for each column of defaults. */
export type ByColumn<T> = Readonly<Record<DefaultsColumn, T>>;

/** `T` with every key present, down to the values. */
export type Complete<T> = T extends readonly unknown[]
    ? T
    : T extends object
      ? { readonly [K in keyof T]-?: Complete<Exclude<T[K], undefined>> }
      : T;

type Overrides<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: Overrides<T[K]> } : T;

/** `given` over `defaults`, key by key; a given zero or `false` counts. */
export function over<T extends object>(defaults: T, given: Overrides<NoInfer<T>> | undefined): T {
    const merged = Object.entries((given ?? {}) as Record<string, unknown>)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => {
            const base = (defaults as Record<string, unknown>)[key];
            return [key, isObject(value) && isObject(base) ? over(base, value) : value];
        });
    return { ...defaults, ...(Object.fromEntries(merged) as Partial<T>) };
}

function isObject(value: unknown): value is object {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A rule for production: it always holds elsewhere. */
export function inProduction(holds: Rule["holds"]): Rule["holds"] {
    return (config) => !config.isProduction || holds(config);
}

/** A rule that holds where nothing is found; what is found is named. */
export function noneOf(find: (config: StackConfig) => readonly (string | number)[]): Pick<Rule, "detail" | "holds"> {
    return { detail: (config) => find(config).join(", "), holds: (config) => find(config).length === 0 };
}
