import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSteps } from "../../commands/adopt/read-document";
import type { CommandContext } from "../../commands/shared/context";

describe("a document that the CLI wrote", () => {
    let folder: string;
    const read = (bytes: Buffer) => {
        writeFileSync(join(folder, "preview.json"), bytes);
        return readSteps({ folder } as CommandContext, "preview.json");
    };

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "document-"));
    });
    after(() => rmSync(folder, { recursive: true }));

    it("is read as every shell's redirection keeps it", () => {
        const text = '{"steps":[]}';
        const kept = [Buffer.from(text), Buffer.from(`\uFEFF${text}`), Buffer.from(`\uFEFF${text}`, "utf16le")];
        assert.deepEqual(kept.map(read), Array(3).fill({ steps: [] }));
    });

    it("is refused by its name where it is something else", () => {
        for (const [text, what] of [
            ["{}", "is not what pulumi preview --json writes: it has no steps"],
            ["Previewing update", "is not what Pulumi writes: it has no object in JSON"],
        ] as const) {
            assert.throws(() => read(Buffer.from(text)), { message: `preview.json ${what}` });
        }
        assert.throws(() => readSteps({ folder } as CommandContext, "gone.json"), { message: "gone.json can't be read" });
    });
});
