import { randomBytes } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCatalogue } from "../../config/catalogue";
import { CommandError } from "../shared/errors";
import { toEnvFile } from "./env-file";

const file = ".env";

/** Writes the env file of this machine, with new secrets. */
export function writeEnvFile(
    folder: string,
    catalogue: string,
    force: boolean,
): { readonly file: string; readonly count: number } {
    const { variables } = readCatalogue(catalogue, folder);
    const content = toEnvFile(variables, (bytes) => randomBytes(bytes).toString("base64url"));
    const path = join(folder, file);
    try {
        writeFileSync(path, content, { mode: 0o600, flag: force ? "w" : "wx" });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
            throw error;
        }
        throw new CommandError(`${file} exists and was not changed; --force replaces it, with new secrets`);
    }
    chmodSync(path, 0o600); // an existing file keeps its mode
    return { file, count: variables.length };
}
