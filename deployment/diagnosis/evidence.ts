import { findError, isTelling, reportsError } from "./log/error";
import { readLines, type LogLine } from "./log/lines";
import { maskLines } from "./log/secret-lines";
import { maskSecrets } from "./secrets";
import { shorten, shortenAwsText } from "./shorten";

/** Characters of a log line that are quoted. */
const maxLineLength = 180;

/** Characters of an error's message that are quoted: it may list what is wrong. */
const maxMessageLength = 300;

/** Of a long message the beginning says most: hints and links follow. */
const messageHeadShare = 0.7;

/** Characters of an error's cause, and of its place, that are quoted. */
const maxDetailLength = 140;

/** Characters of what AWS says that are quoted: it is longer than a log line and ends with request ids. */
const maxQuoteLength = 320;

/**
 * A line as evidence: without control characters, secrets, or more than fits.
 *
 * @param secretNames names of the variables whose values must not be shown
 */
export function toEvidence(line: string, secretNames: readonly string[], maxLength = maxLineLength): string {
    return shorten(toPlain(line, secretNames), maxLength);
}

/** What AWS says, as evidence: who may not do what stands in it whatever its length. */
export function quote(text: string, secretNames: readonly string[]): string {
    return shortenAwsText(toPlain(text, secretNames), maxQuoteLength);
}

/**
 * What a log says of the end of its process, as one line: the error, wherever it stands, with its cause and its place in
 * the application's code; where there is none, the last lines. Undefined where nothing was logged.
 */
export function quoteLog(logs: readonly string[], secretNames: readonly string[], lastLines = 3): string | undefined {
    const lines = readMaskedLines(logs, secretNames);
    const error = findError(lines);
    const last = lines.filter(isTelling).map(({ text }) => text.replace(/\s+/g, " ").trim());
    if (error === undefined) {
        return quoteLastLines(logs, secretNames, lastLines);
    }
    const { message, cause, code, frame, isCertain } = error;
    const after = isCertain ? undefined : last.at(-1);
    const parts = [
        shorten(oneLine(message), maxMessageLength, messageHeadShare),
        cause === undefined ? undefined : `caused by ${shorten(oneLine(cause), maxDetailLength)}`,
        code === undefined ? undefined : `code ${code}`,
        frame === undefined ? undefined : shorten(oneLine(frame), maxDetailLength),
        after === undefined || message.includes(after) ? undefined : shorten(after, maxLineLength),
    ];
    return parts.filter((part) => part !== undefined && part !== "").join(" | ");
}

/** Whether a log reports an error. */
export function hasError(logs: readonly string[]): boolean {
    return reportsError(readLines(logs));
}

/** The last lines of a log that say anything, as one line; undefined when there are none. */
export function quoteLastLines(logs: readonly string[], secretNames: readonly string[], count = 3): string | undefined {
    const lines = readMaskedLines(logs, secretNames).filter(({ text }) => text.trim() !== "");
    const telling = lines.filter(isTelling);
    const shown = (telling.length > 0 ? telling : lines).map(({ text }) => shorten(oneLine(text), maxLineLength));
    return shown.length === 0 ? undefined : shown.slice(-count).join(" | ");
}

/** Lines are masked together: a value may stand below its name. */
function readMaskedLines(logs: readonly string[], secretNames: readonly string[]): readonly LogLine[] {
    const lines = readLines(logs);
    const masked = maskLines(
        lines.map(({ text }) => text),
        secretNames,
    );
    return lines.map((line, index) => ({ ...line, text: masked[index] ?? "" }));
}

function toPlain(line: string, secretNames: readonly string[]): string {
    const plain = line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "").replace(/[\x00-\x1f\x7f]+/g, " ");
    return oneLine(maskSecrets(plain, secretNames));
}

function oneLine(text: string): string {
    return text.replace(/\s+/g, " ").trim();
}
