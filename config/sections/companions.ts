import { cpuUnits, memoryMiBFor, type CpuUnits } from "../../aws/fargate";
import { noneOf, type Rule, type SectionContext } from "../section";
import type { StackConfig } from "../sections";
import { oneOf, text, wholeNumber } from "../schema-kit";
import { service } from "./service";
import { words } from "./service-container";
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

interface Given {
    readonly cpu?: CpuUnits | undefined;
    readonly memoryMiB?: number | undefined;
    readonly stopTimeoutSeconds?: number | undefined;
}

/** What a task has, from its own keys or from the service's. */
export interface CompanionTask {
    readonly cpu: CpuUnits;
    readonly memoryMiB: number;
    readonly stopTimeoutSeconds: number;
}

/** Each with what its keys leave to the service, by name: the engine hands them over sorted. */
export function resolveCompanions<T extends Given>(
    input: Readonly<Record<string, T>> | undefined,
    context: SectionContext,
): Readonly<Record<string, Omit<T, keyof CompanionTask> & CompanionTask>> {
    const absent = service.resolve(context.input.service, context);
    return Object.fromEntries(
        Object.entries(input ?? {})
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, { cpu, memoryMiB, stopTimeoutSeconds, ...own }]) => [
                name,
                {
                    ...own,
                    cpu: cpu ?? absent.cpu,
                    memoryMiB: memoryMiB ?? absent.memoryMiB,
                    stopTimeoutSeconds: stopTimeoutSeconds ?? absent.stopTimeoutSeconds,
                },
            ]),
    );
}

/** Rules of the sizes that the companions of one section have. */
export function sizeRules(path: "workers" | "schedules"): readonly Rule[] {
    return [
        {
            path,
            reads: [],
            message: "must have sizes that Fargate offers",
            detail: (config) => describeSizes(config[path]),
            holds: (config) => describeSizes(config[path]) === "",
        },
        {
            path,
            reads: ["service.sidecars"],
            message: "must leave room for the sidecars, which run beside each of them",
            ...noneOf((config) => crowded(config, config[path])),
        },
    ];
}

/** Names that a container of a task has already. */
export function takenNames({ names, service: { sidecars } }: StackConfig, given: readonly string[]): string[] {
    return given.filter((name) => name === names.container || sidecars[name] !== undefined);
}

type Sized = Readonly<Record<string, Omit<CompanionTask, "stopTimeoutSeconds">>>;

/** What is wrong with the sizes: `emails: with 256 CPU units one of 512, 1024, 2048` */
function describeSizes(given: Sized): string {
    return Object.entries(given)
        .filter(([, { cpu, memoryMiB }]) => !memoryMiBFor[cpu].includes(memoryMiB))
        .map(([name, { cpu }]) => `${name}: with ${cpu} CPU units one of ${memoryMiBFor[cpu].join(", ")}`)
        .join("; ");
}

/** Those whose task the sidecars alone would fill. */
function crowded({ service: { sidecars } }: StackConfig, given: Sized): string[] {
    return Object.entries(given)
        .filter(([, { cpu, memoryMiB }]) => {
            return sumOfSidecars(sidecars, "cpu") >= cpu || sumOfSidecars(sidecars, "memoryMiB") >= memoryMiB;
        })
        .map(([name]) => name);
}
