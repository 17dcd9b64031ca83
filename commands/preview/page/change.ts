import type { Comparison, Operation, PropertyChange, ResourceChange } from "../../../review/compare";
import {
    countChanges,
    describeAgainst,
    describeRefusal,
    describeRequests,
    describeSides,
    isGrave,
    remarksOn,
    shownChanges,
    titleOf,
    type Against,
    type Note,
} from "../../../review/comparison/words";
import type { Impact } from "../../../review/traffic";
import { html, type Html } from "./html";
import { badge, table, type Section } from "./section";

/** An update from another state of the program to this one. */
export interface Change {
    readonly comparison: Comparison;
    readonly against: Against;
    readonly notes: readonly Note[];
}

/** A longer value says no more to a reader. */
const maxValueLength = 200;

const operations: Readonly<Record<Operation, Html>> = {
    create: badge("good", "made"),
    update: badge("warn", "changed"),
    replace: badge("new", "replaced"),
    delete: badge("bad", "deleted"),
};

/** What the update would do, what hurts most first. */
export function changeSection(stack: string, { comparison, against, notes }: Change): Section {
    const [requests, refusal] = [describeRequests(comparison), describeRefusal(comparison)];
    const changes = shownChanges(comparison);
    const [made, others] = [changes.filter(isPlainlyMade), changes.filter((change) => !isPlainlyMade(change))];
    return {
        id: "change",
        title: "What changes",
        content: html`<p>Against ${describeAgainst(against)}: <strong>${countChanges(comparison)}</strong>.</p>
            ${against.hasStack ? undefined : html`<p>${stack} does not exist there: everything is new.</p>`}
            ${refusal === undefined ? undefined : html`<p class="grave"><strong>Refused:</strong> ${refusal}.</p>`}
            <p class="${tones[requests.impact]}"><strong>Requests</strong> ${requests.text}.</p>
            <dl class="notes">${notes.map(note)}</dl>
            ${others.map(article)} ${made.length === 0 ? undefined : madeList(made)}
            ${
                comparison.outputs.length === 0
                    ? undefined
                    : html`<h3>Outputs</h3>
                          ${propertyTable("Outputs that change", comparison.outputs)}`
            }`,
    };
}

const tones: Readonly<Record<Impact, string>> = {
    none: "",
    moved: "",
    "at once": "careful",
    unknown: "careful",
    interrupted: "grave",
    refused: "grave",
};

/** What is new and hurts nothing is one line. */
function isPlainlyMade(change: ResourceChange): boolean {
    return change.operation === "create" && !isGrave(change) && remarksOn(change).length === 0 && change.traffic.length === 0;
}

function note({ name, text, items }: Note): Html {
    const list =
        items.length === 0
            ? undefined
            : html`<ul>
                  ${items.map((item) => html`<li>${item}</li>`)}
              </ul>`;
    return html`<dt>${name}</dt>
        <dd>${text}${list}</dd> `;
}

function article(change: ResourceChange): Html {
    const remarks = remarksOn(change).map(({ text, isGrave: isBad }) => html`<li class="${isBad ? "grave" : ""}">${text}</li>`);
    const traffic = change.traffic.map(({ impact, statement }) => html`<li class="${tones[impact]}">${statement}</li>`);
    const facts = change.operation === "create" || change.operation === "delete" ? change.facts : [];
    const properties =
        change.properties.length === 0 ? undefined : propertyTable(`What changes of ${titleOf(change)}`, change.properties);
    return html`<article class="${isGrave(change) ? "is-grave" : ""}">
        <h3>${operations[change.operation]} ${titleOf(change)}</h3>
        ${facts.length === 0 ? undefined : html`<p class="dim">${facts.join(" · ")}</p>`}
        ${
            remarks.length + traffic.length === 0
                ? undefined
                : html`<ul>
                      ${remarks}${traffic}
                  </ul>`
        }
        ${properties}
    </article> `;
}

function propertyTable(caption: string, properties: readonly PropertyChange[]): Html {
    const rows = properties.map((property) => {
        const [before, after] = describeSides(property, maxValueLength);
        const forces = property.forcesReplacement ? html` <span class="dim">forces the replacement</span>` : undefined;
        return [html`<code>${property.path}</code>${forces}`, html`<code>${before}</code>`, html`<code>${after}</code>`];
    });
    return table(caption, [["Property"], ["Before"], ["After"]], rows);
}

function madeList(made: readonly ResourceChange[]): Html {
    const items = made.map(
        (change) => html`<li><strong>${titleOf(change)}</strong> <span class="dim">${change.facts.join(" · ")}</span></li> `,
    );
    return html`<article>
        <h3>${operations.create} ${made.length} new</h3>
        <ul class="plain">
            ${items}
        </ul>
    </article> `;
}
