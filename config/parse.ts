import type { z } from "zod";
import type { Catalogue } from "./catalogue";
import { ConfigError, formatPath, toProblems, valueAt, withNamespace, withReceived, type Problem } from "./problems";
import { withPlace } from "./key-places";
import { checkFor, type Check } from "./schema";
import { didYouMean } from "./near-miss";
import type { Rule } from "./section";
import { resolve, rules, type StackConfig, type StackInput } from "./sections";
import { findUnknown, withPlaceholders, withoutStandIns, type Unknown } from "./unknown-values";

type Tree = Record<string, unknown>;
type Test = (path: string) => boolean;

/** What is known of a stack beside its own configuration. */
export interface ParseContext {
    /** Name of the project in `Pulumi.yaml`, which is the namespace of its keys. */
    readonly project: string;

    /** Name of the stack, which default names derive from. */
    readonly stack: string;

    /** What the application asks of the program. */
    readonly catalogue: Catalogue;

    /**
     * Environments of Pulumi ESC that may give what the raw configuration leaves out.
     *
     * @default - it is complete
     */
    readonly environments?: readonly string[];
}

/** A stack's configuration as far as it is known. */
export interface Parsed {
    readonly config: StackConfig;

    /** What an environment may give: required keys, each with a placeholder in its place, and what rules depend on. */
    readonly unknown: readonly Unknown[];
}

/** Namespaces that Pulumi and its Docker provider read themselves. */
const foreignNamespaces = ["pulumi", "docker"];

/**
 * Turns a stack's raw configuration into a {@link StackConfig}.
 *
 * @param raw what `pulumi.runtime.allConfig()` gives: `namespace:key` to text, objects and lists as JSON
 * @param secretKeys what the stack file encrypts: whole keys, as the engine gives them, or paths below them
 * @throws {ConfigError} with everything that is wrong, each with its path, what was received and what is allowed
 */
export function parseConfig(
    raw: Readonly<Record<string, string>>,
    secretKeys: readonly string[],
    context: Omit<ParseContext, "environments">,
): StackConfig {
    return parsePartly(raw, secretKeys, { ...context, environments: [] }).config;
}

/**
 * The same where environments may give more: what is only missing is unknown, and no error.
 *
 * @throws {ConfigError} with everything that is wrong whatever they give
 */
export function parsePartly(
    raw: Readonly<Record<string, string>>,
    secretKeys: readonly string[],
    { project, stack, catalogue, environments = [] }: ParseContext,
): Parsed {
    if (["aws", ...foreignNamespaces].includes(project)) {
        throw new ConfigError([{ path: "Pulumi.yaml: name", message: `must not be ${project}, the namespace of other keys` }]);
    }
    const isEncrypted = (path: string) => secretKeys.some((key) => isWithin(path, key));
    const isUnseen = (path: string) => isEncrypted(path) || overlap(path, `${project}:parameters.values`);
    const check = checkFor(project, catalogue);

    const { input: given, strangers } = structure(raw, project);
    const isMissing = (path: readonly PropertyKey[]) => environments.length > 0 && valueAt(given, path) === undefined;
    const { input, unknown: filled } = withPlaceholders(given, project, environments);
    const { issues } = check(input);
    const [missing, wrong] = partition(issues, ({ code, path }) => code !== "unrecognized_keys" && isMissing(path));
    const problems = [
        ...strangers,
        ...toProblems(wrong, input, isUnseen).map((problem) => withPlace(problem, project, catalogue)),
        ...plainSecrets(input, project, catalogue, isEncrypted),
    ];

    const { sound, removed } = validPart(input, check);
    if (sound !== undefined) {
        const ownSecrets = secretKeys.filter((key) => key.startsWith(`${project}:`)).map((key) => key.slice(project.length + 1));
        const config = resolve(withoutStandIns(sound, filled), { project, stack, catalogue, secretKeys: ownSecrets });
        const applicable = rules.filter(
            ({ path, reads }) =>
                ![path, ...reads].some((key) => removed.some((gone) => overlap(withNamespace(key, project), gone))),
        );
        const broken = applicable.filter(({ holds }) => !holds(config));
        const [open, certain] = partition(broken, ({ path, reads }) =>
            [path, ...reads].some((key) => isMissing(splitPath(withNamespace(key, project)))),
        );
        problems.push(...certain.map((rule) => toProblem(rule, config, isEncrypted, isUnseen)));
        if (problems.length === 0) {
            const values = toProblems(missing, input, isUnseen).map(({ path }) => path);
            const ruled = open.map((rule) => toProblem(rule, config, isEncrypted, isUnseen));
            return { config, unknown: [...filled, ...findUnknown(values, ruled, environments)] };
        }
    }
    throw new ConfigError(problems);
}

