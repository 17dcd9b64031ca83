import { isDeepStrictEqual } from "node:util";
import type { Account } from "../../../aws/account";
import type { Catalogue } from "../../../config/catalogue";
import { parseConfig } from "../../../config/parse";
import { ConfigError, type Problem } from "../../../config/problems";
import type { ProfileName } from "../../../config/profiles";
import { sectionList, type StackConfig } from "../../../config/sections";
import type { Carry, CarriedKey } from "./carry";

/** The stack that the keys are for. */
export interface NewStack {
    readonly project: string;
    readonly stack: string;
    readonly profile: ProfileName;
    readonly account: Account;
    readonly catalogue: Catalogue;

    /** Where the list of variables is; undefined for the usual place. */
    readonly catalogueFile: string | undefined;
}

/**
 * The keys that a stack file can have, without those that say what the profile says already. What the configuration's own
 * rules refuse is left behind, with their words: a service that runs may be what no stack should be.
 *
 * @throws {ConfigError} for what no key of the service is at fault of
 */
export function fitKeys(stack: NewStack, carry: Carry): CarriedKey[] {
    let keys = carry.keys;
    for (;;) {
        try {
            return withoutDefaults(stack, keys, parse(stack, keys));
        } catch (error) {
            if (!(error instanceof ConfigError)) {
                throw error;
            }
            const refused = error.problems.flatMap((problem) => findAtFault(keys, toPath(problem, stack.project), problem));
            if (refused.length === 0) {
                throw error;
            }
            for (const { key, problem } of refused) {
                carry.leave(key.from, `${problem.path.replace(`${stack.project}:`, "")} ${problem.message}`);
            }
            keys = keys.filter((key) => refused.every((each) => each.key !== key));
        }
    }
}

/** A key that a text of the configuration's rules is about. */
interface Refusal {
    readonly key: CarriedKey;
    readonly problem: Problem;
}

/** The key itself or what is below it, else what is around it, or else those beside it. */
function findAtFault(keys: readonly CarriedKey[], path: string, problem: Problem): Refusal[] {
    const places = [
        keys.filter((key) => isWithin(key.path, path)),
        keys.filter((key) => isWithin(path, key.path)),
        keys.filter((key) => isWithin(key.path, path.replace(/\.[^.]*$/, ""))),
    ];
    return (places.find((found) => found.length > 0) ?? []).map((key) => ({ key, problem }));
}

function toPath({ path }: Problem, project: string): string {
    return path.replace(`${project}:`, "").replace(/\[.*$/, "");
}

function isWithin(path: string, place: string): boolean {
    return path === place || path.startsWith(`${place}.`);
}

/** A key is left out if the stack is the same without it. */
function withoutDefaults(stack: NewStack, keys: readonly CarriedKey[], config: StackConfig): CarriedKey[] {
    return keys.reduce<CarriedKey[]>(
        (kept, key) => {
            const rest = kept.filter((other) => other !== key);
            return isSame(stack, rest, config) ? rest : kept;
        },
        [...keys],
    );
}

function isSame(stack: NewStack, keys: readonly CarriedKey[], config: StackConfig): boolean {
    try {
        return isDeepStrictEqual(parse(stack, keys), config);
    } catch {
        return false; // a key that another one needs
    }
}

function parse(stack: NewStack, keys: readonly CarriedKey[]): StackConfig {
    const { project, stack: name, catalogue } = stack;
    const raw = Object.entries(toTree(stack, keys)).map(([path, value]) => [
        path,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return parseConfig(Object.fromEntries(raw) as Record<string, string>, [], { project, stack: name, catalogue });
}

/** The `config` of the stack's file: what every stack has, and then section by section. */
export function toTree(
    { project, profile, account, catalogueFile }: NewStack,
    keys: readonly CarriedKey[],
): Record<string, unknown> {
    const tree: Record<string, unknown> = {
        "aws:region": account.region,
        "aws:allowedAccountIds": [account.accountId],
        [`${project}:profile`]: profile,
    };
    const all = catalogueFile === undefined ? keys : [...keys, { path: "parameters.catalogue", value: catalogueFile }];
    for (const { path, value } of [...all].sort(bySection)) {
        const [section = "", ...rest] = path.split(".");
        put(tree, [`${project}:${section}`, ...rest], value);
    }
    return tree;
}

/** In the order of the docs. */
function bySection(a: { readonly path: string }, b: { readonly path: string }): number {
    const at = ({ path }: { readonly path: string }) => sectionList.findIndex(({ name }) => name === path.split(".")[0]);
    return at(a) - at(b);
}

function put(tree: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
    if (rest.length === 0) {
        tree[key] = value;
        return;
    }
    const below = { ...(tree[key] as Record<string, unknown> | undefined) }; // what is there may be a key's own value
    tree[key] = below;
    put(below, rest, value);
}
