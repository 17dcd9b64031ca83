import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const notOurs = ["node_modules", "app", "tests"];

/** Every TypeScript file of the program, by its path. */
function sources(folder = "."): string[] {
    return readdirSync(folder, { withFileTypes: true })
        .filter(({ name }) => !name.startsWith(".") && !notOurs.includes(name))
        .flatMap((entry) => {
            const path = join(folder, entry.name);
            return entry.isDirectory() ? sources(path) : path.endsWith(".ts") ? [path] : [];
        });
}

/** Lines that name a module of the SDK, as `path: line`. */
const uses = sources().flatMap((path) =>
    readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => /["'](?:@aws-sdk|@smithy)\//.test(line))
        .map((line) => ({ path, line: line.trim() })),
);

describe("the AWS SDK", () => {
    it("is known to aws/ alone, not even by its types", () => {
        const others = uses.filter(({ path }) => !path.startsWith(join("aws", "/")));
        assert.deepEqual(others, []);
        assert.ok(uses.length > 5, "it is used");
    });

    it("is loaded by the clients alone, and when they are first asked", () => {
        const loads = uses.filter(({ line }) => !line.startsWith("import type "));
        assert.deepEqual(
            loads.filter(({ path, line }) => path !== join("aws", "clients.ts") || !line.includes("await import(")),
            [],
        );
        assert.ok(loads.length > 5, "one for each service");
    });
});
