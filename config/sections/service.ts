import type { z } from "zod";
import type { DependencyCondition } from "../../aws/container-dependencies";
import { architectureFor, architectures, cpuUnits, memoryMiBFor } from "../../aws/fargate";
import { profiles } from "../profiles";
import { ranges } from "../../aws/ranges";
import { over, type ByColumn, type Complete, type Section } from "../section";
import { serviceRules, serviceWarnings } from "./service-rules";
import { dependencies, sidecarRules, sidecars, type Sidecars } from "./service-sidecars";
import { flag, inRange, oneOf, section, wholeNumber } from "../schema-kit";
import {
    containerDefaults,
    containerKeys,
    containerRules,
    withoutDefaults,
    type ContainerWithoutDefaults,
} from "./service-container";

const memoryMiB = [...new Set(Object.values(memoryMiBFor).flat())].sort((a, b) => a - b);

const schema = section({
    cpu: oneOf(cpuUnits).optional().describe("CPU units of a task; 1024 are one vCPU"),
    memoryMiB: oneOf(memoryMiB).optional().describe("memory of a task; the legal sizes depend on the CPU"),
    architecture: oneOf(architectures)
        .optional()
        .describe("CPU architecture of the tasks")
        .meta({ absent: "`ARM64` if `image.build.platform` is `linux/arm64`, else `X86_64`" }),
    tasks: section({
        min: inRange(ranges.tasks).optional().describe("fewest tasks that run"),
        max: inRange(ranges.tasks).optional().describe("most tasks that run; where it is `min`, nothing scales the service"),
    }).optional(),
    capacity: section({
        base: wholeNumber(0, 1000).optional().describe("tasks that always run on demand"),
        onDemandWeight: wholeNumber(0, 1000).optional().describe("share of FARGATE in the tasks beyond the base"),
        spotWeight: wholeNumber(0, 1000).optional().describe("share of FARGATE_SPOT: cheaper, may be interrupted"),
    }).optional(),
    port: wholeNumber(1024, 65535)
        .optional()
        .describe("port of the container; a user other than root can't listen on one below 1024"),
    minimumHealthyPercent: wholeNumber(0, 100)
        .optional()
        .describe("of the tasks that keep serving during a deployment; 0 with `deployment.strategy` `recreate`"),
    maximumPercent: wholeNumber(100, 200)
        .optional()
        .describe("of the tasks that may run during a deployment; 100 with `deployment.strategy` `recreate`"),
    availabilityZoneRebalancing: flag()
        .optional()
        .describe("ECS spreads the tasks evenly over the zones again after one has failed")
        .meta({ absent: "`true`, unless `maximumPercent` is 100" }),
    ...containerKeys,
    ephemeralStorageGiB: inRange(ranges.ephemeralStorageGiB)
        .optional()
        .describe("disk of a task for its image and what it writes")
        .meta({ absent: "Fargate's 20, which are not charged" }),
    enableExecuteCommand: flag().optional().describe("allow a shell in a running task: `aws ecs execute-command`"),
    sidecars: sidecars
        .optional()
        .describe("containers beside the application's, for example a collector of telemetry")
        .meta({ absent: "none" }),
    dependsOn: dependencies()
        .optional()
        .describe("sidecars that the application waits for, and until when")
        .meta({ absent: "none: it starts beside them" }),
    healthCheckGracePeriodSeconds: wholeNumber(0, 3600)
        .optional()
        .describe("time after a task's start in which failing checks of the load balancer don't stop it"),
    healthCheckStartPeriodSeconds: wholeNumber(0, 300)
        .optional()
        .describe("time after a task's start in which failing container health checks don't count"),
    stopTimeoutSeconds: wholeNumber(2, 120).optional().describe("between SIGTERM and SIGKILL; Fargate allows at most 120"),
    maxRequestSeconds: wholeNumber(1, 4000).optional().describe("longest request that a deployment must not interrupt"),
    skipDestroy: flag().optional().describe("old task definitions stay ACTIVE, as a rollback needs them"),
}).optional();

