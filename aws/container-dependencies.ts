/** When a container that waits for another one may start: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html */
export const dependencyConditions = ["START", "COMPLETE", "SUCCESS", "HEALTHY"] as const;

export type DependencyCondition = (typeof dependencyConditions)[number];

/** What decides whether containers of a task can wait for each other. */
export interface DependentContainer {
    /** The task ends with it. */
    readonly essential: boolean;

    /** It has a health check of its own. */
    readonly isChecked: boolean;

    /** Containers that it waits for, by name. */
    readonly dependsOn: Readonly<Record<string, DependencyCondition>>;
}

/** Why ECS would refuse containers that wait for each other: the first reason, as half a sentence. */
export function explainDependencies(containers: Readonly<Record<string, DependentContainer>>): string | undefined {
    for (const [name, { dependsOn }] of Object.entries(containers)) {
        for (const [other, condition] of Object.entries(dependsOn)) {
            const awaited = containers[other];
            if (awaited === undefined || other === name) {
                const known = Object.keys(containers).filter((each) => each !== name);
                return `${name} waits for ${other}, which is not one of ${known.join(", ")}`;
            }
            if (condition === "HEALTHY" && !awaited.isChecked) {
                return `${name} waits for ${other} to be HEALTHY, which has no health check`;
            }
            if ((condition === "COMPLETE" || condition === "SUCCESS") && awaited.essential) {
                return `${name} waits for the end of ${other}, which is essential: the task would end with it`;
            }
        }
    }
    const circle = findCircle(containers);
    return circle && circle.join(" waits for ");
}

/** Containers of which each waits for the next, and the last for the first. */
function findCircle(containers: Readonly<Record<string, DependentContainer>>): string[] | undefined {
    const follow = (name: string, path: readonly string[]): string[] | undefined => {
        const begin = path.indexOf(name);
        if (begin !== -1) {
            return [...path.slice(begin), name];
        }
        for (const next of Object.keys(containers[name]?.dependsOn ?? {})) {
            const found = follow(next, [...path, name]);
            if (found !== undefined) {
                return found;
            }
        }
        return undefined;
    };
    return Object.keys(containers)
        .map((name) => follow(name, []))
        .find((found) => found !== undefined);
}
