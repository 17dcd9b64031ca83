import * as assert from "node:assert/strict";
import { type Change, costOf, linesOf, usageOf, scaling, releaseAlarms, monitoring } from "./cost-of";

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
