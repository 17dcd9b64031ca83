import type { Plain, Resource } from "../resources/resource";

export { resourceKey, secret, unknown, type Plain, type Resource } from "../resources/resource";

/** What a preview has read from AWS, where nothing else is said. */
export const nothingRead = "offline: nothing was read from AWS";

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

    /**
     * Environments of Pulumi ESC that may give what the stack's file leaves out: what they would change is not shown.
     *
     * @default - none: the file says everything
     */
    readonly environments?: readonly string[];
}
