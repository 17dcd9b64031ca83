import { isDeepStrictEqual } from "node:util";
import { resourceKey, type Plain, type PreviewDocument, type Resource } from "../../preview/document";

/** Values by what they are about: one for each path, or several where it is a list. */
type Properties = ReadonlyMap<string, readonly string[]>;

const nothing: Properties = new Map();

/**
 * A stack as a file to review: a heading for each resource, below it a property a line. Where a first preview and an
 * update differ, both have a line, as the first does not know what AWS chooses.
 */
export function inventoryOf(preview: PreviewDocument, update: PreviewDocument): string {
    const [before, after] = [sectionsOf(preview), sectionsOf(update)];
    const headings = [...new Set([...before.keys(), ...after.keys()])];
    const lines = headings.flatMap((heading) => [
        "",
        heading,
        ...merge(before.get(heading) ?? nothing, after.get(heading) ?? nothing).map((line) => `    ${line}`),
    ]);
    return [`${preview.resources.length} resources`, ...lines, ""].join("\n");
}

function sectionsOf({ resources, outputs, warnings }: PreviewDocument): ReadonlyMap<string, Properties> {
    return new Map([
        ...resources.map((resource): [string, Properties] => [resourceKey(resource), propertiesOf(resource)]),
        ["outputs", flatten(outputs)],
        ["warnings", new Map(warnings.map(({ path, message }) => [path, [message]]))],
    ]);
}

function merge(preview: Properties, update: Properties): string[] {
    const paths = [...new Set([...preview.keys(), ...update.keys()])];
    return paths.flatMap((path) => {
        const [before = [], after = []] = [preview.get(path), update.get(path)];
        return isDeepStrictEqual(before, after)
            ? before.map((value) => `${path}: ${value}`)
            : [...before.map((value) => `${path} (preview): ${value}`), ...after.map((value) => `${path} (update): ${value}`)];
    });
}

function propertiesOf({ parent, options, inputs }: Resource): Properties {
    const { protect, retainOnDelete, ignoreChanges, dependsOn } = options;
    const set = Object.entries({ protect, retainOnDelete }).filter(([, isSet]) => isSet);
    return new Map([
        ["parent", [parent ?? "stack"]],
        ["option", set.map(([option]) => option)],
        ["ignores changes of", [...ignoreChanges]],
        ["depends on", dependsOn.length === 0 ? [] : [`${dependsOn.length} other${dependsOn.length === 1 ? "" : "s"}`]],
        ...flatten(inputs),
    ]);
}

/** Every leaf by its path. Texts that hold JSON are taken apart too. */
function flatten(inputs: Resource["inputs"]): Properties {
    const properties = new Map<string, string[]>();
    const add = (path: string, value: Plain): void => {
        const inner = typeof value === "string" ? parsed(value) : value;
        if (path === "dashboardBody" && inner !== value) {
            properties.set(path, ["a page, as tests/components/dashboard.test.ts has it"]); // hundreds of leaves
            return;
        }
        if (isDeepStrictEqual(inner, []) || isDeepStrictEqual(inner, {}) || typeof inner !== "object" || inner === null) {
            const text = typeof inner === "string" ? inner : JSON.stringify(inner);
            properties.set(path, [...(properties.get(path) ?? []), text]);
        } else if (Array.isArray(inner)) {
            inner.forEach((item, index) => addItem(path, item, index));
        } else {
            Object.entries(inner).forEach(([key, item]) => add(path === "" ? key : `${path}.${key}`, item));
        }
    };
    const addItem = (path: string, item: Plain, index: number): void => {
        if (typeof item !== "object" || item === null || Array.isArray(item)) {
            add(path, item);
            return;
        }
        const key = ["name", "Sid", "capacityProvider", "containerPath"].find((name) => typeof item[name] === "string");
        const rest = Object.entries(item).filter(([name]) => name !== key);
        const id = key === undefined ? String(index + 1) : (item[key] as string); // with a name, another before it moves no line
        const place = `${path}[${id}]`;
        const [only] = rest;
        if (rest.length === 1 && only !== undefined) {
            add(place, only[1]);
        } else {
            rest.forEach(([name, value]) => add(`${place}.${name}`, value));
        }
    };
    add("", inputs);
    properties.delete("");
    return properties;
}

function parsed(text: string): Plain {
    if (!/^[[{]/.test(text)) {
        return text;
    }
    try {
        return JSON.parse(text) as Plain;
    } catch {
        return text;
    }
}
