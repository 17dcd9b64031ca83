import { findCatalogue } from "./catalogue";
import { parseConfig } from "./parse";
import type { StackConfig } from "./sections";
import { readStackFile, type StackFile } from "./stack-file";

/** A stack as its files describe it, without the CLI. */
export interface Stack extends StackFile {
    readonly config: StackConfig;
}

/**
 * Reads a stack's files and its application's catalogue.
 *
 * @param folder the project's root
 * @throws {ConfigError} with everything that is wrong with them
 */
export function readStack(folder: string, stack: string): Stack {
    const file = readStackFile(folder, stack);
    const { raw, secretKeys, project } = file;
    const catalogue = findCatalogue(folder, raw, project);
    return { ...file, config: parseConfig(raw, secretKeys, { project, stack, catalogue }) };
}
