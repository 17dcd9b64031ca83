import { readIssues } from "./issues";
import { frame, kind, mark } from "./patterns";

/** Where the errors are listed that an AggregateError has. */
export const subErrors = /^\s*\[errors\]: \[/;

/** Of the errors of an AggregateError, those that are shown. */
const maxSubErrors = 2;

/** Source code in a message, as Prisma and compilers show it; rules between its parts; the stack in pino-pretty's object. */
const excerpt =
    /^\s*(?:→|>)\s*\d+ |^\s+\d+ \S|^\s*\d*\s*\|(?:\s|$)|^\s*\d+ \||^Validation Error Count|^\s*[=─-]{3,}|^\/\S+:\d+:\d+$|^\s+(?:err|error): \{$|^\s+"(?:type|stack)":/;

/** The message of an error that pino-pretty prints below its line. */
const prettyProperty = /^\s+"message": "(.*)",?$/;

/** What Node says of a rejection with something that is no error. */
const rejection = /The promise rejected with the reason "(.*)"\.?/;

/**
 * A message as one line: without source code, and lists of issues as what they complain of.
 *
 * @param below lines of the stack, in which an AggregateError has its errors
 */
export function toMessage(lines: readonly string[], below: readonly string[]): string {
    const issues = readIssues(lines);
    if (issues !== undefined) {
        return issues;
    }
    const [header = ""] = lines;
    const requires = lines.findIndex((line) => line === "Require stack:");
    const joined = (requires < 0 ? lines : lines.slice(0, requires))
        .filter((line, index) => index === 0 || !excerpt.test(line))
        .map((line) => prettyProperty.exec(line)?.[1] ?? line)
        .filter((line, index) => line.trim() !== "" && (index === 0 || !header.endsWith(line.trim().replace(kind, ""))))
        .map((line) => line.trim().replace(/^-->\s*/, "in "))
        .map((line) => line.replace(/ invocation(?: in|:)$/, " invocation:"))
        .join(" ")
        .replace(mark, "")
        .trim();
    const reason = rejection.exec(joined)?.[1];
    // An error without a stack is inspected in brackets: `[AggregateError: All promises were rejected] {`.
    const plain = joined.replace(/ \{$/, "").replace(/^\[(.*)\](?: \{.*\})?$/, "$1");
    return [reason === undefined ? plain : `UnhandledPromiseRejection: ${reason}`, ...readSubErrors(below)].join("; ");
}

function readSubErrors(below: readonly string[]): readonly string[] {
    const list = below.findIndex((line) => subErrors.test(line));
    const errors = list < 0 ? [] : below.slice(list + 1).filter((line) => kind.test(line) && !frame.test(line));
    return errors.slice(0, maxSubErrors).map((line) => line.trim().replace(/,$/, ""));
}
