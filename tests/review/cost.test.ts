import * as assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { priceItemNames, priceItems } from "../../prices/items";
import { findPrices, isOutdated } from "../../prices/price-list";
import { resourceTypes } from "../../resources";
import { estimateCost } from "../../review/cost";
import { costRows } from "../../review/cost/rows";
import { previewOfExample } from "../stacks/preview-of";
import { type Change, hours, costOf, linesOf, usageOf, cents, balancer, scaling, releaseAlarms, monitoring } from "./cost-of";

describe("the cost of a stack", () => {
    it("is, for production, what its parts add up to by hand", async () => {
        const cost = await costOf("prod");
        const task = 0.5 * 0.04048 * hours + 1 * 0.004445 * hours; // 14.7752 + 3.24485 = 18.02005
        assert.deepEqual(linesOf(cost), [
            ["FargateService", "2 tasks of 0.5 vCPU, 1 GB", cents(2 * task)], // 36.04
            ["FargateService", "2 public addresses", 7.3],
            ...balancer,
            ...monitoring,
            ...scaling,
            ...releaseAlarms("spotter-prod"),
        ]);
        assert.deepEqual(cost.monthlyUsd, { from: 71.67, to: 71.67 }); // 16.43 + 7.30 + 3.80 + 0.40 + 0.40 + 36.04 + 7.30
        assert.deepEqual([cost.region, cost.asOf, cost.notCounted], ["us-east-1", "2026-11-26", []]);
    });

    it("has an hour of twice the tasks where a deployment runs two releases side by side, and changes nothing else", async () => {
        const usual = await costOf("prod");
        const twice = await costOf("prod", (config) => {
            config["spotter:deployment"] = { strategy: "blueGreen" };
            config["spotter:scaling"] = { requestsPerTargetPerMinute: 0 };
        });
        // 2 × (0.5 × 0.04048 + 1 × 0.004445) + 2 × 0.005
        assert.deepEqual(
            usageOf(twice).filter((line) => !usageOf(usual).includes(line)),
            ["0.05937 per hour in which two releases run side by side, in every deployment"],
        );
        const sums = ["too-few", "unhealthy"].map((role) => ["ServiceAlarms", `alarm spotter-prod-${role}`]);
        const isSum = ([, what]: readonly unknown[]) => sums.some(([, alarm]) => alarm === what);
        const sorted = (lines: readonly (readonly unknown[])[]) => lines.map((line) => JSON.stringify(line)).sort();
        assert.deepEqual(
            sorted([...linesOf(twice).filter((line) => !isSum(line)), ["Scaling", "2 alarms for requests", 0.2]]),
            sorted(linesOf(usual).filter((line) => !isSum(line))), // that policy counts the requests of one target group
        );
        assert.deepEqual(
            linesOf(twice).filter(isSum),
            sums.map((line) => [...line, 0.2]), // on two metrics each
        );
    });

    it("is, for staging, what its parts add up to by hand", async () => {
        const cost = await costOf("staging");
        const task = 0.25 * 0.04048 * hours + 1 * 0.004445 * hours; // 7.3876 + 3.24485 = 10.63245
        assert.deepEqual(linesOf(cost), [
            ...balancer,
            ["FargateService", "1 task of 0.25 vCPU, 1 GB", cents(task)], // 10.63
            ["FargateService", "1 public address", 3.65],
            ...releaseAlarms("spotter-staging"),
            ...scaling.slice(0, 1),
        ]);
        assert.deepEqual(cost.monthlyUsd, { from: 38.61, to: 38.61 }); // 16.43 + 7.30 + 10.63 + 3.65 + 0.40 + 0.20
    });

    it("lists what is charged by use apart, with the price of a unit", async () => {
        const { usage } = await costOf("prod");
        assert.deepEqual(
            usage.map(({ component, usd, per }) => [component.split(":")[2], usd, per]),
            [
                ["Scaling", 0.02969, "hour of each task beyond 2, up to 6"], // 0.5 × 0.04048 + 0.004445 + 0.005
                ["LogGroup", 0.5, "GB of log lines"],
                ["LogGroup", 0.03, "GB-month of them"],
                ["ImageRepository", 0.1, "GB-month of images"],
                ["LoadBalancer", 0.008, "LCU-hour of the load balancer"],
                ["LoadBalancer", 0.09, "GB to the internet, beyond 100 GB a month"],
            ],
        );
    });

    it("is listed once for tables, however many there are, and for what only buckets have", async () => {
        const { usage } = await costOf("prod", (config) => {
            config["spotter:access"] = { ...config["spotter:access"], buckets: { uploads: "the-uploads" } };
            config["spotter:data"] = { tables: ["users", "workouts"], buckets: ["uploads"] };
        });
        assert.deepEqual(
            usage.filter(({ component }) => component.includes("DataStores")).map(({ usd, per }) => [usd, per]),
            [
                [0.625, "million writes of up to 1 KB, each index again"], // 1,000,000 × 0.000000625
                [0.125, "million consistent reads of up to 4 KB"],
                [0.25, "GB-month of items"],
                [0.2, "GB-month of them that can be restored"],
                [0.023, "GB-month of objects, and of their old versions"],
            ],
        );
    });

    it("counts every write of a table of several regions, and says that its copies have prices of their own", async () => {
        const { usage, notCounted } = await costOf("prod", (config) => {
            config["spotter:data"] = { tables: ["users", "workouts"], replicaRegions: ["eu-west-1"] };
        });
        assert.deepEqual(
            usage.filter(({ per }) => per.includes("writes")).map(({ usd, per }) => [usd, per]),
            [[0.625, "million writes of up to 1 KB, wherever they were made, each index again"]],
        );
        assert.deepEqual(notCounted, ["the table in eu-west-1"]);
    });

    it("has the health check of one region among several: an endpoint in AWS, and HTTPS", async () => {
        const routing = { policy: "latency", healthCheck: true };
        const cost = await costOf("prod", (config) => {
            config["spotter:domain"] = { name: "spotter.cannashieldct.com", zone: "cannashieldct.com", routing };
        });
        assert.deepEqual(
            linesOf(cost).filter(([component]) => component === "DnsRecords"),
            [["DnsRecords", "Route 53 health check by HTTPS", 1.5]], // 0.50 + 1.00
        );
    });

    it("is known before the first update as well as after it", async () => {
        const dedicated: Change = (config) => {
            config["spotter:network"] = { mode: "dedicated", cidr: "10.0.0.0/16", zones: 3, nat: "perZone" };
        };
        for (const change of [undefined, dedicated]) {
            assert.deepEqual(await costOf("prod", change, "preview"), await costOf("prod", change, "update"));
        }
    });

    it("is refused in a region without a price list: no other region's number takes its place", async () => {
        const document = await previewOfExample("staging", "update", (config) => {
            config["aws:region"] = "eu-north-1" as never;
        });
        assert.deepEqual(estimateCost(document), {
            region: "eu-north-1",
            problem: "no list prices of eu-north-1 are known here: npm run prices -- eu-north-1",
        });
    });
});

