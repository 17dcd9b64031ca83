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

    readonly options: {
        readonly protect: boolean;
        readonly retainOnDelete: boolean;
        readonly ignoreChanges: readonly string[];

        /** `type::name` of whatever must exist before, by option or by input, sorted. */
        readonly dependsOn: readonly string[];
    };
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
