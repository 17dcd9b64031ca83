import * as assert from "node:assert/strict";
import { estimateCost, type CostEstimate } from "../../review/cost";
import { previewOfExample, type StackKeys } from "../stacks/preview-of";

export type Change = (config: StackKeys) => void;

export const hours = 730;

export async function costOf(
    stack: "staging" | "prod",
    change?: Change,
    mode: "preview" | "update" = "update",
): Promise<CostEstimate> {
    const cost = estimateCost(await previewOfExample(stack, mode, change));
    assert.ok(!("problem" in cost));
    return cost;
}

/** Every line with its amount; of a range, both ends. */
export const linesOf = ({ components }: CostEstimate) =>
    components.flatMap(({ component, lines }) =>
        lines.map(({ what, monthlyUsd: { from, to } }) => [component.split(":")[2], what, ...new Set([from, to])]),
    );
export const usageOf = ({ usage }: CostEstimate) => usage.map(({ usd, per }) => `${usd} per ${per}`);

export const cents = (usd: number) => Number(usd.toFixed(2));

export const balancer = [
    ["LoadBalancer", "load balancer", 16.43], // 0.0225 × 730 = 16.425
    ["LoadBalancer", "2 public addresses", 7.3], // 2 × 0.005 × 730
];

export const scaling = [
    ["Scaling", "2 alarms for cpu", 0.2],
    ["Scaling", "2 alarms for requests", 0.2],
];

export const releaseAlarms = (stack: string) => [
    ["ReleaseAlarms", `alarm ${stack}-elb-5xx`, 0.1],
    ["ReleaseAlarms", `alarm ${stack}-slow`, 0.1],
    ["ReleaseAlarms", `alarm ${stack}-target-5xx`, 0.2], // on two metrics
];

export const monitoring = [
    ["Dashboard", "dashboard, beyond the account's first three", 3],
    ["Dashboard", "count of error lines", 0.3],
    ...["certificate", "cpu", "memory", "too-few", "unhealthy"].map((role) => [
        "ServiceAlarms",
        `alarm spotter-prod-${role}`,
        0.1,
    ]),
];
