/** Text that is HTML already. */
export class Html {
    public constructor(public readonly text: string) {}
}

/** What stands in a template: a text, which is escaped; HTML, which is not; a list of either, or nothing. */
export type Part = string | number | Html | undefined | readonly Part[];

/** A piece of a page. Whatever is put into it is shown as it is written, and never read as HTML. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
    return new Html(strings.map((text, index) => (index === 0 ? text : `${toHtml(parts[index - 1])}${text}`)).join(""));
}

function toHtml(part: Part): string {
    if (part instanceof Html) {
        return part.text;
    }
    return typeof part === "object" ? part.map(toHtml).join("") : escape(String(part ?? ""));
}

/** A message's text, in which backticks mark what is typed. */
export function prose(text: string): Part {
    return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** In text and in quoted attributes. HTML has no control characters but white space, and marks of direction hide what is there. */
function escape(text: string): string {
    return text.replace(/[^\P{C}\n\t]/gu, "\ufffd").replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
