/** Hours of a month, as AWS counts them in its examples. */
const hours = 730;

/**
 * List prices in USD of us-east-1, taken down on 2026-11-26, in the unit that a month is made of. Usage comes on top: LCUs,
 * requests, what goes out.
 */
const usEast1 = {
    /** https://aws.amazon.com/elasticloadbalancing/pricing/ */
    loadBalancer: 0.0225 * hours,

    /** Each public address: https://aws.amazon.com/vpc/pricing/ */
    publicAddress: 0.005 * hours,

    /** https://aws.amazon.com/fargate/pricing/ */
    vcpu: 0.04048 * hours,
    memoryGiB: 0.004445 * hours,

    /** https://aws.amazon.com/cloudwatch/pricing/ */
    alarm: 0.1,
} as const;

type Item = keyof typeof usEast1;

/** USD a month of so many of each; undefined in a region whose prices are not known. */
export function monthlyUsd(region: string, counts: Readonly<Partial<Record<Item, number>>>): number | undefined {
    const items = Object.entries(counts) as [Item, number][];
    return region === "us-east-1" ? items.reduce((sum, [item, count]) => sum + usEast1[item] * count, 0) : undefined;
}
