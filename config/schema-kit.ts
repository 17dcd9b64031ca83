import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";

/**
 * Building blocks of the schema. The message of each is the second half of a sentence that starts with the key's path
 * ("must be one of 256, 512"); what was received is added by `problems.ts`, and only there.
 */

export function oneOf<const T extends readonly (string | number)[]>(values: T) {
    return z.literal(values, `must be one of ${values.join(", ")}`);
}

export function wholeNumber(from: number, to: number) {
    const message = `must be a whole number from ${from} to ${to}`;
    return z.int({ error: message, abort: true }).min(from, message).max(to, message);
}

export function flag() {
    return z.boolean("must be true or false");
}

/** A text that `pattern` matches; `what` says so in words. */
export function text(what: string, pattern: RegExp, longest = 2048) {
    const message = `must be ${what}`;
    return z
        .string(message)
        .regex(pattern, { error: message, abort: true })
        .max(longest, `${message}, at most ${longest} characters long`);
}

export function listOf<T extends z.ZodType>(item: T, what: string, { min = 0 } = {}) {
    const message = min === 0 ? `must be a list of ${what}` : `must be a list of at least ${min} ${what}`;
    return z
        .array(item, message)
        .min(min, message)
        .refine((items) => new Set(items).size === items.length, `${message}, each of them once`);
}

/** An object of known keys. A key that it does not have is named together with the nearest that it has. */
export function section<T extends z.ZodRawShape>(shape: T) {
    const known = Object.keys(shape);
    return z.strictObject(shape, {
        error: ({ code, keys }) =>
            code === "unrecognized_keys"
                ? keys.map((key) => unknownKey(key, known)).join("\n")
                : `must be an object with ${known.length > 12 ? "keys of the catalogue" : `the keys ${known.join(", ")}`}`,
    });
}

/** The second half of the sentence about a key that is not among `known`. */
export function unknownKey(key: string, known: readonly string[]): string {
    const hint = didYouMean(key, known);
    return `is not a known key${hint === "" && known.length <= 12 ? ` (known: ${known.join(", ")})` : hint}`;
}

/** `; did you mean …?` with the nearest of `known`, or nothing where none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
    const found = closest(word, known);
    return distance(word.toLowerCase(), found.toLowerCase()) <= Math.max(2, found.length / 3) ? `; did you mean ${found}?` : "";
}
