import { didYouMean } from "../../config/near-miss";
import type { CatalogueVariable } from "../../config/catalogue";
import type { StackConfig } from "../../config/sections";
import type { Variable } from "../../config/variables";
import { undefinedIfDenied } from "../../aws/errors";
import { getParameterValues, listParameters } from "../../aws/ssm";
import { describeVariables } from "../../aws/variables";
import type { ParameterMetadata } from "../../aws/ssm";
import type { StackContext } from "../shared/stack-context";

/** A parameter in the catalogue, the stack's file and SSM. Never its value. */
export interface Row {
    readonly name: string;

    /** As the catalogue has it; absent for a name that it does not have. */
    readonly parameter?: CatalogueVariable;

    /** `stack` and `config` are managed by `pulumi up`; `unused`: the container does not get it. */
    readonly from: Variable["from"] | "unused";

    /** Where it is kept, unless that is under the stack's prefix. */
    readonly reference?: string;

    /** The container does without it where SSM does not have it. */
    readonly onlyIfExists: boolean;

    /** Absent where SSM has none. */
    readonly fact?: ParameterMetadata;
}

/** What is wrong with the parameters of a stack. */
export interface ParameterFindings {
    /** What keeps a task from starting, or a secret from being one: a line each. */
    readonly errors: readonly string[];

    /** What the operator should know: a line each. */
    readonly notes: readonly string[];
}

/** Every variable of the catalogue, and what else is under the stack's prefix, sorted by name. */
export async function listRows({ clients, config, serviceRef }: StackContext): Promise<Row[]> {
    const { prefix, references } = config.parameters;
    const [facts, elsewhere] = await Promise.all([
        listParameters(clients, prefix),
        describeVariables(clients, serviceRef, Object.keys(references)),
    ]);
    const known = config.catalogue.variables.map(({ name }) => name);
    const names = [...new Set([...known, ...facts.keys()])].sort();
    return names.map((name) => toRow(config, name, references[name] === undefined ? facts.get(name) : elsewhere.get(name)));
}

export function toRow({ catalogue, parameters }: StackConfig, name: string, fact?: ParameterMetadata): Row {
    const parameter = catalogue.variables.find((known) => known.name === name);
    const variable = parameters.variables.find((known) => known.name === name);
    const reference = variable?.reference;
    const elsewhere = reference === undefined ? {} : { reference };
    return {
        name,
        parameter,
        from: variable?.from ?? "unused",
        ...elsewhere,
        onlyIfExists: variable?.onlyIfExists ?? false,
        fact,
    };
}

/** What is wrong with the names, types and values of a stack's parameters. */
export function findProblems(
    rows: readonly Row[],
    blank: readonly string[],
    { catalogue, parameters, project }: StackConfig,
): ParameterFindings {
    const { prefix } = parameters;
    const known = catalogue.variables.map(({ name }) => name);
    const missing = rows.filter(isMissing).map(rowName);
    const elsewhere = rows.filter(({ reference, fact }) => reference !== undefined && fact === undefined);
    const coming = rows.filter(({ from, fact }) => (from === "stack" || from === "config") && fact === undefined).map(rowName);
    const plain = rows.filter(isPlainSecret).map(rowName);
    const unused = rows.filter(({ from, fact, parameter }) => from === "unused" && fact !== undefined && parameter !== undefined);
    const leftOut = rows.filter(({ onlyIfExists, fact }) => onlyIfExists && fact === undefined).map(rowName);
    const unknown = rows.filter(({ parameter }) => parameter === undefined).map(rowName);
    const lines = (title: string, names: readonly string[]) => (names.length === 0 ? [] : [`${title}: ${names.join(", ")}`]);
    return {
        errors: [
            ...lines(`missing under ${prefix}, ECS cannot start a task without them`, missing),
            ...lines(
                "missing, ECS cannot start a task without them",
                elsewhere.filter(isSsm).map(({ name, reference = "" }) => `${name} (${reference})`),
            ),
            ...lines("empty", blank),
            ...lines("in plain text, must be SecureString: delete and push again", plain),
        ],
        notes: [
            ...lines(
                "not checked",
                elsewhere.filter((row) => !isSsm(row)).map(({ name, reference = "" }) => `${name} (${reference})`),
            ),
            ...lines("not created yet, the next `pulumi up` does", coming),
            ...lines("optional and not in SSM, the container does without them", leftOut),
            ...lines(`not given to the container, list them in ${project}:parameters.external`, unused.map(rowName)),
            ...unknown.map((name) => `extra: ${name} is not in ${catalogue.file}${didYouMean(name, known)}`),
        ],
    };
}

/** SSM of this account was asked; a whole ARN may be of another one, or of Secrets Manager. */
function isSsm({ reference }: Row): boolean {
    return reference?.startsWith("/") === true;
}

/** No task starts without it, and it belongs under the prefix. */
export function isMissing({ from, reference, fact, onlyIfExists }: Row): boolean {
    return from === "external" && reference === undefined && fact === undefined && !onlyIfExists;
}

export function isPlainSecret({ parameter, fact }: Row): boolean {
    return parameter?.secret === true && fact !== undefined && fact.type !== "SecureString";
}

/**
 * Reads values to compare them here, and nowhere else: the caller must let none of them out.
 *
 * @returns undefined where AWS does not allow it
 */
export async function currentValues(
    { clients, config }: StackContext,
    names: readonly string[],
): Promise<Map<string, string> | undefined> {
    return undefinedIfDenied(() => getParameterValues(clients, config.parameters.prefix, names), []);
}

function rowName({ name }: Row): string {
    return name;
}
