import type { Evaluation, Result } from "../../../policies/evaluate";
import { controlsByStatus, nameOf, statusOf, type Status } from "../../../policies/text";
import { html, type Html, type Part } from "./html";
import { table, type Section } from "./section";

/** What does not pass, the worst first. */
const titles: readonly (readonly [status: Status, title: string])[] = [
    ["mandatory", "Broken"],
    ["advisory", "Advice not followed"],
    ["cannot tell", "Not known before the update"],
    ["waived", "Waived"],
];

/** What the stack keeps to and what not. */
export function controlsSection(evaluation: Evaluation): Section {
    const { results, problems } = evaluation;
    const of = (status: Status) => results.filter((result) => statusOf(result) === status);
    const held = controlsByStatus(evaluation).pass;
    const says = new Map(results.map(({ control }) => [control.id, control.title]));
    return {
        id: "controls",
        title: "Controls",
        content: html`<p>
                Rules of AWS’s Foundational Security Best Practices, checkov and this program’s own, on every resource.
            </p>
            ${problems.map((problem) => html`<p class="grave">${problem}</p>`)}
            ${titles.map(([status, title]) => (of(status).length === 0 ? undefined : resultTable(title, of(status))))}
            <details class="more">
                <summary>${held.length} hold</summary>
                ${table(
                    "Controls that hold",
                    [["Control", "code"], ["Says"]],
                    held.map((id) => [html`<code>${id}</code>`, says.get(id)]),
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
