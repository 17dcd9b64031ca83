import type { Evaluation, Result } from "../../../policies/evaluate";
import { nameOf } from "../../../policies/text";
import { html, type Html, type Part } from "./html";
import { table, type Section } from "./section";

/** What the stack keeps to and what not, the worst first. */
export function controlsSection({ results, problems }: Evaluation): Section {
    const of = (holds: (result: Result) => boolean) => results.filter(holds);
    const isOpen = ({ waiver }: Result) => waiver === undefined;
    const groups: readonly (readonly [title: string, found: readonly Result[]])[] = [
        ["Broken", of((result) => result.outcome === "fail" && isOpen(result) && result.control.level === "mandatory")],
        [
            "Advice not followed",
            of((result) => result.outcome === "fail" && isOpen(result) && result.control.level === "advisory"),
        ],
        ["Not known before the update", of((result) => result.outcome === "cannot tell" && isOpen(result))],
        ["Waived", of((result) => result.outcome !== "pass" && !isOpen(result))],
    ];
    const held = [
        ...new Map(of(({ outcome }) => outcome === "pass").map(({ control }) => [control.id, control])).values(),
    ].filter(({ id }) => !results.some(({ control, outcome }) => control.id === id && outcome !== "pass"));
    return {
        id: "controls",
        title: "Controls",
        content: html`<p>
                Rules of AWS’s Foundational Security Best Practices, checkov and this program’s own, on every resource.
            </p>
            ${problems.map((problem) => html`<p class="grave">${problem}</p>`)}
            ${groups.map(([title, found]) => (found.length === 0 ? undefined : resultTable(title, found)))}
            <details class="more">
                <summary>${held.length} hold</summary>
                ${table(
                    "Controls that hold",
                    [["Control", "code"], ["Says"]],
                    held.map(({ id, title }) => [html`<code>${id}</code>`, title]),
                )}
            </details>`,
    };
}

function resultTable(title: string, found: readonly Result[]): Html {
    const rows = found.map(({ control, resource, reason, waiver }): Part[] => [
        html`<code>${control.id}</code>`,
        control.title,
        nameOf(resource),
        [reason, ...(waiver === undefined ? [] : [html` <span class="dim">until ${waiver.until}: ${waiver.reason}</span>`])],
    ]);
    return table(title, [["Control", "code"], ["Says"], ["Resource"], ["Why it does not pass"]], rows);
}
