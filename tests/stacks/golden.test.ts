import * as assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertGolden, describeDifference } from "./golden";

const reviewed = ["2 resources", "", "group", "    path: /api/health", "    port: 3000", "", "role", "    name: task", ""];
const text = (lines: readonly string[]) => lines.join("\n");

describe("a reviewed file that no longer fits", () => {
    it("is told apart by the lines that differ, below their heading", () => {
        const now = reviewed.map((line) => line.replace("/api/health", "/healthz"));
        assert.deepEqual(describeDifference(text(reviewed), text(now)), ["group", "  - path: /api/health", "  + path: /healthz"]);
    });

    it("is told apart by a heading that is new or gone", () => {
        const now = [...reviewed.slice(0, 5), "topic", "    name: alarms", ""];
        assert.deepEqual(describeDifference(text(reviewed), text(now)), [
            "- role",
            "  - name: task",
            "+ topic",
            "  + name: alarms",
        ]);
    });

    it("is told apart by order alone", () => {
        const now = [...reviewed.slice(0, 3), reviewed[4] ?? "", reviewed[3] ?? "", ...reviewed.slice(5)];
        assert.deepEqual(describeDifference(text(reviewed), text(now)), ["the same lines in another order"]);
    });

    it("fails with a short message that says how to rewrite it", () => {
        const folder = mkdtempSync(join(tmpdir(), "golden-"));
        const { UPDATE_GOLDENS } = process.env;
        try {
            delete process.env.UPDATE_GOLDENS;
            const file = join(folder, "stack.txt");
            writeFileSync(file, text(reviewed));
            const many = Array.from({ length: 50 }, (_, index) => `    ${index}`);
            assert.throws(
                () => assertGolden(file, text([...reviewed, ...many])),
                ({ message }: Error) =>
                    message.split("\n").length === 43 &&
                    message.endsWith("… and 11 lines more\nUPDATE_GOLDENS=1 rewrites it: read its diff as a reviewer would"),
            );
            assert.equal(readFileSync(file, "utf8"), text(reviewed));
            process.env.UPDATE_GOLDENS = "1";
            assertGolden(file, "1 resource\n");
            assert.equal(readFileSync(file, "utf8"), "1 resource\n");
        } finally {
            Object.assign(process.env, { UPDATE_GOLDENS });
            if (UPDATE_GOLDENS === undefined) {
                delete process.env.UPDATE_GOLDENS;
            }
            rmSync(folder, { recursive: true });
        }
    });
});
