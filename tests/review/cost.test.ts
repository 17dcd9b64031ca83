import * as assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { priceItemNames, priceItems } from "../../prices/items";
import { findPrices, isOutdated } from "../../prices/price-list";
import { resourceTypes } from "../../resources";
import { estimateCost, type CostEstimate } from "../../review/cost";
import { costRows } from "../../review/cost/rows";
import { previewOfExample, type StackKeys } from "../stacks/preview-of";

type Change = (config: StackKeys) => void;

const hours = 730;

async function costOf(stack: "staging" | "prod", change?: Change, mode: "preview" | "update" = "update"): Promise<CostEstimate> {
    const cost = estimateCost(await previewOfExample(stack, mode, change));
    assert.ok(!("problem" in cost));
    return cost;
}

/** Every line with its amount; of a range, both ends. */
const linesOf = ({ components }: CostEstimate) =>
    components.flatMap(({ component, lines }) =>
        lines.map(({ what, monthlyUsd: { from, to } }) => [component.split(":")[2], what, ...new Set([from, to])]),
    );
const usageOf = ({ usage }: CostEstimate) => usage.map(({ usd, per }) => `${usd} per ${per}`);

const cents = (usd: number) => Number(usd.toFixed(2));

const balancer = [
    ["LoadBalancer", "load balancer", 16.43], // 0.0225 × 730 = 16.425
    ["LoadBalancer", "2 public addresses", 7.3], // 2 × 0.005 × 730
];

const scaling = [
    ["Scaling", "2 alarms for cpu", 0.2],
    ["Scaling", "2 alarms for requests", 0.2],
];

const releaseAlarms = (stack: string) => [
    ["ReleaseAlarms", `alarm ${stack}-elb-5xx`, 0.1],
    ["ReleaseAlarms", `alarm ${stack}-slow`, 0.1],
    ["ReleaseAlarms", `alarm ${stack}-target-5xx`, 0.2], // on two metrics
];

const monitoring = [
    ["Dashboard", "dashboard, beyond the account's first three", 3],
    ["Dashboard", "count of error lines", 0.3],
    ...["certificate", "cpu", "memory", "too-few", "unhealthy"].map((role) => [
        "ServiceAlarms",
        `alarm spotter-prod-${role}`,
        0.1,
    ]),
];

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

