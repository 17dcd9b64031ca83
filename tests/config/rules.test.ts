import * as assert from "node:assert/strict";
import { profileNames } from "../../config/profiles";
import { withNamespace } from "../../config/problems";
import { rules, type StackConfig } from "../../config/sections";
import { assertRows, problemsOf, project, unruledConfigOf } from "./input";
import { ruleCases } from "./rule-cases";

const pathOf = (index: number) => withNamespace(rules[index]?.path ?? "", project);

describe("a rule between keys", () => {
    it("is tried for every rule, in their order", () => {
        assert.deepEqual(
            ruleCases.map(({ rule }) => rule),
            rules.map((_, index) => pathOf(index)),
        );
        for (const { rule, kept, broken } of ruleCases) {
            assert.ok(kept.length > 0 && broken.length > 0, rule);
        }
    });

    it("says nothing where it holds", () => {
        assertRows(
            ruleCases.flatMap(({ rule, kept, circumstances }) =>
                kept.map((given) => [`${rule} ${JSON.stringify(given)}`, problemsOf(given, circumstances), []] as const),
            ),
        );
    });

    it("names the key, the reason and what was received", () => {
        assertRows(
            ruleCases.flatMap(({ rule: path, broken, circumstances }) =>
                broken.map(
                    ([given, message]) =>
                        [`${path} ${JSON.stringify(given)}`, problemsOf(given, circumstances), [{ path, message }]] as const,
                ),
            ),
        );
    });

    it("declares each key that it reads, and no other", () => {
        const rows = ruleCases.map(({ rule: name, kept, broken, circumstances }, index) => {
            const { path = "", reads = [], holds, detail } = rules[index] ?? {};
            const declared = [path, ...reads];
            const read = [...kept, ...broken.map(([each]) => each)].flatMap((given) =>
                readsOf((config) => [holds?.(config), detail?.(config)], unruledConfigOf(given, circumstances)),
            );
            const seen = declared.filter((key) => read.some((each) => overlap(key, each)));
            const undeclared = read.filter((each) => !declared.some((key) => overlap(key, each)));
            return [name, { seen, undeclared }, { seen: declared, undeclared: [] as string[] }] as const;
        });
        assertRows(rows);
    });

    it("is kept by the defaults of every profile", () => {
        assertRows(profileNames.map((profile) => [profile, problemsOf({ "fitness:profile": profile }), []]));
    });

    it("sees a repository that exists by its name, also where the stack's name had to be changed", () => {
        const message = "requires names.repository, the name of that repository, got true";
        for (const stack of ["Test", "feature_1", "x".repeat(100)]) {
            assert.deepEqual(problemsOf({ "fitness:repository.existing": true }, { stack }), [
                { path: "fitness:repository.existing", message },
            ]);
        }
    });
});

/** Paths, as in a section, of what `look` reads. An object counts where nothing in it is read. */
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
    const isGiven = (path: string) => !["stack", "project", "catalogue"].includes(path.split(".")[0] ?? "");
    return [...reads].filter(isGiven).map(asInFile);
}

function asInFile(path: string): string {
    const inFile: Record<string, string> = {
        "aws.region": "aws:region",
        "aws.accountId": "aws:allowedAccountIds",
        "aws.assumeRole.roleArn": "aws:assumeRole.roleArn",
        isProduction: "profile",
    };
    return inFile[path] ?? path;
}

function overlap(a: string, b: string): boolean {
    return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}
