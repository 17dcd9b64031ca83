/** Keys of an object of unknown shape, sorted, as it went over the wire. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/** One registered resource or component. */
export interface Resource {
    /** Type token, for example `aws:ecs/service:Service`. */
    readonly type: string;

    /** Logical name; with the type it is unique in a stack. */
    readonly name: string;

    /** `type::name` of the parent, null for a child of the stack. */
    readonly parent: string | null;

    /** What was asked for. Unknown values are {@link unknown}, secret ones {@link secret}. */
    readonly inputs: { readonly [key: string]: Plain };

    readonly options: ResourceOptions;
}

/** Options as registered. The last three are there only where the program sets them. */
export interface ResourceOptions {
    readonly protect: boolean;
    readonly retainOnDelete: boolean;

    /** Paths of inputs, as in all of these lists: `healthCheck.path`, `tags["Name"]`, `rules[*].id`. */
    readonly ignoreChanges: readonly string[];

    /** `type::name` of whatever must exist before, by option or by input, sorted. */
    readonly dependsOn: readonly string[];

    /** Whether what it replaces goes before it is made; without it, the provider decides. */
    readonly deleteBeforeReplace?: boolean;
    readonly replaceOnChanges?: readonly string[];

    /** Former names in the stack, each `type::name` with the types of the parents before it, as in a URN: `parent$type::name`. */
    readonly aliases?: readonly string[];
}

/** Stands for a value that exists only after an update. */
export const unknown = "<unknown>";

/** Stands for a value that must not be shown. */
export const secret = "<secret>";

/** Whether a type is one of the program's components: it groups resources, and no provider knows it. */
export function isComponentType(type: string): boolean {
    return type.startsWith("spotter:") || type === "pulumi:pulumi:Stack";
}

/** `type::name` */
export function resourceKey({ type, name }: Pick<Resource, "type" | "name">): string {
    return `${type}::${name}`;
}
