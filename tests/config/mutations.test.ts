import * as assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { parseConfig } from "../../config/parse";
import { ConfigError } from "../../config/problems";
import { rules, type StackConfig } from "../../config/sections";
import { readStackFile, type StackFile } from "../../config/stack-file";
import { findWarnings } from "../../config/warnings";
import spotter from "../../index";
import { offlineDeploymentApi } from "../../preview/offline-deployment-api";
import { record } from "../../preview/recorder";
import { exampleCatalogue as catalogue, exampleFolder, inFolder } from "../support/own";

type Key = string | number;
type Tree = Record<Key, unknown>;

/** Stands at the end of every key that a mutation renamed; no key of the schema ends like it. */
const renamed = "_";

/** What a person puts where something else should be. */
const oddValues = [
    null,
    true,
    false,
    0,
    1,
    -1,
    2.5,
    1e21,
    "",
    " ",
    "7",
    "true",
    "{}",
    "text",
    [],
    ["text"],
    {},
    { name: "text" },
];

interface Mutation {
    readonly kind: "delete" | "rename" | "retype" | "swap";
    readonly at: number;
    readonly with: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
    kind: fc.constantFrom("delete", "rename", "retype", "swap"),
    at: fc.nat(10_000),
    with: fc.nat(10_000),
});
/** Files that are tried for each stack. */
const runs = 60;

const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });

/** How many of those that are accepted are evaluated as well: that takes a hundred times as long as reading one. */
const evaluations = 1;

describe("a stack file with up to three random mistakes", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "spotter-mutations-"));
        writeFileSync(join(folder, "Pulumi.yaml"), readFileSync(join(exampleFolder, "Pulumi.yaml")));
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    for (const stack of ["staging", "prod"]) {
        const original = parse(readFileSync(join(exampleFolder, `Pulumi.${stack}.yaml`), "utf8")) as Tree;

        const readMutated = (applied: readonly Mutation[]): { tree: Tree; file: StackFile | ConfigError } => {
            const tree = structuredClone(original);
            applied.forEach((each) => mutate(tree, each));
            writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify(tree));
            return { tree, file: attempt(() => readStackFile(folder, stack)) };
        };

        it(`is refused with paths and reasons, or right in every resource: Pulumi.${stack}.yaml`, async () => {
            const evaluated = new Set([JSON.stringify(readStackFile(exampleFolder, stack).raw)]); // the stacks' own tests do
            let [accepted, refused] = [0, 0];
            await fc.assert(
                fc.asyncProperty(mutations, async (applied) => {
                    const { tree, file } = readMutated(applied);
                    const config =
                        file instanceof ConfigError
                            ? file
                            : attempt(() => parseConfig(file.raw, file.secretKeys, { project: file.project, stack, catalogue }));
                    if (config instanceof ConfigError || file instanceof ConfigError) {
                        assertTellsWhere(config as ConfigError, `Pulumi.${stack}.yaml`, tree);
                        refused++;
                        return;
                    }
                    accepted++;
                    assertKeepsToEveryRule(config);
                    const warned = findWarnings(config).map(({ path }) => path.split(".").at(-1) ?? "");
                    const overlooked = keysIn(tree).filter((key) => key.endsWith(renamed) && !warned.includes(key));
                    assert.deepEqual(overlooked, [], "a renamed key was overlooked");
                    const text = JSON.stringify(file.raw);
                    if (evaluated.size <= evaluations && !evaluated.has(text)) {
                        evaluated.add(text);
                        await assertAsksForNothingStrange(file, stack, config);
                    }
                }),
                { numRuns: runs, examples: [[[]]] }, // the file itself is accepted
            );
            assert.ok(accepted > 0 && refused > runs / 2, `${accepted} accepted, ${refused} refused`); // about one in fifteen is accepted
        });
    }
});

/** The result, or the error that is meant for the user. Any other error is the program's own. */
function attempt<T>(act: () => T): T | ConfigError {
    try {
        return act();
    } catch (error) {
        if (error instanceof ConfigError) {
            return error;
        }
        throw error;
    }
}

async function assertAsksForNothingStrange(
    { raw: config, secretKeys, project }: StackFile,
    stack: string,
    { aws: account }: StackConfig,
): Promise<void> {
    const { resources } = await inFolder(exampleFolder, () =>
        record(() => spotter(offlineDeploymentApi), { project, stack, mode: "update", account, config, secretKeys }),
    );
    assert.ok(resources.length > 30, `only ${resources.length} resources`);
    for (const { type, name, inputs } of resources) {
        const text = JSON.stringify(inputs);
        assert.doesNotMatch(text, /undefined|\[object Object\]|NaN|Calling \[toString\]/, `${type}::${name} ${text}`);
    }
}

function assertKeepsToEveryRule(config: StackConfig): void {
    const broken = rules.filter(({ holds }) => !holds(config));
    assert.deepEqual(
        broken.map(({ path }) => path),
        [],
    );
}

/** Every problem is in the file, or at a key of it, or at one that is missing. */
function assertTellsWhere({ problems }: ConfigError, file: string, tree: Tree): void {
    assert.ok(problems.length > 0);
    const present = Object.keys((tree.config ?? {}) as Tree).map((key) => (key.includes(":") ? key : `spotter:${key}`));
    for (const { path, message } of problems) {
        const isKnown = [file, "aws:", "spotter:", ...present].some((known) => path.startsWith(known));
        assert.ok(isKnown, `${path} is neither in the file nor known`);
        assert.match(message, /^(?:must |is |can't )/, path);
        assert.doesNotMatch(`${path} ${message}`, /undefined|\[object Object\]|NaN/);
    }
}

function mutate(tree: Tree, { kind, at, with: other }: Mutation): void {
    const places = leavesOf(tree);
    const [place, second] = [places[at % places.length], places[other % places.length]];
    if (place === undefined || second === undefined) {
        return;
    }
    const { parent, key } = place;
    if (kind === "retype") {
        parent[key] = structuredClone(oddValues[other % oddValues.length]);
    } else if (kind === "swap") {
        [parent[key], second.parent[second.key]] = [second.parent[second.key], parent[key]];
    } else {
        const value = parent[key];
        Reflect.deleteProperty(parent, key);
        if (kind === "rename") {
            parent[`${key}${renamed}`] = value;
        }
    }
}

/** Where a value stands that holds no other: in an object or list, by key. */
function leavesOf(value: unknown): { parent: Tree; key: Key }[] {
    return Object.entries(value as Tree).flatMap(([key, item]) =>
        typeof item === "object" && item !== null && Object.keys(item).length > 0
            ? leavesOf(item)
            : [{ parent: value as Tree, key }],
    );
}

function keysIn(value: unknown): string[] {
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, item]) => [key, ...keysIn(item)])
        : [];
}
