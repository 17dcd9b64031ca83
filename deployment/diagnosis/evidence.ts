import { parameters } from "../../config/parameters";

const maxLineLength = 180;
const maxQuoteLength = 320;

const secretNames = parameters.filter(({ secret }) => secret).map(({ name }) => name);

/** `NAME=…`, `NAME: …`, `"NAME":"…"` of a secret of the catalogue, up to the closing quote or else the end of the line. */
const assignment = new RegExp(`\\b(${secretNames.join("|")})(\\\\?["']?\\s*(?:=>|->|[=:])\\s*)(.*)$`, "gim");

/** What an application says of a variable without showing its value, as zod does: `AUTH_SECRET: Required`. */
const complaint = /^(required|invalid|missing|undefined|null|must|expected|not set|too (short|long|small|big))\b/i;

/** Some validators add what they received (envalid: `Invalid url input: "…"`), quoted or behind a word that says so. */
const received =
    /(["'`])(?:(?!\1).)*\1|\b(received|got|input|value|was|is|->)(:?\s+)(?!["'`]|undefined\b|null\b|string\b|missing\b|not\b|required\b)\S+/gi;
const mention = new RegExp(`\\b(?:${secretNames.join("|")})\\b["']?`, "i");

/** Credentials that tell themselves, whatever variable they came from. */
const tokens =
    /\b((?:sk|rk|pk)_(?:live|test)_|whsec_|Bearer\s+|Basic\s+|eyJ(?=[\w-]{10}))[\w.~+/=-]+|(:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/g;

/** A line as evidence: without control characters, secrets or more than its beginning. */
export function toEvidence(line: string, longest = maxLineLength): string {
    const plain = line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "").replace(/[\x00-\x1f\x7f]+/g, " ");
    const text = maskSecrets(plain).replace(/\s+/g, " ").trim();
    return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** What AWS says, which is longer than a log line and ends with request ids. */
export function quote(text: string): string {
    return toEvidence(text, maxQuoteLength);
}

/** The last lines of a log that say something, as one line; undefined when there are none. */
export function quoteLastLines(logs: readonly string[], count = 3): string | undefined {
    const lines = logs.map((line) => toEvidence(line)).filter((line) => line !== "");
    return lines.length === 0 ? undefined : lines.slice(-count).join(" | ");
}

function maskSecrets(line: string): string {
    const told = line.replace(tokens, (_: string, ...[sign, url]: (string | undefined)[]) => `${sign ?? url ?? ""}***`);
    const named = maskAssignments(told);
    const mentioned = mention.exec(named);
    // An assignment is masked already; elsewhere a value stands in quotes, or behind a word.
    if (mentioned === null || named.includes("***")) {
        return named;
    }
    const from = mentioned.index + mentioned[0].length;
    return named.slice(0, from) + withoutReceived(named.slice(from));
}

function withoutReceived(text: string): string {
    return text.replace(received, (_: string, quote?: string, word?: string, space?: string) =>
        quote === undefined ? `${word ?? ""}${space ?? ""}***` : `${quote}***${quote}`,
    );
}

function maskAssignments(line: string): string {
    return line.replace(assignment, (_: string, name: string, sign: string, rest: string) => {
        if (complaint.test(rest)) {
            return `${name}${sign}${withoutReceived(rest)}`;
        }
        const [, quote, value = ""] = /^(\\?["'`])(.*?)\1/.exec(rest) ?? [];
        const behind = quote === undefined ? "" : rest.slice(quote.length * 2 + value.length);
        return quote === undefined ? `${name}${sign}***` : `${name}${sign}${quote}***${quote}${maskAssignments(behind)}`;
    });
}
