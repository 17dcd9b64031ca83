import * as assert from "node:assert/strict";
import type { Resource } from "../../preview/document";
import { compare } from "../../review/compare";
import { resource } from "../preview/made-up";
import { types, type Options, documentOf, changeOf, operations } from "./documents";

describe("options as registered", () => {
    const ignored: readonly (readonly [
        path: string,
        before: Resource["inputs"],
        after: Resource["inputs"],
        isIgnored: boolean,
    ])[] = [
        ["description", { description: "a" }, { description: "b" }, true],
        ["description", { descriptions: "a" }, { descriptions: "b" }, false],
        ["tags", { tags: { Name: "a" } }, { tags: { Name: "b" } }, true],
        ["tags.Name", { tags: { Name: "a", x: "1" } }, { tags: { Name: "b", x: "1" } }, true],
        ["tags.Name", { tags: { Other: "a" } }, { tags: { Other: "b" } }, false],
        ['tags["a.b"]', { tags: { "a.b": "1" } }, { tags: { "a.b": "2" } }, true],
        ["rules[0].weight", { rules: [{ weight: 1 }] }, { rules: [{ weight: 2 }] }, true],
        ["rules[1].weight", { rules: [{ weight: 1 }] }, { rules: [{ weight: 2 }] }, false],
        ["rules[*].weight", { rules: [{ weight: 1 }] }, { rules: [{ weight: 2 }] }, true],
        ["*", { a: 1 }, { a: 2 }, true],
    ];
    for (const [path, before, after, isIgnored] of ignored) {
        it(`ignoreChanges ${path} ${isIgnored ? "ignores" : "does not ignore"} ${JSON.stringify(after)}`, () => {
            assert.equal(changeOf(types.role, [before], [after, { ignoreChanges: [path] }]) === undefined, isIgnored);
        });
    }

    const named = (name: string) => ({ name, imageTagMutability: "IMMUTABLE" });

    it("protect refuses what would be replaced, unless the same update ends it, and what would be deleted", () => {
        const both = changeOf(types.repository, [named("a"), { protect: true }], [named("b"), { protect: true }]);
        assert.deepEqual([both?.operation, both?.refused], ["replace", "refused by protect"]);
        assert.equal(changeOf(types.repository, [named("a"), { protect: true }], [named("b")])?.refused, undefined);
        const inPlace = [{ ...named("a"), forceDelete: true }, { protect: true }] as const;
        assert.equal(changeOf(types.repository, [named("a"), { protect: true }], inPlace)?.refused, undefined);
        const { changes } = compare(
            documentOf(resource(types.repository, "web", null, named("a"), { protect: true })),
            documentOf(),
        );
        assert.deepEqual([changes[0]?.operation, changes[0]?.refused], ["delete", "refused by protect"]);
    });

    it("retainOnDelete keeps what leaves, as does the provider's skipDestroy", () => {
        const kept = changeOf(types.repository, [named("a"), { retainOnDelete: true }], [named("b")]);
        assert.deepEqual([kept?.isKept, kept?.holds], [true, "images"]);
        const lost = changeOf(types.repository, [named("a")], [named("b"), { retainOnDelete: true }]);
        assert.deepEqual([lost?.isKept, lost?.holds], [false, "images"]);
        const revision = "aws:ecs/taskDefinition:TaskDefinition";
        assert.equal(changeOf(revision, [{ cpu: "1", skipDestroy: true }], [{ cpu: "2", skipDestroy: true }])?.isKept, true);
        assert.equal(changeOf(types.repository, [named("a")], [{ ...named("a"), x: 1 }])?.holds, undefined); // in place
    });

    const group = (name: string, options: Options = {}) => resource("spotter:test:Group", name, null, {}, options);
    const child = (parent: string, name: string, options: Options = {}) =>
        resource(types.role, name, `spotter:test:Group::${parent}`, { name: "x" }, options);

    it("another name is another resource", () => {
        assert.deepEqual(operations(documentOf(group("a"), child("a", "a")), documentOf(group("b"), child("b", "b"))), {
            "spotter:test:Group::a": "delete",
            "spotter:test:Group::b": "create",
            [`${types.role}::a`]: "delete",
            [`${types.role}::b`]: "create",
        });
    });

    it("aliases keep it, and what a renamed component has in it", () => {
        const aliases = ["spotter:test:Group::a"];
        const before = documentOf(group("a"), child("a", "a-x"), child("a", "other"));
        assert.deepEqual(operations(before, documentOf(group("b", { aliases }), child("b", "b-x"), child("b", "other"))), {});
    });

    it("aliases show what a changed resource was called", () => {
        const renamed = resource(types.role, "b", null, { name: "y" }, { aliases: [`${types.role}::a`] });
        const { changes } = compare(documentOf(resource(types.role, "a", null, { name: "x" })), documentOf(renamed));
        assert.deepEqual(
            changes.map(({ name, formerName, operation }) => ({ name, formerName, operation })),
            [{ name: "b", formerName: "a", operation: "replace" }],
        );
    });

    it("another parent is another resource if it is of another type, unless an alias says where it was", () => {
        const before = documentOf(group("a"), child("a", "x"));
        const moved = (options: Options) => [
            resource("spotter:test:Other", "o", null),
            resource(types.role, "x", "spotter:test:Other::o", { name: "x" }, options),
        ];
        const there = { "spotter:test:Group::a": "delete", "spotter:test:Other::o": "create" };
        // By `type::name` it is the same twice: deleted, and made.
        const changes = compare(before, documentOf(...moved({}))).changes.filter(({ type }) => type === types.role);
        assert.deepEqual(changes.map(({ operation }) => operation).sort(), ["create", "delete"]);
        assert.deepEqual(operations(before, documentOf(...moved({ aliases: [`spotter:test:Group$${types.role}::x`] }))), there);
        assert.deepEqual(operations(before, documentOf(group("b"), group("a"), child("b", "x"))), {
            "spotter:test:Group::b": "create",
        });
    });
});
