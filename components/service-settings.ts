import { ranges } from "../aws/ranges";
import { flag, mistake, object, wholeNumber, type Check } from "./arguments";
import type { TaskSettings } from "./task-definition";
import { capacity, fargateSize, taskSettings } from "./task-settings";

/** How many tasks run where, and how a deployment replaces them. */
export interface ServiceSettings extends TaskSettings {
    /** How many tasks run; each is charged by the second. */
    readonly tasks: {
        /** Tasks that run, or the fewest where something scales the service, 1 to 1000. Two or more survive the loss of one. */
        readonly min: number;

        /** Most tasks that something may scale the service to, from `min` on. */
        readonly max: number;
    };

    /** On which kind of capacity the tasks run. */
    readonly capacity: Capacity;

    /** Lets a caller of `ecs:ExecuteCommand` open a shell in a task; the task role needs `ssmmessages` for it. */
    readonly enableExecuteCommand: boolean;

    /** Percent of the tasks that keep serving during a deployment, 0 to 100; below 100 it runs on fewer tasks. */
    readonly minimumHealthyPercent: number;

    /** Percent of the tasks that may run during a deployment, 100 to 200; at 100 old tasks stop before new ones start. */
    readonly maximumPercent: number;

    /** Lets ECS move tasks back into balance between zones; needs `maximumPercent` above 100. */
    readonly availabilityZoneRebalancing: boolean;

    /** Seconds after the start of a task in which failing checks of the load balancer don't stop it. */
    readonly healthCheckGracePeriodSeconds: number;
}

/** How many tasks run on which kind of capacity. */
export interface Capacity {
    /** Tasks that always run on demand, from 0. */
    readonly base: number;

    /** Share of FARGATE in the tasks beyond the base, 0 to 1000. */
    readonly onDemandWeight: number;

    /** Share of FARGATE_SPOT, 0 to 1000: about 70 % cheaper, interrupted with two minutes' notice. */
    readonly spotWeight: number;
}

/** The base is always on demand; a provider that gets no task is left out. */
export function capacityProviderStrategies({
    base,
    onDemandWeight,
    spotWeight,
}: Capacity): { capacityProvider: string; base?: number; weight: number }[] {
    return [
        ...(base > 0 || onDemandWeight > 0 ? [{ capacityProvider: "FARGATE", base, weight: onDemandWeight }] : []),
        ...(spotWeight > 0 ? [{ capacityProvider: "FARGATE_SPOT", base: 0, weight: spotWeight }] : []),
    ];
}

export const serviceSettings: Check<ServiceSettings> = object<ServiceSettings>(
    {
        ...taskSettings,
        enableExecuteCommand: flag,
        tasks: object({ min: wholeNumber(ranges.tasks), max: wholeNumber(ranges.tasks) }, ({ min, max }, path) =>
            max >= min ? [] : [mistake(`${path}.max`, `at least min, ${min}`, max)],
        ),
        capacity,
        minimumHealthyPercent: wholeNumber(ranges.minimumHealthyPercent),
        maximumPercent: wholeNumber(ranges.maximumPercent),
        availabilityZoneRebalancing: flag,
        healthCheckGracePeriodSeconds: wholeNumber(ranges.healthCheckGracePeriodSeconds),
    },
    fargateSize,
    ({ tasks, minimumHealthyPercent, maximumPercent }, path) => {
        const least = Math.ceil((tasks.min * minimumHealthyPercent) / 100);
        return Math.floor((tasks.min * maximumPercent) / 100) > least
            ? []
            : [
                  mistake(
                      `${path}.maximumPercent`,
                      `enough to replace one of ${tasks.min} tasks while ${least} keep serving`,
                      maximumPercent,
                  ),
              ];
    },
    ({ availabilityZoneRebalancing, maximumPercent }, path) =>
        availabilityZoneRebalancing && maximumPercent === 100
            ? [mistake(`${path}.availabilityZoneRebalancing`, "false where maximumPercent is 100", true)]
            : [],
);
