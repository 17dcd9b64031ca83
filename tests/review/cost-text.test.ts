import * as assert from "node:assert/strict";
import { comparisonMarkdown } from "../../review/comparison-markdown";
import { renderComparison } from "../../review/comparison-text";
import type { Cost, CostEstimate, UsdRange } from "../../review/cost";
import { compareCosts, costOfNothing } from "../../review/cost/compare";
import { costChangeItems, costLines, describeCost, describeCostChange } from "../../review/cost-text";

const usd = (from: number, to = from): UsdRange => ({ from, to });
const balancer = "spotter:lb:LoadBalancer::web";
const service = "spotter:ecs:FargateService::web";
const network = "spotter:ec2:Network::web";
const logs = { component: "spotter:cloudwatch:LogGroup::web", usd: 0.5, per: "GB of log lines" } as const;
const nat = { component: network, usd: 0.045, per: "GB through a NAT gateway" } as const;

const estimate = (tasks: UsdRange, more: Partial<CostEstimate> = {}): CostEstimate => ({
    region: "us-east-1",
    asOf: "2026-11-26",
    monthlyUsd: usd(tasks.from + 16.43, tasks.to + 16.43),
    components: [
        { component: balancer, monthlyUsd: usd(16.43), lines: [{ what: "load balancer", monthlyUsd: usd(16.43) }] },
        { component: service, monthlyUsd: tasks, lines: [{ what: "2 tasks", monthlyUsd: tasks }] },
    ],
    usage: [logs],
    notCounted: [],
    ...more,
});
const unknown: Cost = { region: "eu-north-1", problem: "no list prices of eu-north-1 are known here" };

describe("a stack's cost as a person reads it", () => {
    it("says once what several components are charged alike", () => {
        const cost = estimate(usd(10));
        const again = { ...cost, usage: [logs, { ...logs, component: "spotter:cloudwatch:ScheduleRuns::web" }] };
        assert.deepEqual(costLines(again, { colors: false }), costLines(cost, { colors: false }));
    });

    it("is one line, and a section by component with what is charged by use", () => {
        const cost = estimate(usd(10, 12.5), { notCounted: ["tasks"] });
        assert.equal(describeCost(cost), "26.43 to 28.93 USD a month, and what is used");
        assert.deepEqual(costLines(cost, { colors: false }), [
            "  Cost     USD a month by list prices of us-east-1, 2026-11-26",
            "  LoadBalancer             16.43  load balancer 16.43",
            "  FargateService  10.00 to 12.50  2 tasks 10.00 to 12.50",
            "  by use                          0.5 per GB of log lines",
            "  not counted                     tasks",
        ]);
    });

    it("says why it is not known, and shows no number then", () => {
        assert.equal(describeCost(unknown), "not known: no list prices of eu-north-1 are known here");
        assert.deepEqual(costLines(unknown, { colors: false }), []);
    });
});

describe("what a change costs", () => {
    const comparison = { project: "shop", stack: "prod", changes: [], unchanged: 3, outputs: [] };
    const against = { ref: "main", commit: "e".repeat(40), hasStack: true };
    const after = estimate(usd(36.04), {
        monthlyUsd: usd(85.32),
        components: [
            ...estimate(usd(36.04)).components,
            { component: network, monthlyUsd: usd(32.85), lines: [{ what: "1 NAT gateway", monthlyUsd: usd(32.85) }] },
        ],
        usage: [logs, nat],
    });
    const before = estimate(usd(43.34));

    const noteOf = (cost: ReturnType<typeof compareCosts>) => [
        { name: "Cost", text: describeCostChange(cost), items: costChangeItems(cost) },
    ];
    const shown = (cost: ReturnType<typeof compareCosts>) =>
        renderComparison(comparison, against, { colors: false, verbose: false, notes: noteOf(cost) })
            .split("\n")
            .slice(4);

    it("is the difference of the sums, of the components that cost another amount, and of what is charged by use", () => {
        assert.deepEqual(shown(compareCosts(before, after)), [
            "  Cost      59.77 ▸ 85.32 USD a month (+25.55)",
            "            ▸ FargateService 43.34 ▸ 36.04",
            "            ▸ Network 0.00 ▸ 32.85",
            "            ▸ new by use: 0.045 per GB through a NAT gateway",
        ]);
        assert.deepEqual(shown(compareCosts(after, before)), [
            "  Cost      85.32 ▸ 59.77 USD a month (−25.55)",
            "            ▸ FargateService 36.04 ▸ 43.34",
            "            ▸ Network 32.85 ▸ 0.00",
            "            ▸ no longer: 0.045 per GB through a NAT gateway",
        ]);
    });

    it("is a range where Spot comes or goes", () => {
        assert.equal(
            shown(compareCosts(before, estimate(usd(13, 17.34))))[0],
            "  Cost      59.77 ▸ 29.43 to 33.77 USD a month (−30.34 to −26.00)",
        );
    });

    it("is said in one line where nothing changes, and where a side has no prices", () => {
        assert.deepEqual(shown(compareCosts(before, before)), ["  Cost      59.77 USD a month, as before"]);
        for (const cost of [compareCosts(before, unknown), compareCosts(unknown, after)]) {
            assert.deepEqual(shown(cost), ["  Cost      not known: no list prices of eu-north-1 are known here"]);
        }
    });

    it("is everything, for a stack that is new", () => {
        assert.equal(shown(compareCosts(costOfNothing(before), before))[0], "  Cost      0.00 ▸ 59.77 USD a month (+59.77)");
        assert.deepEqual(costOfNothing(unknown), unknown);
    });

    it("stands in a comment, too", () => {
        const lines = comparisonMarkdown(comparison, against, { notes: noteOf(compareCosts(before, after)) }).split("\n");
        assert.deepEqual(
            lines.filter((line) => line.startsWith("**Cost**") || line.startsWith("- ")),
            [
                "**Cost**: 59.77 ▸ 85.32 USD a month (+25.55).",
                "- FargateService 43.34 ▸ 36.04",
                "- Network 0.00 ▸ 32.85",
                "- new by use&#58; 0.045 per GB through a NAT gateway",
            ],
        );
    });
});
