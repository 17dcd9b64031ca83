import type { Cost } from "../../../review/cost";
import { describeUsd, kindOf } from "../../../review/cost-text";
import { html, type Html } from "./html";
import { table, type Section } from "./section";

/** What a month costs by component, and what is charged by use. */
export function costSection(cost: Cost): Section {
    return { id: "cost", title: "Cost", content: "problem" in cost ? html`<p>Not known: ${cost.problem}.</p>` : estimate(cost) };
}

function estimate({
    region,
    asOf,
    components,
    monthlyUsd,
    usage,
    notCounted,
}: Exclude<Cost, { readonly problem: string }>): Html {
    const rows = components.map(({ component, monthlyUsd: usd, lines }) => [
        kindOf(component),
        html`<ul class="plain">
            ${lines.map((line) => html`<li>${line.what} <span class="dim">${describeUsd(line.monthlyUsd)}</span></li>`)}
        </ul>`,
        describeUsd(usd),
    ]);
    const byUse = usage.map(({ component, per, usd }) => [kindOf(component), per, String(usd)]);
    return html`<p>By AWS’s list prices of ${region} of ${asOf}, without discounts, taxes and free tiers.</p>
        ${table("Cost of a month", [["Component"], ["Consists of"], ["USD a month", "number"]], rows, ["Total", "", describeUsd(monthlyUsd)])}
        ${byUse.length === 0 ? undefined : table("Charged by use, on top", [["Component"], ["For each"], ["USD", "number"]], byUse)}
        ${notCounted.length === 0 ? undefined : html`<p>Not counted, as its price is not known here: ${notCounted.join(", ")}.</p>`}`;
}
