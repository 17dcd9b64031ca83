import { unknownRegion } from "../aws/account";
import type { PreviewDocument } from "../preview/document";
import { findPrices, monthlyUsd, spotShare, toCents, unitUsd, type PriceList } from "../prices/price-list";
import { readMainInputs } from "../preview/resource-queries";
import { readInputs } from "../resources/inputs";
import { isComponentType, resourceKey, type Resource } from "../resources/resource";
import type { Charges, MonthlyCharge } from "./cost/row";
import { costRows } from "./cost/rows";

/** USD a month, at least and at most: they differ where Spot is used. */
export interface UsdRange {
    readonly from: number;
    readonly to: number;
}

/** What one component costs. */
export interface ComponentCost {
    /** `type::name` */
    readonly component: string;
    readonly monthlyUsd: UsdRange;
    readonly lines: readonly { readonly what: string; readonly monthlyUsd: UsdRange }[];
}

/** What is charged by use, on top. */
export interface UsageCost {
    /** `type::name` */
    readonly component: string;

    /** Price of one unit. */
    readonly usd: number;

    /** What one unit is: `GB of log lines`. */
    readonly per: string;
}

/** What a stack costs by AWS's list prices, without discounts, taxes and free tiers. */
export interface CostEstimate {
    readonly region: string;

    /** Day of the prices. */
    readonly asOf: string;

    /** Sum of the components, without what is charged by use. */
    readonly monthlyUsd: UsdRange;

    /** Those that cost something, the dearest first. */
    readonly components: readonly ComponentCost[];
    readonly usage: readonly UsageCost[];

    /** What costs something, and how much can't be told. */
    readonly notCounted: readonly string[];
}

/** There is no price list of the stack's region. */
export interface UnknownCost {
    readonly region: string;
    readonly problem: string;
}

export type Cost = CostEstimate | UnknownCost;

/** What a stack costs a month. @throws for a type of resource that has no row in {@link costRows} */
export function estimateCost(document: Pick<PreviewDocument, "resources">): Cost {
    const region = readMainInputs(document, "pulumi:providers:aws").text("region") ?? "unknown";
    if (region === unknownRegion) {
        return { region, problem: "the region is not known here, and prices differ" };
    }
    const prices = findPrices(region);
    if (prices === undefined) {
        return { region, problem: `no list prices of ${region} are known here: npm run prices -- ${region}` };
    }
    const charged = document.resources
        .filter(({ type }) => !isComponentType(type))
        .map((resource) => ({ component: findComponent(document, resource), ...chargesOf(document, resource) }));
    const components = [...new Set(charged.map(({ component }) => component))]
        .map((component) => {
            const own = charged.filter((each) => each.component === component).flatMap(({ monthly = [] }) => monthly);
            const lines = merged(own.map((charge) => ({ what: describeCharge(charge), monthlyUsd: toRange(prices, charge) })));
            return { component, monthlyUsd: sum(lines.map((line) => line.monthlyUsd)), lines };
        })
        .filter(({ lines }) => lines.length > 0)
        .sort((a, b) => b.monthlyUsd.to - a.monthlyUsd.to);
    return {
        region,
        asOf: prices.asOf,
        monthlyUsd: sum(components.map((component) => component.monthlyUsd)),
        components,
        usage: distinct(
            charged.flatMap(({ component, usage = [] }) =>
                usage.map(({ of, per }) => ({ component, usd: unitUsd(prices, of), per })),
            ),
        ),
        notCounted: [...new Set(charged.flatMap(({ unknown = [] }) => unknown))],
    };
}

function chargesOf(document: Pick<PreviewDocument, "resources">, { type, parent, inputs }: Resource): Charges {
    const row = costRows[type];
    if (row === undefined) {
        throw new Error(`review/cost/rows.ts has no row for ${type}: say what it costs, or that it is free`);
    }
    const nearest = (other: string) => {
        const sibling = document.resources.find((each) => each.type === other && each.parent === parent);
        return sibling === undefined ? readMainInputs(document, other) : readInputs(sibling.inputs);
    };
    return "free" in row ? {} : row(readInputs(inputs), nearest);
}

/** Lines of the same as one: `15 × advanced parameter`. */
function merged(lines: ComponentCost["lines"]): ComponentCost["lines"] {
    return [...new Set(lines.map(({ what }) => what))].map((what) => {
        const same = lines.filter((line) => line.what === what).map((line) => line.monthlyUsd);
        return { what: same.length === 1 ? what : `${same.length} × ${what}`, monthlyUsd: sum(same) };
    });
}

/** Two tables have the same prices. */
function distinct(usage: readonly UsageCost[]): UsageCost[] {
    return [...new Map(usage.map((each) => [`${each.component} ${each.per}`, each])).values()];
}

/** `2 tasks of 0.5 vCPU, 1 GB, 50 % on Spot` */
function describeCharge({ what, spot }: MonthlyCharge): string {
    if (spot === undefined) {
        return what;
    }
    const [least, most] = [spot.least, spot.most].map((share) => `${Math.round(share * 100)} %`);
    return `${what}, ${least === most ? least : `${least} to ${most}`} on Spot`;
}

function toRange(prices: PriceList, { of, spot = { least: 0, most: 0 } }: MonthlyCharge): UsdRange {
    const usd = monthlyUsd(prices, of);
    return {
        from: toCents(usd * (1 - spot.most * (1 - spotShare.from))),
        to: toCents(usd * (1 - spot.least * (1 - spotShare.to))),
    };
}

function sum(ranges: readonly UsdRange[]): UsdRange {
    const add = (key: keyof UsdRange) => toCents(ranges.reduce((total, range) => total + range[key], 0));
    return { from: add("from"), to: add("to") };
}

/** The nearest component around a resource, or the resource itself where there is none. */
function findComponent({ resources }: Pick<PreviewDocument, "resources">, resource: Resource): string {
    const above = resources.find((candidate) => resourceKey(candidate) === resource.parent);
    if (above === undefined) {
        return resource.parent ?? resourceKey(resource);
    }
    return isComponentType(above.type) ? resourceKey(above) : findComponent({ resources }, above);
}
