import type { PriceItemName } from "../../prices/items";
import type { Inputs } from "../../resources/inputs";

/** Something that costs the same each month for as long as it exists. */
export interface MonthlyCharge {
    readonly what: string;

    /** How many of each it is made of. */
    readonly of: Readonly<Partial<Record<PriceItemName, number>>>;

    /**
     * Share of it that is Fargate Spot, at least and at most.
     *
     * @default - none
     */
    readonly spot?: { readonly least: number; readonly most: number };
}

/** Something that costs what is used of it. */
export interface UsageCharge {
    /** What one unit is made of. */
    readonly of: MonthlyCharge["of"];

    /** What one unit is: `GB of log lines`. */
    readonly per: string;
}

/** What one resource costs. */
export interface Charges {
    readonly monthly?: readonly MonthlyCharge[];
    readonly usage?: readonly UsageCharge[];

    /** What costs something that can't be told from the preview. */
    readonly unknown?: readonly string[];
}

/**
 * The cost of a type.
 *
 * @param inputs of the resource
 * @param nearest inputs of another type's resource: the one of the same component, else the stack's main one
 */
export type CostRow = (inputs: Inputs, nearest: (type: string) => Inputs) => Charges;

/** A type that costs nothing by itself. */
export interface Free {
    /** Why. */
    readonly free: string;
}

/** Public IPv4 addresses, each charged wherever it is. */
export function addresses(count: number): MonthlyCharge {
    return { what: count === 1 ? "1 public address" : `${count} public addresses`, of: { publicAddress: count } };
}

/** `2 NAT gateways` */
export function counted(count: number, thing: string): string {
    return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
