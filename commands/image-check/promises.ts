import type { Architecture } from "../../aws/fargate";
import { checkContainer } from "./container-promises";
import { checkContents } from "./contents-promises";
import type { Image } from "./image";
import { checkNext } from "./next-promises";

/** What a stack's file says of the container that the image becomes. */
export interface ContainerPlan {
    /** Namespace of the stack file's keys. */
    readonly project: string;
    readonly architecture: Architecture;
    readonly port: number;

    /** `uid` or `uid:gid`. */
    readonly user: string;
    readonly writablePaths: readonly string[];
    readonly readonlyRootFilesystem: boolean;

    /** @default - Node requests the health path */
    readonly healthCommand: "none" | readonly string[] | undefined;

    /** They replace the image's own. */
    readonly entryPoint: readonly string[] | undefined;
    readonly command: readonly string[] | undefined;

    /** Most tasks that run side by side, without those of a deployment. */
    readonly maxTasks: number;
}

/** What an image breaks of what it promises, a line each. */
export interface Broken {
    /** A task would not start, not become healthy, or fail where it writes; or a secret is in the image. */
    readonly errors: readonly string[];
    readonly warnings: readonly string[];
}

/** Compares an image with what its container is to be. Nothing of it runs. */
export function checkImage(image: Image, plan: ContainerPlan): Broken {
    const parts = [checkContainer(image, plan), checkContents(image), checkNext(image, plan)];
    return { errors: parts.flatMap(({ errors }) => errors), warnings: parts.flatMap(({ warnings }) => warnings) };
}
