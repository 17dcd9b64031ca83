import type { Inputs } from "./inputs";

/** Where the load balancer sends requests. */
export interface ContainerTarget {
    readonly containerName: string | undefined;
    readonly containerPort: string | undefined;
}

/** The containers of a task definition; none while they are unknown. */
export function readContainers(taskDefinition: Inputs): readonly Inputs[] {
    return taskDefinition.jsonList("containerDefinitions") ?? [];
}

/**
 * The application's container among its sidecars: the one that the service names as the load balancer's target, else the
 * essential one that listens on the target's port, else the only essential one.
 */
export function findApplicationContainer(
    containers: readonly Inputs[],
    { containerName, containerPort }: ContainerTarget,
): Inputs | undefined {
    const named = containers.find((container) => containerName !== undefined && container.text("name") === containerName);
    if (named !== undefined) {
        return named;
    }
    const essential = containers.filter((container) => container.flag("essential") !== false); // ECS's default is true
    const listening = essential.find((container) =>
        container.list("portMappings").some((mapping) => mapping.text("containerPort") === containerPort),
    );
    return listening ?? (essential.length === 1 ? essential[0] : undefined);
}

/** What a container may do inside. */
export function describeContainer(container: Inputs): string[] {
    const root = container.flag("readonlyRootFilesystem") === true ? "read-only" : "writable";
    const writable = container.list("mountPoints").filter((mount) => mount.flag("readOnly") !== true);
    const paths = writable.map((mount) => mount.text("containerPath"));
    return [
        `user ${container.text("user") ?? "of the image"}, ${root} root`,
        ...(paths.length > 0 ? [`writes ${paths.join(", ")}`] : []),
    ];
}
