import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { ownVariables } from "../../components/container-definition";
import { catalogueName, type CatalogueVariable } from "../../config/catalogue";
import { CommandError, exitCodes } from "../shared/errors";
import { isSecretName } from "../shared/secret-name";

/** A variable of the new catalogue. */
export interface NewVariable {
    readonly name: string;
    readonly secret: boolean;

    /** What the program sets it from. */
    readonly derivedFrom?: CatalogueVariable["derivedFrom"];

    /** The application does not start without it. */
    readonly required?: boolean;
}

/** Names in an env file. */
export interface EnvNames {
    readonly names: readonly string[];

    /** Names that the program sets itself. */
    readonly leftOut: readonly string[];
}

/**
 * Reads the names of an env file, those of variables that are commented out among them. The values are dropped: a file
 * that is called an example may hold real ones.
 */
export function readEnvNames(folder: string, file: string): EnvNames {
    let text: string;
    try {
        text = readFileSync(resolve(folder, file), "utf8");
    } catch (error) {
        const { code = "unknown" } = error as NodeJS.ErrnoException;
        throw new CommandError(`${file} can't be read (${code})`, exitCodes.usage);
    }
    const commentedOut = [...text.matchAll(/^#[ \t]?([A-Z][A-Z0-9_]*)=/gm)].map(([, name = ""]) => name);
    const found = [...new Set([...Object.keys(parseEnv(text)), ...commentedOut])];
    const illegal = found.filter((name) => !catalogueName.pattern.test(name));
    if (illegal.length > 0) {
        const what = illegal.length === 1 ? "1 name is" : `${illegal.length} names are`;
        throw new CommandError(
            `${file}: ${what} not capital letters, digits and _ (not shown: it may be a part of a value); quote values of several lines`,
            exitCodes.usage,
        );
    }
    const isOwn = (name: string) => ownVariables.some((own) => own === name);
    return { names: found.filter((name) => !isOwn(name)), leftOut: found.filter(isOwn) };
}

/** Variables that are secret, and that are not, whatever their names suggest. */
export interface Corrections {
    readonly secret: readonly string[];
    readonly plain: readonly string[];
}

/** Corrects what the names suggest. */
export function toVariables(names: readonly string[], corrections: Corrections): NewVariable[] {
    checkCorrections(corrections);
    checkCorrected(names, corrections, "the file");
    const { secret, plain } = corrections;
    return names.map((name) => ({ name, secret: secret.includes(name) || (!plain.includes(name) && isSecretName(name)) }));
}

/** @throws {CommandError} for a correction in both directions */
export function checkCorrections({ secret, plain }: Corrections): void {
    const contradicted = secret.filter((name) => plain.includes(name));
    if (contradicted.length > 0) {
        throw new CommandError(`either --secret or --plain, not both, for ${contradicted.join(", ")}`, exitCodes.usage);
    }
}

/**
 * @param where what has the variables, for the message
 * @throws {CommandError} for a correction of a variable that does not exist
 */
export function checkCorrected(names: readonly string[], { secret, plain }: Corrections, where: string): void {
    const unknown = [...secret, ...plain].filter((name) => !names.includes(name));
    if (unknown.length > 0) {
        throw new CommandError(
            `--secret and --plain must name variables of ${where}, got ${unknown.join(", ")}`,
            exitCodes.usage,
        );
    }
}
