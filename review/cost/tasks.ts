import { describeTaskSize } from "../../resources/ecs";
import type { Inputs } from "../../resources/inputs";
import { addresses, counted, type CostRow, type MonthlyCharge } from "./row";

/** Ephemeral storage that each task has for nothing: https://aws.amazon.com/fargate/pricing/ */
const freeStorageGiB = 20;

/** The tasks of a service, and their public addresses. */
export const chargeTasks: CostRow = (service, nearest) => {
    const taskDefinition = nearest("aws:ecs/taskDefinition:TaskDefinition");
    const tasks = service.number("desiredCount");
    const size = describeTaskSize(taskDefinition);
    if (tasks === undefined || size === undefined) {
        return { unknown: ["tasks"] };
    }
    if (tasks === 0) {
        return {};
    }
    const address = hasAddresses(service) ? { publicAddress: tasks } : {};
    return {
        ...(isShifting(service)
            ? {
                  usage: [
                      {
                          of: { ...toItems(taskDefinition, tasks), ...address },
                          per: "hour in which two releases run side by side, in every deployment",
                      },
                  ],
              }
            : {}),
        monthly: [
            {
                what: `${counted(tasks, "task")} of ${size}`,
                of: toItems(taskDefinition, tasks),
                ...describeSpot(service, tasks),
            },
            ...(hasAddresses(service) ? [addresses(tasks)] : []),
        ],
    };
};

/** What scaling adds to the tasks that always run. */
export const chargeMoreTasks: CostRow = (target, nearest) => {
    const taskDefinition = nearest("aws:ecs/taskDefinition:TaskDefinition");
    const [min, max] = [target.number("minCapacity"), target.number("maxCapacity")];
    const address = hasAddresses(nearest("aws:ecs/service:Service")) ? { publicAddress: 1 } : {};
    if (min === undefined || max === undefined || describeTaskSize(taskDefinition) === undefined) {
        return { unknown: ["tasks that scaling adds"] };
    }
    const of = { ...toItems(taskDefinition, 1), ...address };
    return max > min ? { usage: [{ of, per: `hour of each task beyond ${min}, up to ${max}` }] } : {};
};

/** What a schedule runs: its starts cost nothing, the first 14 million a month, and a task is charged for as long as it runs. */
export const chargeRuns: CostRow = (schedule, nearest) => {
    const taskDefinition = nearest("aws:ecs/taskDefinition:TaskDefinition");
    const size = describeTaskSize(taskDefinition);
    if (size === undefined) {
        return { unknown: ["runs of a schedule"] };
    }
    const address = hasAddresses(schedule.object("target").object("ecsParameters")) ? { publicAddress: 1 } : {};
    const of = { ...toItems(taskDefinition, 1), ...address };
    return { usage: [{ of, per: `hour that ${schedule.text("name") ?? "a schedule"} runs, ${size}` }] };
};

/** A release is started whole beside the one before, which is kept until the end of the deployment. */
function isShifting(service: Inputs): boolean {
    return !["ROLLING", undefined].includes(service.object("deploymentConfiguration").text("strategy"));
}

function hasAddresses(service: Inputs): boolean {
    return service.object("networkConfiguration").flag("assignPublicIp") === true;
}

function toItems(taskDefinition: Inputs, tasks: number): MonthlyCharge["of"] {
    const vcpu = (tasks * Number(taskDefinition.text("cpu"))) / 1024;
    const memory = (tasks * Number(taskDefinition.text("memory"))) / 1024;
    const storage = taskDefinition.object("ephemeralStorage").number("sizeInGib") ?? freeStorageGiB;
    const isArm = taskDefinition.object("runtimePlatform").text("cpuArchitecture") === "ARM64";
    return {
        ...(isArm ? { fargateArmVcpu: vcpu, fargateArmGb: memory } : { fargateVcpu: vcpu, fargateGb: memory }),
        ...(storage > freeStorageGiB ? { fargateStorageGb: tasks * (storage - freeStorageGiB) } : {}),
    };
}

/**
 * How much of the tasks is on Spot: the base of each provider first, the rest by their weights. Where the weights don't
 * divide the rest, it is one more or one less.
 */
function describeSpot(service: Inputs, tasks: number): Pick<MonthlyCharge, "spot"> {
    const providers = service.list("capacityProviderStrategies").map((strategy) => ({
        isSpot: strategy.text("capacityProvider") === "FARGATE_SPOT",
        base: strategy.number("base") ?? 0,
        weight: strategy.number("weight") ?? 0,
    }));
    const sum = (of: typeof providers, key: "base" | "weight") => of.reduce((total, each) => total + each[key], 0);
    const spot = providers.filter(({ isSpot }) => isSpot);
    const rest = Math.max(0, tasks - sum(providers, "base"));
    const weighed = sum(providers, "weight");
    const base = Math.min(tasks, sum(spot, "base"));
    const share = weighed === 0 ? 0 : (rest * sum(spot, "weight")) / weighed;
    const [least, most] = [base + Math.floor(share), base + Math.ceil(share)].map((count) => count / tasks) as [number, number];
    return most === 0 ? {} : { spot: { least, most } };
}
