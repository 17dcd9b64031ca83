import { resourceKey, type PreviewDocument, type Resource } from "../../preview/document";
import { exampleCatalogue, ownCatalogue } from "../support/own";
import { arnsOf, matches, patternsOf, physicalNamesOf } from "./permissions";

/** A rule over the preview of one stack: what it finds is wrong. */
export type Policy = (document: PreviewDocument) => string[];

/** A rule over the previews of two stacks that live in one account. */
export type PairPolicy = (one: PreviewDocument, other: PreviewDocument) => string[];

/** The rules that each stack must keep beside the controls, by name: they need more than its preview, or are this project's taste. */
export const policies: Readonly<Record<string, Policy>> = {
    "no secret's value is in a container's environment": (document) => {
        const secrets = [...ownCatalogue.variables, ...exampleCatalogue.variables]
            .filter(({ secret }) => secret)
            .map(({ name }) => name);
        return containersOf(document).flatMap(({ name, environment }) =>
            environment.filter((variable) => secrets.includes(variable.name)).map((variable) => `${name}: ${variable.name}`),
        );
    },

    "every resource belongs to a component": ({ resources }) => {
        const byKey = new Map(resources.map((resource) => [resourceKey(resource), resource]));
        const isComponent = ({ type }: Resource) => type.startsWith("spotter:");
        const descends = ({ parent }: Resource): boolean => {
            const above = parent === null ? undefined : byKey.get(parent);
            return above !== undefined && (isComponent(above) || descends(above));
        };
        return resources
            .filter((resource) => !isComponent(resource) && !resource.type.startsWith("pulumi:providers:"))
            .filter((resource) => !descends(resource))
            .map(resourceKey);
    },
};

/** The rules between the stacks of one account, by name. */
export const pairPolicies: Readonly<Record<string, PairPolicy>> = {
    "no two stacks want the same physical name": (one, other) => {
        const taken = physicalNamesOf(other);
        return physicalNamesOf(one).filter((name) => taken.includes(name));
    },

    "no permission of one stack reaches what is another's": (one, other) => {
        const isShared = [one, other].some((stack) => ofType(stack, "aws:ecr/repository:Repository").length === 0);
        return patternsOf(one).flatMap((pattern) =>
            arnsOf(other)
                .filter((arn) => matches(pattern, arn) && !(isShared && isRepository(arn)))
                .map((arn) => `${pattern} ▸ ${arn}`),
        );
    },
};

/** A stack without a repository of its own pulls from another's on purpose. */
function isRepository(arn: string): boolean {
    return /:ecr:[^:]*:[^:]*:repository\//.test(arn);
}

export interface Container {
    readonly name: string;
    readonly image: string;
    readonly environment: readonly { readonly name: string; readonly value: string }[];
    readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
}

/** ECS lets a container have neither variables nor secrets, as a sidecar may. */
type DefinedContainer = Pick<Container, "name" | "image"> & Partial<Container>;

export function containersOf(document: PreviewDocument): Container[] {
    const defined = ofType(document, "aws:ecs/taskDefinition:TaskDefinition").flatMap(
        ({ inputs }) => JSON.parse(inputs.containerDefinitions as string) as DefinedContainer[],
    );
    return defined.map((container) => ({
        ...container,
        environment: container.environment ?? [],
        secrets: container.secrets ?? [],
    }));
}

export function ofType({ resources }: PreviewDocument, type: string): Resource[] {
    return resources.filter((resource) => resource.type === type);
}
