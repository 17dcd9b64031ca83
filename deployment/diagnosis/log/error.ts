import { readBlock, type ErrorBlock } from "./blocks";
import type { LogLine } from "./lines";
import { readTraceback } from "./python";
import {
    caret,
    complaint,
    errno,
    exporter,
    fatal,
    foreignFrame,
    frame,
    kind,
    mark,
    noise,
    npmWrapper,
    sourceLocation,
    wrapper,
} from "./patterns";

/** An error that a log reports. */
export interface LogError extends ErrorBlock {
    readonly weight: Weight;

    /** Whether it is an error, rather than a line that only sounds like one. */
    readonly isCertain: boolean;
}

/**
 * How much an error explains the end of a process: what ended it; an error; a line that complains; what says only that
 * the process has ended, or concerns telemetry.
 */
const weights = { fatal: 4, error: 3, complaint: 2, wrapper: 1, none: 0 } as const;
type Weight = (typeof weights)[keyof typeof weights];

/** Lines above an uncaught error that Node takes from the source: the place, and the code. */
const maxSourceLines = 4;

/** Shorter messages stand in others by chance. */
const minPlainLength = 8;

/** Says nothing by itself: what was logged just before says it. */
const opaque =
    /#<\w+>|\[object \w+\]|: (?:undefined|null|\{\})?$|^(?:\w*Error: )?(?:invalid|missing|bad|failed|validation|configuration|environment|startup|boot|process)[\w ]{0,40}\.?$/i;

/** The error that explains best why a process ended: the last of the heaviest. */
export function findError(lines: readonly LogLine[]): LogError | undefined {
    const errors = readErrors(lines);
    const heaviest = Math.max(0, ...errors.map(({ weight }) => weight));
    const found = errors.filter(({ weight }) => weight === heaviest).at(-1);
    return found === undefined ? undefined : withContext(found, errors, lines);
}

/** Whether a log reports an error, beside what only says that the process has ended. */
export function reportsError(lines: readonly LogLine[]): boolean {
    return readErrors(lines).some(({ weight }) => weight >= weights.complaint);
}

/** Whether a line is worth showing where no error is known. */
export function isTelling({ text }: LogLine): boolean {
    return text.trim() !== "" && !wrapper.test(text) && !noise.some((pattern) => pattern.test(text)) && !npmText(text).isWrapper;
}

function readErrors(lines: readonly LogLine[]): readonly LogError[] {
    const errors: LogError[] = [];
    const terminated = lines.findIndex(({ text }) => /\bSIGTERM\b/.test(text));
    for (let index = 0; index < lines.length;) {
        const traceback = readTraceback(lines, index);
        if (traceback !== undefined) {
            errors.push({ ...traceback, weight: weights.fatal, isCertain: true });
            index = traceback.end;
            continue;
        }
        const head: Head = findUncaught(lines, index) ?? { header: index, weight: weigh(lines, index) };
        if (head.weight === weights.none) {
            index += 1;
            continue;
        }
        const block = readBlock(lines, head.header, head.source);
        // What fails while a process is being stopped fails because of that.
        const isLate = terminated >= 0 && head.header > terminated && head.weight <= weights.error;
        const weight = isLate ? weights.wrapper : heavier(head.weight, block, lines);
        errors.push({ ...block, start: index, message: npmText(block.message).text, weight, isCertain: weight >= weights.error });
        index = Math.max(block.end, index + 1);
        while (npmText(lines[index - 1]?.text ?? "").isNpm && npmText(lines[index]?.text ?? "").isNpm) {
            index += 1; // npm explains its first line in those that follow
        }
    }
    return errors;
}

/** A complaint with a stack, or with a list of marked lines below, is an error. */
function heavier(weight: Weight, { start, end }: ErrorBlock, lines: readonly LogLine[]): Weight {
    const below = lines.slice(start + 1, end).some(({ text }) => frame.test(text) || mark.test(text));
    return weight === weights.complaint && below ? weights.error : weight;
}

/** Where an error begins. */
interface Head {
    readonly header: number;
    readonly weight: Weight;

    /** File and line of the application's own code above an uncaught error. */
    readonly source?: string;
}

