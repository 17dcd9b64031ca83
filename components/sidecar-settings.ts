import { dependencyConditions, type DependencyCondition } from "../aws/container-dependencies";
import { formats } from "../aws/formats";
import { imageReference } from "../aws/image-reference";
import { ranges } from "../aws/ranges";
import { flag, listOf, object, oneOf, optional, recordOf, text, wholeNumber, type Check } from "./arguments";
import { checkCommand, words, writablePaths } from "./container-settings";

/** A container beside the application's. */
export interface SidecarSettings {
    /** Image by its digest, from any registry. */
    readonly image: string;

    /** The task ends with it. */
    readonly essential: boolean;

    /** CPU units that are kept for it; 0 shares what the others leave. */
    readonly cpu: number;

    /** Memory that it may use: more stops it. @default - the task's */
    readonly memoryMiB?: number;

    /** Replaces the image's CMD. @default - the image's */
    readonly command?: readonly string[];

    /** Replaces the image's ENTRYPOINT, and its CMD too. @default - the image's */
    readonly entryPoint?: readonly string[];

    /** `uid` or `uid:gid` that it runs as. @default - the image's */
    readonly user?: string;

    /** It can write nowhere but to `writablePaths`. */
    readonly readonlyRootFilesystem: boolean;

    /** What it may write; each is empty at the start of a task. */
    readonly writablePaths: readonly string[];

    /** Variables that are no secrets. */
    readonly environment: Readonly<Record<string, string>>;

    /** Variables that ECS reads: each from a variable of the application, a parameter or a secret. */
    readonly secrets: Readonly<Record<string, string>>;

    /** How it checks itself. @default - not at all */
    readonly healthCheck?: SidecarHealthCheck;

    /** Containers that it waits for, and until when. */
    readonly dependsOn: Readonly<Record<string, DependencyCondition>>;

    /** Ports that it listens on, which other containers reach on localhost; no security group opens them. */
    readonly ports: readonly number[];

    /** Seconds between SIGTERM and SIGKILL, 2 to 120. */
    readonly stopTimeoutSeconds: number;
}

/** How a sidecar checks itself. */
export interface SidecarHealthCheck {
    /** `["CMD", program, argument …]` or `["CMD-SHELL", line]`, which ends with 0 while it is healthy. */
    readonly command: readonly string[];

    /** Seconds between two checks, 5 to 300. */
    readonly intervalSeconds: number;

    /** Seconds for one check, 2 to 60. */
    readonly timeoutSeconds: number;

    /** Failed checks until it is unhealthy, 1 to 10. */
    readonly retries: number;

    /** Seconds after its start in which failed checks don't count, 0 to 300. */
    readonly startPeriodSeconds: number;
}

const texts: Check<Readonly<Record<string, string>>> = recordOf(text({ pattern: /^[^]*$/, allowed: "a text" }));

/** Check for the containers beside the application's, by name. */
export const sidecarSettings: Check<Readonly<Record<string, SidecarSettings>>> = recordOf(
    object<SidecarSettings>({
        image: text(imageReference),
        essential: flag,
        cpu: wholeNumber({ min: 0, max: 16_384 }),
        memoryMiB: optional(wholeNumber({ min: 6, max: 122_880 })),
        command: optional(words),
        entryPoint: optional(words),
        user: optional(text(formats.containerUser)),
        readonlyRootFilesystem: flag,
        writablePaths,
        environment: texts,
        secrets: texts,
        healthCheck: optional(
            object<SidecarHealthCheck>({
                command: checkCommand,
                intervalSeconds: wholeNumber({ min: 5, max: 300 }),
                timeoutSeconds: wholeNumber({ min: 2, max: 60 }),
                retries: wholeNumber({ min: 1, max: 10 }),
                startPeriodSeconds: wholeNumber({ min: 0, max: 300 }),
            }),
        ),
        dependsOn: recordOf(oneOf(dependencyConditions)),
        ports: listOf(wholeNumber({ min: 1, max: 65_535 })),
        stopTimeoutSeconds: wholeNumber(ranges.stopTimeoutSeconds),
    }),
);
