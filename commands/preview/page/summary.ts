import type { PreviewDocument } from "../../../preview/document";
import { controlsByStatus } from "../../../policies/text";
import type { Evaluation } from "../../../policies/evaluate";
import type { Cost } from "../../../review/cost";
import { describeUsd } from "../../../review/cost-text";
import { describeSeconds } from "../../../deployment/recorded-seconds";
import type { ReleaseTime } from "../release-time";
import { html, prose, type Html, type Part } from "./html";

/** What a person wants to know first, each with the section that says more. */
export function tiles(document: PreviewDocument, cost: Cost, release: ReleaseTime | undefined, controls: Evaluation): Html {
    const { mandatory, advisory, "cannot tell": open, waived, pass } = controlsByStatus(controls);
    const others = [
        ...counted(advisory.length, "of advice not followed"),
        ...counted(waived.length, "waived"),
        ...counted(open.length, "not known"),
    ];
    const { length: wrong } = controls.problems;
    const broken = mandatory.length > 0 || wrong > 0;
    const isBroken =
        mandatory.length > 0 ? `${mandatory.length} broken` : `${wrong} ${wrong === 1 ? "waiver is" : "waivers are"} wrong`;
    const { length: warnings } = document.warnings;
    const shown = [
        tile(
            "cost",
            "Cost",
            "problem" in cost ? "not known" : `${describeUsd(cost.monthlyUsd)} USD`,
            "a month, and what is used",
        ),
        ...(release === undefined
            ? []
            : [tile("release", "Release", describeSeconds(release.totalSeconds), "until it serves alone")]),
        tile(
            "controls",
            "Controls",
            broken ? isBroken : `${pass.length} hold`,
            others.length === 0 ? "all of them" : others.join(", "),
            broken ? "bad" : "",
        ),
        tile("warnings", "Warnings", String(warnings), warnings === 0 ? "nothing to look at" : "worth a second look"),
    ];
    return html`<ul class="tiles">
        ${shown}
    </ul>`;
}

function tile(id: string, name: string, value: string, rest: string, tone = ""): Html {
    return html`<li class="${tone}">
        <a href="#${id}"><span class="dim">${name}</span> <strong>${value}</strong> <span class="dim">${rest}</span></a>
    </li> `;
}

function counted(count: number, what: string): string[] {
    return count === 0 ? [] : [`${count} ${what}`];
}

/** `URL`, `Release`, `Tasks` and so on. */
export function factList(facts: readonly (readonly [name: string, value: string])[]): Html {
    return html`<dl class="facts">
        ${facts.map(
            ([name, value]) =>
                html`<div>
                    <dt>${name}</dt>
                    <dd>${linked(value)}</dd>
                </div> `,
        )}
    </dl>`;
}

/** A value; only a whole text that is an address of the web is a link. */
export function linked(value: string): Part {
    return /^https?:\/\/[^\s<>"]+$/.test(value) ? html`<a href="${value}" rel="noreferrer">${value}</a>` : prose(value);
}