type Keys = Complete<
    Omit<NonNullable<z.infer<typeof schema>>, keyof ContainerWithoutDefaults | "sidecars" | "dependsOn" | "ephemeralStorageGiB">
>;
type Service = Keys &
    ContainerWithoutDefaults & {
        readonly ephemeralStorageGiB: number | undefined;
        readonly sidecars: Sidecars;
        readonly dependsOn: Readonly<Record<string, DependencyCondition>>;
    };
type Defaults = Omit<Keys, "architecture" | "availabilityZoneRebalancing">;

const shared = {
    ...containerDefaults,
    enableExecuteCommand: false, // a shell is a way in, and what is changed by it is in no release
    port: 3000,
    minimumHealthyPercent: 100, // with one or two tasks, anything less is downtime
    maximumPercent: 200,
    healthCheckStartPeriodSeconds: 20, // Next.js boots in 1–4 s on a whole CPU, several times that on a quarter
};

/** All tasks stop before others start. */
const stopFirst = { minimumHealthyPercent: 0, maximumPercent: 100 };

const defaults: ByColumn<Defaults> = {
    dev: {
        ...shared,
        cpu: 256,
        memoryMiB: 512,
        tasks: { min: 1, max: 1 },
        capacity: { base: 0, onDemandWeight: 0, spotWeight: 1 }, // about 70 % cheaper, may be interrupted
        healthCheckGracePeriodSeconds: 30,
        stopTimeoutSeconds: 10,
        maxRequestSeconds: 5,
        skipDestroy: false, // so that a destroy leaves nothing
    },
    staging: {
        ...shared,
        cpu: 256,
        memoryMiB: 1024,
        tasks: { min: 1, max: 2 },
        capacity: { base: 1, onDemandWeight: 0, spotWeight: 1 }, // the first task stays, any other may be interrupted
        healthCheckGracePeriodSeconds: 60,
        stopTimeoutSeconds: 30,
        maxRequestSeconds: 15,
        skipDestroy: true,
    },
    prod: {
        ...shared,
        cpu: 512, // server-side rendering on 256 boots so slowly that health checks flap
        memoryMiB: 1024,
        tasks: { min: 2, max: 6 }, // one in each of two zones, and three times the load until someone looks
        capacity: { base: 2, onDemandWeight: 1, spotWeight: 0 },
        healthCheckGracePeriodSeconds: 60,
        stopTimeoutSeconds: 30,
        maxRequestSeconds: 30,
        skipDestroy: true,
    },
};

/** The ECS service and its tasks. */
export const service: Section<z.infer<typeof schema>, Service> & { readonly defaults: typeof defaults } = {
    schema: () => schema,
    defaults,
    resolve: (input, context) => {
        const column = defaults[profiles[context.profile].column];
        const resolved = over(context.input.deployment?.strategy === "recreate" ? { ...column, ...stopFirst } : column, input);
        return {
            ...resolved,
            ...withoutDefaults(input),
            tasks: { ...resolved.tasks, max: input?.tasks?.max ?? Math.max(resolved.tasks.max, resolved.tasks.min) },
            ephemeralStorageGiB: input?.ephemeralStorageGiB,
            sidecars: byKey(input?.sidecars ?? {}),
            dependsOn: byKey(input?.dependsOn ?? {}),
            architecture: input?.architecture ?? architectureFor[context.input.image?.build?.platform ?? "linux/amd64"],
            availabilityZoneRebalancing: input?.availabilityZoneRebalancing ?? resolved.maximumPercent > 100,
        };
    },
    rules: [...containerRules, ...sidecarRules, ...serviceRules],
    warnings: serviceWarnings,
};

/** The engine hands over the keys of an object sorted, a stack file has them as written. */
function byKey<T>(map: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
    return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
