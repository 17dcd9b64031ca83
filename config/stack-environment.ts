import { mapping } from "./project-file";
import { problem } from "./problems";

/** What Pulumi ESC gives to a stack, as far as its file says so: the engine opens it, and nothing else does. */
export interface StackEnvironment {
    /** Where values come from that are not known here: names of environments, in the order in which they are merged. */
    readonly sources: readonly string[];

    /** What the file itself gives by `values.pulumiConfig`, without what ESC computes. */
    readonly config: Readonly<Record<string, unknown>>;
}

/** Where values of the file itself come from that ESC computes. */
const inlineValues = "environment.values";

/**
 * Reads `environment` and `mainEnvironment` of a stack's file: a list of environments, or a definition with `imports` and
 * `values`. What the file's `config` has wins over both, key by key.
 * https://www.pulumi.com/docs/esc/guides/pulumi-iac/
 *
 * @throws {ConfigError} for what the CLI can't read
 */
export function readStackEnvironment(settings: Readonly<Record<string, unknown>>, file: string): StackEnvironment {
    const { environment, mainEnvironment } = settings;
    const main = mainEnvironment === undefined ? [] : [readMain(mainEnvironment, `${file}: mainEnvironment`)];
    const path = `${file}: environment`;
    if (environment === undefined || Array.isArray(environment)) {
        return { sources: [...main, ...((environment ?? []) as unknown[]).map((name) => readName(name, path))], config: {} };
    }
    if (typeof environment !== "object" || environment === null) {
        throw problem(path, "must be a list of environments, or a mapping with imports and values");
    }
    const { imports, values } = environment as { readonly imports?: unknown; readonly values?: unknown };
    const given = values === undefined ? undefined : mapping(values, `${path}.values`).pulumiConfig;
    const known = given === undefined ? {} : literal(given);
    return {
        sources: [
            ...main,
            ...readImports(imports ?? [], `${path}.imports`),
            ...(given === undefined || isLiteral(given) ? [] : [inlineValues]),
        ],
        config: isMapping(known) ? known : {},
    };
}

/** The file's own values over an environment's, key by key, as the CLI merges them. */
export function overEnvironment(
    environment: Readonly<Record<string, unknown>>,
    given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
    const merged = Object.entries(given).map(([key, value]) => {
        const other = environment[key];
        return [key, isMapping(value) && isMapping(other) && !("secure" in value) ? overEnvironment(other, value) : value];
    });
    return { ...environment, ...(Object.fromEntries(merged) as Record<string, unknown>) };
}

function readMain(value: unknown, path: string): string {
    if (typeof value !== "string" || !/^[^/@]+\/[^/@]+(?:@[^/@]+)?$/.test(value)) {
        throw problem(path, "must be one environment, like project/name or project/name@version");
    }
    return value;
}

/** An import is a name, or a mapping of one to how it is merged. */
function readImports(imports: unknown, path: string): string[] {
    if (!Array.isArray(imports)) {
        throw problem(path, "must be a list of environments");
    }
    return imports.map((each: unknown) => {
        const [only, ...others] = isMapping(each) ? Object.keys(each) : [each];
        return readName(others.length === 0 ? only : undefined, path);
    });
}

function readName(name: unknown, path: string): string {
    if (typeof name !== "string" || name === "") {
        throw problem(path, "must have a name like project/name in each place: quote it");
    }
    return name;
}

/** What ESC would give without computing anything; undefined where it would. */
function literal(value: unknown): unknown {
    if (isMapping(value) && !isCall(value)) {
        const parts = Object.entries(value).map(([key, item]) => [key, literal(item)] as const);
        return Object.fromEntries(parts.filter(([, item]) => item !== undefined));
    }
    return isLiteral(value) ? value : undefined;
}

function isLiteral(value: unknown): boolean {
    if (typeof value === "string") {
        return !value.includes("${"); // an interpolation
    }
    const parts = Array.isArray(value) ? (value as unknown[]) : isMapping(value) ? Object.values(value) : [];
    return !(isMapping(value) && isCall(value)) && parts.every(isLiteral);
}

/** `fn::secret` and its like. */
function isCall(value: object): boolean {
    return Object.keys(value).some((key) => key.startsWith("fn::"));
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
