import type { z } from "zod";
import { cpuUnits, memoryMiBFor, type CpuUnits } from "../../aws/fargate";
import { ranges } from "../../aws/ranges";
import type { StackConfig } from "../sections";
import { noneOf, type Section } from "../section";
import { inRange, mapOf, oneOf, section, text, wholeNumber } from "../schema-kit";
import { service } from "./service";
import { checkCommand, words } from "./service-container";
import { sumOfSidecars } from "./service-sidecars";

/** Name of something that runs beside the service: part of names in AWS, and of the logs. */
export const companionName = text(
    "a name of lower-case letters, digits and single hyphens, first a letter",
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
    32,
);

/** Keys of whatever runs a command of its own in the release's image. */
export const companionKeys = {
    command: words().describe("command in place of the image's `CMD`"),
    cpu: oneOf(cpuUnits).optional().describe("CPU units of a task").meta({ absent: "`service.cpu`" }),
    memoryMiB: wholeNumber(512, 122_880)
        .optional()
        .describe("memory of a task, a size that Fargate offers with the CPU")
        .meta({ absent: "`service.memoryMiB`" }),
};

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
export interface Worker {
    readonly command: readonly string[];
    readonly cpu: CpuUnits;
    readonly memoryMiB: number;
    readonly tasks: number;
    readonly healthCheck: readonly string[] | undefined;
    readonly stopTimeoutSeconds: number;
}

/** Services without a load balancer, from the release's image. */
export const workers: Section<z.infer<typeof schema>, Readonly<Record<string, Worker>>> = {
    note: "Each worker is an ECS service of its own, with the release's image, variables, roles, sidecars and network. It moves to a release once that serves ([operations.md](operations.md#workers)).",
    schema: () => schema,
    resolve: (input, context) => {
        const { cpu, memoryMiB, stopTimeoutSeconds } = service.resolve(context.input.service, context);
        return Object.fromEntries(
            Object.entries(input ?? {})
                .sort(([a], [b]) => (a < b ? -1 : 1)) // the engine hands them over sorted
                .map(([name, given]) => [
                    name,
                    {
                        command: given.command,
                        cpu: given.cpu ?? cpu,
                        memoryMiB: given.memoryMiB ?? memoryMiB,
                        tasks: given.tasks,
                        healthCheck: given.healthCheck,
                        stopTimeoutSeconds: given.stopTimeoutSeconds ?? stopTimeoutSeconds,
                    },
                ]),
        );
    },
    rules: [
        {
            path: "workers",
            reads: [],
            message: "must have sizes that Fargate offers",
            detail: ({ workers: given }) => describeSizes(given),
            holds: ({ workers: given }) => describeSizes(given) === "",
        },
        {
            path: "workers",
            reads: ["names.container", "service.sidecars"],
            message: "must have other names than the application's container and its sidecars",
            ...noneOf((config) => takenNames(config, Object.keys(config.workers))),
        },
        {
            path: "workers",
            reads: ["service.sidecars"],
            message: "must leave room for the sidecars, which run beside each of them",
            ...noneOf((config) => crowded(config, config.workers)),
        },
    ],
};

type Sized = Readonly<Record<string, { readonly cpu: CpuUnits; readonly memoryMiB: number }>>;

/** What is wrong with the sizes: `emails: with 256 CPU units one of 512, 1024, 2048` */
export function describeSizes(given: Sized): string {
    return Object.entries(given)
        .filter(([, { cpu, memoryMiB }]) => !memoryMiBFor[cpu].includes(memoryMiB))
        .map(([name, { cpu }]) => `${name}: with ${cpu} CPU units one of ${memoryMiBFor[cpu].join(", ")}`)
        .join("; ");
}

/** Names that a container of a task has already. */
export function takenNames({ names, service: { sidecars } }: StackConfig, given: readonly string[]): string[] {
    return given.filter((name) => name === names.container || sidecars[name] !== undefined);
}

/** Those whose task the sidecars alone would fill. */
export function crowded({ service: { sidecars } }: StackConfig, given: Sized): string[] {
    return Object.entries(given)
        .filter(([, { cpu, memoryMiB }]) => {
            return sumOfSidecars(sidecars, "cpu") >= cpu || sumOfSidecars(sidecars, "memoryMiB") >= memoryMiB;
        })
        .map(([name]) => name);
}
