import { assignedValues, maskReceived, maskSecrets, mentionsSecret, remark } from "../secrets";
import { caret, frame, kind, mark } from "./patterns";

/** Shorter values are words that stand in a log for other reasons, too. */
const minValueLength = 8;

/** Lines around a name in which its value may stand, where an object is logged over several lines. */
const objectLines = 4;

/** Lines that one value may take: a private key has 30. */
const maxValueLines = 60;

const valueKey = /^(\s*["']?(?:value|val|data|secret|plaintext|content|input|received|default)["']?\s*[:=]\s*).*$/i;

/** What is said of a value, in an object over several lines. */
const remarkValue = /^(\s*["']?message["']?: )(["'`])(.*)\2/;

/** Lines below a name in which an assertion shows the difference of values. */
const differenceLines = 8;

/** A variable's name, which is no value: other variables follow in a list. */
const otherName = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/**
 * Lines of a log without the values of secrets, also where the value stands on another line than its name: the line below
 * a name that stands alone, what is nested below a name, a private key, and a long random token alone on a line. A value
 * that was seen beside its name is masked wherever else it stands.
 *
 * A value is not recognised that stands without its name between other words, that is a common word below other text, or
 * that was logged in parts or encoded. A log should have none: what the application writes is readable in CloudWatch.
 */
export function maskLines(lines: readonly string[], secretNames: readonly string[]): readonly string[] {
    const hidden = new Set<number>();
    const remarks = new Set<number>();
    const values = new Set<string>();
    lines.forEach((line, index) => {
        hideKeys(lines, index, hidden);
        if (mentionsSecret(line, secretNames)) {
            hideNear(lines, index, hidden, remarks);
            hideBelow(lines, index, secretNames, hidden);
            assignedValues(line, secretNames).forEach((value) => values.add(value));
        }
    });
    for (const index of hidden) {
        values.add(bare(lines[index] ?? ""));
    }
    const known = [...values].filter((value) => value.length >= minValueLength && !/^[*.\s]+$/.test(value));
    return lines.map((line, index) => {
        if (hidden.has(index)) {
            return line.replace(valueKey, "$1***").replace(/^(\s*)(?!.*\*\*\*$).*$/, "$1***");
        }
        const unknown = known.reduce((text, value) => text.split(value).join("***"), line);
        const masked = maskSecrets(remarks.has(index) ? unknown.replace(remarkValue, maskRemark) : unknown, secretNames);
        return isToken(bare(masked)) ? masked.replace(bare(masked), "***") : masked;
    });
}

function maskRemark(_: string, key: string, quote: string, text: string): string {
    return `${key}${quote}${maskReceived(text)}${quote}`;
}

/** A line without the punctuation of lists and objects around what it says. */
function bare(line: string): string {
    return line
        .trim()
        .replace(/^[\s[{(,>*•-]+/, "")
        .replace(/[\s\]}),;]+$/, "")
        .replace(/^(["'`])(.*)\1$/, "$2");
}

/** Lines of a private key. Its end may be cut off. */
function hideKeys(lines: readonly string[], start: number, hidden: Set<number>): void {
    const line = lines[start] ?? "";
    if (!/-----BEGIN [A-Z ]*(?:PRIVATE KEY|SECRET)/.test(line)) {
        return;
    }
    const last = lines.slice(start, start + maxValueLines).findIndex((text) => /-----END/.test(text));
    const count = last < 0 ? maxValueLines : last + 1;
    for (let index = start; index < Math.min(lines.length, start + count); index += 1) {
        if (last >= 0 || /^[\w+/=\s-]*$/.test(lines[index] ?? "") || index === start) {
            hidden.add(index);
        }
    }
}

