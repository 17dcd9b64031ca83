import { html, type Html, type Part } from "./html";

/** A part of the page with a heading, which the list at its beginning leads to. */
export interface Section {
    readonly id: string;
    readonly title: string;
    readonly content: Html;
}

/** How a cell is set. */
type Column = readonly [heading: string, kind?: "text" | "number" | "code" | "bars"];

/**
 * A table whose rows begin with what they are about. On a narrow screen each row is a block in which every cell has its
 * column's heading.
 *
 * @param caption what it shows, for people who do not see where it stands
 */
export function table(
    caption: string,
    columns: readonly Column[],
    rows: readonly (readonly Part[])[],
    total?: readonly Part[],
): Html {
    const cell = (part: Part, index: number) => {
        const [heading = "", kind = "text"] = columns[index] ?? [];
        return index === 0
            ? html`<th scope="row" class="${kind}">${part}</th>`
            : html`<td class="${kind}" data-heading="${heading}">${part}</td>`;
    };
    const head = columns.map(([heading, kind = "text"]) => html`<th scope="col" class="${kind}">${heading}</th>`);
    const foot =
        total === undefined
            ? undefined
            : html`<tfoot>
                  <tr>
                      ${total.map(cell)}
                  </tr>
              </tfoot>`;
    return html`<table>
        <caption>
            ${caption}
        </caption>
        <thead>
            <tr>
                ${head}
            </tr>
        </thead>
        <tbody>
            ${rows.map(
                (row) =>
                    html`<tr>
                        ${row.map(cell)}
                    </tr> `,
            )}
        </tbody>
        ${foot}
    </table>`;
}

/** A word that is seen at once. Colour is never all that it has. */
export function badge(tone: "good" | "warn" | "bad" | "new" | "plain", text: string): Html {
    return html`<span class="badge ${tone}">${text}</span>`;
}
