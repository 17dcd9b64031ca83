import { isWithinInputs } from "../resources/replacement";
import type { PropertyChange, ResourceChange } from "./compare/comparison";
import { loadBalancerRows } from "./traffic/load-balancer-rows";
import { networkRows } from "./traffic/network-rows";
import { impacts, type Impact, type Traffic, type TrafficRow } from "./traffic/row";
import { weightedRuleRows } from "./traffic/weighted-rule-rows";
import { serviceRows } from "./traffic/service-rows";

export type { Impact, Traffic } from "./traffic/row";

/** What changes do to requests, by type; what no request goes through has no rows. */
export const trafficRows: Readonly<Record<string, readonly TrafficRow[]>> = {
    ...loadBalancerRows,
    ...serviceRows,
    ...networkRows,
};

type Change = Pick<ResourceChange, "type" | "operation" | "properties" | "order">;

/**
 * What a change does to requests, each statement once, the worst first.
 *
 * @param inputs of the resource, as it will be
 * @param acceptsGap whether the stack accepts that requests fail
 */
export function describeTraffic(change: Change, inputs: Readonly<Record<string, unknown>>, acceptsGap: boolean): Traffic[] {
    const rows = isWeightedRule(change.type, inputs) ? weightedRuleRows : trafficRows[change.type];
    if (rows === undefined) {
        return [];
    }
    if (change.order === "delete first") {
        return [{ impact: "interrupted", statement: "the one before goes before the other is made: requests fail until then" }];
    }
    const own = rows.filter(({ operation }) => operation === change.operation);
    const about = change.properties.filter(({ forcesReplacement }) => forcesReplacement === (change.operation === "replace"));
    const found = change.properties.length === 0 ? own.slice(0, 1) : about.map((property) => rowFor(own, property));
    const deployed = isDeployedAnew(change, inputs) ? [deployedAnew] : [];
    const traffic = [...found, ...deployed].map((row) => inWordsOf(strategyOf(inputs), withRefusal(row, acceptsGap)));
    return traffic
        .filter(({ statement }, index) => traffic.findIndex((other) => other.statement === statement) === index)
        .sort((a, b) => impacts.indexOf(b.impact) - impacts.indexOf(a.impact));
}

/** A rule with weights is the stack's own; one that forwards to a single target group is among those of a shared listener. */
function isWeightedRule(type: string, inputs: Readonly<Record<string, unknown>>): boolean {
    const [action] = (inputs.actions ?? []) as readonly { readonly forward?: unknown }[];
    return type === "aws:lb/listenerRule:ListenerRule" && action?.forward !== undefined;
}

/** `blue/green` */
function strategyOf({ deploymentConfiguration }: Readonly<Record<string, unknown>>): string {
    const { strategy = "ROLLING" } = (deploymentConfiguration ?? {}) as { readonly strategy?: string };
    return strategy.toLowerCase().replace("_", "/");
}

function inWordsOf(strategy: string, { impact, statement }: Traffic): Traffic {
    return { impact, statement: statement.replace("rolling deployment", `${strategy} deployment`) };
}

function withRefusal({ impact, statement }: Traffic, acceptsGap: boolean): Traffic {
    if (impact !== "refused") {
        return { impact, statement };
    }
    return acceptsGap
        ? { impact: "interrupted", statement: `${statement}: requests fail for a time, as deployment.acceptGap accepts` }
        : { impact, statement: `${statement}: the update is refused unless deployment.acceptGap says why a gap is acceptable` };
}

/** The worst of what changes do to requests. */
export function worstImpact(changes: readonly Pick<ResourceChange, "traffic">[]): Impact {
    const found = changes.flatMap(({ traffic }) => traffic.map(({ impact }) => impacts.indexOf(impact)));
    return impacts[Math.max(0, ...found)] ?? "none";
}

function rowFor(rows: readonly TrafficRow[], property: PropertyChange): Traffic {
    const row = rows.find(
        ({ inputs, when }) => (inputs === undefined || isWithinInputs(inputs, property.path)) && holds(when, property),
    );
    return row ?? { impact: "unknown", statement: `what ${property.path} does to requests is not known here` };
}

function holds(when: TrafficRow["when"], { before, after }: PropertyChange): boolean {
    if (typeof when === "object") {
        return after === when.becomes;
    }
    return when === undefined || (when === "more" ? Number(after) > Number(before) : Number(after) < Number(before));
}

/** The provider asks for a new deployment with every change but of tags, where the program tells it to. */
function isDeployedAnew(
    { type, operation, properties }: Change,
    { forceNewDeployment }: Readonly<Record<string, unknown>>,
): boolean {
    const changed = properties.map(({ path }) => path.split(/[.[]/)[0]);
    return (
        type === "aws:ecs/service:Service" &&
        operation === "update" &&
        forceNewDeployment === true &&
        !changed.includes("taskDefinition") &&
        changed.some((input) => input !== "tags")
    );
}

const deployedAnew: Traffic = {
    impact: "moved",
    statement: "as forceNewDeployment is set, every task is replaced by rolling deployment, whatever has changed",
};
