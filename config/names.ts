import { createHash } from "node:crypto";
import { nameLimits, type NameKey } from "../aws/name-limits";

export type Names = Readonly<Record<NameKey, string>>;

/** The names of a stack that configures none. */
export function defaultNames(project: string, stack: string): Names {
    const base = baseName(project, stack);
    const web = `${safeProject(project)}-web`;
    const names: Names = {
        repository: base,
        cluster: base,
        service: web, // unique within its cluster
        taskFamily: base,
        container: web,
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
export function baseName(project: string, stack: string): string {
    return `${safeProject(project)}-${toName(stack)}`;
}

/** SSM refuses names that begin with aws or ssm, and Elastic Load Balancing those that begin with internal. */
function safeProject(project: string): string {
    const name = toName(project);
    return /^(?:aws|ssm|internal)/.test(name) ? `app-${name}` : name;
}

/** Lower-case letters, digits and single hyphens. A name that had to be changed ends in a hash, so that it stays unique. */
export function toName(given: string): string {
    const name = given
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "");
    return name === given ? name : `${name}${name === "" ? "" : "-"}${hash(given)}`;
}

/** `name`, or as much of it as fits into `length` characters together with a hash that keeps it unique. */
export function shorten(name: string, length: number): string {
    return name.length <= length ? name : `${name.slice(0, length - 7).replace(/[^A-Za-z0-9]+$/, "")}-${hash(name)}`;
}

function hash(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 6);
}
