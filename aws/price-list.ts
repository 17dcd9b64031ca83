import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { toAwsError } from "./errors";
import { UserError } from "./user-error";

/** Where AWS publishes its list prices, for anyone. */
export const priceListUrl = "https://pricing.us-east-1.amazonaws.com";

/** One price of the list. */
export interface OfferedPrice {
    /** With the prefix of its region, as `EUC1-Fargate-GB-Hours`. */
    readonly usageType: string;
    readonly family: string;
    readonly usd: number;

    /** Units from which it counts: prices go down in steps. */
    readonly startingRange: number;
}

/**
 * Reads what one service costs on demand in one region: a file of up to some hundred MB, of which a line at a time is kept.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html
 *
 * @param usageTypes without the region's prefix: other lines are not even split
 * @throws {UserError} when the file can't be read
 */
export async function readOfferedPrices(
    service: string,
    region: string,
    usageTypes: readonly string[],
    { from = priceListUrl, signal }: { readonly from?: string; readonly signal?: AbortSignal } = {},
): Promise<OfferedPrice[]> {
    const url = `${from}/offers/v1.0/aws/${service}/current/${region}/index.csv`;
    const prices: OfferedPrice[] = [];
    try {
        const response = await fetch(url, { signal });
        if (!response.ok || response.body === null) {
            throw new UserError(`${url} answers ${response.status}`);
        }
        let columns: readonly string[] | undefined;
        for await (const line of createInterface({ input: Readable.fromWeb(response.body as ReadableStream) })) {
            if (columns === undefined) {
                columns = line.includes('"SKU"') ? splitLine(line).map(toKey) : undefined; // five lines about the file come first
            } else if (usageTypes.some((usageType) => line.includes(usageType))) {
                prices.push(...toPrice(Object.fromEntries(zip(columns, splitLine(line)))));
            }
        }
    } catch (error) {
        throw error instanceof UserError ? error : toAwsError((error as Error).cause ?? error, `GET ${url}`);
    }
    return prices;
}

function toPrice(row: Readonly<Record<string, string | undefined>>): OfferedPrice[] {
    const { termtype, currency, usagetype = "", productfamily = "", priceperunit, startingrange } = row;
    const usd = Number(priceperunit);
    const isPrice = termtype === "OnDemand" && currency === "USD" && usd > 0; // what a free tier costs is no price
    return isPrice ? [{ usageType: usagetype, family: productfamily, usd, startingRange: Number(startingrange ?? 0) }] : [];
}

/** Columns are called `usageType` and `Product Family`. */
function toKey(column: string): string {
    return column.replaceAll(" ", "").toLowerCase();
}

/** Cells are in quotes, in which a quote is written twice. */
function splitLine(line: string): string[] {
    return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain = ""]) =>
        quoted === undefined ? plain : quoted.replaceAll('""', '"'),
    );
}

function zip(keys: readonly string[], values: readonly string[]): [string, string][] {
    return keys.map((key, index) => [key, values[index] ?? ""]);
}
