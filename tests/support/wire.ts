import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { specialOutputValueSig, specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Values } from "../../resources/resource-type";

export type { Values } from "../../resources/resource-type";

/** Stands for a value that is not known yet. */
export const unknownMark = unknownValue;

/** An object as it goes over the wire, without the keys that hold nothing. */
export function structOf(values: Values): Struct {
    return Struct.fromJavaScript(JSON.parse(JSON.stringify(values)) as Record<string, JavaScriptValue>);
}

export function valuesOf(struct: Struct | undefined): Values {
    return struct?.toJavaScript() ?? {};
}

/** A value as a secret. */
export function secretOf(value: unknown): Values {
    return { [specialSigKey]: specialSecretSig, value };
}

/** A value without the wrapping of secrets, for comparing and computing; state keeps them wrapped. */
export function plain(value: unknown): unknown {
    return mapObjects(value, (record) => (specialSigKey in record ? { instead: plain(record.value) } : undefined));
}

/** A value with its output values resolved, as an engine hands them on: known, secret or unknown. */
export function resolved(value: unknown): unknown {
    return mapObjects(value, (record) => {
        if (record[specialSigKey] !== specialOutputValueSig) {
            return undefined;
        }
        const known = "value" in record ? resolved(record.value) : unknownMark;
        return { instead: record.secret === true ? secretOf(known) : known };
    });
}

/** Values with those wrapped that were secrets before, or hold one by their name. */
export function wrapped(values: Values, before: Values): Values {
    const isSecret = (key: string) => key === "value" || isWrapped(before[key]);
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, isSecret(key) ? secretOf(value) : value]));
}

/** What every provider answers an engine that attaches to it. */
export const commonAnswers = {
    handshake: () => new provider.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true),
    attach: () => new Empty(),
    cancel: () => new Empty(),
    getPluginInfo: () => new PluginInfo(),
    getSchema: () => new provider.GetSchemaResponse().setSchema("{}"),
    checkConfig: (request: provider.CheckRequest) => new provider.CheckResponse().setInputs(request.getNews()),
    diffConfig: () => new provider.DiffResponse(),
    configure: () => new provider.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true).setSupportspreview(true),
};

function isWrapped(value: unknown): boolean {
    return typeof value === "object" && value !== null && specialSigKey in value;
}

/** A copy, with some of the objects in it replaced. */
function mapObjects(value: unknown, replace: (record: Values) => { readonly instead: unknown } | undefined): unknown {
    if (Array.isArray(value)) {
        return value.map((item) => mapObjects(item, replace));
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const replacement = replace(value as Values);
    return replacement === undefined
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapObjects(item, replace)]))
        : replacement.instead;
}
