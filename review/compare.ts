import type { PreviewDocument } from "../preview/document";
import { isComponentType, type Resource } from "../resources/resource";
import type { Comparison } from "./compare/comparison";
import { pairs } from "./compare/identity";
import { differences } from "./compare/properties";
import { Update } from "./compare/update";

export type { Comparison, Operation, PropertyChange, ResourceChange } from "./compare/comparison";

/**
 * What an update from one preview of a stack to another would do, by the rules of the engine and of the provider.
 *
 * @param before and `after` are previews in the mode `update`, in which the values that AWS gives are placeholders
 */
export function compare(before: PreviewDocument, after: PreviewDocument): Comparison {
    const changes = new Update(pairs(before, after), after).changes();
    const isInBoth = (each: (typeof changes)[number]) => isReal(each) && each.operation !== "delete";
    return {
        project: after.project,
        stack: after.stack,
        changes,
        unchanged: after.resources.filter(isReal).length - changes.filter(isInBoth).length,
        outputs: differences(before.outputs, after.outputs).map(({ path, ...values }) => ({
            path,
            ...("before" in values ? { before: values.before } : {}),
            ...("after" in values ? { after: values.after } : {}),
            forcesReplacement: false,
        })),
    };
}

/** A stack that does not exist: compared with it, everything is new. */
export function emptyPreview({ project, stack }: Pick<PreviewDocument, "project" | "stack">): PreviewDocument {
    return { project, stack, resources: [], outputs: {}, warnings: [] };
}

/** Whether it is something in AWS, and no group of others. */
export function isReal({ type }: Pick<Resource, "type">): boolean {
    return !isComponentType(type) && !type.startsWith("pulumi:");
}
