import type { Plain } from "../../resources/resource";
import type { Operation } from "../compare/comparison";

/**
 * What a change means for requests, the best first. `none`: they notice nothing. `moved`: other tasks or addresses answer,
 * and none is lost. `at once`: it counts from the change on for whatever serves. `interrupted`: requests fail. `refused`:
 * they would, and the program lets no such update begin unless the stack accepts it. `unknown`: this table does not know.
 */
export const impacts = ["none", "moved", "at once", "unknown", "interrupted", "refused"] as const;

export type Impact = (typeof impacts)[number];

/** What happens to requests. */
export interface Traffic {
    readonly impact: Impact;
    readonly statement: string;
}

/** What one kind of change does to requests. */
export interface TrafficRow extends Traffic {
    readonly operation: Operation;

    /**
     * Inputs that it is about, those inside them too.
     *
     * @default - any that no row before it is about
     */
    readonly inputs?: readonly string[];

    /**
     * Only a value that grows, that shrinks, or that becomes this one.
     *
     * @default - any change
     */
    readonly when?: "more" | "less" | { readonly becomes: Plain };
}
