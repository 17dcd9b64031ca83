import { maxValueBytes, type ParameterTier } from "../../aws/ssm-tiers";
import { findPartition } from "../../aws/regions";
import { describePorts, findUnreachable } from "../reachable-ports";
import { defaultCatalogueFile } from "../catalogue";
import { baseName } from "../names";
import { profiles } from "../profiles";
import type { StackConfig } from "../sections";
import { noneOf, over, type ByColumn, type Section } from "../section";
import { findVariables, isDerived, isListed, type Variable } from "../variables";
import { access, type Access } from "./access";
import { parametersSchema, type ParametersInput } from "./parameters-schema";

/** The application's variables, and where their values come from. */
export interface Parameters {
    /** Path of the catalogue's file, relative to the project. */
    readonly catalogue: string;

    /** Path of the SSM parameters, for example `/fitness-prod`. */
    readonly prefix: string;

    /** Values of the stack file, by variable. */
    readonly values: Readonly<Partial<Record<string, string>>>;
    readonly external: "all" | readonly string[];

    /** Where external variables are kept that are not under the prefix, by variable. */
    readonly references: Readonly<Record<string, string>>;
    readonly kmsKeyArn: string | undefined;

    /** Undefined for the account's default tier. */
    readonly tier: ParameterTier | undefined;
    readonly retainOnDelete: boolean;

    /** Something here is encrypted in the stack file. The engine does not say what, so all of it is secret. */
    readonly encrypted: boolean;

    /** The variables that the container gets, or may get: see {@link Variable.onlyIfExists}. */
    readonly variables: readonly Variable[];

    /** What variables derive from, beside the public URL, which only the load balancer knows. */
    readonly derived: {
        readonly region: string;
        readonly tables: Access["tables"];
        readonly buckets: Access["buckets"];
        readonly model: string | undefined;
        readonly sender: string | undefined;
    };
}

const defaults: ByColumn<{ readonly retainOnDelete: boolean }> = {
    dev: { retainOnDelete: false }, // so that a destroy leaves nothing
    staging: { retainOnDelete: true },
    prod: { retainOnDelete: true },
};

/** The application's variables in SSM. */
export const parameters: Section<ParametersInput, Parameters> & { readonly defaults: typeof defaults } = {
    note: "AWS makes no advanced parameter a standard one again: an update to a lower `tier` is refused, and the parameter stays as it is.",
    schema: parametersSchema,
    defaults,
    resolve: (input, context) => {
        const { values = {}, external: given = [] } = input ?? {};
        const references = typeof given === "string" || Array.isArray(given) ? {} : (given as Readonly<Record<string, string>>);
        const external = typeof given === "string" || Array.isArray(given) ? given : Object.keys(references);
        const used = access.resolve(context.input.access, context);
        return {
            catalogue: input?.catalogue ?? defaultCatalogueFile,
            prefix: input?.prefix ?? `/${baseName(context.project, context.stack, context.input)}`,
            values,
            external,
            references,
            kmsKeyArn: input?.kmsKeyArn,
            tier: input?.tier,
            ...over(defaults[profiles[context.profile].column], { retainOnDelete: input?.retainOnDelete }),
            encrypted: context.secretKeys.some((key) => /^parameters(?:\.|$)/.test(key)),
            variables: findVariables(context.catalogue.variables, { values, external, references, access: used }),
            derived: {
                region: context.input.aws.region,
                tables: used.tables,
                buckets: used.buckets,
                model: used.bedrock.profiles[0] ?? used.bedrock.models[0],
                sender: used.mail?.sender,
            },
        };
    },
    rules: [
        {
            path: "parameters.values",
            reads: ["access"],
            message: "must not set what the program derives",
            ...noneOf((config) => derivedAmong(Object.keys(config.parameters.values), config)),
        },
        {
            path: "parameters.values",
            reads: ["profile"],
            message: "must not hold secrets in production: a refresh decrypts them; keep them in SSM and list them as external",
            ...noneOf((config) => (config.isProduction ? givenSecrets(config) : [])),
        },
        {
            path: "parameters.values",
            reads: ["parameters.tier"],
            message: "must be at most 4 KB each, unless parameters.tier is Advanced or Intelligent-Tiering",
            ...noneOf((config) => tooLarge(config)),
        },
        {
            path: "parameters.external",
            reads: ["parameters.values", "access"],
            message: "must not list a variable that has a value or is derived",
            ...noneOf((config) => givenTwice(config)),
        },
        {
            path: "parameters.kmsKeyArn",
            reads: ["aws:region"],
            message: "must be a key of the stack's region and partition: SSM can use no other",
            holds: ({ parameters: { kmsKeyArn }, aws }) =>
                kmsKeyArn === undefined || kmsKeyArn.startsWith(`arn:${findPartition(aws.region)}:kms:${aws.region}:`),
        },
    ],
    warnings: ({ parameters: { variables, external, prefix }, network, catalogue, stack }) => {
        const asked = variables.filter(({ from }) => from === "external");
        const assumed = asked.filter((variable) => variable.assumed);
        const unreachable = findUnreachable(variables, network.egress);
        return [
            ...asked
                .filter(({ name }) => !isListed(name, external))
                .map(({ name }) => ({
                    path: `parameters.values.${name}`,
                    message: `required and not given: ${prefix}/${name} must exist in SSM before ${stack} can start`,
                })),
            ...(unreachable.names.length > 0
                ? [
                      {
                          path: "parameters",
                          message:
                              `the tasks reach ${describePorts(network.egress)} alone, which ${unreachable.names.join(", ")} may not be for: ` +
                              `network.egress opens others, like ${unreachable.ports.map((port) => `{ port: ${port} }`).join(", ")}`,
                      },
                  ]
                : []),
            ...(assumed.length > 0
                ? [
                      {
                          path: "parameters.external",
                          message: `${assumed.length} names are assumed, not read from the account: correct them in ${catalogue.file}`,
                      },
                  ]
                : []),
        ];
    },
};

function derivedAmong(names: readonly string[], { catalogue, access: used }: StackConfig): string[] {
    return catalogue.variables
        .filter(({ name, derivedFrom }) => names.includes(name) && isDerived(derivedFrom, used))
        .map(({ name }) => name);
}

function tooLarge({ parameters: { values, tier = "Standard" } }: StackConfig): string[] {
    return Object.entries(values)
        .filter(([, value = ""]) => Buffer.byteLength(value) > maxValueBytes[tier])
        .map(([name]) => name);
}

function givenSecrets({ catalogue, parameters: { values } }: StackConfig): string[] {
    return catalogue.variables.filter(({ name, secret }) => secret && values[name] !== undefined).map(({ name }) => name);
}

function givenTwice(config: StackConfig): string[] {
    const { values, external } = config.parameters;
    return external === "all"
        ? []
        : external.filter((name) => values[name] !== undefined || derivedAmong([name], config).length > 0);
}
