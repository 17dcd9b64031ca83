import { createHash } from "node:crypto";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { toArn, type Account } from "../aws/account";
import { toSecretSource } from "../aws/secret-source";
import { formats } from "../aws/formats";
import { parameterTiers, type ParameterTier } from "../aws/ssm-tiers";
import { derivedValues, sizesOf, variables, type AppVariable, type DerivedValues } from "./app-variables";
import { account, flag, given, object, oneOf, optional, recordOf, requireValid, text, wholeNumber } from "./arguments";
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

    /**
     * Write over a parameter that an earlier life of the stack, or of the variable, has left in SSM. Only where something
     * refuses what is not this stack's: SSM itself does not ask whose it is.
     */
    readonly overwrite: boolean;

    /**
     * Key of the stack, which encrypts secrets unless the settings name another.
     *
     * @default - SSM's own key
     */
    readonly keyArn?: pulumi.Input<string>;

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

    /** Customer key that encrypts secrets, about 1 USD a month; undefined for the stack's, or for SSM's own, which is free. */
    readonly kmsKeyArn: string | undefined;

    /** How much a parameter holds, `Standard` 4 KB and the others 8; undefined for the account's default tier. */
    readonly tier: ParameterTier | undefined;

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

    /**
     * What is another one with another value of the parameter, by variable: a hash of a plain value, which a preview knows, or
     * the version of the parameter, which AWS gives. As labels of the container they make a changed value a new release.
     */
    public readonly labels: pulumi.Output<Readonly<Record<string, string>>>;

    constructor(name: string, args: AppParametersArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ssm:AppParameters", name, {}, opts);
        validate(args);
        const { publicUrl, overwrite, settings } = args;
        const { prefix, retainOnDelete } = settings;

        const managed: Record<string, pulumi.Input<string>> = {};
        for (const variable of settings.variables) {
            const value = intendedValue(variable, { ...settings.derived, publicUrl });
            if (value !== undefined) {
                const isPlain = isShown(variable, settings);
                const parameter = new ssm.Parameter(
                    `${name}-${variable.name}`,
                    {
                        name: `${prefix}/${variable.name}`,
                        description: variable.description,
                        ...typeAndValue(variable, value, settings, settings.kmsKeyArn ?? args.keyArn),
                        ...(settings.tier === undefined ? {} : { tier: settings.tier }),
                        ...(overwrite && retainOnDelete ? { overwrite } : {}),
                    },
                    // Only a create goes by `overwrite`: a parameter that is there need not be updated for it.
                    { parent: this, retainOnDelete, ignoreChanges: ["overwrite"], ...createFirst },
                );
                managed[variable.name] = isPlain && typeof value === "string" ? toLabel(value) : parameter.version.apply(String);
            }
        }
        this.secrets = settings.variables.map((variable) => ({
            name: variable.name,
            valueFrom:
                variable.reference === undefined
                    ? toArn(args.account, "ssm", `parameter${prefix}/${variable.name}`)
                    : toSecretSource(variable.reference, args.account).valueFrom,
        }));
        const external = Object.entries(args.versions ?? {}).map(([name, version]) => [name, String(version)]);
        this.labels = pulumi.all(managed).apply((labels) => ({ ...(Object.fromEntries(external) as typeof labels), ...labels }));
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

/** The provider tells no version of a plain value that changes before it has changed: a preview would show no deployment. */
function toLabel(value: string): string {
    return createHash("sha256").update(value).digest("hex").slice(0, labelLength);
}

/** Hex digits of a hash that tell two values of one variable apart. */
const labelLength = 8;

/** Whether a preview and the state may have the value in plain text. */
function isShown({ secret, from }: AppVariable, { encrypted }: AppParametersSettings): boolean {
    return !secret && !(from === "config" && encrypted);
}

/** SSM's own key. */
const ssmKey = "alias/aws/ssm";

/** `insecureValue` lets a preview show what is no secret; the provider hides every `value`. */
function typeAndValue(
    variable: AppVariable,
    value: pulumi.Input<string>,
    settings: AppParametersSettings,
    keyId: pulumi.Input<string> | undefined,
) {
    if (variable.secret) {
        // The provider keeps the key of a value that has none here, which may have left: SSM's own is given by its name.
        return { type: "SecureString", value: pulumi.secret(value), keyId: keyId ?? ssmKey };
    }
    return isShown(variable, settings)
        ? { type: "String", insecureValue: value }
        : { type: "String", value: pulumi.secret(value) };
}

function validate(args: AppParametersArgs): void {
    requireValid("AppParameters", args, {
        account,
        publicUrl: given,
        versions: optional(recordOf(wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER }))),
        overwrite: flag,
        keyArn: optional(given),
        settings: object(
            {
                prefix: text(formats.parameterPrefix),
                variables,
                derived: derivedValues,
                encrypted: flag,
                kmsKeyArn: optional(text(formats.kmsKeyArn)),
                tier: optional(oneOf(parameterTiers)),
                retainOnDelete: flag,
            },
            ({ variables: list, tier }, path) => sizesOf(list, tier, `${path}.variables`),
        ),
    });
}
