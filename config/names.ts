import { createHash } from "node:crypto";
import { nameLimits, type NameKey } from "../aws/name-limits";

export type Names = Readonly<Record<NameKey, string>>;

/** What default names depend on beside project and stack: sections as the stack file has them. */
export interface NameInput {
    readonly names?: { readonly base?: string } | undefined;
    readonly access?: { readonly rolePath?: string } | undefined;
    readonly cluster?: { readonly existing?: boolean } | undefined;
}

/** The names of a stack that configures none. */
export function defaultNames(project: string, stack: string, input: NameInput = {}): Names {
    const base = baseName(project, stack, input);
    const web = `${input.names?.base ?? safeProject(project)}-web`;
    const names: Names = {
        repository: base,
        cluster: base,
        service: input.cluster?.existing === true ? `${base}-web` : web, // unique within its cluster
        taskFamily: base,
        container: web,
        logGroup: `/ecs/${base}`,
        executionRole: `${base}-execution${roleSuffix(input)}`,
        executionPolicy: "read-parameters", // unique within its role
        taskRole: `${base}-task${roleSuffix(input)}`,
        taskPolicy: "use-services",
        infrastructureRole: `${base}-infrastructure${roleSuffix(input)}`,
        loadBalancer: base,
        monitoring: base,
    };
    const keys = Object.keys(names) as NameKey[];
    return Object.fromEntries(keys.map((key) => [key, shorten(names[key], nameLimits[key].length)])) as Names;
}

/** What the default names of a stack start with. */
export function baseName(project: string, stack: string, input: NameInput = {}): string {
    return input.names?.base ?? `${safeProject(project)}-${toName(stack)}`;
}

/**
 * AWS can't move a role to another path, and a name is unique whatever its path: with another name, new roles can be made
 * before the old ones go.
 */
export function roleSuffix({ access }: NameInput): string {
    const { rolePath = "/" } = access ?? {};
    return rolePath === "/" ? "" : `-${hash(rolePath)}`;
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
