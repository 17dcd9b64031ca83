import { describeResource } from "../resources";
import { findApplicationContainer, readContainers } from "../resources/containers";
import { readInputs, type Inputs } from "../resources/inputs";
import { resourceKey, type Resource } from "../resources/resource";
import type { Description } from "../resources/resource-type";
import type { PreviewDocument } from "./document";

/** What a preview says about one component: its resources, and the whole stack's where it needs them. */
export interface ResourceQueries {
    /** The component's main resource of a type. */
    readonly own: (type: string) => Resource | undefined;

    /** All of the component's resources of a type. */
    readonly all: (type: string) => Resource[];

    /** What a review shows of the component's main resource of a type; nothing where there is none. */
    readonly describe: (type: string) => Description;

    /** Inputs of the stack's main resource of a type; empty where there is none. */
    readonly inputs: (type: string) => Inputs;
}

export function queriesFor(document: PreviewDocument, component: Resource): ResourceQueries {
    const children = document.resources.filter(({ parent }) => parent === resourceKey(component));
    const own = (type: string) => findMain(ofType(children, type));
    return {
        own,
        all: (type) => ofType(children, type),
        describe: (type) => ((resource) => (resource === undefined ? { facts: [] } : describeResource(resource)))(own(type)),
        inputs: (type) => readMainInputs(document, type),
    };
}

/** Inputs of a stack's main resource of a type; empty where there is none. */
export function readMainInputs({ resources }: Pick<PreviewDocument, "resources">, type: string): Inputs {
    return readInputs(findMain(ofType(resources, type))?.inputs);
}

/** The container that serves the application; undefined while the definitions are unknown. */
export function findContainer(inputs: (type: string) => Inputs): Inputs | undefined {
    const port = inputs("aws:lb/targetGroup:TargetGroup").text("port");
    const targets = inputs("aws:ecs/service:Service").list("loadBalancers");
    const target = targets.find((candidate) => candidate.text("containerPort") === port);
    return findApplicationContainer(readContainers(inputs("aws:ecs/taskDefinition:TaskDefinition")), {
        containerName: target?.text("containerName"),
        containerPort: port,
    });
}

/** The one that has its component's name, as others of its type have a role in their name; or the only one. */
function findMain(resources: readonly Resource[]): Resource | undefined {
    return (
        resources.find(({ name, parent }) => parent?.split("::").at(-1) === name) ??
        (resources.length === 1 ? resources[0] : undefined)
    );
}

function ofType(resources: readonly Resource[], type: string): Resource[] {
    return resources.filter((resource) => resource.type === type);
}
