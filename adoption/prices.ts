import type { Architecture } from "../aws/fargate";
import type { LiveService } from "./account";

/** Hours of a month, as AWS counts them in its examples. */
const hours = 730;

/**
 * List prices in USD of us-east-1, taken down on 2026-11-26, in the unit that a month is made of. Usage comes on top: LCUs,
 * requests, what goes out, and storage of a task beyond 20 GiB.
 */
const usEast1 = {
    /** https://aws.amazon.com/elasticloadbalancing/pricing/ */
    loadBalancer: 0.0225 * hours,

    /** Each public address: https://aws.amazon.com/vpc/pricing/ */
    publicAddress: 0.005 * hours,

    /** Linux on demand, by processor: https://aws.amazon.com/fargate/pricing/ */
    vcpu: { X86_64: 0.04048 * hours, ARM64: 0.03238 * hours } satisfies Record<Architecture, number>,
    memoryGiB: { X86_64: 0.004445 * hours, ARM64: 0.00356 * hours } satisfies Record<Architecture, number>,

    /** https://aws.amazon.com/cloudwatch/pricing/ */
    alarm: 0.1,
} as const;

/** Prices of a region; undefined for one whose prices are not known. */
export function findPrices(region: string): typeof usEast1 | undefined {
    return region === "us-east-1" ? usEast1 : undefined;
}

/**
 * USD a month of a service's tasks. Undefined where that is not known: on Spot, whose price moves, on instances, which cost
 * the same without the service, on Windows, and where the size of a task was not seen.
 */
export function priceTasks(service: LiveService, prices: typeof usEast1 | undefined): number | undefined {
    const { task: { cpu, memoryMiB, architecture } = {}, desiredCount, assignPublicIp } = service;
    const isKnown = isOnDemand(service) && cpu !== undefined && memoryMiB !== undefined && architecture !== undefined;
    if (prices === undefined || !isKnown) {
        return undefined;
    }
    const { vcpu, memoryGiB, publicAddress } = prices;
    const task = (vcpu[architecture] * cpu + memoryGiB[architecture] * memoryMiB) / 1024;
    return desiredCount * (task + (assignPublicIp ? publicAddress : 0));
}

function isOnDemand({ launchType, capacityProviders }: LiveService): boolean {
    return launchType === undefined ? capacityProviders.every((each) => each === "FARGATE") : launchType === "FARGATE";
}
