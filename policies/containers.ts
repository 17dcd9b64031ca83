import type { Resource } from "../resources/resource";
import { failUnless, judgeJson, worst, type Judgement } from "./judge";

/** A container of a task definition, as far as controls read it. */
export interface Container {
    readonly name: string;
    readonly image?: string;
    readonly user?: string;
    readonly privileged?: boolean;
    readonly readonlyRootFilesystem?: boolean;
    readonly environment?: readonly { readonly name: string; readonly value: string }[];
    readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
    readonly logConfiguration?: { readonly logDriver?: string; readonly options?: Readonly<Record<string, string>> };
}

export const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

/** Judges each container of a task definition. */
export function judgeContainers(
    resource: Resource,
    holds: (container: Container) => boolean,
    reason: (container: Container) => string,
): Judgement {
    return judgeJson(resource, "containerDefinitions", (definitions) =>
        worst((definitions as readonly Container[]).map((each) => failUnless(holds(each), `${each.name} ${reason(each)}`))),
    );
}
