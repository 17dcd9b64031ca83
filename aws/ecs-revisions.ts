import type { ContainerDefinition, DescribeTaskDefinitionResponse, RegisterTaskDefinitionRequest } from "@aws-sdk/client-ecs";
import type { Clients } from "./clients";

/** What one container of a copied revision has instead of the original's. */
export interface ContainerChange {
    /** Name of the container. */
    readonly container: string;

    /** @default - the original's */
    readonly image?: string;

    /** Replaces the image's ENTRYPOINT and CMD. @default - the original's */
    readonly command?: readonly [program: string, ...args: string[]];

    /** Variables that are set, beside those of the original. */
    readonly environment: Readonly<Record<string, string>>;
}

/**
 * Registers a revision of the same family that differs from the original in one container and in tags alone.
 *
 * @returns its ARN
 */
export async function registerCopy(
    clients: Clients,
    arn: string,
    change: ContainerChange,
    tags: Readonly<Record<string, string>>,
): Promise<string> {
    const ecs = await clients.ecs();
    const original = await ecs.describeTaskDefinition({ taskDefinition: arn, include: ["TAGS"] });
    const { taskDefinition } = await ecs.registerTaskDefinition(toCopy(original, change, tags));
    return taskDefinition?.taskDefinitionArn ?? "";
}

/** Makes ECS start no more tasks of a revision, and no longer list it. Tasks that run go on. */
export async function deregisterRevision(clients: Clients, arn: string): Promise<void> {
    const ecs = await clients.ecs();
    await ecs.deregisterTaskDefinition({ taskDefinition: arn });
}

/** Everything that can be registered, so that the copy runs with the same roles, network, size and volumes. */
export function toCopy(
    { taskDefinition = {}, tags: ownTags = [] }: DescribeTaskDefinitionResponse,
    change: ContainerChange,
    tags: Readonly<Record<string, string>>,
): RegisterTaskDefinitionRequest {
    const { containerDefinitions = [] } = taskDefinition;
    // ECS sets tags of its own prefix, and refuses them from a caller.
    const kept = ownTags.filter(({ key = "" }) => !key.startsWith("aws:") && !(key in tags));
    return {
        family: taskDefinition.family,
        taskRoleArn: taskDefinition.taskRoleArn,
        executionRoleArn: taskDefinition.executionRoleArn,
        networkMode: taskDefinition.networkMode,
        volumes: taskDefinition.volumes,
        placementConstraints: taskDefinition.placementConstraints,
        requiresCompatibilities: taskDefinition.requiresCompatibilities,
        cpu: taskDefinition.cpu,
        memory: taskDefinition.memory,
        pidMode: taskDefinition.pidMode,
        ipcMode: taskDefinition.ipcMode,
        proxyConfiguration: taskDefinition.proxyConfiguration,
        ephemeralStorage: taskDefinition.ephemeralStorage,
        runtimePlatform: taskDefinition.runtimePlatform,
        containerDefinitions: containerDefinitions.map((container) => changed(container, change)),
        tags: [...kept, ...Object.entries(tags).map(([key, value]) => ({ key, value }))],
    };
}

function changed(definition: ContainerDefinition, { container, image, command, environment }: ContainerChange) {
    if (definition.name !== container) {
        return definition;
    }
    const [program, ...args] = command ?? [];
    const variables = new Map((definition.environment ?? []).map(({ name = "", value = "" }) => [name, value]));
    Object.entries(environment).forEach(([name, value]) => variables.set(name, value));
    return {
        ...definition,
        image: image ?? definition.image,
        ...(program === undefined ? {} : { entryPoint: [program], command: args }),
        environment: [...variables].map(([name, value]) => ({ name, value })),
    };
}
