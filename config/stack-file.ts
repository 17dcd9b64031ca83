import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, formatPath, problem } from "./problems";
import { mapping, projectDefaults, projectName } from "./project-file";
import { unknownKey } from "./schema-kit";
import { overEnvironment, readStackEnvironment } from "./stack-environment";
import { parseYaml } from "./yaml";
import { YamlError } from "./yaml-syntax";

/** A stack's configuration as its files have it, without the CLI. */
export interface StackFile {
    /** As `pulumi.runtime.allConfig()` gives it, each encrypted value replaced by {@link encryptedPlaceholder}. */
    readonly raw: Readonly<Record<string, string>>;

    /** Path of each encrypted value, for example `fitness:parameters.values.SESSION_KEY`. */
    readonly secretKeys: readonly string[];

    /** The project's name. */
    readonly project: string;

    /** Environments of Pulumi ESC that may give whatever the file leaves out: only the engine opens them. */
    readonly environments: readonly string[];
}

/** Stands for what only the stack's secrets provider can decrypt. */
export const encryptedPlaceholder = "<encrypted>";

/** https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/ */
const knownKeys = ["config", "environment", "mainEnvironment", "secretsprovider", "encryptionsalt", "encryptedkey"];

/**
 * Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml`.
 *
 * @param folder the project's root
 * @throws {ConfigError} when a file is missing or not what it should be
 */
export function readStackFile(folder: string, stack: string): StackFile {
    const file = `Pulumi.${stack}.yaml`;
    if (!existsSync(join(folder, file))) {
        throw problem(file, `does not exist; the stacks of this project are ${stacksIn(folder).join(", ")}`);
    }
    const project = mapping(readYaml(folder, "Pulumi.yaml"), "Pulumi.yaml");
    const name = projectName(project);
    const settings = mapping(readYaml(folder, file, name), file);
    const strangers = Object.keys(settings).filter((key) => !knownKeys.includes(key));
    if (strangers.length > 0) {
        throw new ConfigError(strangers.map((key) => ({ path: `${file}: ${key}`, message: describeStranger(key) })));
    }

    checkSettings(settings, file);

    const secretKeys: string[] = [];
    const given = withNamespaces(mapping(settings.config ?? {}, `${file}: config`), name);
    const environment = readStackEnvironment(settings, file);
    const stackValues = overEnvironment(withNamespaces(environment.config, name), given);
    const raw = Object.entries({ ...projectDefaults(project, name), ...stackValues }).map(([path, value]) => {
        const plain = withoutCiphertext(value, [path], secretKeys);
        // The engine has an empty text where a key has no value.
        return [path, plain === null ? "" : typeof plain === "string" ? plain : JSON.stringify(plain)];
    });
    const { sources: environments } = environment;
    return { raw: Object.fromEntries(raw) as Record<string, string>, secretKeys, project: name, environments };
}

/** A key of the configuration that stands beside `config` is no rare slip. */
function describeStranger(key: string): string {
    return key.includes(":") ? "must be below config:, and further in" : unknownKey(key, knownKeys);
}

/** Names of the stacks that have a file in `folder`. */
export function stacksIn(folder: string): string[] {
    return readdirSync(folder)
        .map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1])
        .filter((stack) => stack !== undefined)
        .sort();
}

/** @param project whose keys a stack's file has */
function readYaml(folder: string, file: string, project?: string): unknown {
    let bytes: Uint8Array;
    try {
        bytes = readFileSync(join(folder, file));
    } catch (error) {
        throw problem(file, `can't be read: ${(error as Error).message}`);
    }
    try {
        return parseYaml(bytes, isUnseen);
    } catch (error) {
        throw error instanceof YamlError ? problem(toPath(file, project, error.path), error.message) : error;
    }
}

/** Values of variables, whichever the project is, and what is encrypted. */
function isUnseen([, section, ...keys]: readonly PropertyKey[]): boolean {
    const name = String(section).split(":").at(-1);
    return (name === "parameters" && keys[0] === "values") || [section, ...keys].includes("secure");
}

/** A key of the stack as other messages name it, and any other together with its file. */
function toPath(file: string, project: string | undefined, [first, second, ...keys]: readonly PropertyKey[]): string {
    if (first === "config" && second !== undefined && project !== undefined) {
        const [namespace, ...key] = String(second).includes(":") ? String(second).split(":") : [project, String(second)];
        return formatPath([namespace ?? "", key.join(":"), ...keys]);
    }
    const path = [first, second, ...keys].filter((key) => key !== undefined);
    return path.length === 0 ? file : `${file}: ${path.map(String).join(".")}`;
}

/** What the CLI itself reads of a stack's file. */
function checkSettings(settings: Record<string, unknown>, file: string): void {
    for (const key of ["secretsprovider", "encryptionsalt", "encryptedkey"]) {
        if (key in settings && typeof settings[key] !== "string") {
            throw problem(`${file}: ${key}`, "must be a text: quote it");
        }
    }
}

/** Each key with its namespace: one that the file leaves out is the project's. */
function withNamespaces(config: Readonly<Record<string, unknown>>, project: string): Record<string, unknown> {
    const named = Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value] as const);
    for (const [index, [path]] of named.entries()) {
        if (path.split(":").length !== 2) {
            throw problem(path, "must be a namespace and a key with one colon between them");
        }
        if (named.findIndex(([other]) => other === path) !== index) {
            throw problem(path, "must not be there twice, with its namespace and without it");
        }
    }
    return Object.fromEntries(named);
}

/** A copy without `{secure: …}`; their paths are added to `secretKeys`. */
function withoutCiphertext(value: unknown, path: PropertyKey[], secretKeys: string[]): unknown {
    if (Array.isArray(value)) {
        return value.map((item, index) => withoutCiphertext(item, [...path, index], secretKeys));
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.entries(value);
    if (entries.length === 1 && entries[0]?.[0] === "secure" && typeof entries[0][1] === "string") {
        secretKeys.push(formatPath([...String(path[0]).split(":"), ...path.slice(1)]));
        return encryptedPlaceholder;
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, withoutCiphertext(item, [...path, key], secretKeys)]));
}
