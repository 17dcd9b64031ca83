import * as assert from "node:assert/strict";
import { rules } from "../../config/rules";
import { profileNames } from "../../config/profiles";
import type { StackConfig } from "../../config/stack-config";
import { problemsOf, unruledConfigOf } from "./input";
import { ruleCases } from "./rule-cases";

describe("a rule between keys", () => {
    it("is tried for every rule, in their order", () => {
        assert.deepEqual(
            ruleCases.map(({ rule }) => rule),
            rules.map(({ path }) => path),
        );
    });

    for (const [index, { rule: path, kept, broken, circumstances }] of ruleCases.entries()) {
        const about = `${path} ${rules[index]?.message.slice(0, 40) ?? ""}…`;

        it(`says nothing where it holds: ${about}`, () => {
            assert.ok(kept.length > 0);
            for (const given of kept) {
                assert.deepEqual(problemsOf(given, circumstances), []);
            }
        });

        it(`names the key, the reason and what was received: ${about}`, () => {
            assert.ok(broken.length > 0);
            for (const [given, message] of broken) {
                assert.deepEqual(problemsOf(given, circumstances), [{ path, message }]);
            }
        });

        it(`declares each key that it reads, and no other: ${about}`, () => {
            const rule = rules[index];
            assert.ok(rule);
            const declared = [rule.path, ...rule.reads];
            const seen = new Set<string>();
            for (const given of [...kept, ...broken.map(([each]) => each)]) {
                const reads = readsOf((config) => [rule.holds(config), rule.detail?.(config)], unruledConfigOf(given));
                for (const read of reads) {
                    const covering = declared.filter((key) => overlap(key, read));
                    assert.notDeepEqual(covering, [], `reads ${read}, which is not among ${declared.join(", ")}`);
                    covering.forEach((key) => seen.add(key));
                }
            }
            assert.deepEqual([...seen].sort(), [...declared].sort());
        });
    }

    for (const profile of profileNames) {
        it(`is kept by the defaults of ${profile}`, () => {
            assert.deepEqual(problemsOf({ "spotter:profile": profile }), []);
        });
    }

    it("sees a repository that exists by its name, also where the stack's name had to be changed", () => {
        const message = "must come with names.repository, the name of that repository, got true";
        for (const stack of ["Test", "feature_1", "x".repeat(100)]) {
            assert.deepEqual(problemsOf({ "spotter:repository.existing": true }, { stack }), [
                { path: "spotter:repository.existing", message },
            ]);
        }
    });
});

/** Paths, as in a stack file, of what `look` reads. An object counts where nothing in it is read. */
function readsOf(look: (config: StackConfig) => unknown, config: StackConfig): string[] {
    const reads = new Set<string>();
    const recorded = <T extends object>(value: T, path: readonly string[]): T =>
        new Proxy(value, {
            get(target, key) {
                const below = [...path, String(key)];
                reads.delete(path.join("."));
                reads.add(below.join("."));
                const found: unknown = Reflect.get(target, key);
                return typeof found === "object" && found !== null && !Array.isArray(found) ? recorded(found, below) : found;
            },
        });
    look(recorded(config, []));
    return [...reads].filter((path) => path !== "stack").map(asInFile);
}

function asInFile(path: string): string {
    const ofAws: Record<string, string> = { "aws.region": "aws:region", "aws.accountId": "aws:allowedAccountIds" };
    return ofAws[path] ?? `spotter:${path}`;
}

function overlap(a: string, b: string): boolean {
    return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}
