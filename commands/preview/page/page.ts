import { noDigest } from "../../../aws/image-digest";
import type { Evaluation } from "../../../policies/evaluate";
import { nothingRead, type PreviewDocument } from "../../../preview/document";
import { describeValue } from "../../../preview/stack-summary";
import { describeResource } from "../../../resources";
import type { Cost } from "../../../review/cost";
import { readFromAws } from "../measured";
import type { ReleaseTime } from "../release-time";
import { changeSection, type Change } from "./change";
import { controlsSection } from "./controls";
import { costSection } from "./cost";
import { html, Html, prose } from "./html";
import { partsSection } from "./parts";
import { releaseSection } from "./release";
import { table, type Section } from "./section";
import { stylesheet } from "./style";
import { factList, linked, tiles } from "./summary";

/** All that a page shows of a stack. */
export interface PageContent {
    readonly document: PreviewDocument;

    /** The first lines of a preview. */
    readonly facts: readonly (readonly [name: string, value: string])[];
    readonly cost: Cost;
    readonly controls: Evaluation;

    /** @default - there is no service */
    readonly releaseTime?: ReleaseTime;

    /** Why the preview fails. @default - it does not */
    readonly problems?: readonly string[];

    /** The architecture as SVG, or why there is none. */
    readonly picture: { readonly svg: string } | { readonly problem: string };

    /** @default - nothing is compared */
    readonly change?: Change;
}

/**
 * A preview as one file for people who use no terminal: nothing is loaded, no script runs, and nothing that a value holds is read
 * as HTML. The same content gives the same bytes.
 */
export function renderPage(content: PageContent): string {
    const { document, facts, cost, controls, releaseTime, picture, change, problems = [] } = content;
    const { project, stack, resources, warnings } = document;
    const provider = resources.find(({ type }) => type === "pulumi:providers:aws");
    const place = provider === undefined ? [] : describeResource(provider).facts;
    const sections: readonly Section[] = [
        ...(change === undefined ? [] : [changeSection(stack, change)]),
        { id: "picture", title: "Architecture", content: figure(picture) },
        partsSection(document),
        costSection(cost),
        ...(releaseTime === undefined ? [] : [releaseSection(releaseTime)]),
        controlsSection(controls),
        { id: "warnings", title: "Warnings", content: warningList(warnings) },
        { id: "outputs", title: "Outputs", content: outputTable(document) },
    ];
    const page = html`<!doctype html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta
                    http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
                />
                <link rel="icon" href="data:," />
                <title>${project} · ${stack}</title>
                <style>
                    ${new Html(stylesheet)}
                </style>
            </head>
            <body>
                <header>
                    <h1>${project} <span aria-hidden="true">·</span> ${stack}</h1>
                    <p class="dim">${[...place, releaseTime?.measured === undefined ? nothingRead : readFromAws].join(" · ")}</p>
                    ${
                        problems.length === 0
                            ? undefined
                            : html`<div class="grave" role="note">
                                  <p><strong>This preview fails:</strong></p>
                                  <ul>
                                      ${problems.map((problem) => html`<li>${problem}</li>`)}
                                  </ul>
                              </div>`
                    }
                    ${tiles(document, cost, releaseTime, controls)} ${factList(facts)}
                    <nav aria-label="Sections">
                        <ul>
                            ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
                        </ul>
                    </nav>
                </header>
                <main>
                    ${sections.map(
                        ({ id, title, content: inner }) =>
                            html`<section id="${id}" aria-labelledby="${id}-title">
                                <h2 id="${id}-title">${title}</h2>
                                ${inner}
                            </section> `,
                    )}
                </main>
                <footer>
                    <p class="dim">
                        Made by <code>npm run preview -- ${stack}</code> from the program and <code>Pulumi.${stack}.yaml</code>.
                    </p>
                </footer>
            </body>
        </html> `;
    return page.text;
}

/** A picture is as wide as it is, and is moved within its frame on a narrow screen. */
function figure(picture: PageContent["picture"]): Html {
    return "problem" in picture
        ? html`<p>It could not be drawn: ${picture.problem}.</p>`
        : html`<p class="hint dim">It is wider than the screen: move it sideways.</p>
              <div class="picture" role="group" aria-label="Picture of the architecture" tabindex="0">
                  ${new Html(picture.svg)}
              </div>`;
}

function warningList(warnings: PreviewDocument["warnings"]): Html {
    return warnings.length === 0
        ? html`<p>None.</p>`
        : html`<ul class="warnings">
              ${warnings.map(({ path, message }) => html`<li><code>${path}</code> ${prose(message)}</li> `)}
          </ul>`;
}

function outputTable({ outputs }: PreviewDocument): Html {
    const rows = Object.entries(outputs).map(([name, value]) => [
        html`<code>${name}</code>`,
        value === noDigest ? "none yet" : linked(describeValue(value)),
    ]);
    return table("What the stack gives to others", [["Output"], ["Value"]], rows);
}
