import type { Resource } from "../resources/resource";
import { componentSummaries } from "./component-summaries";
import type { PreviewDocument } from "./document";
import { queriesFor } from "./resource-queries";

/** A component as a reviewer sees it: `LoadBalancer`, `spotter-alb`, and what there is to say of it. */
export interface ComponentRow {
    readonly component: Resource;
    readonly kind: string;

    /** Physical name, or empty. */
    readonly name: string;
    readonly words: string;
}

/** Components by name, as each name is an application of its own, in the order of {@link componentSummaries}. */
export function groupComponents(document: PreviewDocument): [name: string, rows: ComponentRow[]][] {
    const components = document.resources.filter(({ type, parent }) => parent === null && type.startsWith("spotter:"));
    const names = [...new Set(components.map(({ name }) => name))];
    return names.map((name) => {
        const own = components.filter((component) => component.name === name).sort(byOrder);
        return [name, own.map((component) => toRow(document, component))];
    });
}

function toRow(document: PreviewDocument, component: Resource): ComponentRow {
    const { name = "", details = [] } = componentSummaries[component.type]?.(queriesFor(document, component)) ?? {};
    const kind = component.type.split(":").at(-1) ?? component.type;
    return { component, kind, name, words: details.filter(Boolean).join(" · ") };
}

/** Those without an entry come first. */
function byOrder(a: Resource, b: Resource): number {
    const order = Object.keys(componentSummaries);
    return order.indexOf(a.type) - order.indexOf(b.type);
}
