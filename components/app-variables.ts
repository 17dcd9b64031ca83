import { formats } from "../aws/formats";
import { nestsParameter } from "../aws/nested-parameter";
import { secretSource } from "../aws/secret-source";
import { maxValueBytes, type ParameterTier } from "../aws/ssm-tiers";
import { ownVariables } from "./container-definition";
import { anything, flag, listOf, mistake, object, oneOf, optional, recordOf, text, type Check } from "./arguments";

/** What the program knows about the running stack, for variables that derive from it. */
export interface DerivedValues {
    /** Region of the stack. */
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

/** What a variable derives from: the address that users type, a value of the stack, or one of its tables or buckets. */
export type DerivedFrom =
    "publicUrl" | Exclude<keyof DerivedValues, "tables" | "buckets"> | { readonly table: string } | { readonly bucket: string };

/** Where the value of a variable comes from. */
export const variableSources = ["config", "stack", "external"] as const;

/** A variable of the application. */
export interface AppVariable {
    /** Name of the variable, and last segment of its parameter's. */
    readonly name: string;

    /** A secret is a `SecureString`, and hidden in every preview. */
    readonly secret: boolean;

    /** Meaning of the variable, shown by SSM beside the parameter; at most 1024 characters. */
    readonly description: string;

    /** `config`: the parameter gets `value`; `stack`: it gets what is derived; `external`: it is kept outside the stack. */
    readonly from: (typeof variableSources)[number];

    /**
     * Where an external value is kept: the name of a parameter, or the ARN of one or of a secret.
     *
     * @default - under the stack's prefix, by the variable's name
     */
    readonly reference?: string;

    /**
     * The value, at most 8 KB, or 4 in a standard parameter; needed where it is from `config`.
     *
     * @default - none
     */
    readonly value?: string;

    /**
     * What a variable from `stack` derives from. What the stack does not have gives no parameter.
     *
     * @default - nothing
     */
    readonly derivedFrom?: DerivedFrom;
}

const name = text(formats.variableName);

/** The value is never shown: only its size is. How much fits depends on the tier: see {@link sizesOf}. */
const value: Check<string> = (content, path) => {
    const given = typeof content === "string" ? content : "";
    return [
        ...(given === "" ? [`${path} must be a text of at least one byte, got 0`] : []),
        ...(nestsParameter(given) ? [`${path} must not have {{…}}: SSM refuses it as a reference to another parameter`] : []),
    ];
};

/** What is larger than its parameter may be. */
export function sizesOf(list: readonly AppVariable[], tier: ParameterTier = "Standard", path: string): string[] {
    return list.flatMap((item) => {
        const bytes = Buffer.byteLength(item.value ?? "");
        const most = maxValueBytes[tier];
        return bytes <= most
            ? []
            : [`${path}.${item.name}.value must be at most ${most} bytes in the tier ${tier}, got ${bytes}`];
    });
}

const variable: Check<AppVariable> = object<AppVariable>(
    {
        name,
        secret: flag,
        description: text({ pattern: /^[^]{0,1024}$/, allowed: "a text of at most 1024 characters" }),
        from: oneOf(variableSources),
        reference: optional(text(secretSource)),
        value: optional(value),
        derivedFrom: anything,
    },
    ({ from, value: content }, path) =>
        from === "config" && content === undefined ? [mistake(`${path}.value`, "given", content)] : [],
);

export const variables: Check<readonly AppVariable[]> = (list, path) => {
    const mistakes = listOf(variable, { label: (item) => item.name })(list, path);
    if (mistakes.length > 0) {
        return mistakes;
    }
    const names = list.map((item) => item.name);
    const duplicates = names.filter((item, index) => names.indexOf(item) !== index);
    if (duplicates.length > 0) {
        return [mistake(path, "variables, each name once", duplicates)];
    }
    const taken = names.filter((item) => ownVariables.some((own) => own === item));
    return taken.length > 0 ? [mistake(path, "variables that the container does not get from the program", taken)] : [];
};

export const derivedValues: Check<DerivedValues> = object<DerivedValues>({
    region: text(formats.region),
    tables: recordOf(text(formats.tableName)),
    buckets: recordOf(text(formats.bucketName)),
    model: anything,
    sender: anything,
});
