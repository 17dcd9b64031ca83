import { writeFileSync } from "node:fs";
import { CommandError, exitCodes } from "./errors";

/**
 * Writes a file that the user has named.
 *
 * @throws {CommandError} with why it can't be written
 */
export function writeNamedFile(file: string, text: string): void {
    try {
        writeFileSync(file, text);
    } catch (error) {
        const why = error instanceof Error ? error.message.replace(/^\w+: |, \w+ '.*'$/g, "") : String(error);
        throw new CommandError(`${file} can't be written: ${why}`, exitCodes.usage);
    }
}
