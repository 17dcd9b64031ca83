import * as assert from "node:assert/strict";
import { parseConfig } from "../../config/parse";
import { ConfigError, type Problem } from "../../config/problems";
import { check } from "../../config/schema";
import { resolve, type StackConfig } from "../../config/stack-config";

/** Values of a stack file, by path: `spotter:service` or `spotter:service.tasks.min`. */
export type Given = Readonly<Record<string, unknown>>;

export type Tree = { [key: string]: unknown };

/** What makes a case special beside its values. */
export interface Circumstances {
    readonly secretKeys?: readonly string[];
    readonly stack?: string;
}

/** The smallest stack file. */
export const smallest: Given = {
    "aws:region": "us-east-1",
    "aws:allowedAccountIds": ["123456789012"],
    "spotter:profile": "staging",
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

export function configOf(given: Given, { secretKeys = [], stack = "test" }: Circumstances = {}): StackConfig {
    return parseConfig(rawOf(given), secretKeys, stack);
}

/** The configuration that the rules would see, whether or not it keeps to them. */
export function unruledConfigOf(given: Given): StackConfig {
    const checked = check(treeOf(given));
    assert.ok(checked.success, checked.error?.message);
    return resolve(checked.data, "test", []);
}

/** Everything that is wrong. */
export function problemsOf(given: Given, circumstances: Circumstances = {}): readonly Problem[] {
    return problemsOfRaw(rawOf(given), circumstances);
}

export function problemsOfRaw(
    raw: Readonly<Record<string, string>>,
    { secretKeys = [], stack = "test" }: Circumstances = {},
): readonly Problem[] {
    try {
        parseConfig(raw, secretKeys, stack);
    } catch (error) {
        assert.ok(error instanceof ConfigError, String(error));
        assert.equal(error.stack, error.message, "an error for the user carries no stack");
        return error.problems;
    }
    return [];
}
