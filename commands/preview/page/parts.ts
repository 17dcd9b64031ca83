import { groupComponents, type ComponentRow } from "../../../preview/component-rows";
import type { PreviewDocument } from "../../../preview/document";
import { describeResource } from "../../../resources";
import { resourceKey, type Resource } from "../../../resources/resource";
import { html, type Html } from "./html";
import type { Section } from "./section";

/** The stack as a tree: each component with what it is, and behind it the resources that it consists of. */
export function partsSection(document: PreviewDocument): Section {
    const groups = groupComponents(document).map(
        ([name, rows]) =>
            html`<h3><code>${name}</code></h3>
                <ul class="tree">
                    ${rows.map((row) => component(document, row))}
                </ul>`,
    );
    const count = document.resources.filter(({ type }) => !type.startsWith("spotter:") && !type.startsWith("pulumi:")).length;
    return {
        id: "parts",
        title: "Parts",
        content: html`<p>${count} resources. Open a part to see what it is made of.</p>
            ${groups}`,
    };
}

function component(document: PreviewDocument, row: ComponentRow): Html {
    const children = resources(document, row.component);
    const head = html`<strong>${row.kind}</strong> <code>${row.name}</code> <span class="dim">${row.words}</span>`;
    return children === undefined
        ? html`<li><div class="row">${head}</div></li> `
        : html`<li>
              <details>
                  <summary class="row">${head}</summary>
                  ${children}
              </details>
          </li> `;
}

function resources(document: PreviewDocument, { type, name }: Resource): Html | undefined {
    const own = document.resources.filter(({ parent }) => parent === resourceKey({ type, name }));
    const rows = own.map((resource) => {
        const { protect, retainOnDelete } = resource.options;
        const facts = [
            ...describeResource(resource).facts,
            ...(protect ? ["protected"] : []),
            ...(retainOnDelete ? ["kept in AWS"] : []),
        ];
        return html`<li>
            <strong>${resource.type.split(":").at(-1) ?? resource.type}</strong> <code>${resource.name}</code>
            <span class="dim">${facts.join(" · ")}</span>${resources(document, resource)}
        </li> `;
    });
    return rows.length === 0
        ? undefined
        : html`<ul>
              ${rows}
          </ul>`;
}