describe("the price lists", () => {
    const regions = readdirSync("prices")
        .filter((file) => file.endsWith(".json"))
        .map((file) => file.replace(".json", ""));

    it("say for every type of resource what it costs, or why it costs nothing", () => {
        assert.deepEqual(Object.keys(costRows).sort(), Object.keys(resourceTypes).sort());
        const reasons = Object.values(costRows).flatMap((row) => ("free" in row ? [row.free] : []));
        assert.deepEqual(
            reasons.filter((reason) => reason.length < 9),
            [],
        );
    });

    it("have a price of every item in every region, with its day", () => {
        for (const region of regions) {
            const prices = findPrices(region);
            assert.ok(prices !== undefined);
            assert.deepEqual([prices.region, Object.keys(prices.usd).sort()], [region, [...priceItemNames].sort()]);
            assert.match(prices.asOf, /^\d{4}-\d\d-\d\d$/);
            assert.ok(Object.values(prices.usd).every((price) => price > 0));
        }
    });

    it("name a page of AWS for every price", () => {
        assert.deepEqual(
            priceItemNames.filter((name) => !priceItems[name].page.startsWith("https://aws.amazon.com/")),
            [],
        );
    });

    it("are outdated after a year", () => {
        const prices = findPrices("us-east-1");
        assert.ok(prices !== undefined);
        const after = (days: number) => new Date(Date.parse(prices.asOf) + days * 86_400_000);
        assert.deepEqual([isOutdated(prices, after(365)), isOutdated(prices, after(366))], [false, true]);
    });
});
