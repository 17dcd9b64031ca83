import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { ConfigError, formatPath, type Problem } from "./problems";
import { unknownKey } from "./schema-kit";

/** A stack's configuration as its files have it, without the CLI. */
export interface StackFile {
    /** As `pulumi.runtime.allConfig()` gives it, each encrypted value replaced by {@link encryptedPlaceholder}. */
    readonly raw: Readonly<Record<string, string>>;

    /** Path of each encrypted value, for example `fitness:parameters.values.SESSION_KEY`. */
    readonly secretKeys: readonly string[];

    /** The project's name. */
    readonly project: string;
}

/** Stands for what only the stack's secrets provider can decrypt. */
export const encryptedPlaceholder = "<encrypted>";

/** https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/ */
const knownKeys = ["config", "environment", "secretsprovider", "encryptionsalt", "encryptedkey"];

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
    const settings = mapping(readYaml(folder, file), file);
    const strangers = Object.keys(settings).filter((key) => !knownKeys.includes(key));
    if (strangers.length > 0) {
        throw new ConfigError(strangers.map((key) => ({ path: `${file}: ${key}`, message: unknownKey(key, knownKeys) })));
    }

    const name = String(project.name);
    const secretKeys: string[] = [];
    const config = { ...projectDefaults(project, name), ...mapping(settings.config ?? {}, `${file}: config`) };
    const raw = Object.entries(config).map(([key, value]) => {
        const path = key.includes(":") ? key : `${name}:${key}`;
        const plain = withoutCiphertext(value, [path], secretKeys);
        return [path, typeof plain === "string" ? plain : JSON.stringify(plain)];
    });
    return { raw: Object.fromEntries(raw) as Record<string, string>, secretKeys, project: name };
}

/** Names of the stacks that have a file in `folder`. */
export function stacksIn(folder: string): string[] {
    return readdirSync(folder)
        .map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1])
        .filter((stack) => stack !== undefined)
        .sort();
}

function readYaml(folder: string, file: string): unknown {
    try {
        return parse(readFileSync(join(folder, file), "utf8"));
    } catch (error) {
        const reason = error instanceof YAMLParseError ? error.message.split("\n")[0] : (error as Error).message;
        throw problem(file, `can't be read: ${reason?.replace(/:$/, "")}`);
    }
}

function mapping(value: unknown, where: string): Record<string, unknown> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw problem(where, `must be a mapping of keys to values, got ${JSON.stringify(value)}`);
    }
    return value as Record<string, unknown>;
}

/** What `Pulumi.yaml` gives to every stack: `default` of the project's own keys, `value` of other namespaces' keys. */
function projectDefaults(project: Record<string, unknown>, name: string): Record<string, unknown> {
    const declared = Object.entries(mapping(project.config ?? {}, "Pulumi.yaml: config"));
    return Object.fromEntries(
        declared.flatMap(([key, declaration]) => {
            const { default: fallback, value = fallback } = mapping(declaration, `Pulumi.yaml: config.${key}`);
            return value === undefined ? [] : [[key.includes(":") ? key : `${name}:${key}`, value]];
        }),
    );
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
    if (entries.length === 1 && entries[0]?.[0] === "secure") {
        secretKeys.push(formatPath([...String(path[0]).split(":"), ...path.slice(1)]));
        return encryptedPlaceholder;
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, withoutCiphertext(item, [...path, key], secretKeys)]));
}

function problem(path: string, message: string): ConfigError {
    const only: Problem = { path, message };
    return new ConfigError([only]);
}
