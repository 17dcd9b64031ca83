import type { LogLine } from "./lines";
import { subErrors, toMessage } from "./message";
import { caret, emptyHeader, foreignFrame, frame, kind, mark, sourceLocation, traceback } from "./patterns";

/** Lines of a log that belong to one error. */
export interface ErrorBlock {
    /** Index of the first line, and of the line behind the last. */
    readonly start: number;
    readonly end: number;

    /** What the error says, as one line. */
    readonly message: string;

    /** The deepest cause. */
    readonly cause?: string;

    /** Code of the error, unless the message has it. */
    readonly code?: string;

    /** Where in the application's own code, as the stack says. */
    readonly frame?: string;
}

/** Lines between the beginning of a message and its stack: a list of what is wrong with the environment is long. */
const maxMessageLines = 80;

/** Lines that a message without a stack may have. */
const maxFollowers = 12;

const causeLine = /^\s*(?:\[cause\]:|caused by:|--->) *(.+?)(?: \{)?$/i;
const stackTitle = /^goroutine \d+ \[|^Stack trace:$/;
const belongsToStack = /^\s+\S|^[}\])]|^Emitted '|^caused by:|^goroutine |^\[signal |^created by |^[\w./*()-]+\(.*\)$/i;

/**
 * The error that begins in a line.
 *
 * @param source file and line that stand above it
 */
export function readBlock(lines: readonly LogLine[], start: number, source?: string): ErrorBlock {
    const stack = findStack(lines, start);
    const messageEnd = stack ?? followersEnd(lines, start);
    const end = stack === undefined ? messageEnd : stackEnd(lines, stack);
    const text = (from: number, to: number) => lines.slice(from, to).map((line) => line.text);
    const below = text(messageEnd, end);
    const message = toMessage(text(start, messageEnd), below);
    const code = below.map((line) => /^\s*(?:code|errorCode): '([\w.-]+)'/.exec(line)?.[1]).find((found) => found !== undefined);
    const cause = findCause(below, message);
    const own = findOwnFrame(below) ?? toFrame(source);
    return {
        start,
        end,
        message,
        ...(cause === undefined ? {} : { cause }),
        ...(code === undefined || code === "ERR_UNHANDLED_REJECTION" || `${message} ${cause ?? ""}`.includes(code)
            ? {}
            : { code }),
        ...(own === undefined ? {} : { frame: own }),
    };
}

/** The first line of the stack below a message, if it has one: another error or another record ends the search. */
function findStack(lines: readonly LogLine[], start: number): number | undefined {
    const header = lines[start];
    if (kind.test(header?.text ?? "") && / \{$/.test(header?.text ?? "")) {
        return start + 1; // an inspected error without a stack: its properties follow
    }
    const isOpen = emptyHeader.test(header?.text ?? "");
    // "Error during migration run:" announces the error itself.
    const announced = /:\s*$/.test(header?.text ?? "") ? start + 1 : -1;
    for (let index = start + 1; index < Math.min(lines.length, start + maxMessageLines); index += 1) {
        const line = lines[index];
        if (line === undefined || line.record !== header?.record) {
            return undefined;
        }
        if (frame.test(line.text) || causeLine.test(line.text) || subErrors.test(line.text) || stackTitle.test(line.text)) {
            return index;
        }
        const isOther =
            index !== announced &&
            !/^\s/.test(line.text) &&
            (kind.test(line.text) || mark.test(line.text) || line.level !== undefined);
        if (traceback.test(line.text)) {
            return undefined;
        }
        if (caret.test(line.text) || sourceLocation.test(line.text) || (isOther && !isOpen)) {
            return isOpen && sourceLocation.test(line.text) ? findStack(lines, index) : undefined;
        }
    }
    return undefined;
}

/** Behind the lines that go on with a message without a stack: a list, what is indented below it, what it announces. */
function followersEnd(lines: readonly LogLine[], start: number): number {
    const header = lines[start]?.text ?? "";
    const announces = /:\s*$/.test(header) || emptyHeader.test(header);
    const opensBracket = /[[{(]\s*$/.test(header);
    const first = announces && lines[start + 1]?.text === "" ? start + 2 : start + 1;
    const limit = Math.min(lines.length, first + (opensBracket ? maxMessageLines : maxFollowers));
    let index = first;
    while (index < limit && (opensBracket || goesOn(lines[start], lines[index])) && lines[index]?.text !== "") {
        index += 1;
        if (opensBracket && /^[\]})]+[;,]?$/.test(lines[index - 1]?.text ?? "")) {
            return index;
        }
    }
    if (index > first) {
        return index;
    }
    return announces && (lines[first]?.text ?? "") !== "" && lines[first]?.record === lines[start]?.record
        ? first + 1
        : start + 1;
}

function goesOn(header: LogLine | undefined, { text, record }: LogLine = { text: "" }): boolean {
    const indentation = (line: string) => /^\s*/.exec(line)?.[0].length ?? 0;
    const isList = /^\s*(?:[✖✗→➜•*‣▸>-]|\d+[.)])\s/u.test(text);
    return record === header?.record && (record !== undefined || isList || indentation(text) > indentation(header?.text ?? ""));
}

function stackEnd(lines: readonly LogLine[], from: number): number {
    let index = from;
    while (
        index < lines.length &&
        lines[index]?.record === lines[from]?.record &&
        !mark.test(lines[index]?.text ?? "") &&
        (lines[from]?.record !== undefined ||
            frame.test(lines[index]?.text ?? "") ||
            belongsToStack.test(lines[index]?.text ?? ""))
    ) {
        index += 1;
    }
    return index;
}

function findCause(below: readonly string[], message: string): string | undefined {
    const causes = below.map((line) => causeLine.exec(line)?.[1]).filter((found) => found !== undefined);
    return causes.reverse().find((found) => !message.includes(found.replace(/^[\w.$]+: /, "")));
}

/** The first frame of the application's own code, in the deepest cause first. */
function findOwnFrame(below: readonly string[]): string | undefined {
    const deepest = below.reduce((found, line, index) => (causeLine.test(line) ? index : found), 0);
    const own = (line: string) => frame.test(line) && /^\s+at |^\t\S+\.go:|^\s+from /.test(line) && !foreignFrame.test(line);
    const found = [...below.slice(deepest).filter(own), ...below.filter(own)];
    return toFrame(found.find((line) => /[/\\]\S+:(?:line )?\d+/.test(line)) ?? found[0]);
}

function toFrame(line: string | undefined): string | undefined {
    return line
        ?.trim()
        .replace(/ \{$|,$/, "")
        .replace(/file:\/\//, "")
        .replace(/^(\/\S+:\d+)(?: \+0x[0-9a-f]+)?$/, "at $1")
        .replace(/at Object\.<anonymous> \((.*)\)$/, "at $1");
}
