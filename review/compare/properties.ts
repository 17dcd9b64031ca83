import { isDeepStrictEqual } from "node:util";
import { secret, type Plain } from "../../resources/resource";
import type { Step } from "./paths";

/** A value that differs. */
export interface Difference {
    /** Steps to it, by which options name it. A text that holds JSON is one step, whatever is in it. */
    readonly steps: readonly Step[];

    /** As a person reads it. */
    readonly path: string;
    readonly before?: Plain;
    readonly after?: Plain;

    /** `type::name` of the resource that AWS will give the value with. */
    readonly from?: string;
}

type Values = { readonly [key: string]: Plain };

/** The values that differ, by input. Values that have become secret, or were, are not shown on either side. */
export function differences(before: Values, after: Values): Difference[] {
    return ofObjects(before, after, { steps: [], path: "", isInJson: false });
}

/** Every value that is no object, nor a list of objects. */
export function leaves(values: Values): { readonly steps: readonly Step[]; readonly path: string; readonly value: Plain }[] {
    const walk = (value: Plain, place: Place): { steps: readonly Step[]; path: string; value: Plain }[] => {
        if (!isNested(value) || (Array.isArray(value) && !value.every(isNested))) {
            return [{ steps: place.steps, path: place.path, value }];
        }
        return Array.isArray(value)
            ? value.flatMap((item, index) => walk(item, step(place, index, `${place.path}[${index}]`)))
            : Object.entries(value).flatMap(([key, item]) => walk(item, step(place, key, keyText(place.path, key))));
    };
    return walk({ ...values }, { steps: [], path: "", isInJson: false });
}

/** Whether one place is the other, or inside it. */
export function overlap(one: readonly Step[], other: readonly Step[]): boolean {
    return one.slice(0, other.length).every((step, index) => step === other[index]);
}

/** Where values are found. */
interface Place {
    readonly steps: readonly Step[];
    readonly path: string;
    readonly isInJson: boolean;
}

function compareAt(before: Plain | undefined, after: Plain | undefined, place: Place): Difference[] {
    if (isDeepStrictEqual(before, after)) {
        return [];
    }
    if (before === secret || after === secret) {
        return [toDifference(before === undefined ? undefined : secret, after === undefined ? undefined : secret, place)];
    }
    const [from, to] = [parsed(before), parsed(after)];
    if (typeof before === "string" && isNested(from) && isNested(to)) {
        const inner = compareNested(from, to, { ...place, isInJson: true });
        return inner.length === 0 ? [toDifference(before, after, place)] : inner; // written otherwise, and the same
    }
    return isNested(before) && isNested(after) ? compareNested(before, after, place) : [toDifference(before, after, place)];
}

type Nested = Plain[] | { [key: string]: Plain };

function compareNested(before: Nested, after: Nested, place: Place): Difference[] {
    if (!Array.isArray(before) && !Array.isArray(after)) {
        return ofObjects(before, after, place);
    }
    if (Array.isArray(before) && Array.isArray(after) && [...before, ...after].every(isNested)) {
        return ofLists(before, after, place);
    }
    return [toDifference(before, after, place)];
}

function ofObjects(before: Values, after: Values, place: Place): Difference[] {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => compareAt(before[key], after[key], step(place, key, keyText(place.path, key))));
}

/** Things are told apart by their name where they have one, so that one more before them changes nothing. */
function ofLists(before: readonly Plain[], after: readonly Plain[], place: Place): Difference[] {
    const idKey = idKeys.find((key) => [before, after].every((list) => isUnique(list.map((item) => fieldOf(item, key)))));
    if (idKey === undefined) {
        const length = Math.max(before.length, after.length);
        return Array.from({ length }, (_, index) => index).flatMap((index) =>
            compareAt(before[index], after[index], step(place, index, `${place.path}[${index}]`)),
        );
    }
    const ids = [...new Set([...before, ...after].map((item) => fieldOf(item, idKey) ?? ""))];
    return ids.flatMap((id) => {
        const [from, to] = [before, after].map((list) => list.findIndex((item) => fieldOf(item, idKey) === id));
        const index = to === undefined || to < 0 ? (from ?? 0) : to;
        const at = step(place, index, `${place.path}[${id}]`);
        const [old, next] = [before[from ?? -1], after[to ?? -1]];
        const [oldOnly, nextOnly] = [onlyOther(old, idKey), onlyOther(next, idKey)];
        // `environment[PORT]: 3000 ▸ 3001` says all that there is.
        return oldOnly?.key === nextOnly?.key || old === undefined || next === undefined
            ? compareAt(oldOnly?.value ?? old, nextOnly?.value ?? next, at)
            : compareAt(old, next, at);
    });
}

/** What names a thing in a list of such things. */
const idKeys = ["name", "Sid", "sid", "capacityProvider", "containerPath", "filter"] as const;

function isUnique(values: readonly (string | undefined)[]): boolean {
    return values.every((value) => value !== undefined) && new Set(values).size === values.length;
}

/** A field that is a text. */
function fieldOf(item: Plain | undefined, key: string): string | undefined {
    const field = isNested(item) && !Array.isArray(item) ? item[key] : undefined;
    return typeof field === "string" ? field : undefined;
}

function onlyOther(item: Plain | undefined, idKey: string): { key: string; value: Plain } | undefined {
    const others = isNested(item) && !Array.isArray(item) ? Object.entries(item).filter(([key]) => key !== idKey) : [];
    const [only] = others;
    return others.length === 1 && only !== undefined ? { key: only[0], value: only[1] } : undefined;
}

function step({ steps, isInJson }: Place, next: Step, path: string): Place {
    return { steps: isInJson ? steps : [...steps, next], path, isInJson };
}

function keyText(path: string, key: string): string {
    return /^[\w-]+$/.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}["${key}"]`;
}

function toDifference(before: Plain | undefined, after: Plain | undefined, { steps, path }: Place): Difference {
    return { steps, path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function isNested(value: Plain | undefined): value is Nested {
    return typeof value === "object" && value !== null;
}

function parsed(value: Plain | undefined): Plain | undefined {
    if (typeof value !== "string" || !/^\s*[[{]/.test(value)) {
        return undefined;
    }
    try {
        return JSON.parse(value) as Plain;
    } catch {
        return undefined; // a text that only looks like JSON
    }
}
