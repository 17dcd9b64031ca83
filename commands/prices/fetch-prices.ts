import { readOfferedPrices, type OfferedPrice } from "../../aws/price-list";
import { priceItemNames, priceItems, type ListedPrice, type PriceItemName } from "../../prices/items";
import { CommandError } from "../shared/errors";

/** What tells the usage types of a region apart: `EU-`, `EUC1-`, `USE2-`; us-east-1 has none, or `USE1-`. */
const regionPrefix = /^(?:EU|[A-Z]{2,4}\d)-/;

/**
 * The list prices of a region from AWS's own list.
 *
 * @throws {CommandError} when one of them is not there, or is there with several prices: a guess would be worse than none
 */
export async function fetchPrices(
    region: string,
    options: { readonly from?: string; readonly signal?: AbortSignal },
): Promise<Record<PriceItemName, number>> {
    const usd: Partial<Record<PriceItemName, number>> = {};
    const problems: string[] = [];
    const wanted: { readonly name: PriceItemName; readonly listed: ListedPrice }[] = [];
    for (const name of priceItemNames) {
        const { listed } = priceItems[name];
        if ("usd" in listed) {
            usd[name] = listed.usd;
        } else {
            wanted.push({ name, listed });
        }
    }
    for (const service of new Set(wanted.map(({ listed }) => listed.service))) {
        const items = wanted.filter(({ listed }) => listed.service === service);
        const usageTypes = items.map(({ listed }) => listed.usageType);
        const offered = await readOfferedPrices(service, region, usageTypes, options);
        for (const { name, listed } of items) {
            const found = findPrice(offered, listed);
            if (found.length === 1) {
                usd[name] = found[0];
            } else {
                problems.push(`${name} has ${found.length === 0 ? "no price" : `the prices ${found.join(", ")}`} in ${service}`);
            }
        }
    }
    if (problems.length > 0) {
        throw new CommandError(`nothing is written for ${region}: ${problems.join("; ")}`);
    }
    return usd as Record<PriceItemName, number>;
}

/** The price of the first units that cost something, each amount once. */
function findPrice(offered: readonly OfferedPrice[], { usageType, family }: ListedPrice): number[] {
    const own = offered.filter(
        (each) => each.usageType.replace(regionPrefix, "") === usageType && (family === undefined || each.family === family),
    );
    const first = Math.min(...own.map(({ startingRange }) => startingRange));
    return [...new Set(own.filter(({ startingRange }) => startingRange === first).map(({ usd }) => usd))];
}
