import type { DependencyCondition } from "../aws/container-dependencies";

/** Where a container's lines go. */
export interface LogArgs {
    /** Log group that the container writes to. */
    readonly logGroup: string;

    /** Region of the log group. */
    readonly region: string;

    /** What the names of its streams begin with; the container's name and the task's id follow. */
    readonly streamPrefix: string;
}

/** Logs to CloudWatch. A slow CloudWatch must not stop the application; lines that don't fit are lost. */
export function awsLogs({ logGroup, region, streamPrefix }: LogArgs) {
    return {
        logDriver: "awslogs",
        options: {
            "awslogs-group": logGroup,
            "awslogs-region": region,
            "awslogs-stream-prefix": streamPrefix,
            mode: "non-blocking",
            "max-buffer-size": "25m",
        },
    };
}

/** Containers that another one waits for, by name. */
export function toDependencies(dependsOn: Readonly<Record<string, DependencyCondition>>) {
    return Object.entries(dependsOn)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([containerName, condition]) => ({ containerName, condition }));
}

/** A copy, sorted by name, so that the same definition is the same text. */
export function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
    return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}
