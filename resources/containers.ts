/** A container of a task definition, as far as a review shows it. */
export interface Container {
    readonly name: string;
    readonly image: string;

    /** @default true, as ECS has it */
    readonly essential?: boolean;

    readonly user?: string;
    readonly readonlyRootFilesystem?: boolean;
    readonly portMappings?: readonly { readonly containerPort: number }[];
    readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
    readonly mountPoints?: readonly { readonly containerPath: string; readonly readOnly?: boolean }[];
}

/** Where the load balancer sends requests. */
export interface ContainerTarget {
    readonly containerName?: string;
    readonly containerPort?: number;
}

/**
 * The application's container among its sidecars: the one that the service names as the load balancer's target, else the
 * essential one that listens on the target's port, else the only essential one.
 */
export function findApplicationContainer(
    containers: readonly Container[],
    { containerName, containerPort }: ContainerTarget,
): Container | undefined {
    const named = containers.find(({ name }) => name === containerName);
    if (named !== undefined) {
        return named;
    }
    const essential = containers.filter((container) => container.essential !== false);
    const listening = essential.find(({ portMappings = [] }) =>
        portMappings.some((mapping) => mapping.containerPort === containerPort),
    );
    return listening ?? (essential.length === 1 ? essential[0] : undefined);
}

/** What a container may do inside. */
export function describeContainer({ user, readonlyRootFilesystem, mountPoints = [] }: Container): string[] {
    const root = readonlyRootFilesystem === true ? "read-only" : "writable";
    const writable = mountPoints.filter(({ readOnly }) => readOnly !== true).map(({ containerPath }) => containerPath);
    return [`user ${user ?? "of the image"}, ${root} root`, ...(writable.length > 0 ? [`writes ${writable.join(", ")}`] : [])];
}
