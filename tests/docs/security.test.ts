import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PreviewDocument } from "../../preview/document";
import { previewOf, stacks } from "../stacks/preview-of";
import { describeSpotter } from "../support/own";
import { securityTables } from "./security-table";

const file = join(__dirname, "../../docs/security.md");
const mark = "<!-- Written by `UPDATE_GOLDENS=1 npm test` from policies/ and the stack files, down to the end. -->";

describeSpotter("docs/security.md", () => {
    it("says what the controls say of each stack", async () => {
        const documents: PreviewDocument[] = [];
        for (const stack of stacks) {
            documents.push(await previewOf(stack, "update")); // one recorder in a process at a time
        }
        const [introduction = ""] = readFileSync(file, "utf8").split(mark);
        const expected = `${introduction}${mark}\n\n${securityTables(documents)}\n`;
        if (process.env.UPDATE_GOLDENS === "1") {
            writeFileSync(file, expected);
        }
        assert.equal(readFileSync(file, "utf8"), expected, "run UPDATE_GOLDENS=1 npm test, and review the difference");
    });
});
