import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { toArn, type Account } from "../aws/account";

/** What the program knows about the running stack, for variables that derive from it. */
export interface DerivedValues {
    readonly region: string;

    /** Names of the DynamoDB tables, by what they hold. */
    readonly tables: Readonly<Record<string, string>>;

    /** Names of the S3 buckets, by what they hold. */
    readonly buckets: Readonly<Record<string, string>>;

    /** Model or inference profile; undefined where no variable derives from it. */
    readonly model: string | undefined;

    /** Sender of mail; undefined where no variable derives from it. */
    readonly sender: string | undefined;
}

/** What a variable derives from: a value of its own kind, or the table or bucket with a key. */
export type DerivedFrom =
    "publicUrl" | Exclude<keyof DerivedValues, "tables" | "buckets"> | { readonly table: string } | { readonly bucket: string };

/** A variable of the application. */
export interface AppVariable {
    /** Name of the variable, and last segment of its parameter's. */
    readonly name: string;

    /** A secret is a `SecureString`. */
    readonly secret: boolean;
    readonly description: string;

    /** `config`: the parameter gets `value`; `stack`: it gets what is derived; `external`: somebody else keeps it. */
    readonly from: "config" | "stack" | "external";
    readonly value?: string;
    readonly derivedFrom?: DerivedFrom;
}

/** Arguments of {@link AppParameters}. */
export interface AppParametersArgs {
    readonly account: Account;

    /** Address that users type, for variables that derive from it. */
    readonly publicUrl: pulumi.Input<string>;

    /** Versions of the parameters that are kept outside the stack, by variable; what does not exist yet is absent. */
    readonly versions: Readonly<Record<string, number>>;

    readonly settings: AppParametersSettings;
}

/** Which variables the application gets, and where their values come from. */
export interface AppParametersSettings {
    /** Path of the parameters, for example `/spotter-app`. */
    readonly prefix: string;

    readonly variables: readonly AppVariable[];
    readonly derived: DerivedValues;

    /** Every value was encrypted in the stack file, so none may stand in plain text anywhere else. */
    readonly encrypted: boolean;

    /** Customer key that encrypts secrets; undefined for SSM's own, which costs nothing. */
    readonly kmsKeyArn: string | undefined;

    /** A parameter that leaves the program stays in SSM, as the revision that a rollback returns to may need it. */
    readonly retainOnDelete: boolean;
}

/**
 * The application's environment in SSM. What the stack file or the program knows becomes a parameter here; of what
 * somebody else keeps only the ARN is used, so that its value never enters Pulumi.
 */
export class AppParameters extends pulumi.ComponentResource {
    /** The container's secrets, by name. ARNs are known in every preview. */
    public readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];

    /** Version of each parameter, by variable. */
    public readonly versions: pulumi.Output<Readonly<Record<string, number>>>;

    constructor(name: string, args: AppParametersArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ssm:AppParameters", name, {}, opts);
        const { account, publicUrl, settings } = args;
        const { prefix, variables, retainOnDelete } = settings;

        const managed: Record<string, pulumi.Output<number>> = {};
        for (const variable of variables) {
            const value = intendedValue(variable, { ...settings.derived, publicUrl });
            if (value !== undefined) {
                const parameter = new ssm.Parameter(
                    `${name}-${variable.name}`,
                    {
                        name: `${prefix}/${variable.name}`,
                        description: variable.description,
                        ...typeAndValue(variable, value, settings),
                    },
                    { parent: this, retainOnDelete },
                );
                managed[variable.name] = parameter.version;
            }
        }
        this.secrets = variables.map((variable) => ({
            name: variable.name,
            valueFrom: toArn(account, "ssm", `parameter${prefix}/${variable.name}`),
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
