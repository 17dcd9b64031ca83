import { kind } from "./patterns";

/** Issues that are shown, of those that a schema finds. */
const maxIssues = 4;

/**
 * The issues of zod, as `AUTH_URL: Invalid input: expected string, received undefined`: in the JSON of its message, or as
 * Node inspects an array of them, which t3-env logs. Undefined where the lines list none.
 */
export function readIssues(lines: readonly string[]): string | undefined {
    const [header = ""] = lines;
    const rest = lines.slice(1).join("\n");
    if (!/[[{]\s*$/.test(header) && !/^\s*\[/.test(lines[1] ?? "")) {
        return undefined;
    }
    const issues: string[] = [];
    let path: string | undefined;
    let message: string | undefined;
    for (const [, pathItems, , text] of rest.matchAll(
        /["']?path["']?: \[([^\]]*)\]|["']?message["']?: (["'`])((?:\\.|(?!\2).)*)\2/g,
    )) {
        path = pathItems === undefined ? path : pathItems.replace(/["'\s]/g, "").replace(/,/g, ".");
        message = text ?? message;
        if (path !== undefined && message !== undefined) {
            issues.push(path === "" ? message : `${path}: ${message}`);
            path = message = undefined;
        }
    }
    if (issues.length === 0) {
        return undefined;
    }
    const more = issues.length > maxIssues ? [`and ${issues.length - maxIssues} more`] : [];
    const what = header.replace(/\s*[[{]\s*$/, "").replace(/:\s*$/, "");
    return `${kind.test(what) || what !== "" ? `${what}: ` : ""}${[...issues.slice(0, maxIssues), ...more].join("; ")}`;
}
