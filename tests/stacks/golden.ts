import { AssertionError } from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";

/** Lines shown of a difference; the rest is in the file's diff once it is rewritten. */
const maxLines = 40;

/**
 * Compares a text of headings and indented lines with a reviewed file, which `UPDATE_GOLDENS=1` rewrites. Says under which
 * heading lines are missing or new, and nothing of what is the same.
 */
export function assertGolden(file: string, actual: string): void {
    if (process.env.UPDATE_GOLDENS === "1") {
        writeFileSync(file, actual);
    }
    const reviewed = readFileSync(file, "utf8");
    if (reviewed !== actual) {
        const lines = describeDifference(reviewed, actual);
        const more = lines.length > maxLines ? [`… and ${lines.length - maxLines} lines more`] : [];
        const hint = "UPDATE_GOLDENS=1 rewrites it: read its diff as a reviewer would";
        throw new AssertionError({
            message: [`${file} is not what the program makes:`, ...lines.slice(0, maxLines), ...more, hint].join("\n"),
        });
    }
}

/** `- line` of what is no longer there and `+ line` of what is new, below their headings. */
export function describeDifference(before: string, after: string): string[] {
    const [old, now] = [sectionsOf(before), sectionsOf(after)];
    const headings = [...new Set([...old.keys(), ...now.keys()])];
    const changes = headings.flatMap((heading) => {
        const [removed, added] = [old.get(heading), now.get(heading)];
        const lines = [
            ...(removed ?? []).filter((line) => added?.includes(line) !== true).map((line) => `  - ${line}`),
            ...(added ?? []).filter((line) => removed?.includes(line) !== true).map((line) => `  + ${line}`),
        ];
        const whole = added === undefined ? `- ${heading}` : removed === undefined ? `+ ${heading}` : heading;
        return lines.length > 0 || whole !== heading ? [whole, ...lines] : [];
    });
    return changes.length > 0 ? changes : ["the same lines in another order"];
}

function sectionsOf(text: string): Map<string, string[]> {
    const sections = new Map<string, string[]>();
    let current: string[] = [];
    for (const line of text.split("\n").filter((candidate) => candidate !== "")) {
        if (line.startsWith(" ")) {
            current.push(line.trim());
        } else {
            current = [];
            sections.set(line, current);
        }
    }
    return sections;
}
