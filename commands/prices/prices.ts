import { readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Command } from "commander";
import { priceListUrl } from "../../aws/price-list";
import { regions } from "../../aws/regions";
import { priceItemNames } from "../../prices/items";
import { findPrices, isOutdated, priceFile, type PriceList } from "../../prices/price-list";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import { Output } from "../shared/output";
import { fetchPrices } from "./fetch-prices";

interface Options {
    readonly from: string;
    readonly json: boolean;
}

export function prices(context: CommandContext): Command {
    return new Command("prices")
        .argument("[region]", "region whose prices are fetched; without one, those that are here are listed with their age")
        .option("--from <url>", "where AWS's price list is read", priceListUrl)
        .option("--json", "one JSON document on stdout", false)
        .action((region: string | undefined, options: Options) =>
            region === undefined ? list(context, options) : refresh(context, region, options),
        );
}

/** @throws {CommandError} when a list is older than a year */
function list({ folder, streams, clock }: CommandContext, { json }: Options): void {
    const output = new Output(streams, json);
    const place = join(folder, "prices");
    const known = readdirSync(place)
        .filter((file) => file.endsWith(".json"))
        .map((file) => findPrices(basename(file, ".json"), place))
        .filter((found) => found !== undefined);
    const outdated = known.filter((each) => isOutdated(each, clock.date())).map(({ region }) => region);
    output.lines(
        ...known.map(({ region, asOf }) => `${region}  ${asOf}${outdated.includes(region) ? "  older than a year" : ""}`),
    );
    output.document({ lists: known.map(({ region, asOf }) => ({ region, asOf, isOutdated: outdated.includes(region) })) });
    if (outdated.length > 0) {
        throw new CommandError(`older than a year: npm run prices -- ${outdated.join(", npm run prices -- ")}`);
    }
}

async function refresh(
    { folder, streams, clock, interruption }: CommandContext,
    region: string,
    options: Options,
): Promise<void> {
    if (!regions.includes(region)) {
        throw new CommandError(`${region} is no region of AWS`, exitCodes.usage);
    }
    const place = join(folder, "prices");
    const before = findPrices(region, place);
    const usd = await fetchPrices(region, { from: options.from, signal: interruption.signal });
    const after: PriceList = { region, asOf: clock.date().toISOString().slice(0, 10), usd };
    writeFileSync(priceFile(place, region), `${JSON.stringify(after, null, 4)}\n`);
    const changes = priceItemNames
        .filter((name) => before?.usd[name] !== usd[name])
        .map((name) => ({ item: name, before: before?.usd[name], after: usd[name] }));
    const output = new Output(streams, options.json);
    output.lines(
        ...changes.map((change) => `${change.item}  ${change.before ?? "none"} ▸ ${change.after}`),
        `${changes.length} of ${priceItemNames.length} prices of ${region} changed: prices/${region}.json`,
    );
    output.document({ region, asOf: after.asOf, changes });
}
