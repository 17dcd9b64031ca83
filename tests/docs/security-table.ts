import type { Control } from "../../policies/control";
import { controls } from "../../policies/controls";
import { evaluate, type Result } from "../../policies/evaluate";
import { describeResult } from "../../policies/text";
import type { PreviewDocument } from "../../preview/document";

/** Every control, and what it says of each stack, as `docs/security.md` shows them. */
export function securityTables(documents: readonly PreviewDocument[]): string {
    const stacks = documents.map((document) => ({ stack: document.stack, results: evaluate(document).results }));
    const overview = [
        ["control", "what holds", "level", ...stacks.map(({ stack }) => stack), "the same elsewhere"],
        ...controls.map((control) => [
            control.id,
            control.title,
            control.level,
            ...stacks.map(({ results }) => describeOutcome(control, results)),
            control.alsoKnownAs.join(", "),
        ]),
    ];
    const details = stacks.flatMap(({ stack, results }) => [
        `## What ${stack} does not keep to`,
        results
            .filter(({ outcome }) => outcome !== "pass")
            .map((result) => `- ${result.control.id}, ${describeResult(result)}`)
            .join("\n"),
    ]);
    return ["## Controls", table(overview), ...details].join("\n\n");
}

function describeOutcome({ id }: Control, results: readonly Result[]): string {
    const outcomes = results.filter(({ control }) => control.id === id).map(({ outcome }) => outcome);
    if (outcomes.length === 0) {
        return "–";
    }
    return outcomes.includes("fail") ? "**no**" : outcomes.includes("cannot tell") ? "?" : "yes";
}

function table([header = [], ...rows]: readonly (readonly string[])[]): string {
    return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