describe("a setting", () => {
    const network = (nat: string): Change => {
        return (config) => {
            config["spotter:network"] = { mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat };
        };
    };
    const service = (keys: Record<string, unknown>): Change => {
        return (config) => {
            config["spotter:service"] = keys;
        };
    };
    const tasks = (count: number, usd: number) => ["FargateService", `${count} tasks of 0.5 vCPU, 1 GB`, usd];

    /** Of each: the lines that go and those that come, and nothing else. */
    const toggles: Readonly<Record<string, readonly [Change, gone: unknown[][], come: unknown[][]]>> = {
        "one NAT gateway": [
            network("single"),
            [["FargateService", "2 public addresses", 7.3]],
            [
                ["Network", "1 NAT gateway", 32.85], // 0.045 × 730
                ["Network", "1 public address", 3.65],
                ["ServiceAlarms", "alarm spotter-prod-nat-1", 0.1],
            ],
        ],
        "a NAT gateway in each zone": [
            network("perZone"),
            [["FargateService", "2 public addresses", 7.3]],
            [
                ["Network", "2 NAT gateways", 65.7],
                ["Network", "2 public addresses", 7.3],
                ["ServiceAlarms", "alarm spotter-prod-nat-1", 0.1],
                ["ServiceAlarms", "alarm spotter-prod-nat-2", 0.1],
            ],
        ],
        "a VPC without NAT": [network("none"), [], []],
        "three tasks": [
            service({ tasks: { min: 3 } }),
            [tasks(2, 36.04), ["FargateService", "2 public addresses", 7.3]],
            [tasks(3, 54.06), ["FargateService", "3 public addresses", 10.95]], // 3 × 18.02005
        ],
        "twice the memory": [
            service({ memoryMiB: 2048 }),
            [tasks(2, 36.04)],
            [["FargateService", "2 tasks of 0.5 vCPU, 2 GB", 42.53]], // 2 × (14.7752 + 6.4897)
        ],
        ARM: [
            service({ architecture: "ARM64" }),
            [tasks(2, 36.04)],
            [tasks(2, 28.84)], // 2 × (0.5 × 0.03238 + 0.00356) × 730 = 2 × 14.4175
        ],
        "no scaling": [service({ tasks: { min: 2, max: 2 } }), scaling, []],
        "advanced parameters": [
            (config) => (config["spotter:parameters"] = { ...config["spotter:parameters"], tier: "Advanced" }),
            [],
            [["AppParameters", "15 × advanced parameter", 0.75]],
        ],
        "larger disks": [
            service({ ephemeralStorageGiB: 50 }),
            [tasks(2, 36.04)],
            [tasks(2, 40.9)], // + 2 × 30 × 0.000111 × 730 = 4.8618
        ],
        "one of two tasks on Spot": [
            service({ capacity: { base: 1, onDemandWeight: 0, spotWeight: 1 } }),
            [tasks(2, 36.04)],
            [["FargateService", "2 tasks of 0.5 vCPU, 1 GB, 50 % on Spot", 23.43, 25.23]], // 18.02005 and 30 or 40 % of it
        ],
        "weights that don't divide the tasks": [
            service({ tasks: { min: 3 }, capacity: { base: 0, onDemandWeight: 1, spotWeight: 1 } }),
            [tasks(2, 36.04), ["FargateService", "2 public addresses", 7.3]],
            [
                // at best two on Spot for 30 %, at worst one for 40 %
                ["FargateService", "3 tasks of 0.5 vCPU, 1 GB, 33 % to 67 % on Spot", 28.83, 43.25],
                ["FargateService", "3 public addresses", 10.95],
            ],
        ],
        "an internal load balancer": [
            (config) => {
                config["spotter:network"] = {
                    mode: "existing",
                    vpcId: "vpc-00000001",
                    serviceSubnetIds: ["subnet-00000001", "subnet-00000002"],
                    assignPublicIp: false,
                };
                config["spotter:loadBalancer"] = { internal: true, ingress: ["10.0.0.0/8"] };
            },
            [
                ["FargateService", "2 public addresses", 7.3],
                ["LoadBalancer", "2 public addresses", 7.3],
            ],
            [],
        ],
        "no alarms, and no page of them": [
            (config) => (config["spotter:alarms"] = { set: "none", dashboard: false }),
            [...monitoring, ...releaseAlarms("spotter-prod")],
            [],
        ],
        "the alarms of a release alone": [
            (config) => (config["spotter:alarms"] = { set: "release" }),
            monitoring.slice(2), // the page stays
            [],
        ],
        "no page of alarms": [(config) => (config["spotter:alarms"] = { dashboard: false }), monitoring.slice(0, 2), []],
        "a worker": [
            (config) => (config["spotter:workers"] = { jobs: { command: ["node", "jobs.js"] } }),
            [],
            [
                ["WorkerService", "1 task of 0.5 vCPU, 1 GB", 18.02], // 0.5 × 0.04048 × 730 + 0.004445 × 730
                ["WorkerService", "1 public address", 3.65],
            ],
        ],
        "scaling by memory, too": [
            (config) => (config["spotter:scaling"] = { memoryPercent: 80 }),
            [],
            [["Scaling", "2 alarms for memory", 0.2]],
        ],
        "scaling by CPU alone": [
            (config) => (config["spotter:scaling"] = { requestsPerTargetPerMinute: 0 }),
            scaling.slice(1),
            [],
        ],
        "a customer key": [
            (config) => (config["spotter:encryption"] = { customerKey: true }),
            [],
            [["CustomerKey", "customer key", 1]],
        ],
        "access logs": [(config) => (config["spotter:audit"] = { accessLogs: true }), [], []], // by use alone
        "a table of the stack's own": [(config) => (config["spotter:data"] = { tables: ["users"] }), [], []],
        "no record": [(config) => (config["spotter:domain"] = { ...config["spotter:domain"], record: false }), [], []],
        "logs kept for longer": [(config) => (config["spotter:logs"] = { retentionDays: 365 }), [], []],
        "a certificate of one's own": [
            (config) => {
                const certificateArn = "arn:aws:acm:us-east-1:920013187591:certificate/1";
                config["spotter:domain"] = { name: "spotter.cannashieldct.com", certificateArn };
            },
            [],
            [],
        ],
    };

    for (const [name, [change, gone, come]] of Object.entries(toggles)) {
        it(`changes exactly its lines: ${name}`, async () => {
            const [before, after] = [linesOf(await costOf("prod")), linesOf(await costOf("prod", change))];
            const without = (lines: unknown[][], others: unknown[][]) =>
                lines.filter((line) => !others.some((other) => JSON.stringify(other) === JSON.stringify(line)));
            assert.deepEqual([without(before, after), without(after, before)], [gone, come]);
        });
    }

    /** What is charged by use from then on; nothing else of that kind goes or comes. */
    const byUse: Readonly<Record<string, readonly [Change, come: readonly string[], gone?: readonly string[]]>> = {
        "a NAT gateway": [
            network("single"),
            ["0.02469 per hour of each task beyond 2, up to 6", "0.045 per GB through a NAT gateway"],
            ["0.02969 per hour of each task beyond 2, up to 6"], // 0.005 of it for an address
        ],
        "a customer key": [
            (config) => (config["spotter:encryption"] = { customerKey: true }),
            ["0.03 per 10,000 uses of the key, beyond 20,000 a month"],
        ],
        "access logs": [
            (config) => (config["spotter:audit"] = { accessLogs: true }),
            ["0.023 per GB-month of objects, and of their old versions"],
        ],
        "no alarms": [(config) => (config["spotter:alarms"] = { set: "none", dashboard: false }), []],
    };
    for (const [name, [change, come, gone = []]] of Object.entries(byUse)) {
        it(`changes exactly what is charged by use: ${name}`, async () => {
            const [before, after] = [usageOf(await costOf("prod")), usageOf(await costOf("prod", change))];
            assert.deepEqual(
                [after.filter((line) => !before.includes(line)), before.filter((line) => !after.includes(line))],
                [come, gone],
            );
        });
    }
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
