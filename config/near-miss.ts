import { distance } from "fastest-levenshtein";

/**
 * What is said of a value that would be right but for one thing. Each is the rest of a message: `must be one of 256, 512`
 * and `: write it without quotes`.
 */

/** Stands before an advice, which tells of the value and is left out where that must stay unseen. */
export const adviceMark = "\u0000";

/** Changes by one of which a text may become what was meant. */
const repairs: readonly (readonly [repair: (given: string) => string, advice: string])[] = [
    [(given) => given.trim(), "without blanks around it"],
    [(given) => given.replaceAll(/\s/g, ""), "without blanks"],
    [(given) => given.toLowerCase(), "in lower case"],
    [(given) => given.replace(/^https?:\/\/([^/]*).*$/, "$1"), "without https:// and what follows the name"],
    [(given) => given.replace(/\.$/, ""), "without the dot at its end"],
    [(given) => `/${given}`, "with a slash at its beginning"],
    [(given) => `${given}/`, "with a slash at its end"],
    [(given) => `/${given}/`, "with a slash at both ends"],
    [(given) => given.replace(/^\//, ""), "without the slash at its beginning"],
    [(given) => given.replace(/\/$/, ""), "without the slash at its end"],
    [(given) => given.replaceAll("\\", "/"), "with slashes"],
];

/**
 * `, in lower case`, or nothing where no single change makes the text right, or the message says it anyway.
 *
 * @param message that it is added to
 */
export function textAdvice(given: unknown, isRight: (text: string) => boolean, message: string): string {
    if (typeof given !== "string" || given === "") {
        return "";
    }
    const found = repairs.find(([repair]) => {
        const repaired = repair(given);
        // A text that was only too short would be right with anything more.
        return repaired !== given && isRight(repaired) && !isRight(given.padEnd(repaired.length, "0"));
    });
    const isSaid =
        found === undefined || message.includes(found[1]) || [found[1], message].every((each) => each.includes("slash"));
    return isSaid ? "" : `${adviceMark}, ${found[1]}`;
}

/** A number or a truth that YAML has made a text of, or the other way round. */
export function quoteAdvice(given: unknown, isRight: (value: unknown) => boolean): string {
    if (typeof given === "number" || typeof given === "boolean") {
        return isRight(String(given)) ? ": quote it" : "";
    }
    if (typeof given !== "string") {
        return "";
    }
    const plain = /^(?:true|false)$/.test(given) ? given === "true" : /^\d+$/.test(given) ? Number(given) : undefined;
    if (plain !== undefined && isRight(plain)) {
        return `${adviceMark}: write it without quotes`;
    }
    return isRight(Number.parseInt(given)) && /^\d+\s*[A-Za-z%]+$/.test(given) ? `${adviceMark}: write it without a unit` : "";
}

/** {@link didYouMean}, of a value. One that differs in a digit alone is another one: `ipv6` does not mean `ipv4`. */
export function nearAdvice(given: unknown, known: readonly string[]): string {
    const letters = (text: string) => text.toLowerCase().replaceAll(/\d/g, "");
    const candidates = (word: string) =>
        known.filter((each) => each.toLowerCase() === word.toLowerCase() || letters(each) !== letters(word));
    const hint = typeof given === "string" ? didYouMean(given, candidates(given)) : "";
    return hint === "" ? "" : `${adviceMark}${hint}`;
}

/** `; did you mean …?` with the nearest of `known`, or nothing where none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
    const [nearest] = known
        .filter((each) => isNear(word.toLowerCase(), each.toLowerCase()))
        .sort((a, b) => distance(word.toLowerCase(), a.toLowerCase()) - distance(word.toLowerCase(), b.toLowerCase()));
    return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}

/** Letters that say enough where one word is the beginning or the end of another. */
const minPart = 3;

/** A third of the letters differ, or of a short word one, or two have changed places, or there is more at an end. */
function isNear(word: string, known: string): boolean {
    const difference = distance(word, known);
    const sorted = (text: string) => Array.from(text).sort().join("");
    const [shorter = "", longer = ""] = [word, known].sort((a, b) => a.length - b.length);
    return (
        difference <= Math.max(1, known.length / 3) ||
        (difference <= 2 && sorted(word) === sorted(known)) ||
        (shorter.length >= minPart && (longer.startsWith(shorter) || longer.endsWith(shorter)))
    );
}
