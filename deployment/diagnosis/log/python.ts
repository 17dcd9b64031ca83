import type { ErrorBlock } from "./blocks";
import type { LogLine } from "./lines";
import { foreignFrame, traceback } from "./patterns";

const link = /^(?:The above exception was the direct cause|During handling of the above exception)/;

/** Python's stack, which ends with the error: its last own line is where, and the stack before it was the cause. */
export function readTraceback(lines: readonly LogLine[], start: number): ErrorBlock | undefined {
    if (!traceback.test(lines[start]?.text ?? "")) {
        return undefined;
    }
    const header = lines.findIndex(({ text }, index) => index > start && /^\S/.test(text) && !traceback.test(text));
    if (header < 0) {
        return undefined;
    }
    const isEnd = ({ text }: LogLine, index: number) => index > header && (text.trim() === "" || /^\S/.test(text));
    const after = lines.findIndex(isEnd);
    const end = after < 0 ? lines.length : after;
    const text = (line: LogLine) => line.text.trim();
    const message = lines.slice(header, end).map(text).join(" ");
    const own = lines
        .slice(start, header)
        .map((line) => /^\s*File "(.*)", line (\d+)/.exec(line.text))
        .filter((found) => found !== null && !foreignFrame.test(found[0]))
        .at(-1);
    const place = own === undefined || own === null ? {} : { frame: `at ${own[1] ?? ""}:${own[2] ?? ""}` };
    const linked = lines.slice(end, end + 3).findIndex((line) => link.test(line.text));
    const next = lines.findIndex((line, index) => linked >= 0 && index > end + linked && line.text !== "");
    const result = next < 0 ? undefined : readTraceback(lines, next);
    return result === undefined ? { start, end, message, ...place } : { ...result, start, cause: result.cause ?? message };
}
