import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { priceItems, type PriceItemName } from "./items";

/** List prices of one region. */
export interface PriceList {
    readonly region: string;

    /** Day on which they were taken down, like `2026-11-26`. */
    readonly asOf: string;

    /** USD for one unit of each. */
    readonly usd: Readonly<Record<PriceItemName, number>>;
}

/** Hours of a month, as AWS counts them in its examples. */
const hoursPerMonth = 730;

/**
 * What Fargate Spot costs of the price on demand. AWS lists no fixed price: it moves with supply, and the discount is up to
 * 70 %: https://aws.amazon.com/fargate/pricing/
 */
export const spotShare = { from: 0.3, to: 0.4 } as const;

/** The prices of a region; undefined where there are none, as those of another region would be wrong. */
export function findPrices(region: string, folder = __dirname): PriceList | undefined {
    const file = priceFile(folder, region);
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PriceList) : undefined;
}

/** USD a month of so many of each; what is charged by the hour exists all month. */
export function monthlyUsd({ usd }: PriceList, counts: Readonly<Partial<Record<PriceItemName, number>>>): number {
    const items = Object.entries(counts) as [PriceItemName, number][];
    return items.reduce(
        (sum, [item, count]) => sum + usd[item] * count * (priceItems[item].unit === "hour" ? hoursPerMonth : 1),
        0,
    );
}

/** USD of one unit that is made of so many of each: of an hour, where they are charged by the hour. */
export function unitUsd({ usd }: PriceList, counts: Readonly<Partial<Record<PriceItemName, number>>>): number {
    const items = Object.entries(counts) as [PriceItemName, number][];
    return Number(items.reduce((sum, [item, count]) => sum + usd[item] * count, 0).toPrecision(4));
}

/** Where the prices of a region are kept. */
export function priceFile(folder: string, region: string): string {
    return join(folder, `${region}.json`);
}

/** Rounded to cents, so that what is shown adds up. */
export function toCents(usd: number): number {
    return Math.round(Number((usd * 100).toPrecision(12))) / 100;
}

const days = 24 * 60 * 60 * 1000;

/** Whether prices were taken down more than a year ago. */
export function isOutdated({ asOf }: PriceList, now: Date): boolean {
    return now.getTime() - Date.parse(asOf) > 365 * days;
}
