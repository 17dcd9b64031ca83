import * as pulumi from "@pulumi/pulumi";
import { specialOutputValueSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { secret, unknown, type Plain } from "../resources/resource";

/** A value as it went over the wire, with readable marks for what is unknown or secret, and its keys sorted. */
export function readable(value: unknown): Plain {
    if (value === unknownValue) {
        return unknown;
    }
    if (pulumi.runtime.isRpcSecret(value)) {
        return secret;
    }
    if (Array.isArray(value)) {
        return value.map(readable);
    }
    if (typeof value === "object" && value !== null) {
        const record = value as Record<string, unknown>;
        return record[specialSigKey] === specialOutputValueSig ? readableOutput(record) : readableObject(record);
    }
    return (value ?? null) as Plain;
}

/** The keys of an object, sorted, each value {@link readable}. */
export function readableObject(record: Readonly<Record<string, unknown>>): { [key: string]: Plain } {
    const keys = Object.keys(record).sort();
    return Object.fromEntries(keys.map((key) => [key, readable(record[key])]));
}

/** An engine that supports output values gets them with their dependencies, which the registration has anyway. */
function readableOutput(output: Readonly<Record<string, unknown>>): Plain {
    if (output.secret === true) {
        return secret;
    }
    return "value" in output ? readable(output.value) : unknown;
}
