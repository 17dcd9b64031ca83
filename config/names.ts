import { createHash } from "node:crypto";

/** What AWS allows for a physical name. */
export interface NameLimit {
    /** Longest name, in characters. */
    readonly length: number;

    readonly alphabet: RegExp;

    /** The alphabet in words, for a message. */
    readonly allowed: string;
}

const letters = { alphabet: /^[\w-]+$/, allowed: "letters, digits, _ and -" };
const iamName = { alphabet: /^[\w+=,.@-]+$/, allowed: "letters, digits and _+=,.@-" };

/**
 * The physical names of a stack, with AWS's limits, each from the API reference of the call that creates it:
 * ECR CreateRepository, ECS CreateCluster, CreateService and RegisterTaskDefinition, CloudWatch Logs CreateLogGroup,
 * IAM CreateRole and PutRolePolicy, ELBv2 CreateLoadBalancer.
 */
export const nameLimits = {
    repository: {
        length: 256,
        alphabet: /^(?=.{2})[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/,
        allowed: "lower-case letters and digits, separated by one of . _ - or /",
    },
    cluster: { length: 255, ...letters },
    service: { length: 255, ...letters },
    taskFamily: { length: 255, ...letters },
    container: { length: 255, ...letters },
    logGroup: { length: 512, alphabet: /^[\w./#-]+$/, allowed: "letters, digits and . _ - / #" },
    executionRole: { length: 64, ...iamName },
    executionPolicy: { length: 128, ...iamName },
    taskRole: { length: 64, ...iamName },
    taskPolicy: { length: 128, ...iamName },
    loadBalancer: {
        length: 32,
        alphabet: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
        allowed: "letters, digits and inner hyphens, not starting with internal-",
    },
} as const satisfies Record<string, NameLimit>;

export type NameKey = keyof typeof nameLimits;

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
