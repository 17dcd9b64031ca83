import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a build is made of. */
const sources = [
    "src",
    "prisma",
    "public",
    "next.config.ts",
    "package-lock.json",
    "parameters.json",
    "tables.json",
    "tsconfig.json",
];
const generated = /^src\/generated\/|\.db(-\w+)?$/;

/** A hash of the sources, so that two machines which build the same tree give the build the same id. */
export function sourceHash(root: string): string {
    const files = sources
        .flatMap((source) => filesUnder(root, source))
        .filter((file) => !generated.test(file))
        .sort();
    const hash = createHash("sha256");
    for (const file of files) {
        const content = readFileSync(join(root, file));
        hash.update(`${file}\0${content.length}\0`).update(content);
    }
    return hash.digest("hex").slice(0, 20);
}

function filesUnder(root: string, path: string): string[] {
    try {
        return readdirSync(join(root, path)).flatMap((name) => filesUnder(root, `${path}/${name}`));
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOTDIR") {
            return [path];
        }
        throw error;
    }
}
