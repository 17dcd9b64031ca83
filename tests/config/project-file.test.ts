import * as assert from "node:assert/strict";
import { projectDefaults, projectName } from "../../config/project-file";
import { problemsIn } from "./input";

describe("what Pulumi.yaml gives to every stack", () => {
    const rows: readonly (readonly [title: string, config: object, given: object])[] = [
        ["the default of a key", { profile: { type: "string", default: "dev" } }, { "shop:profile": "dev" }],
        ["the value of another namespace's key", { "aws:region": { value: "us-east-1" } }, { "aws:region": "us-east-1" }],
        [
            "either without the word for it",
            { a: 1, "aws:b": ["x"], "shop:c": false },
            { "shop:a": 1, "aws:b": ["x"], "shop:c": false },
        ],
        ["nothing for a key that is only declared", { a: { type: "string" }, b: { default: null } }, {}],
    ];
    for (const [title, config, given] of rows) {
        it(`is ${title}`, () => {
            assert.deepEqual(projectDefaults({ config }, "shop"), given);
        });
    }

    it("is nothing where it declares nothing", () => {
        assert.deepEqual([projectDefaults({}, "shop"), projectDefaults({ config: null }, "shop")], [{}, {}]);
    });

    /** As Pulumi refuses them: `Project.Validate` of its SDK. */
    const refused: readonly (readonly [config: unknown, path: string, message: string])[] = [
        [{ a: { default: 1, value: 2 } }, "config.a", "must not have both default and value"],
        [{ "aws:a": { default: 1 } }, "config.aws:a", "must have a value, and no default: it is a key of another namespace"],
        [
            { "aws:a": { type: "string", value: "x" } },
            "config.aws:a",
            "must have a value, and no type: it is a key of another namespace",
        ],
        [{ "aws:a": {} }, "config.aws:a", "must have a value: it is a key of another namespace"],
        [{ a: 1, "shop:a": 2 }, "config.a", "must not be there twice, with its namespace and without it"],
        [{ a: null }, "config.a", "must be a mapping of keys to values, got nothing"],
        [["a"], "config", 'must be a mapping of keys to values, got ["a"]'],
    ];
    for (const [config, path, message] of refused) {
        it(`is refused where it is ${JSON.stringify(config)}`, () => {
            assert.deepEqual(
                problemsIn(() => projectDefaults({ config }, "shop")),
                [{ path: `Pulumi.yaml: ${path}`, message }],
            );
        });
    }

    it("belongs to a project whose name is a text", () => {
        assert.equal(projectName({ name: "shop" }), "shop");
        for (const name of [5, true, "", null, undefined, ["shop"]]) {
            assert.deepEqual(
                problemsIn(() => projectName({ name })),
                [{ path: "Pulumi.yaml: name", message: "must be a text: quote it" }],
            );
        }
    });
});
