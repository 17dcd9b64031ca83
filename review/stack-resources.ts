import type { PreviewDocument } from "../preview/document";
import { readInputs, type Inputs } from "../resources/inputs";
import type { Resource } from "../resources/resource";

/** Resources of a type; `where` says which. */
export function findAll(
    { resources }: Pick<PreviewDocument, "resources">,
    type: string,
    where: (inputs: Inputs, resource: Resource) => boolean = () => true,
): readonly Resource[] {
    return resources.filter((resource) => resource.type === type && where(readInputs(resource.inputs), resource));
}

/** Inputs of the resource of a type of which a stack has at most one. */
export function findInputs(document: Pick<PreviewDocument, "resources">, type: string): Inputs | undefined {
    const [resource] = findAll(document, type);
    return resource && readInputs(resource.inputs);
}

/** Whether an id is made of zeros, as in an offline preview, which reads nothing from the account. */
export function isPlaceholder(id: string): boolean {
    return /[-:]0{9,}[a-z]?\d?$/.test(id);
}
