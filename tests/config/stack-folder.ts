import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError, type Problem } from "../../config/problems";
import { readStackFile, type StackFile } from "../../config/stack-file";

export const project = "name: spotter\nruntime: nodejs\n";

/** A folder with stack files, for each test an empty one. */
export class StackFolder {
    #folder = "";

    public constructor() {
        beforeEach(() => {
            this.#folder = mkdtempSync(join(tmpdir(), "spotter-stack-file-"));
        });
        afterEach(() => {
            rmSync(this.#folder, { recursive: true });
        });
    }

    public get path(): string {
        return this.#folder;
    }

    public write(files: Readonly<Record<string, string>>): void {
        for (const [file, text] of Object.entries(files)) {
            writeFileSync(join(this.#folder, file), text);
        }
    }

    /** What is read of one stack's file. */
    public read(stackFile: string, projectFile = project): StackFile {
        this.write({ "Pulumi.yaml": projectFile, "Pulumi.dev.yaml": stackFile });
        return readStackFile(this.#folder, "dev");
    }
}

/** What is wrong, in the reader's words; nothing where it reads. */
export function problemsOf(act: () => unknown): readonly Problem[] {
    try {
        act();
    } catch (error) {
        assert.ok(error instanceof ConfigError, String(error));
        return error.problems;
    }
    return [];
}