/** Groups `namespace:key` entries by namespace and reads their JSON. Keys of an unknown namespace are `strangers`. */
function structure(raw: Readonly<Record<string, string>>, project: string): { input: Tree; strangers: Problem[] } {
    const namespaces = ["aws", project];
    const texts = ["aws:region", "aws:profile", `${project}:profile`]; // text as it stands; every other value is JSON
    const entries = Object.entries(raw).map(([path, value]) => {
        const [namespace = "", ...key] = path.split(":");
        return { path, namespace, key: key.join(":"), value: texts.includes(path) ? value : json(value) };
    });
    const groupOf = (name: string) =>
        Object.fromEntries(entries.filter(({ namespace }) => namespace === name).map(({ key, value }) => [key, value]));
    const input = Object.fromEntries(namespaces.map((namespace) => [namespace, groupOf(namespace)]));
    const strangers = entries
        .filter(({ namespace }) => ![...namespaces, ...foreignNamespaces].includes(namespace))
        .map(({ path, namespace }) => ({ path, message: `is not in a known namespace${hint(namespace, namespaces)}` }));
    return { input, strangers };
}

function hint(namespace: string, known: readonly string[]): string {
    const nearest = didYouMean(namespace, known);
    return nearest === "" ? ` (known: ${known.join(", ")})` : nearest;
}

function json(value: string): unknown {
    try {
        return JSON.parse(value);
    } catch {
        return value; // a text where an object is wanted: the schema names it
    }
}

/** Secrets of the catalogue that stand in the stack file in plain text. */
function plainSecrets(input: Tree, project: string, { variables }: Catalogue, isEncrypted: Test): Problem[] {
    return variables
        .filter(({ name, secret }) => secret && valueAt(input, [project, "parameters", "values", name]) !== undefined)
        .map(({ name }) => `${project}:parameters.values.${name}`)
        .filter((path) => !isEncrypted(path))
        .map((path) => ({ path, message: `is a secret in plain text: pulumi config set --secret --path ${path}` }));
}

/**
 * The input without what is wrong in itself, so that rules between the other keys can be checked too. `sound` is
 * undefined where nothing useful remains: without its profile, account and region a stack has no configuration.
 */
function validPart(input: Tree, check: Check): { sound?: StackInput; removed: string[] } {
    const rest = structuredClone(input);
    const removed: string[] = [];
    for (let checked = check(rest); ; checked = check(rest)) {
        if (checked.sound !== undefined) {
            return { sound: checked.sound, removed };
        }
        const paths = checked.issues.flatMap((issue) => remove(rest, issue));
        removed.push(...paths.map(formatPath));
        if (paths.some(({ length }) => length < 2)) {
            return { removed };
        }
    }
}

/** Removes what an issue is about: unknown keys, a wrong value, or the object or list that lacks or holds it. */
function remove(tree: Tree, issue: z.core.$ZodIssue): PropertyKey[][] {
    if (issue.code === "unrecognized_keys") {
        return issue.keys.flatMap((key) => removeAt(tree, [...issue.path, key]));
    }
    const inList = issue.path.findIndex((key) => typeof key === "number");
    const path = inList === -1 ? issue.path : issue.path.slice(0, inList);
    return removeAt(tree, valueAt(tree, path) === undefined ? path.slice(0, -1) : path);
}

function removeAt(tree: Tree, path: PropertyKey[]): PropertyKey[][] {
    const parent = valueAt(tree, path.slice(0, -1)) as Record<PropertyKey, unknown> | undefined;
    const key = path.at(-1);
    if (parent !== undefined && key !== undefined) {
        Reflect.deleteProperty(parent, key);
    }
    return [path];
}

function toProblem({ path, reads, message, detail }: Rule, config: StackConfig, isEncrypted: Test, isUnseen: Test): Problem {
    const { project } = config;
    const hidesDetail = reads.some((key) => isEncrypted(withNamespace(key, project)));
    const sentence = detail === undefined || hidesDetail ? message : `${message} (${detail(config)})`;
    const key = withNamespace(path, project);
    const received = valueAt(config, path.replace("aws:", "aws.").split("."));
    return { path: key, message: withReceived(sentence, received, isUnseen(key)) };
}

/** `fitness:service.cpu` as `["fitness", "service", "cpu"]` */
function splitPath(path: string): string[] {
    const [namespace = "", ...keys] = path.split(":");
    return [namespace, ...keys.join(":").split(".")];
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
    return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function isWithin(path: string, key: string): boolean {
    return (
        path === key ||
        path.startsWith(`${key}.`) ||
        path.startsWith(`${key}[`) ||
        (!key.includes(":") && path.startsWith(`${key}:`))
    );
}

function overlap(a: string, b: string): boolean {
    return isWithin(a, b) || isWithin(b, a);
}
