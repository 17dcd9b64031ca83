import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Texts of files by their path relative to the project. */
export type Files = Readonly<Record<string, string>>;

/** Writes all files, or none: where one can't be written, the others get back what they were. */
export function writeFiles(folder: string, files: Files): void {
    const before = Object.keys(files).map((file) => [file, readIfPresent(join(folder, file))] as const);
    try {
        writeAll(folder, files);
    } catch (error) {
        for (const [file, text] of before) {
            restore(join(folder, file), text);
        }
        throw error;
    }
}

export function readIfPresent(path: string): string | undefined {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return undefined;
        }
        throw error;
    }
}

/** Writes files, and the folders that they need. */
export function writeAll(folder: string, files: Files): void {
    for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
    }
}

function restore(path: string, text: string | undefined): void {
    if (text === undefined) {
        rmSync(path, { force: true });
    } else if (readIfPresent(path) !== text) {
        writeFileSync(path, text);
    }
}
