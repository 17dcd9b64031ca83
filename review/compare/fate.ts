import type { PreviewDocument } from "../../preview/document";
import { findResourceType, isKnownType } from "../../resources";
import { deletesFirst } from "../../resources/replacement";
import type { Resource } from "../../resources/resource";
import type { Operation, ResourceChange } from "./comparison";

/** Where a stack accepts a gap, its load balancer goes before another one is made: `components/replacement.ts`. */
export function acceptsGap({ resources }: Pick<PreviewDocument, "resources">): boolean {
    return resources.some(
        ({ type, options }) => type === "aws:lb/loadBalancer:LoadBalancer" && options.deleteBeforeReplace === true,
    );
}

/** What the program says goes before what the provider would do. */
export function orderOf({ type, inputs, options }: Resource): "delete first" | "create first" {
    return (options.deleteBeforeReplace ?? deletesFirst(type, inputs)) ? "delete first" : "create first";
}

/** Whether what leaves the stack stays in AWS: by Pulumi's option, or by the provider's own. */
export function staysInAws(operation: Operation, { inputs, options }: Resource): boolean {
    return (operation === "delete" || operation === "replace") && (options.retainOnDelete || inputs.skipDestroy === true);
}

/** What is in a thing that goes. */
export function contentOf(operation: Operation, { type }: Resource): Pick<ResourceChange, "holds"> {
    const holds = isKnownType(type) ? findResourceType(type).holds : undefined;
    return (operation === "delete" || operation === "replace") && holds !== undefined ? { holds } : {};
}

/** The engine refuses to delete what is protected in the state, and to replace it unless the program has just ended that. */
export function refusalOf(
    operation: Operation,
    before: Resource | undefined,
    after: Resource | undefined,
): Pick<ResourceChange, "refused"> {
    const isProtected = before?.options.protect === true;
    const isRefused = operation === "delete" ? isProtected : operation === "replace" && isProtected && after?.options.protect;
    return isRefused === true ? { refused: "refused by protect" } : {};
}
