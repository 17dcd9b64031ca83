import type { ParameterMetadata as Described } from "@aws-sdk/client-ssm";
import type { Clients } from "./clients";
import { lastSegment } from "./arn";
import { batches, pages } from "./pages";
import type { ParameterTier } from "./ssm-tiers";

/** A parameter without its value. */
export interface ParameterMetadata {
    /** `String`, `StringList` or `SecureString`. */
    readonly type: string;
    readonly version: number;

    /** Milliseconds since 1970. */
    readonly modifiedAt?: number;

    /** Key of a SecureString as it was named when it was written: `alias/aws/ssm`, another alias, a key's id, or an ARN of either. */
    readonly keyId?: string;
}

/** Parameters whose values one call reads at most. */
const valuesPerCall = 10;

/** What SSM knows about the parameters directly under a path, by the last segment of their names. Never their values. */
export async function listParameters(clients: Clients, prefix: string): Promise<Map<string, ParameterMetadata>> {
    const ssm = await clients.ssm();
    const found = new Map<string, ParameterMetadata>();
    const question = { ParameterFilters: [{ Key: "Path", Option: "OneLevel", Values: [prefix] }], MaxResults: 50 };
    for await (const { Parameters = [] } of pages((NextToken) => ssm.describeParameters({ ...question, NextToken }))) {
        Parameters.forEach((each) => found.set(lastSegment(each.Name ?? ""), toMetadata(each)));
    }
    return found;
}

/** Names that one filter takes at most. */
const namesPerFilter = 50;

/** What SSM knows about parameters, by their full names. Never their values; what does not exist is absent. */
export async function describeParameters(clients: Clients, names: readonly string[]): Promise<Map<string, ParameterMetadata>> {
    const ssm = await clients.ssm();
    const found = new Map<string, ParameterMetadata>();
    for (const batch of batches(names, namesPerFilter)) {
        const question = { ParameterFilters: [{ Key: "Name", Option: "Equals", Values: [...batch] }], MaxResults: 50 };
        for await (const { Parameters = [] } of pages((NextToken) => ssm.describeParameters({ ...question, NextToken }))) {
            Parameters.forEach((each) => found.set(each.Name ?? "", toMetadata(each)));
        }
    }
    return found;
}

function toMetadata({ Type, Version = 0, LastModifiedDate, KeyId }: Described): ParameterMetadata {
    const key = KeyId === undefined ? {} : { keyId: KeyId };
    return { type: Type ?? "", version: Version, modifiedAt: LastModifiedDate?.getTime(), ...key };
}

/**
 * Values of parameters by their names under a path, decrypted: the caller must let none of them out. What does not exist
 * is absent.
 */
export async function getParameterValues(
    clients: Clients,
    prefix: string,
    names: readonly string[],
): Promise<Map<string, string>> {
    const ssm = await clients.ssm();
    const values = new Map<string, string>();
    for (const batch of batches(names, valuesPerCall)) {
        const paths = batch.map((name) => `${prefix}/${name}`);
        const { Parameters = [] } = await ssm.getParameters({ Names: paths, WithDecryption: true });
        Parameters.forEach(({ Name = "", Value = "" }) => values.set(lastSegment(Name), Value));
    }
    return values;
}

/** A parameter that is to be written. */
export interface ParameterWrite {
    /** With its path. */
    readonly name: string;
    readonly value: string;
    readonly type: "String" | "SecureString";

    /** Change one that exists. Without it, one that exists is an error. */
    readonly overwrite: boolean;

    /**
     * Key that encrypts a SecureString.
     *
     * @default - the account's `alias/aws/ssm`
     */
    readonly kmsKeyArn?: string;

    /**
     * How much it holds.
     *
     * @default - the account's default tier, which is Standard unless someone has changed it
     */
    readonly tier?: ParameterTier | undefined;
}

export async function putParameter(clients: Clients, write: ParameterWrite): Promise<void> {
    const { name, value, type, overwrite, kmsKeyArn, tier } = write;
    const ssm = await clients.ssm();
    const key = type === "SecureString" && kmsKeyArn !== undefined ? { KeyId: kmsKeyArn } : {};
    const size = tier === undefined ? {} : { Tier: tier };
    await ssm.putParameter({ Name: name, Value: value, Type: type, Overwrite: overwrite, ...size, ...key });
}
