import { architectureFor, memoryMiBFor } from "../../aws/fargate";
import type { StackConfig } from "../sections";
import { inProduction, type Rule, type Warning } from "../section";
import { containerWarnings } from "./service-container";
import { sidecarWarnings } from "./service-sidecars";

/** Rules between the size of a service, how it is deployed, and other keys. */
export const serviceRules: readonly Rule[] = [
    {
        path: "service.enableExecuteCommand",
        reads: ["service.readonlyRootFilesystem"],
        message: "requires service.readonlyRootFilesystem: false, as the agent behind it writes to the container's file system",
        holds: ({ service: { enableExecuteCommand, readonlyRootFilesystem } }) =>
            !enableExecuteCommand || !readonlyRootFilesystem,
    },
    {
        path: "service.memoryMiB",
        reads: ["service.cpu"],
        message: "must be a size that Fargate offers with the CPU",
        detail: ({ service: { cpu } }) => `with ${cpu} CPU units one of ${memoryMiBFor[cpu].join(", ")}`,
        holds: ({ service: given }) => memoryMiBFor[given.cpu].includes(given.memoryMiB),
    },
    {
        path: "service.tasks.min",
        reads: ["profile"],
        message: "must be at least 2 in production, so that one task may fail",
        holds: inProduction(({ service: { tasks } }) => tasks.min >= 2),
    },
    {
        path: "service.tasks.max",
        reads: ["service.tasks.min"],
        message: "must be at least service.tasks.min",
        detail: ({ service: { tasks } }) => String(tasks.min),
        holds: ({ service: { tasks } }) => tasks.max >= tasks.min,
    },
    {
        path: "service.capacity",
        reads: [],
        message: "must have a weight above zero for on-demand or Spot, which ECS requires",
        holds: ({ service: { capacity } }) => capacity.onDemandWeight + capacity.spotWeight > 0,
    },
    {
        path: "service.capacity.base",
        reads: ["profile", "service.capacity.onDemandWeight"],
        message: "must be at least 1 in production unless onDemandWeight is above zero: AWS may interrupt all Spot tasks at once",
        holds: inProduction(({ service: { capacity } }) => capacity.base > 0 || capacity.onDemandWeight > 0),
    },
    {
        path: "service.maximumPercent",
        reads: ["service.minimumHealthyPercent", "service.tasks.min"],
        message: "must allow a deployment to replace at least one task at a time, with minimumHealthyPercent",
        detail: ({ service: { tasks, minimumHealthyPercent } }) => `${minimumHealthyPercent} % of ${tasks.min}`,
        holds: ({ service: given }) => replaceableTasks(given) > 0, // and never fewer of more tasks
    },
    {
        path: "service.availabilityZoneRebalancing",
        reads: ["service.maximumPercent"],
        message: "must be false where maximumPercent is 100: ECS starts a task before it stops one",
        holds: ({ service: given }) => !given.availabilityZoneRebalancing || given.maximumPercent > 100,
    },
    {
        path: "service.healthCheckGracePeriodSeconds",
        reads: ["service.healthCheckStartPeriodSeconds"],
        message:
            "must be at least healthCheckStartPeriodSeconds, or the load balancer's check stops a task that may still be starting",
        detail: ({ service: { healthCheckStartPeriodSeconds } }) => String(healthCheckStartPeriodSeconds),
        holds: ({ service: given }) => given.healthCheckGracePeriodSeconds >= given.healthCheckStartPeriodSeconds,
    },
    {
        path: "service.architecture",
        reads: ["image.build.platform"],
        message: "must match image.build.platform",
        detail: ({ image: { build } }) => String(build?.platform),
        holds: ({ service: { architecture }, image: { build } }) =>
            build === undefined || architecture === architectureFor[build.platform],
    },
];

/** What is legal of a service, and what a reviewer should know about. */
export function serviceWarnings({
    service: { tasks, minimumHealthyPercent, capacity, ...container },
    deployment: { strategy },
}: StackConfig): Warning[] {
    return [
        ...containerWarnings(container),
        ...sidecarWarnings(container.sidecars),
        ...(tasks.min === 1
            ? [{ path: "service.tasks.min", message: "one task: when it fails, nothing serves until another one is healthy" }]
            : []),
        ...(minimumHealthyPercent < 100 && strategy !== "recreate"
            ? [
                  {
                      path: "service.minimumHealthyPercent",
                      message: `during a deployment as few as ${minimumHealthyPercent} % of the tasks serve`,
                  },
              ]
            : []),
        ...(capacity.base === 0 && capacity.onDemandWeight === 0
            ? [{ path: "service.capacity", message: "Spot only: AWS may interrupt all tasks at once" }]
            : []),
    ];
}

/** What a deployment can replace at a time: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html */
function replaceableTasks({ tasks, minimumHealthyPercent, maximumPercent }: StackConfig["service"]): number {
    return Math.floor((tasks.min * maximumPercent) / 100) - Math.ceil((tasks.min * minimumHealthyPercent) / 100);
}
