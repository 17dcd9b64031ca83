import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "./problems";

/**
 * Reads a JSON file of the application.
 *
 * @param file relative to `folder`
 * @throws {ConfigError} where it does not exist, or is no JSON
 */
export function readJsonFile(file: string, folder: string): unknown {
    try {
        return JSON.parse(readFileSync(join(folder, file), "utf8"));
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        throw new ConfigError([{ path: file, message: code === "ENOENT" ? "does not exist" : `can't be read: ${message}` }]);
    }
}

/** `app/parameters.json: variables[3].secret` */
export function describeFilePath(file: string, path: readonly PropertyKey[]): string {
    const place = path.reduce<string>(
        (at, part) => (typeof part === "number" ? `${at}[${part}]` : `${at}${at === "" ? "" : "."}${String(part)}`),
        "",
    );
    return place === "" ? file : `${file}: ${place}`;
}
