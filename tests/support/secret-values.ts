type Values = Readonly<Record<string, unknown>>;

/** Marks of the wire: sdk/nodejs/runtime/rpc.ts of Pulumi. */
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** A value without the wrapping of secrets, for comparing and computing; state keeps them wrapped. */
export function plain(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const record = value as Values;
    return signature in record
        ? plain(record.value)
        : Object.fromEntries(Object.entries(record).map(([key, item]) => [key, plain(item)]));
}

/** Values with those wrapped that were secrets before, or hold one by their name. */
export function wrapped(values: Values, before: Values): Values {
    const isSecret = (key: string) => key === "value" || isWrapped(before[key]);
    return Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, isSecret(key) ? { [signature]: secretMark, value } : value]),
    );
}

function isWrapped(value: unknown): boolean {
    return typeof value === "object" && value !== null && signature in value;
}
