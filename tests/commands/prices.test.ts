import * as assert from "node:assert/strict";
import { once } from "node:events";
import { cpSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { prices } from "../../commands/prices/prices";
import { systemClock } from "../../deployment/clock";
import { priceItemNames, priceItems } from "../../prices/items";
import type { PriceList } from "../../prices/price-list";
import { Trial } from "./trial";

type Row = Readonly<Record<string, string | number>>;

const columns = [
    ...["SKU", "TermType", "PriceDescription", "StartingRange", "PricePerUnit", "Currency"],
    ...["Product Family", "serviceCode", "usageType"],
];
const head = [
    '"FormatVersion","v1.0"',
    '"Disclaimer","for ""information"""',
    '"Publication Date","x"',
    '"Version","1"',
    '"OfferCode","x"',
];
const quoted = (values: readonly unknown[]) => values.map((value) => `"${String(value).replaceAll('"', '""')}"`).join(",");

describe("npm run prices", () => {
    const trial = new Trial();
    let server: Server;
    let url = "";
    let change: (row: Row) => readonly Row[] = (row) => [row];

    /** A list as AWS has it: the region's prefix, free tiers, other terms, other families, later steps. */
    const listOf = (service: string, prefix: string): string => {
        const rows = priceItemNames
            .map((name, index) => ({ ...priceItems[name], usd: (index + 1) / 100 }))
            .flatMap(({ listed, usd }) => ("service" in listed && listed.service === service ? [{ listed, usd }] : []))
            .map(({ listed, usd }): Row => {
                const { usageType, family = "Some" } = listed as { usageType: string; family?: string };
                return { usageType: `${prefix}${usageType}`, "Product Family": family, PricePerUnit: usd, StartingRange: 0 };
            })
            .flatMap((row) => change(row))
            .flatMap((row): Row[] => [
                { ...row, PricePerUnit: 0 },
                { ...row, TermType: "Reserved", PricePerUnit: 77 },
                { ...row, usageType: `TS-${row.usageType}`, PricePerUnit: 78 },
                { ...row, usageType: `${row.usageType}-More`, PricePerUnit: 79 },
                { ...row, StartingRange: 10_240, PricePerUnit: 80 },
                row,
                ...(row["Product Family"] === "Some"
                    ? []
                    : [{ ...row, "Product Family": "Load Balancer-Network", PricePerUnit: 81 }]),
            ]);
        const all = rows.map((row): Row => ({ TermType: "OnDemand", Currency: "USD", PriceDescription: 'a "b", c', ...row }));
        return [...head, quoted(columns), ...all.map((row) => quoted(columns.map((column) => row[column] ?? "")))].join("\n");
    };

    before(async () => {
        server = createServer((request, response) => {
            const [, service = "", region = ""] =
                /^\/offers\/v1\.0\/aws\/(\w+)\/current\/([\w-]+)\/index\.csv$/.exec(request.url ?? "") ?? [];
            const prefix = { "eu-central-1": "EUC1-", "eu-west-1": "EU-", "us-east-1": "" }[region];
            response.statusCode = prefix === undefined ? 403 : 200;
            response.end(prefix === undefined ? "" : listOf(service, prefix));
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    beforeEach(() => {
        change = (row) => [row];
        cpSync("prices", join(trial.folder, "prices"), { recursive: true });
        trial.context = { clock: { ...systemClock, date: () => new Date("2027-01-02T03:04:05Z") } };
    });
    after(() => void server.close());

    const fileOf = (region: string) =>
        JSON.parse(readFileSync(join(trial.folder, "prices", `${region}.json`), "utf8")) as PriceList;

    for (const region of ["eu-central-1", "eu-west-1", "us-east-1"]) {
        it(`writes what AWS lists for ${region}, with the day`, async () => {
            const { exitCode, stdout, stderr } = await trial.run(prices, region, "--from", url);
            assert.deepEqual([exitCode, stderr], [0, ""]);
            const everywhere = { healthCheck: 0.5, healthCheckOption: 1 }; // Route 53 has no list by region
            const listed = Object.fromEntries(priceItemNames.map((name, index) => [name, (index + 1) / 100]));
            const usd = { ...listed, ...everywhere };
            assert.deepEqual(fileOf(region), { region, asOf: "2027-01-02", usd });
            assert.match(
                stdout,
                new RegExp(`\\d+ of ${priceItemNames.length} prices of ${region} changed: prices/${region}.json\n$`),
            );
        });
    }

    it("shows what changed, before and after", async () => {
        const { changes } = (await trial.document(prices, "us-east-1", "--from", url)) as { changes: { item: string }[] };
        assert.deepEqual(changes[0], { item: "fargateVcpu", before: 0.04048, after: 0.01 });
    });

    const broken: Readonly<Record<string, readonly [typeof change, string]>> = {
        "is missing": [(row) => (row.usageType === "EUC1-NatGateway-Hours" ? [] : [row]), "natGateway has no price in AmazonEC2"],
        "has two amounts": [
            (row) => (row.usageType === "EUC1-LCUUsage" ? [row, { ...row, PricePerUnit: 9 }] : [row]),
            "loadBalancerCapacity has the prices 0.07, 9 in AWSELB",
        ],
    };
    for (const [what, [broke, problem]] of Object.entries(broken)) {
        it(`writes nothing where a price ${what}`, async () => {
            change = broke;
            const { exitCode, stderr } = await trial.run(prices, "eu-central-1", "--from", url);
            assert.deepEqual([exitCode, stderr], [1, `nothing is written for eu-central-1: ${problem}\n`]);
            assert.throws(() => fileOf("eu-central-1"), { code: "ENOENT" });
        });
    }

    it("says what AWS answers where there is no list, what is no region, and where nothing answers", async () => {
        assert.deepEqual(await trial.run(prices, "eu-north-1", "--from", url), {
            exitCode: 1,
            stdout: "",
            stderr: `${url}/offers/v1.0/aws/AmazonECS/current/eu-north-1/index.csv answers 403\n`,
        });
        assert.deepEqual(await trial.run(prices, "eu-nowhere-1"), {
            exitCode: 2,
            stdout: "",
            stderr: "eu-nowhere-1 is no region of AWS\n",
        });
        const nothing = await trial.run(prices, "us-east-1", "--from", "http://127.0.0.1:1");
        assert.equal(nothing.exitCode, 3);
        assert.match(nothing.stderr, /^GET http:\/\/127\.0\.0\.1:1\/\S+csv/);
    });

    it("lists those that are here, and fails once one is older than a year", async () => {
        const fresh = await trial.run(prices);
        assert.deepEqual([fresh.exitCode, fresh.stdout.split("\n")[0]], [0, "us-east-1  2026-11-26"]);
        trial.context = { clock: { ...systemClock, date: () => new Date("2027-12-01T00:00:00Z") } };
        await trial.run(prices, "us-east-1", "--from", url);
        const { exitCode, stdout, stderr } = await trial.run(prices);
        assert.equal(exitCode, 1);
        assert.deepEqual(stdout.split("\n").slice(0, 2), ["us-east-1  2027-12-01", "us-east-2  2026-11-26  older than a year"]);
        assert.equal(stderr, "older than a year: npm run prices -- us-east-2, npm run prices -- us-west-2\n");
    });
});
