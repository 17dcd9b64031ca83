import * as assert from "node:assert/strict";
import type { Catalogue } from "../../config/catalogue";
import { parseConfig } from "../../config/parse";
import { ConfigError, type Problem } from "../../config/problems";
import { checkFor } from "../../config/schema";
import { resolve, type StackConfig } from "../../config/sections";
import { exampleCatalogue } from "../support/own";

/** Values of a stack file, by path: `fitness:service` or `fitness:service.tasks.min`. */
export type Given = Readonly<Record<string, unknown>>;

export type Tree = { [key: string]: unknown };

/** What makes a case special beside its values. */
export interface Circumstances {
    readonly secretKeys?: readonly string[];
    readonly stack?: string;
    readonly catalogue?: Catalogue;
}

/** Another project than this repository's, so that no test passes because of a name in TypeScript. */
export const project = "fitness";

/** One that has every kind of variable. */
export const catalogue = exampleCatalogue;

/** The smallest stack file. */
export const smallest: Given = {
    "aws:region": "us-east-1",
    "aws:allowedAccountIds": ["123456789012"],
    "fitness:profile": "staging",
};

/** Values by namespace and key, over the {@link smallest} file; an undefined one removes the key. */
export function treeOf(given: Given): Record<string, Tree> {
    const tree: Record<string, Tree> = {};
    for (const [path, value] of Object.entries({ ...smallest, ...given })) {
        const [namespace = "", keys = ""] = path.split(":");
        put((tree[namespace] ??= {}), keys.split("."), structuredClone(value));
    }
    return tree;
}

function put(tree: Tree, [key = "", ...rest]: readonly string[], value: unknown): void {
    if (rest.length > 0) {
        put((tree[key] ??= {}) as Tree, rest, value);
    } else if (value === undefined) {
        Reflect.deleteProperty(tree, key);
    } else {
        tree[key] = value;
    }
}

/** As `pulumi.runtime.allConfig()` gives it. */
export function rawOf(given: Given): Record<string, string> {
    const entries = Object.entries(treeOf(given)).flatMap(([namespace, keys]) =>
        Object.entries(keys).map(([key, value]) => [
            `${namespace}:${key}`,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
    return Object.fromEntries(entries) as Record<string, string>;
}

export function configOf(given: Given, circumstances: Circumstances = {}): StackConfig {
    return parse(rawOf(given), circumstances);
}

/** The configuration that the rules would see, whether or not it keeps to them. */
export function unruledConfigOf(given: Given, { catalogue: variables = catalogue }: Circumstances = {}): StackConfig {
    const { sound, issues } = checkFor(project, variables)(treeOf(given));
    assert.ok(sound, JSON.stringify(issues));
    return resolve(sound, { project, stack: "test", catalogue: variables, secretKeys: [] });
}

/** Everything that is wrong. */
export function problemsOf(given: Given, circumstances: Circumstances = {}): readonly Problem[] {
    return problemsOfRaw(rawOf(given), circumstances);
}

export function problemsOfRaw(raw: Readonly<Record<string, string>>, circumstances: Circumstances = {}): readonly Problem[] {
    return problemsIn(() => parse(raw, circumstances));
}

/** What a {@link ConfigError} lists; none where `act` throws none. */
export function problemsIn(act: () => unknown): readonly Problem[] {
    try {
        act();
    } catch (error) {
        assert.ok(error instanceof ConfigError, String(error));
        assert.equal(error.stack, error.message, "an error for the user carries no stack");
        return error.problems;
    }
    return [];
}

/** One assertion for many rows, which shows each that fails: what was found, by the row's name. */
export function assertRows(rows: readonly (readonly [name: string, actual: unknown, expected: unknown])[]): void {
    assert.ok(rows.length > 0, "there are rows");
    const differing = rows.filter(([, actual, expected]) => JSON.stringify(actual) !== JSON.stringify(expected));
    assert.deepEqual(
        Object.fromEntries(differing.map(([name, actual]) => [name, actual])),
        Object.fromEntries(differing.map(([name, , expected]) => [name, expected])),
    );
}

function parse(
    raw: Readonly<Record<string, string>>,
    { secretKeys = [], stack = "test", catalogue: variables = catalogue }: Circumstances,
): StackConfig {
    return parseConfig(raw, secretKeys, { project, stack, catalogue: variables });
}
