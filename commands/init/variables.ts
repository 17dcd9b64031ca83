import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import type { CatalogueVariable } from "../../config/catalogue";
import { CommandError, exitCodes } from "../shared/errors";

/** A variable of the new catalogue. */
export interface NewVariable {
    readonly name: string;
    readonly secret: boolean;

    /** What the program sets it from. */
    readonly derivedFrom?: CatalogueVariable["derivedFrom"];

    /** The application does not start without it. */
    readonly required?: boolean;
}

/** Parts of a name that a secret has. A variable that is called one by mistake costs nothing but an encrypted parameter. */
const secretWords = [
    "SECRET",
    "TOKEN",
    "KEY",
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "PRIVATE",
    "CREDENTIAL",
    "CREDENTIALS",
    "DSN",
    "SALT",
    "SIGNATURE",
    "JWT",
    "WEBHOOK",
];

/** What a key is called that everybody may know. */
const publicWords = ["PUBLIC", "PUBLISHABLE"];

/** Addresses of databases and brokers carry their password. */
const connection =
    /(?:^|_)(?:DATABASE|DB|POSTGRES(?:QL)?|MYSQL|MONGO(?:DB)?|REDIS|AMQP|RABBITMQ|CONNECTION)(?:_.*)?_(?:URL|URI|STRING)$/;

/** The container's own variables, which the program sets. */
const setByProgram = ["CONFIG_ID", "HOSTNAME", "KEEP_ALIVE_TIMEOUT", "NODE_ENV", "PORT", "RELEASE_ID"];

const legalName = /^[A-Z][A-Z0-9_]*$/;

/** Whether a variable looks like a secret. Its name alone is looked at. */
export function isSecretName(name: string): boolean {
    const words = name.split("_");
    const isPublic = words.some((word) => publicWords.includes(word));
    return connection.test(name) || (!isPublic && words.some((word) => secretWords.includes(word)));
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
    const illegal = found.filter((name) => !legalName.test(name));
    if (illegal.length > 0) {
        const what = illegal.length === 1 ? "1 name is" : `${illegal.length} names are`;
        throw new CommandError(
            `${file}: ${what} not capital letters, digits and _ (not shown: it may be a part of a value); quote values of several lines`,
            exitCodes.usage,
        );
    }
    return {
        names: found.filter((name) => !setByProgram.includes(name)),
        leftOut: found.filter((name) => setByProgram.includes(name)),
    };
}

/**
 * Corrects what the names suggest.
 *
 * @throws {CommandError} for a correction of a variable that does not exist, or in both directions
 */
export function toVariables(names: readonly string[], secret: readonly string[], plain: readonly string[]): NewVariable[] {
    const unknown = [...secret, ...plain].filter((name) => !names.includes(name));
    const contradicted = secret.filter((name) => plain.includes(name));
    if (unknown.length > 0 || contradicted.length > 0) {
        throw new CommandError(
            unknown.length > 0
                ? `--secret and --plain must name variables of the file, got ${unknown.join(", ")}`
                : `either --secret or --plain, not both, for ${contradicted.join(", ")}`,
            exitCodes.usage,
        );
    }
    return names.map((name) => ({ name, secret: secret.includes(name) || (!plain.includes(name) && isSecretName(name)) }));
}
