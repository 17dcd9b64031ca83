import type { Cost, CostEstimate, UsageCost, UsdRange } from "../cost";
import { toCents } from "../../prices/price-list";

/** What one component costs on both sides; absent where it costs nothing there. */
export interface ComponentCostChange {
    /** `type::name` */
    readonly component: string;
    readonly before?: UsdRange;
    readonly after?: UsdRange;
}

/** What another state of the program costs more or less. */
export interface CostChange {
    readonly before: Cost;
    readonly after: Cost;

    /** Of the monthly sums; absent where one of them is not known. */
    readonly deltaUsd?: UsdRange;

    /** Those that cost another amount. */
    readonly components: readonly ComponentCostChange[];

    /** What is charged by use on one side alone. */
    readonly newUsage: readonly UsageCost[];
    readonly formerUsage: readonly UsageCost[];
}

/** What changes between two states of a stack; both are priced by the same list. */
export function compareCosts(before: Cost, after: Cost): CostChange {
    if ("problem" in before || "problem" in after) {
        return { before, after, components: [], newUsage: [], formerUsage: [] };
    }
    const keys = [...new Set([...before.components, ...after.components].map(({ component }) => component))];
    const amount = (estimate: CostEstimate, key: string) =>
        estimate.components.find(({ component }) => component === key)?.monthlyUsd;
    return {
        before,
        after,
        deltaUsd: {
            from: toCents(after.monthlyUsd.from - before.monthlyUsd.from),
            to: toCents(after.monthlyUsd.to - before.monthlyUsd.to),
        },
        components: keys
            .map((component) => ({ component, before: amount(before, component), after: amount(after, component) }))
            .filter((each) => each.before?.from !== each.after?.from || each.before?.to !== each.after?.to),
        newUsage: usageWithout(after, before),
        formerUsage: usageWithout(before, after),
    };
}

/** A stack that does not exist costs nothing. */
export function costOfNothing(like: Cost): Cost {
    const nothing = { from: 0, to: 0 };
    return "problem" in like ? like : { ...like, monthlyUsd: nothing, components: [], usage: [], notCounted: [] };
}

function usageWithout({ usage }: CostEstimate, other: CostEstimate): UsageCost[] {
    return usage.filter(({ component, per }) => !other.usage.some((each) => each.per === per && each.component === component));
}
