/** Characters of a log line that are quoted. */
const maxLineLength = 180;

/** Characters of what AWS says that are quoted: it is longer than a log line and ends with request ids. */
const maxQuoteLength = 320;

/** What of a line belongs to a secret variable. */
interface SecretPatterns {
    /** `NAME=…`, `NAME: …`, `"NAME":"…"`, up to the closing quote or else the end of the line. */
    readonly assignment: RegExp;

    /** The name alone. */
    readonly mention: RegExp;
}

/** What an application says of a variable without showing its value, as zod does: `AUTH_SECRET: Required`. */
const complaint = /^(required|invalid|missing|undefined|null|must|expected|not set|too (short|long|small|big))\b/i;

/** Some validators add what they received (envalid: `Invalid url input: "…"`), quoted or behind a word that says so. */
const received =
    /(["'`])(?:(?!\1).)*\1|\b(received|got|input|value|was|is|->)(:?\s+)(?!["'`]|undefined\b|null\b|string\b|missing\b|not\b|required\b)\S+/gi;

/** Tokens recognisable by their format, whichever variable holds them. */
const tokens =
    /\b((?:sk|rk|pk)_(?:live|test)_|whsec_|Bearer\s+|Basic\s+|eyJ(?=[\w-]{10}))[\w.~+/=-]+|(:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/g;

/**
 * A line as evidence: without control characters, secrets, or more than its beginning.
 *
 * @param secretNames names of the variables whose values must not be shown
 */
export function toEvidence(line: string, secretNames: readonly string[], maxLength = maxLineLength): string {
    const plain = line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "").replace(/[\x00-\x1f\x7f]+/g, " ");
    const text = maskSecrets(plain, secretNames).replace(/\s+/g, " ").trim();
    return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

/** What AWS says, as evidence. */
export function quote(text: string, secretNames: readonly string[]): string {
    return toEvidence(text, secretNames, maxQuoteLength);
}

/** The last lines of a log that have any text, as one line; undefined when there are none. */
export function quoteLastLines(logs: readonly string[], secretNames: readonly string[], count = 3): string | undefined {
    const lines = logs.map((line) => toEvidence(line, secretNames)).filter((line) => line !== "");
    return lines.length === 0 ? undefined : lines.slice(-count).join(" | ");
}

function maskSecrets(line: string, secretNames: readonly string[]): string {
    const unsigned = line.replace(tokens, (_: string, ...[sign, url]: (string | undefined)[]) => `${sign ?? url ?? ""}***`);
    if (secretNames.length === 0) {
        return unsigned;
    }
    const { assignment, mention } = toPatterns(secretNames);
    const masked = maskAssignments(unsigned, assignment);
    const mentioned = mention.exec(masked);
    // An assignment is masked already; elsewhere a value stands in quotes, or behind a word.
    if (mentioned === null || masked.includes("***")) {
        return masked;
    }
    const from = mentioned.index + mentioned[0].length;
    return masked.slice(0, from) + withoutReceived(masked.slice(from));
}

function withoutReceived(text: string): string {
    return text.replace(received, (_: string, quote?: string, word?: string, space?: string) =>
        quote === undefined ? `${word ?? ""}${space ?? ""}***` : `${quote}***${quote}`,
    );
}

function maskAssignments(line: string, assignment: RegExp): string {
    return line.replace(assignment, (_: string, name: string, sign: string, rest: string) => {
        if (complaint.test(rest)) {
            return `${name}${sign}${withoutReceived(rest)}`;
        }
        const [, quote, value = ""] = /^(\\?["'`])(.*?)\1/.exec(rest) ?? [];
        const behind = quote === undefined ? "" : rest.slice(quote.length * 2 + value.length);
        return quote === undefined
            ? `${name}${sign}***`
            : `${name}${sign}${quote}***${quote}${maskAssignments(behind, assignment)}`;
    });
}

/** By list of names: a release has one, which every line of its logs is read with. */
const patternsByNames = new WeakMap<readonly string[], SecretPatterns>();

function toPatterns(secretNames: readonly string[]): SecretPatterns {
    const cached = patternsByNames.get(secretNames);
    if (cached !== undefined) {
        return cached;
    }
    const names = secretNames.map((name) => name.replace(/[^\w]/g, "\\$&")).join("|");
    const patterns = {
        assignment: new RegExp(`\\b(${names})(\\\\?["']?\\s*(?:=>|->|[=:])\\s*)(.*)$`, "gim"),
        mention: new RegExp(`\\b(?:${names})\\b["']?`, "i"),
    };
    patternsByNames.set(secretNames, patterns);
    return patterns;
}
