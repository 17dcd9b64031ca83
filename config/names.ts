import { createHash } from "node:crypto";
import { nameLimits, type NameKey } from "../aws/name-limits";

export type Names = Readonly<Record<NameKey, string>>;

/** The names of a stack that configures none. */
export function defaultNames(stack: string): Names {
    const base = baseName(stack);
    const names: Names = {
        repository: base,
        cluster: base,
        service: "spotter-web", // unique within its cluster
        taskFamily: base,
        container: "spotter-web",
        logGroup: `/ecs/${base}`,
        executionRole: `${base}-execution`,
        executionPolicy: "read-parameters", // unique within its role
        taskRole: `${base}-task`,
        taskPolicy: "use-services",
        loadBalancer: base,
    };
    const keys = Object.keys(names) as NameKey[];
    return Object.fromEntries(keys.map((key) => [key, shorten(names[key], nameLimits[key].length)])) as Names;
}

/** What the names of a stack start with, where the stack configures none. */
export function baseName(stack: string): string {
    return `spotter-${asName(stack)}`;
}

/** Lower-case letters, digits and single hyphens; what had to be changed is told apart by a hash. */
export function asName(stack: string): string {
    const name = stack
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "");
    return name === stack ? name : `${name}${name === "" ? "" : "-"}${hash(stack)}`;
}

/** `name`, or as much of it as fits into `length` characters together with a hash that tells it from its like. */
export function shorten(name: string, length: number): string {
    return name.length <= length ? name : `${name.slice(0, length - 7).replace(/[^A-Za-z0-9]+$/, "")}-${hash(name)}`;
}

function hash(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 6);
}
