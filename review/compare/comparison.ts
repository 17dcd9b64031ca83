import type { Plain } from "../../resources/resource";
import type { Traffic } from "../traffic";

/** What an update would do, in Pulumi's words. */
export type Operation = "create" | "update" | "replace" | "delete";

/** One value that is another one. */
export interface PropertyChange {
    /** `healthCheck.path`; inside JSON and lists of named things too: `containerDefinitions[web].environment[PORT]`. */
    readonly path: string;

    /** Absent where it is added. */
    readonly before?: Plain;

    /** Absent where it is removed; {@link unknown} where AWS gives it during the update. */
    readonly after?: Plain;

    /** `type::name` of the resource that AWS gives the value with. */
    readonly from?: string;

    /** It can't be changed in place. */
    readonly forcesReplacement: boolean;
}

/** One resource that an update would touch. */
export interface ResourceChange {
    readonly type: string;
    readonly name: string;

    /** Its name before, where an alias keeps it. */
    readonly formerName?: string;
    readonly operation: Operation;

    /** What a review shows of it, as it will be, or as it was. */
    readonly facts: readonly string[];

    /** Of an update or a replacement, in the order of the inputs' names. */
    readonly properties: readonly PropertyChange[];

    /** Of a replacement: whether the one before goes first, or once the other one is there. */
    readonly order?: "delete first" | "create first";

    /** The one before leaves the stack and stays in AWS. */
    readonly isKept: boolean;

    /** What is in the one before that another one has not, for example `images`; lost unless it is kept. */
    readonly holds?: string;

    /** Why the engine refuses the update. */
    readonly refused?: string;

    /** What happens to requests; empty for what none goes through. */
    readonly traffic: readonly Traffic[];
}

/** Two previews of one stack, as an update from the first to the second would see them. */
export interface Comparison {
    readonly project: string;
    readonly stack: string;

    /** Sorted by `type::name`. */
    readonly changes: readonly ResourceChange[];

    /** Resources that stay as they are. */
    readonly unchanged: number;
    readonly outputs: readonly PropertyChange[];
}
