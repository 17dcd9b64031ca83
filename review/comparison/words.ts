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
    const rank = ({ refused, loses, operation }: ResourceChange) =>
        (refused === undefined ? 4 : 0) + (loses === undefined ? 2 : 0) + operations.indexOf(operation) / operations.length;
    return changes.filter(({ type }) => !type.startsWith("spotter:")).sort((a, b) => rank(a) - rank(b));
}

/** `Service web` of `aws:ecs/service:Service` and `web` */
export function titleOf({ type, name }: Pick<ResourceChange, "type" | "name">): string {
    return `${type.split(":").at(-1)} ${name}`;
}

/** What there is to say of a change as a whole. `isBad` is what stays lost, or is refused. */
export function remarksOn(change: ResourceChange): { readonly text: string; readonly isBad: boolean }[] {
    const { operation, formerName, order, isKept, loses, refused } = change;
    const forcing = [
        ...new Set(change.properties.filter((each) => each.forcesReplacement).map(({ path }) => path.split(/[.[]/)[0])),
    ];
    const gone = operation === "replace" ? "the one before" : "it";
    const remarks = [
        formerName === undefined ? undefined : `was called ${formerName}`,
        operation === "replace" ? `replaced, forced by ${forcing.join(", ")}` : undefined,
        order === "create first" ? "made before the one before goes" : undefined,
        isKept ? `${gone} stays in AWS` : undefined,
    ];
    const bad = [
        refused,
        order === "delete first" ? "the one before goes first" : undefined,
        loses === undefined ? undefined : `its ${loses}${loses.endsWith("s") ? " are" : " is"} lost`,
    ];
    return [...bad.map((text) => ({ text, isBad: true })), ...remarks.map((text) => ({ text, isBad: false }))].flatMap(
        ({ text, isBad }) => (text === undefined ? [] : [{ text, isBad }]),
    );
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

/** A value of one side as a person reads it; undefined where there is none. */
export function describeSide(value: Plain | undefined, from?: string): string | undefined {
    if (value === undefined) {
        return undefined;
    }
    if (value === unknown) {
        const [type = "", name = ""] = from?.split("::") ?? [];
        return from === undefined ? "known after the update" : `given by ${titleOf({ type, name })}`;
    }
    if (value === secret) {
        return "a secret";
    }
    const text = typeof value === "string" ? value : Array.isArray(value) && value.every(isScalar) ? value.join(", ") : undefined;
    return visible(text ?? JSON.stringify(value));
}

/** Both sides of a property, cut in the middle to a length. */
export function describeSides({ before, after, from }: PropertyChange, length: number): [before: string, after: string] {
    const cut = (text: string | undefined, absent: string) => (text === undefined ? absent : shorten(text, length));
    return [cut(describeSide(before), "not set"), cut(describeSide(after, from), "not set")];
}

/** What a file of another branch says must not command a terminal, nor end a line. */
function visible(text: string): string {
    return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
        JSON.stringify(character)
            .slice(1, -1)
            .replace(/^[^\\]$/, "\ufffd"),
    );
}

function shorten(text: string, length: number): string {
    const kept = Math.floor((length - 1) / 2);
    return text.length <= length ? text : `${text.slice(0, kept)}…${text.slice(-kept)}`;
}

function isScalar(value: Plain): value is string | number | boolean {
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** `main (e0a6cfd)` */
export function describeAgainst({ ref, commit }: Against): string {
    const short = commit.slice(0, 7);
    return commit.startsWith(ref) ? short : `${visible(ref)} (${short})`;
}
