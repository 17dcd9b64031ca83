import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { partitions } from "../aws/regions";
import { formats, type TextFormat } from "../aws/formats";
import { derivedNameLimits, nameLimits } from "../aws/name-limits";
import { blockFormat, isPeer, peerFormat } from "../aws/peers";
import type { Range } from "../aws/ranges";
import { explainSchedule } from "../aws/schedule-expression";
import { withoutStack } from "../aws/user-error";

/** Finds what is wrong with an argument: one line for each mistake, with path, values allowed and value received. */
export type Check<T> = (value: T, path: string) => readonly string[];

/** A check for every argument, so that none can be lost without its name being reported. */
export type Checks<T> = { readonly [K in keyof T]-?: Check<T[K]> };

/**
 * Refuses arguments that AWS would refuse late, in the middle of an update, or understand differently. A component calls
 * it before it makes anything.
 *
 * @param component name of the component, in front of each line
 * @param rules between arguments, for those that are legal one by one
 * @throws {pulumi.RunError} with every mistake
 */
export function requireValid<T extends object>(
    component: string,
    args: T,
    checks: Checks<T>,
    ...rules: readonly Check<T>[]
): void {
    const mistakes = object(checks, ...rules)(args, "");
    if (mistakes.length > 0) {
        const message = mistakes.map((mistake) => `${component}: ${mistake}`).join("\n");
        throw withoutStack(new pulumi.RunError(message));
    }
}

/** The line for one mistake. An object is named by its type alone, as a secret may be in it. */
export function mistake(path: string, allowed: string, received: unknown): string {
    return `${path} must be ${allowed}, got ${describe(received)}`;
}

function describe(received: unknown): string {
    if (isList(received)) {
        return received.some(isObject) ? `a list of ${received.length}` : JSON.stringify(received);
    }
    return received === undefined || typeof received === "function" || isObject(received)
        ? typeof received
        : JSON.stringify(received);
}

/** Anything but undefined: components, outputs, and what has a check elsewhere. */
export const given: Check<unknown> = (value, path) => (value === undefined ? [mistake(path, "given", value)] : []);

/** For what only TypeScript checks, and what may be absent. */
export const anything: Check<unknown> = () => [];

export const flag: Check<boolean> = (value, path) => (typeof value === "boolean" ? [] : [mistake(path, "true or false", value)]);

/** An object with a check for each key, and with rules between the keys for one that has no other mistake. */
export function object<T extends object>(checks: Checks<T>, ...rules: readonly Check<T>[]): Check<T> {
    return (value, path) => {
        if (!isObject(value)) {
            return [mistake(path, "an object", value)];
        }
        const keys = Object.keys(checks) as (keyof T & string)[];
        const mistakes = keys.flatMap((key) => checks[key](value[key], path === "" ? key : `${path}.${key}`));
        return mistakes.length > 0 ? mistakes : rules.flatMap((rule) => rule(value, path));
    };
}

/** For an argument that may be absent. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
    return (value, path) => (value === undefined ? [] : check(value, path));
}

/** A list; an item is named by `label` where it has one, and else by its index. */
export function listOf<T>(check: Check<T>, { min = 0, label }: ListOptions<T> = {}): Check<readonly T[]> {
    return (items, path) => {
        if (!isList(items) || items.length < min) {
            return [mistake(path, min === 0 ? "a list" : `a list of ${min} or more`, items)];
        }
        const duplicates = items.filter((item, index) => items.indexOf(item) !== index);
        return duplicates.length > 0
            ? [mistake(path, "a list without duplicates", duplicates)]
            : items.flatMap((item, index) => check(item, label === undefined ? `${path}[${index}]` : `${path}.${label(item)}`));
    };
}
interface ListOptions<T> {
    readonly min?: number;
    readonly label?: (item: T) => string;
}

/** An object with keys of the caller's choice. */
export function recordOf<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
    return (record, path) =>
        isObject(record)
            ? Object.entries(record).flatMap(([key, value]) => check(value, `${path}.${key}`))
            : [mistake(path, "an object", record)];
}

/** One of the legal values. */
export function oneOf<T extends string | number>(values: readonly T[]): Check<T> {
    return (value, path) => (values.includes(value) ? [] : [mistake(path, `one of ${values.join(", ")}`, value)]);
}

/** A whole number, both ends of the range included. */
export function wholeNumber({ min, max }: Range): Check<number> {
    return (value, path) =>
        Number.isInteger(value) && value >= min && value <= max
            ? []
            : [mistake(path, `a whole number from ${min} to ${max}`, value)];
}

/** A text in a format of AWS's. */
export function text({ pattern, allowed }: TextFormat): Check<string> {
    return (value, path) => (typeof value === "string" && pattern.test(value) ? [] : [mistake(path, allowed, value)]);
}

const allNameLimits = { ...nameLimits, ...derivedNameLimits };

/** A physical name that a stack chooses, or that is made of one. */
export function physicalName(key: keyof typeof allNameLimits): Check<string> {
    const { length, alphabet, allowed } = allNameLimits[key];
    return (value, path) =>
        typeof value === "string" && value.length <= length && alphabet.test(value)
            ? []
            : [mistake(path, `at most ${length} characters: ${allowed}`, value)];
}

/** When something is due. */
export const schedule: Check<string> = (value, path) =>
    typeof value === "string" && explainSchedule(value) === undefined ? [] : [mistake(path, formats.schedule.allowed, value)];

/** The other end of a security group's rule. */
export const peer: Check<string> = (value, path) =>
    typeof value === "string" && isPeer(value) ? [] : [mistake(path, peerFormat.allowed, value)];

/** A block of addresses. */
export const block: Check<string> = (value, path) =>
    typeof value === "string" && blockFormat.pattern.test(value) && isPeer(value)
        ? []
        : [mistake(path, blockFormat.allowed, value)];

export const account: Check<Account> = object({
    partition: oneOf<string>(partitions),
    region: text(formats.region),
    accountId: text(formats.accountId),
});

/** Whether something has keys; what is lost has none. */
export function isObject(value: unknown): boolean {
    return Object(value) === value;
}

function isList(value: unknown): value is readonly unknown[] {
    return Array.isArray(value);
}
