import { didYouMean } from "../../config/near-miss";
import type { StackConfig } from "../../config/sections";
import { parameterKeyOf } from "../../config/sections/encryption";
import { AwsError } from "../../aws/errors";
import { isAlias } from "../../aws/kms-key";
import { nestsParameter } from "../../aws/nested-parameter";
import { putParameter } from "../../aws/ssm";
import { maxValueBytes } from "../../aws/ssm-tiers";
import { CommandError, exitCodes } from "../shared/errors";
import { isPlainSecret, type Row } from "./state";
import type { StackContext } from "../shared/stack-context";

/** A parameter that is to be written. The value is in nothing else than this and the call. */
export interface Write {
    readonly name: string;
    readonly value: string;
    readonly type: "String" | "SecureString";
    readonly isNew: boolean;
}

/** What a push would do. */
export interface PushPlan {
    readonly writes: readonly Write[];

    /** Names whose value is the same already. */
    readonly same: readonly string[];

    /** Why nothing is pushed at all: a line each. */
    readonly refusals: readonly string[];
}

/** What is not like this may be a part of a value that ended up in the wrong place. */
const looksLikeName = /^[A-Z][A-Z0-9_]{1,63}$/;

/**
 * Decides what to write. One refusal refuses all: a push is then mended and repeated as a whole.
 *
 * @param rows of the given names
 * @param current values to compare with; undefined where AWS does not let them be read, so that all are written
 */
export function planPush(
    given: ReadonlyMap<string, string>,
    rows: readonly Row[],
    current: ReadonlyMap<string, string> | undefined,
    config: StackConfig,
): PushPlan {
    const refusals = rows.flatMap((row) => findRefusal(row, given.get(row.name) ?? "", config) ?? []);
    const isSame = ({ name, fact }: Row) => fact !== undefined && current?.get(name) === given.get(name);
    return {
        refusals,
        same: rows.filter(isSame).map(({ name }) => name),
        writes: rows
            .filter((row) => !isSame(row))
            .map(({ name, parameter, fact }) => ({
                name,
                value: given.get(name) ?? "",
                // What is encrypted stays so: SSM changes no type, and a plain one would be a step back.
                type: parameter?.secret === true || fact?.type === "SecureString" ? "SecureString" : "String",
                isNew: fact === undefined,
            })),
    };
}

/** Writes one parameter after the other, each as a whole. */
export async function push(
    { clients, config, name: stack }: StackContext,
    writes: readonly Write[],
    done: (write: Write) => void,
): Promise<void> {
    const { prefix, tier } = config.parameters;
    const kmsKeyArn = parameterKeyOf(config);
    for (const [at, write] of writes.entries()) {
        const { name, value, type, isNew } = write;
        try {
            await putParameter(clients, { name: `${prefix}/${name}`, value, type, overwrite: !isNew, kmsKeyArn, tier });
        } catch (error) {
            const left = writes.slice(at).map((rest) => rest.name);
            const again = `not pushed: ${left.join(", ")}; run it again, what is pushed already is left out`;
            const code = error instanceof AwsError && error.kind === "other" ? exitCodes.finding : exitCodes.aws;
            throw new CommandError(`${stack}: ${describeError(error, name)}${adviseOnKey(error, kmsKeyArn)}; ${again}`, code);
        }
        done(write);
    }
}

/** SSM quotes a value that it does not like, so that only what has a text of our own is passed on. */
function describeError(error: unknown, name: string): string {
    if (error instanceof AwsError && error.kind !== "other" && error.kind !== "missing") {
        return error.message;
    }
    return `ssm:PutParameter refused ${name} (${error instanceof Error ? error.name : "unknown error"})`;
}

/** The alias of the stack's own key is there once the stack has made it. */
function adviseOnKey(error: unknown, key: string | undefined): string {
    const isMissing = error instanceof AwsError && error.name === "InvalidKeyId" && key !== undefined && isAlias(key);
    return isMissing ? `: ${key} does not exist yet, pulumi up --target '**CustomerKey**' makes it` : "";
}

function findRefusal(row: Row, value: string, { catalogue, parameters, project }: StackConfig): string | undefined {
    const { name, parameter, from, reference } = row;
    if (parameter === undefined && !looksLikeName.test(name)) {
        return "one of the names is not a valid variable name (not shown: it may be a secret); quote values of several lines";
    }
    if (parameter === undefined) {
        return `${name} is not in ${catalogue.file}${didYouMean(
            name,
            catalogue.variables.map((known) => known.name),
        )}`;
    }
    if (from === "stack") {
        return `${name} is derived by the program: leave it out`;
    }
    if (from === "config") {
        return `${name} has its value in the stack file (${project}:parameters.values): change it there`;
    }
    if (reference !== undefined) {
        return `${name} is kept elsewhere (${reference}): change it there`;
    }
    if (value.trim() === "") {
        return `${name} is empty`;
    }
    if (nestsParameter(value)) {
        return `${name} has {{…}}, which SSM refuses as a reference to another parameter`;
    }
    const most = maxValueBytes[parameters.tier ?? "Standard"];
    if (Buffer.byteLength(value) > most) {
        const advice = most === maxValueBytes.Standard ? `: ${project}:parameters.tier may be Advanced` : "";
        return `${name} is larger than ${most} bytes${advice}`;
    }
    return isPlainSecret(row)
        ? `${name} is in plain text and SSM changes no type: aws ssm delete-parameter, then push it again`
        : undefined;
}
