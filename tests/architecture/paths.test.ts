import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { listSources, toRoom } from "./imports";

/** Rooms that make inputs of resources, or text about them. */
const rooms = ["components", "engine", "preview", "resources", "review"];

describe("a path in an input", () => {
    it("is joined with slashes on every machine, or Windows would ask for another resource", () => {
        const imports = listSources()
            .filter((file) => rooms.includes(toRoom(file.replaceAll("\\", "/"))))
            .flatMap((file) => {
                const found = /import (.*) from "(?:node:)?path";/.exec(readFileSync(file, "utf8"))?.[1];
                return found === undefined ? [] : [[file, found]];
            });
        assert.deepEqual(Object.fromEntries(imports), {
            "components/container-image.ts": "{ posix }",
            "preview/build-context.ts": "{ posix }",
        });
    });
});

describe("line endings", () => {
    it("are the same in every checkout", () => {
        assert.match(readFileSync(".gitattributes", "utf8"), /^\* text=auto eol=lf$/m);
    });
});
