import type { z } from "zod";
import { ranges } from "../../aws/ranges";
import { noneOf, type Section } from "../section";
import { inRange, mapOf, section } from "../schema-kit";
import { companionKeys, companionName, resolveCompanions, sizeRules, takenNames, type CompanionTask } from "./companions";
import { checkCommand } from "./service-container";

/** Keys of one worker. */
export const worker = section({
    ...companionKeys,
    tasks: inRange(ranges.tasks).default(1).describe("tasks that run"),
    healthCheck: checkCommand.optional().describe("command by which the container checks itself").meta({ absent: "none" }),
    stopTimeoutSeconds: inRange(ranges.stopTimeoutSeconds)
        .optional()
        .describe("between SIGTERM and SIGKILL: what a worker has to finish or hand back its job")
        .meta({ absent: "`service.stopTimeoutSeconds`" }),
});

const schema = mapOf(companionName, worker, "workers by name")
    .optional()
    .describe("services without a load balancer, which run other commands of the release's image")
    .meta({ absent: "none" });

/** A worker with all that its task is made of. */
export interface Worker extends CompanionTask {
    readonly command: readonly string[];
    readonly tasks: number;
    readonly healthCheck?: readonly string[] | undefined;
}

/** Services without a load balancer, from the release's image. */
export const workers: Section<z.infer<typeof schema>, Readonly<Record<string, Worker>>> = {
    note: "Each worker is an ECS service of its own, with the release's image, variables, roles, sidecars and network. It moves to a release once that serves ([operations.md](operations.md#workers)).",
    schema: () => schema,
    resolve: resolveCompanions,
    rules: [
        ...sizeRules("workers"),
        {
            path: "workers",
            reads: ["names.container", "service.sidecars"],
            message: "must have other names than the application's container and its sidecars",
            ...noneOf((config) => takenNames(config, Object.keys(config.workers))),
        },
    ],
};
