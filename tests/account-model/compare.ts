import { isDeepStrictEqual } from "node:util";
import type { Account } from "../../aws/account";
import { unknownMark } from "../support/wire";
import { findModel } from "./index";
import { isOwnChoice } from "./own-choice";
import { shownTags, tagsAfter, type Tagging } from "./tagging";
import { text, type TypeModel, type Values } from "./type-model";

/** What a provider compares: what it knows of a thing, what the program asked for last time, and what it asks for now. */
export interface Comparison {
    readonly type: string;

    /** As the last read, or the last change, has left it. */
    readonly state: Values;
    readonly before: Values;
    readonly asked: Values;
    readonly account: Account;
    readonly tagging: Tagging;
}

/** Properties that are not as the program asks for them. What AWS chooses is one only where the program asks for another. */
export function changedKeys({ type, state, before, asked, account, tagging }: Comparison): string[] {
    const model = findModel(type);
    if (model === undefined) {
        return [...new Set([...Object.keys(before), ...Object.keys(asked)])].filter(
            (key) => !isDeepStrictEqual(before[key], asked[key]),
        );
    }
    const isOwn = isOwnChoice(type, asked, account);
    const isGiven = (key: string) => key in before || key in asked;
    const isCompared = (key: string) => !["tags", "tagsAll"].includes(key) && (isGiven(key) || !isComputed(key));
    const isComputed = (key: string) => isOwn(key) || model.unread?.includes(key) === true;
    const changed = [...new Set([...Object.keys(state), ...Object.keys(before), ...Object.keys(asked)])]
        .filter(isCompared)
        .filter((key) => {
            const wanted = asked[key] ?? model.defaults?.[key];
            return !(wanted === undefined && isOwn(key)) && !isSame(model, key, state[key], wanted, before[key]);
        });
    const [had, has] = [before.tags, asked.tags].map((tags) => shownTags(tagging, tags));
    const tags = isDeepStrictEqual(had, has) ? [] : ["tags"];
    const all = shownTags(tagging, tagsAfter(tagging, {}, asked.tags));
    const isRetagged = model.isTagged === true && state.tagsAll !== undefined && !isDeepStrictEqual(state.tagsAll, all);
    return [...changed, ...tags, ...(isRetagged ? ["tagsAll"] : [])];
}

/** Whether AWS has what the program asks for: in any order where there is none, and in any form of a text that is JSON. */
export function isSame(model: TypeModel, path: string, inAws: unknown, asked: unknown, before: unknown): boolean {
    if (asked === unknownMark) {
        return false;
    }
    if (asked === undefined || asked === null) {
        return isNothing(inAws);
    }
    if (Array.isArray(asked)) {
        const [has, had] = [inAws, before].map((value): unknown[] => (Array.isArray(value) ? value : []));
        return (
            has?.length === asked.length &&
            (model.sets?.includes(path) === true ? isSameSet : isSameList)(model, path, has, asked, had ?? [])
        );
    }
    if (typeof asked === "object") {
        return isSameObject(model, path, (inAws ?? {}) as Values, asked as Values, (before ?? {}) as Values);
    }
    const [has, wanted] = [text(inAws), text(asked)];
    return (
        has === wanted ||
        (model.json?.includes(path) === true && isSameJson(has, wanted)) ||
        model.isSameText?.(path, has, wanted) === true
    );
}

type Lists = [model: TypeModel, path: string, inAws: readonly unknown[], asked: readonly unknown[], before: readonly unknown[]];

function isSameList(...[model, path, inAws, asked, before]: Lists): boolean {
    return asked.every((item, index) => isSame(model, path, inAws[index], item, before[index]));
}

/** An item is another one without a part that it had: where the program has left one out, it is looked for in its place. */
function isSameSet(...[model, path, inAws, asked, before]: Lists): boolean {
    return asked.every((item, index) => inAws.some((other) => isSame(model, path, other, item, before[index])));
}

/** A part that the program leaves out is a difference where it had asked for it, unless it is what leaving it out means. */
function isSameObject(model: TypeModel, path: string, inAws: Values, asked: Values, before: Values): boolean {
    const dropped = Object.keys(before).filter((key) => !(key in asked) && !isMeant(model, `${path}.${key}`, inAws[key]));
    return (
        dropped.every((key) => isNothing(inAws[key])) &&
        Object.entries(asked).every(([key, value]) =>
            isSame(model, `${path}.${key}`, inAws[key] ?? model.parts?.[`${path}.${key}`], value, before[key]),
        )
    );
}

function isMeant(model: TypeModel, path: string, inAws: unknown): boolean {
    const part = model.parts?.[path];
    return part !== undefined && text(part) === text(inAws);
}

/** What the provider takes for absent. */
export function isNothing(value: unknown): boolean {
    const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
    return value === undefined || value === null || value === "" || value === false || value === 0 || isEmpty;
}

function isSameJson(a: string, b: string): boolean {
    try {
        return isDeepStrictEqual(canonical(JSON.parse(a)), canonical(JSON.parse(b)));
    } catch {
        return false;
    }
}

/** Without what is empty, and with what has a name sorted by it, as ECS gives back a container. */
function canonical(value: unknown): unknown {
    if (Array.isArray(value)) {
        const items = value.map(canonical);
        const nameOf = (item: unknown) => (item as { name?: unknown } | null)?.name;
        return items.every((item) => typeof nameOf(item) === "string")
            ? [...items].sort((a, b) => (String(nameOf(a)) < String(nameOf(b)) ? -1 : 1))
            : items;
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.entries(value).map(([key, item]) => [key, canonical(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => !(Array.isArray(item) && item.length === 0)));
}
