import { z } from "zod";
import { findNested } from "../../aws/container-paths";
import { formats } from "../../aws/formats";
import type { Rule, Warning } from "../section";
import { flag, listOf, section, text } from "../schema-kit";

/** What a command is made of: words, of which one may come twice. */
export const words = () =>
    z.array(z.string("must be a text: quote it"), "must be a list of words").min(1, "must be a list of at least 1 words");

const listMessage = 'a list like ["CMD", "/app/check"] or ["CMD-SHELL", "curl -f localhost:3000"]';

/** A command of Docker's, for a container that checks itself. */
export const checkCommand = z.union(
    [z.tuple([z.literal("CMD"), z.string()]).rest(z.string()), z.tuple([z.literal("CMD-SHELL"), z.string()])],
    { error: `must be ${listMessage}` },
);

const healthCommand = z.union([z.literal("none"), ...checkCommand.options], { error: `must be none, or ${listMessage}` });

/** A user of the image, by number, so that root is known for what it is. */
export const userId = text(formats.containerUser.allowed, formats.containerUser.pattern);

/** Paths in a container. */
export const containerPaths = listOf(text(formats.containerPath.allowed, formats.containerPath.pattern), "paths");

/** Keys of `service` that an image may need: what it runs, as whom, and what it may write. */
export const containerKeys = {
    healthCheck: section({
        command: healthCommand
            .optional()
            .describe("check that runs inside the container, for an image without Node; `none` leaves it to the load balancer's")
            .meta({ absent: "Node requests `loadBalancer.healthCheck.path`" }),
    }).optional(),
    user: userId.optional().describe("user that the container runs as, whatever the image says"),
    writablePaths: containerPaths
        .optional()
        .describe(
            "what the application may write; each is empty at the start of a task, and belongs to root unless the image declares " +
                "it with `VOLUME`",
        ),
    readonlyRootFilesystem: flag().optional().describe("the application can write nowhere else"),
    entryPoint: words()
        .optional()
        .describe("replaces the image's `ENTRYPOINT`, and its `CMD` too")
        .meta({ absent: "the image's" }),
    command: words().optional().describe("replaces the image's `CMD`").meta({ absent: "the image's" }),
};

/** The keys for which the image, or the program, knows better than a default. */
export interface ContainerWithoutDefaults {
    readonly healthCheck: { readonly command: z.infer<typeof healthCommand> | undefined };
    readonly entryPoint: readonly string[] | undefined;
    readonly command: readonly string[] | undefined;
}

/** What the application in `app/` needs: its user, and what Next.js writes. */
export const containerDefaults = {
    user: "1001:1001",
    writablePaths: ["/tmp", "/app/.next/cache"],
    readonlyRootFilesystem: true,
};

export function withoutDefaults(
    input:
        | {
              readonly healthCheck?: { readonly command?: z.infer<typeof healthCommand> };
              readonly entryPoint?: readonly string[];
              readonly command?: readonly string[];
          }
        | undefined,
): ContainerWithoutDefaults {
    return {
        healthCheck: { command: input?.healthCheck?.command },
        entryPoint: input?.entryPoint,
        command: input?.command,
    };
}

export const containerRules: readonly Rule[] = [
    {
        path: "service.writablePaths",
        reads: [],
        message: "must not have a path inside another, which would hide it",
        detail: ({ service: { writablePaths } }) => (findNested(writablePaths) ?? []).join(", "),
        holds: ({ service: { writablePaths } }) => findNested(writablePaths) === undefined,
    },
];

export function containerWarnings({
    user,
    readonlyRootFilesystem,
    enableExecuteCommand,
}: {
    readonly user: string;
    readonly readonlyRootFilesystem: boolean;
    readonly enableExecuteCommand: boolean;
}): Warning[] {
    return [
        ...(/^0(?::|$)/.test(user) ? [{ path: "service.user", message: "the application runs as root" }] : []),
        ...(enableExecuteCommand
            ? [
                  {
                      path: "service.enableExecuteCommand",
                      message: "whoever may call ecs:ExecuteCommand gets a shell with the application's secrets",
                  },
              ]
            : []),
        ...(readonlyRootFilesystem || enableExecuteCommand // which needs it
            ? []
            : [
                  {
                      path: "service.readonlyRootFilesystem",
                      message: "off: whoever takes over the application can change its files",
                  },
              ]),
    ];
}
