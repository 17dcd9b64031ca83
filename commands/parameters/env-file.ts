/** A variable of an env file: its value, or why it has none that every reader agrees on. Never shown: {@link value}. */
export type EnvEntry = { readonly name: string; readonly value: string } | { readonly name: string; readonly problem: string };

/** What an env file says, and the numbers of the lines that are no `NAME=value`. */
export interface EnvFile {
    readonly entries: readonly EnvEntry[];
    readonly strangeLines: readonly number[];
}

/**
 * Reads an env file as compose does. A value that compose, Node.js and shells read differently is refused rather than guessed:
 * compose replaces `$NAME`, Node.js cuts an unquoted value at any `#` and compose only at one behind a blank, and each knows
 * other escapes. https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 */
export function parseEnvFile(content: string): EnvFile {
    const text = content.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
    const entries: EnvEntry[] = [];
    const strangeLines: number[] = [];
    const statement = /(?:export[ \t]+)?([A-Za-z_]\w*)= *('[^']*'|"[^"]*"|[^\n]*)([^\n]*)(?:\n|$)|[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
    while (statement.lastIndex < text.length) {
        const at = statement.lastIndex;
        const found = statement.exec(text);
        if (found === null) {
            strangeLines.push(text.slice(0, at).split("\n").length);
            const end = text.indexOf("\n", at);
            statement.lastIndex = end === -1 ? text.length : end + 1;
        } else if (found[1] !== undefined) {
            const [, name, written = "", rest = ""] = found;
            const already = entries.findIndex((entry) => entry.name === name);
            if (already === -1) {
                entries.push(toEntry(name, written, rest));
            } else {
                entries[already] = { name, problem: "stands there twice" };
            }
        }
    }
    return { entries, strangeLines };
}

/** Control characters but for tab and line ends, and those without a width: nobody sees them, and no variable has them on purpose. */
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028\u2029\u2060\ufeff]/;

function toEntry(name: string, written: string, rest: string): EnvEntry {
    if (invisible.test(`${written}${rest}`)) {
        return { name, problem: "has a character that can't be seen: type the value anew" };
    }
    if (`${written}${rest}`.includes("\r")) {
        return { name, problem: "has a carriage return that ends no line, which some readers leave out" };
    }
    const quote = /^['"]/.exec(written)?.[0];
    if (quote === undefined) {
        const value = written.replaceAll(/^ +| +$/g, "");
        const problem = findUnquotedProblem(value);
        return problem === undefined ? { name, value } : { name, problem };
    }
    const value = written.slice(1, -1);
    if (written.length === 1 || !written.endsWith(quote) || !/^[ \t]*(?:[ \t]#.*)?$/.test(rest)) {
        return { name, problem: "has something behind its closing quote, or none: readers differ on quotes inside quotes" };
    }
    const problem = quote === "'" ? findSingleQuotedProblem(value) : findDoubleQuotedProblem(value);
    return problem === undefined ? { name, value: quote === "'" ? value : value.replaceAll("\\n", "\n") } : { name, problem };
}

const advice = "put single quotes around the value";

function findUnquotedProblem(value: string): string | undefined {
    if (value !== value.trim()) {
        return "has a tab or another odd blank around its value, which some readers keep";
    }
    if (value.includes("#")) {
        return `has a # outside quotes, where readers end a value: ${advice}`;
    }
    if (value.includes("$")) {
        return `has a $ outside quotes, which compose replaces: ${advice}`;
    }
    return /^`/.test(value) ? `begins with a back-tick, which is a quote to some readers: ${advice}` : undefined;
}

function findSingleQuotedProblem(value: string): string | undefined {
    return value.endsWith("\\") ? "has a backslash before its closing quote, which compose reads as a quote inside" : undefined;
}

/** A line's end is the one escape that all readers know. */
function findDoubleQuotedProblem(value: string): string | undefined {
    if (/\\(?!n)|\\\\/.test(value)) {
        return `has a backslash in double quotes, which readers take for different escapes: ${advice}`;
    }
    return value.includes("$") ? `has a $ in double quotes, which compose replaces: ${advice}` : undefined;
}
