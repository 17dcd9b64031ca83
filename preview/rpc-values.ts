import * as pulumi from "@pulumi/pulumi";
import { secret, unknown, type Plain } from "./document";

/** Marks a special value on the wire, and the kinds of it: sdk/nodejs/runtime/rpc.ts of Pulumi. */
const signature = "4dabf18193072939515e22adb298388d";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

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
        return record[signature] === outputSignature ? readableOutput(record) : readableObject(record);
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
