import type { z } from "zod";
import { parameters } from "./parameters";
import { ConfigError, formatPath, toProblems, valueAt, withReceived, type Problem } from "./problems";
import { rules, type Rule } from "./rules";
import { check, type StackInput } from "./schema";
import { didYouMean } from "./schema-kit";
import { resolve, type StackConfig } from "./stack-config";

type Tree = Record<string, unknown>;
type Test = (path: string) => boolean;

const namespaces = ["aws", "spotter"];

/** Namespaces that Pulumi and its Docker provider read themselves. */
const foreignNamespaces = ["pulumi", "docker"];

/** Keys whose value is text as it stands; every other value is JSON. */
const texts = ["aws:region", "aws:profile", "spotter:profile"];

/**
 * Turns a stack's raw configuration into a {@link StackConfig}.
 *
 * @param raw what `pulumi.runtime.allConfig()` gives: `namespace:key` to text, objects and lists as JSON
 * @param secretKeys what the stack file encrypts: whole keys, as the engine tells, or paths below them
 * @param stack name of the stack, which default names derive from
 * @throws {ConfigError} with everything that is wrong, each with its path, what was received and what is allowed
 */
export function parseConfig(raw: Readonly<Record<string, string>>, secretKeys: readonly string[], stack: string): StackConfig {
    const isEncrypted = (path: string) => secretKeys.some((key) => isWithin(path, key));
    const isUnseen = (path: string) => isEncrypted(path) || overlap(path, "spotter:parameters.values");

    const { input, strangers } = structure(raw);
    const checked = check(input);
    const wrong = checked.success ? [] : checked.error.issues;
    const problems = [...strangers, ...toProblems(wrong, input, isUnseen), ...plainSecrets(input, isEncrypted)];

    const { sound, removed } = validPart(input);
    if (sound !== undefined) {
        const config = resolve(sound, stack, secretKeys);
        const applicable = rules.filter(
            ({ path, reads }) => ![path, ...reads].some((key) => removed.some((gone) => overlap(key, gone))),
        );
        problems.push(
            ...applicable.filter(({ holds }) => !holds(config)).map((rule) => toProblem(rule, config, isEncrypted, isUnseen)),
        );
        if (problems.length === 0) {
            return config;
        }
    }
    throw new ConfigError(problems);
}

/** Groups `namespace:key` entries by namespace and reads their JSON. Keys of an unknown namespace are `strangers`. */
function structure(raw: Readonly<Record<string, string>>): { input: Tree; strangers: Problem[] } {
    const entries = Object.entries(raw).map(([path, value]) => {
        const [namespace = "", ...key] = path.split(":");
        return { path, namespace, key: key.join(":"), value: texts.includes(path) ? value : json(value) };
    });
    const groupOf = (name: string) =>
        Object.fromEntries(entries.filter(({ namespace }) => namespace === name).map(({ key, value }) => [key, value]));
    const input = Object.fromEntries(namespaces.map((namespace) => [namespace, groupOf(namespace)]));
    const strangers = entries
        .filter(({ namespace }) => ![...namespaces, ...foreignNamespaces].includes(namespace))
        .map(({ path, namespace }) => ({ path, message: `is not in a known namespace${didYouMean(namespace, namespaces)}` }));
    return { input, strangers };
}

function json(value: string): unknown {
    try {
        return JSON.parse(value);
    } catch {
        return value; // a text where an object is wanted: the schema names it
    }
}

/** Secrets of the catalogue that stand in the stack file for everybody to read. */
function plainSecrets(input: Tree, isEncrypted: (path: string) => boolean): Problem[] {
    return parameters
        .filter(({ name, secret }) => secret && valueAt(input, ["spotter", "parameters", "values", name]) !== undefined)
        .map(({ name }) => `spotter:parameters.values.${name}`)
        .filter((path) => !isEncrypted(path))
        .map((path) => ({ path, message: `is a secret in plain text: pulumi config set --secret --path ${path}` }));
}

/**
 * The input without what is wrong in itself, so that rules between the other keys can be checked too. `sound` is
 * undefined where nothing useful remains: without its profile, account and region a stack has no configuration.
 */
function validPart(input: Tree): { sound?: StackInput; removed: string[] } {
    const rest = structuredClone(input);
    const removed: string[] = [];
    for (let checked = check(rest); ; checked = check(rest)) {
        if (checked.success) {
            return { sound: checked.data, removed };
        }
        const paths = checked.error.issues.flatMap((issue) => remove(rest, issue));
        removed.push(...paths.map(formatPath));
        if (paths.some(({ length }) => length < 2)) {
            return { removed };
        }
    }
}

/** Removes what an issue is about: unknown keys, a wrong value, or the object or list that lacks or holds it. */
function remove(tree: Tree, issue: z.core.$ZodIssue): PropertyKey[][] {
    if (issue.code === "unrecognized_keys") {
        return issue.keys.flatMap((key) => removeAt(tree, [...issue.path, key]));
    }
    const inList = issue.path.findIndex((key) => typeof key === "number");
    const path = inList === -1 ? issue.path : issue.path.slice(0, inList);
    return removeAt(tree, valueAt(tree, path) === undefined ? path.slice(0, -1) : path);
}

function removeAt(tree: Tree, path: PropertyKey[]): PropertyKey[][] {
    const parent = valueAt(tree, path.slice(0, -1)) as Record<PropertyKey, unknown> | undefined;
    const key = path.at(-1);
    if (parent !== undefined && key !== undefined) {
        Reflect.deleteProperty(parent, key);
    }
    return [path];
}

function toProblem({ path, reads, message, detail }: Rule, config: StackConfig, isEncrypted: Test, isUnseen: Test): Problem {
    const sentence = detail === undefined || reads.some(isEncrypted) ? message : `${message} (${detail(config)})`;
    const [namespace = "", keys = ""] = path.split(":");
    const received = valueAt(config, [...(namespace === "aws" ? ["aws"] : []), ...keys.split(".")]);
    return { path, message: withReceived(sentence, received, isUnseen(path)) };
}

function isWithin(path: string, key: string): boolean {
    return (
        path === key ||
        path.startsWith(`${key}.`) ||
        path.startsWith(`${key}[`) ||
        (!key.includes(":") && path.startsWith(`${key}:`))
    );
}

function overlap(a: string, b: string): boolean {
    return isWithin(a, b) || isWithin(b, a);
}
