import { problem } from "./problems";

type Values = Readonly<Record<string, unknown>>;

/** @throws {ConfigError} unless `Pulumi.yaml` names the project by a text */
export function projectName({ name }: Values): string {
    if (typeof name !== "string" || name === "") {
        throw problem("Pulumi.yaml: name", "must be a text: quote it");
    }
    return name;
}

/**
 * What `Pulumi.yaml` gives to every stack: `default` of the project's own keys, `value` of other namespaces' keys, or either
 * without the word for it. What Pulumi refuses of these is refused.
 *
 * @throws {ConfigError} for a key that is declared in a way that it can't be
 */
export function projectDefaults(project: Values, name: string): Record<string, unknown> {
    const declared = Object.entries(mapping(project.config ?? {}, "Pulumi.yaml: config"));
    const twice = declared.find(([key]) => declared.some(([other]) => other === `${name}:${key}`));
    if (twice !== undefined) {
        throw problem(`Pulumi.yaml: config.${twice[0]}`, "must not be there twice, with its namespace and without it");
    }
    return Object.fromEntries(
        declared.flatMap(([key, declaration]) => {
            const isOwn = !key.includes(":") || key.startsWith(`${name}:`);
            const path = key.includes(":") ? key : `${name}:${key}`;
            const value = isOwn ? ownDefault(key, declaration) : foreignValue(key, declaration);
            return value === undefined ? [] : [[path, value]];
        }),
    );
}

function ownDefault(key: string, declaration: unknown): unknown {
    const { default: fallback, value } = parseDeclaration(key, declaration, "default");
    if (fallback !== undefined && value !== undefined) {
        throw problem(`Pulumi.yaml: config.${key}`, "must not have both default and value");
    }
    return fallback ?? value;
}

function foreignValue(key: string, declaration: unknown): unknown {
    const { value, ...others } = parseDeclaration(key, declaration, "value");
    const wrong = ["default", "type"].find((word) => others[word] !== undefined);
    if (wrong !== undefined || value === undefined) {
        const reason = wrong === undefined ? "must have a value" : `must have a value, and no ${wrong}`;
        throw problem(`Pulumi.yaml: config.${key}`, `${reason}: it is a key of another namespace`);
    }
    return value;
}

/** @param word that a value without a declaration stands for */
function parseDeclaration(key: string, declaration: unknown, word: "default" | "value"): Values {
    const isShort = Array.isArray(declaration) || ["string", "number", "boolean"].includes(typeof declaration);
    const full = isShort ? { [word]: declaration } : mapping(declaration, `Pulumi.yaml: config.${key}`);
    return Object.fromEntries(Object.entries(full).filter(([, value]) => value !== null)); // null is none
}

/** @throws {ConfigError} for what is no mapping */
export function mapping(value: unknown, where: string): Record<string, unknown> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw problem(where, `must be a mapping of keys to values, got ${value === null ? "nothing" : JSON.stringify(value)}`);
    }
    return value as Record<string, unknown>;
}
