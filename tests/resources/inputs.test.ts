import * as assert from "node:assert/strict";
import { readInputs } from "../../resources/inputs";
import { secret, unknown } from "../../resources/resource";

describe("the inputs of a resource", () => {
    it("are undefined where they are unknown, secret, absent or of another type", () => {
        const inputs = readInputs({ a: unknown, b: secret, c: { d: unknown }, e: ["x", unknown], f: unknown, g: "{" });
        assert.deepEqual([inputs.text("a"), inputs.text("b"), inputs.text("z"), inputs.number("g")], Array(4).fill(undefined));
        assert.deepEqual([inputs.object("c").text("d"), inputs.object("a").flag("d")], [undefined, undefined]);
        assert.deepEqual([inputs.texts("e"), inputs.texts("f"), inputs.list("a")], [undefined, undefined, []]);
        assert.deepEqual([inputs.json("g").text("a"), inputs.jsonList("g"), inputs.jsonList("a")], Array(3).fill(undefined));
    });

    it("are read as they are where they are known", () => {
        const inputs = readInputs({ port: 80, on: false, one: "x", many: ["x", "y"], json: '{"a":[{"b":1}]}' });
        assert.deepEqual([inputs.text("port"), inputs.number("port"), inputs.flag("on")], ["80", 80, false]);
        assert.deepEqual([inputs.texts("one"), inputs.texts("many")], [["x"], ["x", "y"]]);
        assert.deepEqual(
            inputs
                .json("json")
                .list("a")
                .map((item) => item.number("b")),
            [1],
        );
    });
});
