/**
 * Characters that the overrides of a task may have as JSON.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
 */
export const maxOverrideLength = 8_192;

/** A command in place of the one that a container usually runs. */
export interface CommandOverride {
    /** Name of the container. */
    readonly container: string;

    /** Replaces the image's CMD; its ENTRYPOINT stays. */
    readonly command: readonly string[];
}

/** What a task has instead of its task definition's. */
export function toOverrides({ container, command }: CommandOverride) {
    return { containerOverrides: [{ name: container, command: [...command] }] };
}

/** Characters of a command with all that ECS puts around it. */
export function overrideLength(override: CommandOverride): number {
    return JSON.stringify(toOverrides(override)).length;
}
