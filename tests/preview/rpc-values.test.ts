import * as assert from "node:assert/strict";
import { readable, readableObject } from "../../preview/rpc-values";

const signature = "4dabf18193072939515e22adb298388d";
const secretOf = (value: unknown) => ({ [signature]: "1b47061264138c4ac30d75fd1eb44270", value });
const outputOf = (rest: object) => ({ [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...rest });
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("a value from the wire", () => {
    it("is itself where it is plain", () => {
        assert.deepEqual(["", "x", 0, 1, false, true, null].map(readable), ["", "x", 0, 1, false, true, null]);
    });

    it("has its keys sorted, at every depth", () => {
        assert.equal(JSON.stringify(readable({ b: [{ z: 1, y: 2 }], a: {} })), '{"a":{},"b":[{"y":2,"z":1}]}');
        assert.deepEqual(Object.keys(readableObject({ b: 1, a: 2 })), ["a", "b"]);
    });

    it("is marked where it is unknown", () => {
        assert.deepEqual(readable({ list: [unknownValue] }), { list: ["<unknown>"] });
    });

    it("is hidden where it is secret, whatever is inside", () => {
        assert.deepEqual(readable({ text: secretOf("canary"), object: secretOf({ deep: "canary" }) }), {
            object: "<secret>",
            text: "<secret>",
        });
        assert.equal(readable(secretOf(unknownValue)), "<secret>");
    });

    it("is read out of an output, as an engine that supports them gets it", () => {
        assert.equal(readable(outputOf({ value: "x" })), "x");
        assert.equal(readable(outputOf({})), "<unknown>");
        assert.equal(readable(outputOf({ value: "canary", secret: true })), "<secret>");
        assert.equal(readable(outputOf({ secret: true })), "<secret>");
        assert.deepEqual(readable(outputOf({ value: { b: secretOf("canary"), a: 1 } })), { a: 1, b: "<secret>" });
    });

    it("is null where there is none", () => {
        assert.equal(readable(undefined), null);
    });
});
