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

/** Something legal that a reviewer should know about. */
export interface Warning {
    readonly path: string;
    readonly message: string;
}

/** A preview of one stack: what every tool reads that looks at a preview. The same program gives the same document. */
export interface PreviewDocument {
    readonly project: string;
    readonly stack: string;

    /** Everything but the stack itself, sorted by `type::name`. */
    readonly resources: readonly Resource[];
    readonly outputs: { readonly [key: string]: Plain };
    readonly warnings: readonly Warning[];
}

/** Stands for a value that exists only after an update. */
export const unknown = "<unknown>";

/** Stands for a value that nobody may see. */
export const secret = "<secret>";

/** `type::name` */
export function resourceKey({ type, name }: Pick<Resource, "type" | "name">): string {
    return `${type}::${name}`;
}