/** The value of names that stand alone in their line, or end it. */
function hideBelow(lines: readonly string[], start: number, secretNames: readonly string[], hidden: Set<number>): void {
    const line = lines[start] ?? "";
    if (opensValue.test(line.slice(lastMention(line, secretNames)))) {
        hideNested(lines, start, hidden);
        return;
    }
    const rest = line.slice(lastMention(line, secretNames));
    const announces = /^["']?\s*(?:(?:is|was)\b|[:=]|=>|->)*[\s,;|│\])}]*$/u.test(rest);
    const isAlone =
        announces &&
        bare(line)
            .split(/[\s,;|│"']+/u)
            .every((word) => /^[A-Z_][\w.:=-]*$/i.test(word) && isName(word));
    const next = lines.findIndex((text, index) => index > start && text.trim() !== "");
    const below = lines[next] ?? "";
    // Below a sentence that ends with a name, only what is one word is taken for its value.
    const isOneWord = announces && (/[:=]\s*$/.test(rest) || /\b(?:is|was)\b/.test(rest) || !/\s/.test(bare(below)));
    if (next > 0 && next <= start + 2 && (isAlone || isOneWord) && isValue(below, secretNames)) {
        hidden.add(next);
    }
    const isDifference = lines.slice(start + 1, start + 1 + objectLines).findIndex((text) => /^\s*\+ actual/.test(text));
    for (let index = start + 1; isDifference >= 0 && index <= start + differenceLines; index += 1) {
        if (/^\s*[+-]\s+["'`]/.test(lines[index] ?? "")) {
            hidden.add(index);
        }
    }
}

/** What opens a value over several lines, behind its name. */
const opensValue = /^["']?\s*(?:=>|[:=])\s*(?:[[{(|>]\s*$|(["'`])(?!.*\1))/;

/** Index behind the last name of a secret in a line. */
function lastMention(line: string, secretNames: readonly string[]): number {
    const ends = secretNames.flatMap((name) => {
        const at = line.toUpperCase().lastIndexOf(name.toUpperCase());
        return at < 0 ? [] : [at + name.length];
    });
    return ends.length === 0 ? line.length : Math.max(...ends);
}

/** Whether a word is written as the name of a variable, or says that a value follows. */
function isName(word: string): boolean {
    return otherName.test(word.replace(/[:=]+$/, "").toUpperCase()) || /^(?:is|was|name|key|value)[:=]?$/i.test(word);
}

/** What is nested below a name, or goes on after an opening quote. */
function hideNested(lines: readonly string[], start: number, hidden: Set<number>): void {
    const line = lines[start] ?? "";
    const indentation = /^\s*/.exec(line)?.[0].length ?? 0;
    const [, quote] = /[:=>]\s*(["'`])(?!.*\1)/.exec(line) ?? [];
    for (let index = start + 1; index < Math.min(lines.length, start + maxValueLines); index += 1) {
        const text = lines[index] ?? "";
        const isDeeper = (/^\s*/.exec(text)?.[0].length ?? 0) > indentation;
        const ends = quote !== undefined && text.includes(quote);
        if ((quote === undefined && text !== "" && !isDeeper) || (quote !== undefined && frame.test(text))) {
            return;
        }
        hidden.add(index);
        if (ends) {
            return;
        }
    }
}

/**
 * The value beside a name in an object over several lines: `"name": "AUTH_SECRET",` and `"value": "…"`; and what is said
 * of it there, which may quote it: `"path": ["AUTH_SECRET"]` and `"message": "Invalid …"`.
 */
function hideNear(lines: readonly string[], start: number, hidden: Set<number>, remarks: Set<number>): void {
    const line = lines[start] ?? "";
    const isName = /^\s*["']?(?:name|key|variable|parameter|id)["']?\s*[:=]\s*["']?[\w/.-]+["']?,?$/i.test(line);
    const isPath = /^\s*(?:["']?path["']?: )?[["'\s]*[\w.-]+["'\],\s]*$/.test(line);
    for (const step of isName || isPath ? [-1, 1] : []) {
        for (let index = start + step; Math.abs(index - start) <= objectLines; index += step) {
            const text = lines[index] ?? "}";
            if (/^\s*[{}]/.test(text)) {
                break;
            }
            if (isName && valueKey.test(text)) {
                hidden.add(index);
            }
            if (remarkValue.test(text)) {
                remarks.add(index);
            }
        }
    }
}

/** Whether a line below a name is its value, rather than another name or what is said of it. */
function isValue(line: string, secretNames: readonly string[]): boolean {
    const text = bare(line);
    const isKnown =
        text === "" ||
        remark.test(text) ||
        otherName.test(text) ||
        mentionsSecret(text, secretNames) ||
        frame.test(line) ||
        caret.test(line) ||
        mark.test(line) ||
        kind.test(line) ||
        /^(?:npm|node:|Node\.js v)|^["']?\w+["']?: /.test(text);
    return !isKnown;
}

/** Long and random: a key in hexadecimal or base64, and no path, name or version. */
function isToken(text: string): boolean {
    const isMixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
    return (
        (/^[0-9a-z]{32,}$/i.test(text) && /\d/.test(text) && /[a-z]/i.test(text)) ||
        /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ||
        (/^[\w+/~.-]{20,}={0,2}$/.test(text) && isMixed && !/^[./~]|\.(?:[cm]?[jt]sx?|json|node|py|so)\b/.test(text)) ||
        /^[\w+/-]{40,}={0,2}$/.test(text)
    );
}
