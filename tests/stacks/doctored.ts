import { resourceKey, type Plain, type PreviewDocument } from "../../preview/document";
import type { Container } from "./policies";

/** A resource that may be changed. */
export interface Draft {
    type: string;
    name: string;
    parent: string | null;
    inputs: { [key: string]: Plain };
}

/** A copy of a preview in which one resource is different, to see that a rule finds it. */
export function withResource(document: PreviewDocument, key: string, change: (draft: Draft) => void): PreviewDocument {
    const copy = structuredClone(document);
    const resource = copy.resources.find((candidate) => resourceKey(candidate) === key);
    if (resource === undefined) {
        throw new Error(`no ${key}`);
    }
    change(resource);
    return copy;
}

/** A copy of a preview with one resource more. */
export function withExtra(
    document: PreviewDocument,
    type: string,
    inputs: Draft["inputs"],
    parent: string | null,
): PreviewDocument {
    const options = { protect: false, retainOnDelete: false, ignoreChanges: [], dependsOn: [] };
    return { ...document, resources: [...document.resources, { type, name: "extra", parent, inputs, options }] };
}

/** A copy of a preview in which one statement of a role's policy is different. */
export function withStatement(document: PreviewDocument, sid: string, change: (statement: Record<string, unknown>) => void) {
    const holder = document.resources.find(({ inputs }) => (inputs.policy as string | undefined)?.includes(`"Sid":"${sid}"`));
    return withJson(document, holder === undefined ? sid : resourceKey(holder), "policy", (policy) => {
        const { Statement } = policy as { Statement: Record<string, unknown>[] };
        Statement.filter(({ Sid }) => Sid === sid).forEach(change);
    });
}

/** A copy of a preview in which the JSON of one input is different. */
export function withJson(
    document: PreviewDocument,
    key: string,
    input: string,
    change: (value: unknown) => void,
): PreviewDocument {
    return withResource(document, key, ({ inputs }) => {
        const value: unknown = JSON.parse(inputs[input] as string);
        change(value);
        inputs[input] = JSON.stringify(value);
    });
}

/** A copy of a preview whose container is different. */
export function withContainer(
    document: PreviewDocument,
    change: (container: { -readonly [K in keyof Container]: Container[K] }) => void,
): PreviewDocument {
    return withJson(document, "aws:ecs/taskDefinition:TaskDefinition::web", "containerDefinitions", (definitions) => {
        (definitions as Container[]).forEach(change);
    });
}
