import { secret, unknown, type Plain } from "../../resources/resource";
import type { Comparison, Operation, PropertyChange, ResourceChange } from "../compare";
import { isReal } from "../compare";
import { worstImpact, type Impact } from "../traffic";

/** What an older state of the program is called, and where it is found. */
export interface Against {
    /** As it was typed, for example `main`. */
    readonly ref: string;

    /** The commit that it stands for. */
    readonly commit: string;

    /** Whether the stack has a file there. */
    readonly hasStack: boolean;
}

/** What else a change means, beside the resources that it changes: `Cost`, in one line and its parts. */
export interface Note {
    readonly name: string;
    readonly text: string;
    readonly items: readonly string[];
}

const operations: readonly Operation[] = ["delete", "replace", "update", "create"];

const done: Readonly<Record<Operation, string>> = {
    create: "made",
    update: "changed in place",
    replace: "replaced",
    delete: "deleted",
};

/** `1 replaced · 2 changed in place · 38 unchanged` */
export function countChanges({ changes, unchanged }: Comparison): string {
    const counts = operations.map((operation) => {
        const count = changes.filter((change) => change.operation === operation && isReal(change)).length;
        return count === 0 ? "" : `${count} ${done[operation]}`;
    });
    return [...counts, `${unchanged} unchanged`].filter(Boolean).join(" · ");
}

/** What is shown of the changes, what hurts most first. A component is only a group of what is shown. */
export function shownChanges({ changes }: Comparison): ResourceChange[] {
    const rank = ({ refused, holds, operation }: ResourceChange) =>
        (refused === undefined ? 4 : 0) + (holds === undefined ? 2 : 0) + operations.indexOf(operation) / operations.length;
    return changes.filter(({ type }) => !type.startsWith("spotter:")).sort((a, b) => rank(a) - rank(b));
}

/** `Service web` of `aws:ecs/service:Service` and `web` */
export function titleOf({ type, name }: Pick<ResourceChange, "type" | "name">): string {
    return `${type.split(":").at(-1)} ${name}`;
}

/** Whether what a person can't get back is touched, or the engine refuses. */
export function isGrave({ refused, holds }: ResourceChange): boolean {
    return refused !== undefined || holds !== undefined;
}

/** What there is to say of a change as a whole; `isGrave` of what is refused or lost. */
export function remarksOn(change: ResourceChange): { readonly text: string; readonly isGrave: boolean }[] {
    const { operation, formerName, order, isKept, holds, refused, traffic } = change;
    const forcing = change.properties.filter((each) => each.forcesReplacement).map(({ path }) => path.split(/[.[]/)[0]);
    const isDeletedFirst = order === "delete first" && (holds !== undefined || traffic.length > 0);
    const content = holds && `its ${holds} ${holds.endsWith("s") ? "are" : "is"} lost`;
    return [
        ...texts(true, refused, isKept ? undefined : content, isDeletedFirst && "the one before goes first"),
        ...texts(
            false,
            operation === "replace" && `replaced, forced by ${[...new Set(forcing)].join(", ")}`,
            formerName !== undefined && `was called ${formerName}`,
            order === "create first" && "made before the one before goes",
            isKept && `${operation === "replace" ? "the one before" : "it"} stays in AWS`,
        ),
    ];
}

function texts(isGraveText: boolean, ...found: readonly (string | false | undefined)[]) {
    return found.flatMap((text) => (typeof text === "string" ? [{ text, isGrave: isGraveText }] : []));
}

/** Why the engine does not let the update begin; undefined where it does. */
export function describeRefusal({ changes }: Comparison): string | undefined {
    const count = changes.filter(({ refused }) => refused !== undefined).length;
    const what = count === 1 ? "a protected resource" : `${count} protected resources`;
    return count === 0 ? undefined : `the update would not begin, as it would replace or delete ${what}`;
}

const impactWords: Readonly<Record<Impact, string>> = {
    none: "notice nothing",
    moved: "are answered by other tasks or addresses, and none is lost",
    "at once": "are touched at once, before a new release serves",
    unknown: "may be touched: not every change is known here",
    interrupted: "fail for a time",
    refused: "would fail for a time: the update is refused",
};

/** What all changes together do to requests, in the worst case. */
export function describeRequests(comparison: Comparison): { readonly text: string; readonly impact: Impact } {
    const impact = worstImpact(comparison.changes);
    return { text: impactWords[impact], impact };
}

/** Both sides of a property, at most so long, cut where they are the same. */
export function describeSides({ before, after, from }: PropertyChange, length: number): [before: string, after: string] {
    if (from !== undefined) {
        const [type = "", name = ""] = from.split("::");
        return ["", `follows ${titleOf({ type, name })}`]; // what it was before is a placeholder
    }
    const [old, next] = [describeSide(before), describeSide(after)];
    const skipped = Math.max(old.length, next.length) <= length ? 0 : Math.max(0, commonStart(old, next) - shownOfStart);
    return [cut(old, skipped, length), cut(next, skipped, length)];
}

/** Characters before the first difference that stay, for a person to see where they are. */
const shownOfStart = 12;

function describeSide(value: Plain | undefined): string {
    if (value === undefined || value === unknown || value === secret) {
        return value === undefined ? "not set" : value === secret ? "a secret" : "known after the update";
    }
    const text = typeof value === "string" ? value : Array.isArray(value) && value.every(isScalar) ? value.join(", ") : undefined;
    return visible(text ?? JSON.stringify(value));
}

function commonStart(one: string, other: string): number {
    let length = 0;
    while (length < one.length && one[length] === other[length]) {
        length += 1;
    }
    return length;
}

function cut(text: string, skipped: number, length: number): string {
    const shown = skipped > 0 && text.length > skipped ? `…${text.slice(skipped)}` : text;
    return shown.length <= length ? shown : `${shown.slice(0, length - 1)}…`;
}

/** What a file of another branch says must not command a terminal, nor end a line. */
function visible(text: string): string {
    return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
        JSON.stringify(character)
            .slice(1, -1)
            .replace(/^[^\\]$/, "\ufffd"),
    );
}

function isScalar(value: Plain): value is string | number | boolean {
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** `main (e0a6cfd)` */
export function describeAgainst({ ref, commit }: Against): string {
    const short = commit.slice(0, 7);
    return commit.startsWith(ref) ? short : `${visible(ref)} (${short})`;
}
