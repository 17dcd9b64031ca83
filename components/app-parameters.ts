import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { toArn, type Account } from "../aws/account";
import { formats } from "../aws/formats";
import { derivedValues, variables, type AppVariable, type DerivedValues } from "./app-variables";
import { account, flag, given, object, optional, recordOf, requireValid, text, wholeNumber } from "./arguments";
import { createFirst } from "./replacement";

/** Arguments of {@link AppParameters}. */
export interface AppParametersArgs {
    /** Account and region of the parameters. */
    readonly account: Account;

    /** Address that users type, for variables that derive from it. */
    readonly publicUrl: pulumi.Input<string>;

    /**
     * Versions of the parameters that are kept outside the stack, by variable; what does not exist yet is absent. Undefined
     * where SSM was not asked, as in an offline preview.
     */
    readonly versions: Readonly<Record<string, number>> | undefined;

    /** Which variables there are, and how their values are kept. */
    readonly settings: AppParametersSettings;
}

/** Which variables there are, and how their values are kept. */
export interface AppParametersSettings {
    /** Path of the parameters, for example `/spotter-app`. */
    readonly prefix: string;

    /** The variables that the container gets. ECS starts no task while the parameter of one is absent. */
    readonly variables: readonly AppVariable[];

    /** Values that variables derive from, beside the public address. */
    readonly derived: DerivedValues;

    /** Every value was encrypted in the stack file, so none may be shown in a preview or kept in plain text in the state. */
    readonly encrypted: boolean;

    /** Customer key that encrypts secrets, about 1 USD a month; undefined for SSM's own, which is free. */
    readonly kmsKeyArn: string | undefined;

    /** A parameter that leaves the program stays in SSM, as the revision that a rollback returns to may need it. */
    readonly retainOnDelete: boolean;
}

/**
 * The application's environment in SSM. What the stack file or the program knows becomes a parameter here. What is kept
 * outside the stack is only referred to by its ARN, so that its value never enters Pulumi.
 */
export class AppParameters extends pulumi.ComponentResource {
    /** The container's secrets, by name. ARNs are known in every preview. */
    public readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];

    /** Version of each parameter, by variable. */
    public readonly versions: pulumi.Output<Readonly<Record<string, number>>>;

    constructor(name: string, args: AppParametersArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ssm:AppParameters", name, {}, opts);
        validate(args);
        const { publicUrl, settings } = args;
        const { prefix, retainOnDelete } = settings;

        const managed: Record<string, pulumi.Output<number>> = {};
        for (const variable of settings.variables) {
            const value = intendedValue(variable, { ...settings.derived, publicUrl });
            if (value !== undefined) {
                const parameter = new ssm.Parameter(
                    `${name}-${variable.name}`,
                    {
                        name: `${prefix}/${variable.name}`,
                        description: variable.description,
                        ...typeAndValue(variable, value, settings),
                    },
                    { parent: this, retainOnDelete, ...createFirst },
                );
                managed[variable.name] = parameter.version;
            }
        }
        this.secrets = settings.variables.map((variable) => ({
            name: variable.name,
            valueFrom: toArn(args.account, "ssm", `parameter${prefix}/${variable.name}`),
        }));
        this.versions = pulumi.all(managed).apply((versions) => ({ ...args.versions, ...versions }));
        this.registerOutputs({});
    }
}

function intendedValue(
    { from, value, derivedFrom }: AppVariable,
    derived: DerivedValues & { readonly publicUrl: pulumi.Input<string> },
): pulumi.Input<string> | undefined {
    if (from !== "stack" || derivedFrom === undefined) {
        return value;
    }
    if (typeof derivedFrom === "string") {
        return derived[derivedFrom];
    }
    return "table" in derivedFrom ? derived.tables[derivedFrom.table] : derived.buckets[derivedFrom.bucket];
}

/** `insecureValue` lets a preview show what is no secret; the provider hides every `value`. */
function typeAndValue(
    { secret, from }: AppVariable,
    value: pulumi.Input<string>,
    { encrypted, kmsKeyArn }: AppParametersSettings,
) {
    if (secret) {
        return { type: "SecureString", value: pulumi.secret(value), keyId: kmsKeyArn };
    }
    return from === "config" && encrypted
        ? { type: "String", value: pulumi.secret(value) }
        : { type: "String", insecureValue: value };
}

function validate(args: AppParametersArgs): void {
    requireValid("AppParameters", args, {
        account,
        publicUrl: given,
        versions: optional(recordOf(wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER }))),
        settings: object({
            prefix: text(formats.parameterPrefix),
            variables,
            derived: derivedValues,
            encrypted: flag,
            kmsKeyArn: optional(text(formats.kmsKeyArn)),
            retainOnDelete: flag,
        }),
    });
}
