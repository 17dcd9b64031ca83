import { findCatalogue } from "./catalogue";
import { parsePartly, type Parsed } from "./parse";
import { ConfigError } from "./problems";
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
 * @throws {ConfigError} with everything that is wrong with them, or that they leave to an environment of Pulumi ESC
 */
export function readStack(folder: string, stack: string): Stack {
    const { unknown, ...known } = readStackPartly(folder, stack);
    const missing = unknown.filter(({ isRequired }) => isRequired);
    if (missing.length > 0) {
        const source = known.environments.join(", ");
        const advice = `Pulumi.${stack}.yaml leaves it to ${source}, which only the engine opens: name it in config as well`;
        throw new ConfigError(missing.map(({ path }) => ({ path, message: `is not known here: ${advice}` })));
    }
    return known;
}

/**
 * The same for what shows a stack and does nothing: what an environment of Pulumi ESC may give is unknown, and no error.
 *
 * @throws {ConfigError} with everything that is wrong with the files
 */
export function readStackPartly(folder: string, stack: string): Stack & Pick<Parsed, "unknown"> {
    const file = readStackFile(folder, stack);
    const { raw, secretKeys, project, environments } = file;
    const catalogue = findCatalogue(folder, raw, project);
    return { ...file, ...parsePartly(raw, secretKeys, { project, stack, catalogue, environments }) };
}
