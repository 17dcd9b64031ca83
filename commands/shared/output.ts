import { isatty } from "node:tty";
import pc from "picocolors";

/** `json`: one document and nothing else. `plain`: lines, as a log keeps them. `terminal`: lines that change. */
export type Mode = "json" | "plain" | "terminal";

/** Where a command writes. */
export interface Streams {
    readonly stdout: (text: string) => void;
    readonly stderr: (text: string) => void;
    readonly isTerminal: boolean;
    readonly colors: boolean;

    /**
     * Width of the terminal, in characters.
     *
     * @default - lines are not folded
     */
    readonly columns?: number;
}

/** picocolors takes CI for a terminal; Node has no `isTTY` at all where there is none. */
const isTerminal = isatty(1);

export const processStreams: Streams = {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    isTerminal: isTerminal && process.stdout.columns > 0, // some machines give a terminal without a width
    colors: isTerminal && pc.isColorSupported,
    columns: process.stdout.columns,
};

/** What a command shows. */
export class Output {
    public readonly mode: Mode;
    public readonly paint: ReturnType<typeof pc.createColors>;

    constructor(
        private readonly streams: Streams,
        json: boolean,
    ) {
        this.mode = json ? "json" : streams.isTerminal ? "terminal" : "plain";
        this.paint = pc.createColors(streams.colors && !json);
    }

    /** Lines for a person; nothing with `--json`. */
    public lines(...lines: readonly string[]): void {
        if (this.mode !== "json") {
            this.streams.stdout(lines.map((line) => `${line}\n`).join(""));
        }
    }

    /** The one document of `--json`; nothing without it. */
    public document(value: unknown): void {
        if (this.mode === "json") {
            this.streams.stdout(`${JSON.stringify(value, null, 2)}\n`);
        }
    }

    /** A warning's line. */
    public warning(text: string): string {
        return `  ${this.paint.yellow("!")} ${text}`;
    }

    /** The lines of warnings, as wide as the terminal. */
    public warningLines(texts: readonly string[]): string[] {
        return texts.flatMap((text) => this.hanging(this.warning(""), 4, text));
    }

    /**
     * A text behind a prefix. A terminal gets further lines below the text's beginning; whatever else reads it gets one
     * line, which `grep` finds as a whole.
     *
     * @param width of the prefix as it is seen, without its colours
     */
    public hanging(prefix: string, width: number, text: string): string[] {
        const columns = this.mode === "terminal" ? (this.streams.columns ?? Infinity) : Infinity;
        const [first = "", ...rest] = fold(text, Math.max(minColumns, columns - width));
        return [`${prefix}${first}`, ...rest.map((line) => `${" ".repeat(width)}${line}`)];
    }
}

/** Columns below which folding would only make a text longer. */
const minColumns = 30;

/** Lines of whole words; a word that is longer than a line stays whole, so that it can be copied. */
function fold(text: string, columns: number): string[] {
    return text.split(" ").reduce<string[]>((lines, word) => {
        const last = lines.at(-1);
        return last === undefined || last.length + 1 + word.length > columns
            ? [...lines, word]
            : [...lines.slice(0, -1), `${last} ${word}`];
    }, []);
}

/** `2026-11-24 12:02 UTC`, the same wherever it is read. */
export function formatTime(at: number | undefined): string {
    return at === undefined ? "unknown" : `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `40 s`, `3 min`, `2 h`, `5 days`. */
export function formatDuration(milliseconds: number): string {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    const units = [
        [86_400, "days"],
        [3_600, "h"],
        [60, "min"],
    ] as const;
    const [size, unit] = units.find(([limit]) => seconds >= 2 * limit) ?? [1, "s"];
    return `${Math.floor(seconds / size)} ${unit}`;
}

/** Columns as wide as their widest cell, the last one as it comes. */
export function table(rows: readonly (readonly string[])[]): string[] {
    const widths = rows.reduce<number[]>((found, row) => row.map((cell, at) => Math.max(found[at] ?? 0, cell.length)), []);
    return rows.map((row) =>
        row
            .map((cell, at) => cell.padEnd(widths[at] ?? 0))
            .join("  ")
            .trimEnd(),
    );
}
