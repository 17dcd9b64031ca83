/** What of a line belongs to a secret variable. */
interface SecretPatterns {
    /** `NAME=…`, `NAME: …`, `"NAME":"…"`, up to the closing quote or else the end of the line. */
    readonly assignment: RegExp;

    /** The name alone. */
    readonly mention: RegExp;
}

/** What an application says of a variable without showing its value, as zod does: `AUTH_SECRET: Required`. */
export const remark =
    /^(required|invalid|missing|undefined|null|must|expected|not set|unset|empty|string|too (short|long|small|big))\b/i;

/** Some validators add what they received (envalid: `Invalid url input: "…"`), quoted or behind a word that says so. */
const received =
    /(["'`])(?:(?!\1).)*\1|\b(received|got|input|value|was|is|->)(:?\s+)(?!["'`]|undefined\b|null\b|string\b|missing\b|not\b|required\b|(?:an?|the|in|expected|already|also|invalid|empty|too|unset|defined|set|present|expired|malformed|longer|shorter)(?=[\s.,;:)]|$))\S+/gi;

/** `AUTH_SECRET (…) is too short` */
const parenthesized = /\((?!required|optional|string|missing|unset|empty|not )[^()\s]{6,}\)/gi;

/** Tokens recognisable by their format, whichever variable holds them. */
const tokens: readonly RegExp[] = [
    /\b((?:sk|rk|pk)_(?:live|test)_|whsec_|Bearer\s+|Basic\s+|eyJ(?=[\w-]{10}))[\w.~+/=-]+/g,
    /\b(sk-(?=[\w-]{16})|gh[pousr]_(?=\w{20})|github_pat_|glpat-|xox[abprs]-|npm_(?=\w{30})|AIza(?=[\w-]{30})|SG\.(?=[\w-]{16}))[\w.-]+/g,
    // The password of a database may contain "/" and "@".
    /(\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|smtps?):\/\/[^\s:/@"'`]{0,100}:)[^\s"'`]{1,200}(?=@)/gi,
    /(:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/g,
    // A client's options, as an inspected error has them: `password: '…'`, `"secretAccessKey":"…"`.
    /((?<![A-Za-z])["']?(?:password|passwd|passphrase|clientSecret|client_secret|secretAccessKey|secret_access_key|privateKey|private_key|apiKey|api_key|accessToken|access_token|refreshToken|refresh_token)["']?\s*[:=]\s*["'`])(?:(?!["'`]).)+/gi,
];

/** A line without the values of secrets. A value is only recognised beside its name, or by its format. */
export function maskSecrets(line: string, secretNames: readonly string[]): string {
    const unsigned = maskTokens(line);
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
    return masked.slice(0, from).replace(valueKey, "$1$2***$2") + maskReceived(masked.slice(from));
}

/** A value whose key says so, before the name that it belongs to: `{"value":"…","name":"AUTH_SECRET"}`. */
const valueKey = /(\b(?:value|val|data|secret|plaintext|content|input|received)["']?\s*[:=]\s*)(["'`])(?:(?!\2).)*\2/gi;

/** A line without the secrets that their format gives away. */
export function maskTokens(line: string): string {
    return tokens.reduce((text, pattern) => text.replace(pattern, "$1***"), line);
}

/** What is said of a variable, without the value that it was said of. */
export function maskReceived(text: string): string {
    return text
        .replace(parenthesized, "(***)")
        .replace(received, (_: string, quote?: string, word?: string, space?: string) =>
            quote === undefined ? `${word ?? ""}${space ?? ""}***` : `${quote}***${quote}`,
        );
}

/** Whether a line names a secret variable. */
export function mentionsSecret(line: string, secretNames: readonly string[]): boolean {
    return secretNames.length > 0 && toPatterns(secretNames).mention.test(line);
}

/** Values that a line assigns to secret variables. */
export function assignedValues(line: string, secretNames: readonly string[]): readonly string[] {
    if (secretNames.length === 0) {
        return [];
    }
    const found = [...line.matchAll(toPatterns(secretNames).assignment)].map(([, , , rest = ""]) => rest);
    return found
        .filter((rest) => !remark.test(rest))
        .map((rest) => /^\\?(["'`])(.*?)\\?\1/.exec(rest)?.[2] ?? /^\S+/.exec(rest)?.[0] ?? "")
        .map((value) => value.replace(/[,;}\]]+$/, ""));
}

function maskAssignments(line: string, assignment: RegExp): string {
    return line.replace(assignment, (_: string, name: string, sign: string, rest: string) => {
        if (remark.test(rest)) {
            return `${name}${sign}${maskReceived(rest)}`;
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
    // `AUTH_SECRET` is also the property `authSecret`, or the flag `--auth-secret`.
    const names = secretNames.map((name) => name.replace(/[^\w]/g, "\\$&").replace(/_/g, "[_-]?")).join("|");
    const patterns = {
        assignment: new RegExp(`\\b(${names})(\\\\?["']?\\s*(?:=>|->|[=:])\\s*)(.*)$`, "gim"),
        mention: new RegExp(`\\b(?:${names})\\b["']?`, "i"),
    };
    patternsByNames.set(secretNames, patterns);
    return patterns;
}
