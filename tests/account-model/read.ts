import { isDeepStrictEqual } from "node:util";
import type { Account } from "../../aws/account";
import { isKnownType, findResourceType } from "../../resources";
import { isNothing, isSame } from "./compare";
import { findModel } from "./index";
import { shownTags, type Tagging } from "./tagging";
import type { Thing, Things, TypeModel, Values } from "./type-model";

/** What a read gives: all that the provider knows of a thing, and what a program would ask for to have it. */
export interface Reading {
    readonly properties: Values;
    readonly inputs: Values;
}

/** What a refresh starts from; neither is there in an import. */
export interface Known {
    readonly state: Values;
    readonly inputs: Values;
}

/**
 * Reads a thing as AWS has it now, in an order of lists that no program has chosen. A refresh keeps the form of what the state
 * has where it means the same, and finds new values for the inputs that are there; an import finds every input that is not what
 * the provider would ask for anyway.
 */
export function read(thing: Thing, things: Things, tagging: Tagging, known?: Known): Reading {
    const model = findModel(thing.type);
    if (model === undefined) {
        return known === undefined
            ? { properties: thing.properties, inputs: asked(thing, {}, things.account) }
            : { properties: { ...known.state, ...thing.properties }, inputs: narrow(known.inputs, thing.properties) as Values };
    }
    const whole = { ...thing.properties, ...model.view?.(thing, things), ...tagsOf(thing, model, tagging, known?.inputs) };
    const form = known === undefined ? (model.imported?.(whole) ?? whole) : whole;
    const isUnread = (key: string) =>
        model.unread?.includes(key) === true || (key in thing.properties && form[key] === undefined);
    const unread = Object.fromEntries(
        [...(model.unread ?? []), ...Object.keys(form)].filter(isUnread).map((key) => [key, known?.state[key]]),
    );
    const properties = Object.fromEntries(
        Object.entries({ ...form, ...unread })
            .filter(([, value]) => value !== undefined)
            .map(([key, value]) => [key, inFormOf(model, key, known?.state[key], value)]),
    );
    const inputs = known === undefined ? asked({ ...thing, properties }, model, things.account) : known.inputs;
    return { properties, inputs: known === undefined ? inputs : (narrow(inputs, properties) as Values) };
}

/** What the provider puts into the state of a thing that it has just made or changed, with the inputs as they were asked for. */
export function toState(thing: Thing, inputs: Values, things: Things, tagging: Tagging): Values {
    const model = findModel(thing.type);
    const { tags, ...properties } = { ...thing.properties, ...model?.view?.(thing, things) } as Values;
    return { ...properties, ...(model?.isTagged === true ? { tagsAll: shownTags(tagging, tags) } : {}), ...inputs };
}

/** Tags of a thing: those of the program, and all. */
function tagsOf({ properties }: Thing, { isTagged }: TypeModel, tagging: Tagging, inputs: Values = {}): Values {
    if (isTagged !== true) {
        return {};
    }
    const all = shownTags(tagging, properties.tags);
    const isOwn = ([key, value]: [string, unknown]) =>
        tagging.defaultTags[key] !== value || key in ((inputs.tags ?? {}) as Values);
    const own = Object.fromEntries(Object.entries(all).filter(isOwn));
    return { tags: Object.keys(own).length > 0 ? own : undefined, tagsAll: all };
}

/** As the state has it, where that means the same; otherwise in AWS's own order. */
function inFormOf(model: TypeModel, path: string, before: unknown, value: unknown): unknown {
    if (Array.isArray(value)) {
        const items = value.map((item) => inFormOf(model, path, undefined, item));
        return model.sets?.includes(path) === true ? items.reverse() : items;
    }
    if (typeof value === "object" && value !== null) {
        const entries = Object.entries(value).map(([key, item]) => [
            key,
            inFormOf(model, `${path}.${key}`, (before as Values | undefined)?.[key], item),
        ]);
        return Object.fromEntries(entries);
    }
    return typeof before === "string" && isSame(model, path, value, before, undefined) ? before : value;
}

/** New values for what the inputs have, and nothing else. */
function narrow(inputs: unknown, now: unknown): unknown {
    if (Array.isArray(inputs) && Array.isArray(now)) {
        return inputs.length === now.length ? now.map((item, index) => narrow(inputs[index], item)) : now;
    }
    if (typeof inputs !== "object" || inputs === null || typeof now !== "object" || now === null || Array.isArray(now)) {
        return now;
    }
    const values = now as Values;
    const entries = Object.entries(inputs).filter(([key]) => values[key] !== undefined);
    return Object.fromEntries(entries.map(([key, value]) => [key, narrow(value, values[key])]));
}

/** What a program would ask for, without what it would get anyway. */
function asked({ type, properties }: Thing, model: TypeModel, account: Account): Values {
    const placeholder = isKnownType(type) ? findResourceType(type).placeholder(properties, account, "") : {};
    const added = { ...placeholder, ...model.outputs?.(properties, account), tagsAll: {} };
    const isAskable = (key: string) => !(key in added) || model.askable?.includes(key) === true;
    const isDefault = (key: string, value: unknown) =>
        model.defaults !== undefined && key in model.defaults ? isDeepStrictEqual(model.defaults[key], value) : isNothing(value);
    return Object.fromEntries(Object.entries(properties).filter(([key, value]) => isAskable(key) && !isDefault(key, value)));
}
