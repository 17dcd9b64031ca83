import { dependencyConditions } from "../aws/container-dependencies";
import { architectures, cpuUnits, memoryMiBFor } from "../aws/fargate";
import { ranges } from "../aws/ranges";
import { flag, mistake, object, oneOf, optional, recordOf, wholeNumber, type Check } from "./arguments";
import { containerSettings } from "./container-settings";
import type { Capacity } from "./service-settings";
import { sidecarSettings } from "./sidecar-settings";
import type { TaskSettings } from "./task-definition";

/** Checks for the keys of {@link TaskSettings}. */
export const taskSettings = {
    cpu: oneOf(cpuUnits),
    memoryMiB: wholeNumber({ min: 512, max: 122_880 }),
    architecture: oneOf(architectures),
    healthCheckStartPeriodSeconds: wholeNumber(ranges.healthCheckStartPeriodSeconds),
    stopTimeoutSeconds: wholeNumber(ranges.stopTimeoutSeconds),
    skipDestroy: flag,
    ephemeralStorageGiB: optional(wholeNumber(ranges.ephemeralStorageGiB)),
    ...containerSettings,
    sidecars: sidecarSettings,
    dependsOn: recordOf(oneOf(dependencyConditions)),
};

/** For a size that Fargate offers. */
export const fargateSize: Check<Pick<TaskSettings, "cpu" | "memoryMiB">> = ({ cpu, memoryMiB }, path) =>
    memoryMiBFor[cpu].includes(memoryMiB)
        ? []
        : [mistake(`${path}.memoryMiB`, `one of ${memoryMiBFor[cpu].join(", ")} with ${cpu} CPU units`, memoryMiB)];

/** For where tasks run. */
export const capacity: Check<Capacity> = object<Capacity>(
    {
        base: wholeNumber(ranges.capacityBase),
        onDemandWeight: wholeNumber(ranges.capacityWeight),
        spotWeight: wholeNumber(ranges.capacityWeight),
    },
    ({ onDemandWeight, spotWeight }, path) =>
        onDemandWeight + spotWeight > 0
            ? []
            : [mistake(path, "given a weight above zero for on-demand or Spot", [onDemandWeight, spotWeight])],
);
