/** A finding of the preflight. */
export interface Finding {
    readonly text: string;

    /** All that the text is about, where it names only some. */
    readonly names?: readonly string[];
}

/** Names that one line can hold and still be read. */
const maxNames = 10;

/** Names that stand for a longer list. */
const shownNames = 3;

/**
 * A finding about some of many: `parameters missing under /app: A, B`, or, where they are more than a line can hold,
 * `40 of 70 parameters missing under /app: A, B, C, … (37 more)`.
 *
 * @param all how many there are
 * @param is what the names have in common, in the words of a short list and of a long one
 * @param rest follows the names
 */
export function describeList(
    names: readonly string[],
    all: number,
    is: { readonly short: string; readonly long: string },
    rest: string,
): Finding[] {
    if (names.length === 0) {
        return [];
    }
    if (names.length <= maxNames) {
        return [{ text: `${is.short}: ${names.join(", ")}; ${rest}` }];
    }
    const shown = names.slice(0, shownNames).join(", ");
    return [{ text: `${names.length} of ${all} ${is.long}: ${shown}, … (${names.length - shownNames} more); ${rest}`, names }];
}
