import { findNested } from "../aws/container-paths";
import { formats } from "../aws/formats";
import { flag, listOf, mistake, object, optional, text, type Check } from "./arguments";

/** What the application's image needs of its container. */
export interface ContainerSettings {
    /** How the container checks itself. */
    readonly healthCheck: {
        /**
         * `["CMD", program, argument …]`, `["CMD-SHELL", line]`, or `none`, so that the load balancer's check alone decides.
         *
         * @default - Node requests the health path
         */
        readonly command: HealthCommand | undefined;
    };

    /** `uid` or `uid:gid` that the container runs as. */
    readonly user: string;

    /** What the application may write beside a root file system that is read-only; each is empty at the start of a task. */
    readonly writablePaths: readonly string[];

    /** The application can write nowhere but to `writablePaths`. */
    readonly readonlyRootFilesystem: boolean;

    /** Replaces the image's CMD. @default - the image's */
    readonly command: readonly string[] | undefined;

    /** Replaces the image's ENTRYPOINT, and its CMD too, as Docker does. @default - the image's */
    readonly entryPoint: readonly string[] | undefined;
}

/** A container's own health check: `CMD` runs a program, `CMD-SHELL` a line in the image's shell. */
export type HealthCommand = "none" | readonly string[];

/** For a command that Docker runs to check a container. */
export const checkCommand: Check<readonly string[]> = (command, path) =>
    isCommand(command)
        ? []
        : [mistake(path, 'a list of "CMD" and a program with its arguments, or of "CMD-SHELL" and one line', command)];

const healthCommand: Check<HealthCommand> = (command, path) =>
    command === "none" || isCommand(command)
        ? []
        : [mistake(path, 'none, or a list of "CMD" and a program with its arguments, or of "CMD-SHELL" and one line', command)];

function isCommand([kind, ...words]: readonly unknown[]): boolean {
    return (kind === "CMD" && words.length > 0) || (kind === "CMD-SHELL" && words.length === 1);
}

/** For what a container may write. */
export const writablePaths: Check<readonly string[]> = (paths, path) => {
    const mistakes = listOf(text(formats.containerPath))(paths, path);
    const nested = mistakes.length === 0 ? findNested(paths) : undefined;
    return nested === undefined ? mistakes : [mistake(path, `none of them inside another (${nested.join(", ")})`, paths)];
};

/** For a command, of which one word may come twice. */
export const words: Check<readonly string[]> = (list, path) =>
    Array.isArray(list) && list.length > 0 && list.every((word) => typeof word === "string")
        ? []
        : [mistake(path, "a list of words", list)];

/** Checks for the keys of {@link ContainerSettings}. */
export const containerSettings = {
    healthCheck: object<ContainerSettings["healthCheck"]>({ command: optional(healthCommand) }),
    user: text(formats.containerUser),
    writablePaths,
    readonlyRootFilesystem: flag,
    command: optional(words),
    entryPoint: optional(words),
};