/** An error that nothing caught: Node shows the source above it. */
function findUncaught(lines: readonly LogLine[], index: number): Head | undefined {
    const { text = "" } = lines[index] ?? {};
    if (/^APPLICATION FAILED TO START/.test(text)) {
        return findDescription(lines, index); // Spring Boot
    }
    if (!sourceLocation.test(text) && !caret.test(text)) {
        return undefined;
    }
    const marks = lines.slice(index, index + maxSourceLines).findIndex((line) => caret.test(line.text));
    const header = lines.findIndex((line, at) => marks >= 0 && at > index + marks && line.text.trim() !== "");
    if (header < 0 || header > index + marks + 2) {
        return undefined;
    }
    const source = caret.test(text) || foreignFrame.test(text) ? {} : { source: text };
    return { header, weight: weights.fatal, ...source };
}

function findDescription(lines: readonly LogLine[], index: number): Head | undefined {
    const title = lines.findIndex(({ text }, at) => at > index && text === "Description:");
    const header = lines.findIndex(({ text }, at) => title >= 0 && at > title && text !== "");
    return header < 0 ? undefined : { header, weight: weights.fatal };
}

function weigh(lines: readonly LogLine[], index: number): Weight {
    const line = lines[index];
    if (line === undefined || line.level === "info" || frame.test(line.text) || caret.test(line.text) || isSource(lines, index)) {
        return weights.none;
    }
    const { text, isWrapper, isNpm } = npmText(line.text);
    if (isWrapper || noise.some((pattern) => pattern.test(text)) || text.trim() === "") {
        return weights.none;
    }
    if (wrapper.test(text)) {
        return weights.wrapper;
    }
    if (exporter.test(text)) {
        return complains(text) ? weights.wrapper : weights.none;
    }
    if (line.level === "warn") {
        return complains(text) ? weights.wrapper : weights.none;
    }
    if (line.level === "fatal" || fatal.some((pattern) => pattern.test(text))) {
        return weights.fatal;
    }
    const isError = line.level === "error" || isNpm || mark.test(text) || kind.test(text) || /^error: /i.test(text);
    return isError ? weights.error : complains(text) ? weights.complaint : weights.none;
}

/** Whether a line is source code that is shown above a caret. */
function isSource(lines: readonly LogLine[], index: number): boolean {
    return caret.test(lines[index + 1]?.text ?? "") || /^\s*(?:→|>)?\s*\d+ \|/.test(lines[index]?.text ?? "");
}

function complains(text: string): boolean {
    return complaint.test(text) || errno.test(text);
}

function npmText(line: string): { text: string; isNpm: boolean; isWrapper: boolean } {
    const behind = /^(?:npm ERR!|npm error)(?: (.*))?$/i.exec(line);
    if (behind === null) {
        return { text: line, isNpm: false, isWrapper: false };
    }
    const said = behind[1] ?? "";
    // npm repeats its code before each line: `npm error enoent Could not read package.json`.
    return { text: said.replace(/^[a-z]{3,12} (?=[A-Z])/, ""), isNpm: true, isWrapper: npmWrapper.test(said) };
}

/** An error with what was logged just before, where it says nothing itself, or only how that begins. */
function withContext(error: LogError, errors: readonly LogError[], lines: readonly LogLine[]): LogError {
    const before = errors.filter(({ start }) => start < error.start).at(-1);
    if (before === undefined) {
        return error;
    }
    const plain = error.message.replace(/^[\w.$]+: /, "");
    const gap = lines.slice(before.end, error.start).filter((line) => isTelling(line)).length;
    if (gap > 1) {
        return error;
    }
    const said = before.message.replace(/^\W+/u, "");
    if (plain.length >= minPlainLength && said.includes(plain)) {
        return { ...error, message: said.length > error.message.length ? said : error.message };
    }
    if (gap === 0 && before.weight === weights.complaint && error.weight === weights.complaint) {
        return { ...error, message: `${said}; ${error.message}` };
    }
    return opaque.test(error.message) ? { ...error, message: `${error.message}: ${said}`.replace(/::/g, ":") } : error;
}
