import { monthlyUsd, type PriceList } from "../prices/price-list";
import type { LiveService } from "./account";

/**
 * USD a month of a service's tasks, without storage beyond 20 GiB. Undefined where that is not known: on Spot, whose price
 * moves, on instances, which cost the same without the service, on Windows, and where the size of a task was not seen.
 */
export function priceTasks(service: LiveService, prices: PriceList | undefined): number | undefined {
    const { task: { cpu, memoryMiB, architecture } = {}, desiredCount, assignPublicIp } = service;
    const isKnown = isOnDemand(service) && cpu !== undefined && memoryMiB !== undefined && architecture !== undefined;
    if (prices === undefined || !isKnown) {
        return undefined;
    }
    const [vcpu, memory] = [(desiredCount * cpu) / 1024, (desiredCount * memoryMiB) / 1024];
    return monthlyUsd(prices, {
        ...(architecture === "ARM64" ? { fargateArmVcpu: vcpu, fargateArmGb: memory } : { fargateVcpu: vcpu, fargateGb: memory }),
        publicAddress: assignPublicIp ? desiredCount : 0,
    });
}

function isOnDemand({ launchType, capacityProviders }: LiveService): boolean {
    return launchType === undefined ? capacityProviders.every((each) => each === "FARGATE") : launchType === "FARGATE";
}
