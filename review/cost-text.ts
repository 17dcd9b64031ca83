import { createColors } from "picocolors";
import type { Cost, UsageCost, UsdRange } from "./cost";
import type { CostChange } from "./cost/compare";

/** The one line of a preview about money. */
export function describeCost(cost: Cost): string {
    return "problem" in cost ? `not known: ${cost.problem}` : `${describeUsd(cost.monthlyUsd)} USD a month, and what is used`;
}

/** What each component costs, and what is charged by use; nothing where no price is known. */
export function costLines(cost: Cost, { colors }: { readonly colors: boolean }): string[] {
    if ("problem" in cost) {
        return [];
    }
    const paint = createColors(colors);
    const rows = [
        ...cost.components.map(({ component, monthlyUsd, lines }) => ({
            name: kindOf(component),
            amount: describeUsd(monthlyUsd),
            parts: lines.map((line) => `${line.what} ${describeUsd(line.monthlyUsd)}`),
        })),
        ...inGroups(cost.usage).map((usage, index) => ({
            name: index === 0 ? "by use" : "",
            amount: "",
            parts: usage.map(describeUsage),
        })),
        ...(cost.notCounted.length === 0 ? [] : [{ name: "not counted", amount: "", parts: cost.notCounted }]),
    ];
    const width = (key: "name" | "amount") => Math.max(...rows.map((row) => row[key].length));
    const heading = `${paint.bold("Cost")}     ${paint.dim(`USD a month by list prices of ${cost.region}, ${cost.asOf}`)}`;
    return [
        `  ${heading}`,
        ...rows.map(
            ({ name, amount, parts }) =>
                `  ${name.padEnd(width("name"))}  ${amount.padStart(width("amount"))}  ${paint.dim(parts.join(" · "))}`,
        ),
    ];
}

/** `67.07 ▸ 85.09 USD a month (+18.02)`, or why that is not known. */
export function describeCostChange({ before, after, deltaUsd }: CostChange): string {
    if ("problem" in before || "problem" in after || deltaUsd === undefined) {
        return describeCost("problem" in before ? before : after);
    }
    const [old, now] = [describeUsd(before.monthlyUsd), describeUsd(after.monthlyUsd)];
    return deltaUsd.from === 0 && deltaUsd.to === 0
        ? `${now} USD a month, as before`
        : `${old} ▸ ${now} USD a month (${describeDelta(deltaUsd)})`;
}

/** Which components cost more or less, and what is charged by use from now on, or no longer. */
export function costChangeItems({ components, newUsage, formerUsage }: CostChange): string[] {
    const side = (usd: UsdRange | undefined) => (usd === undefined ? "0.00" : describeUsd(usd));
    return [
        ...components.map(({ component, before, after }) => `${kindOf(component)} ${side(before)} ▸ ${side(after)}`),
        ...newUsage.map((usage) => `new by use: ${describeUsage(usage)}`),
        ...formerUsage.map((usage) => `no longer: ${describeUsage(usage)}`),
    ];
}

/** `67.07`, or `40.10 to 52.03` */
export function describeUsd({ from, to }: UsdRange): string {
    return from === to ? from.toFixed(2) : `${from.toFixed(2)} to ${to.toFixed(2)}`;
}

function describeDelta({ from, to }: UsdRange): string {
    const signed = (usd: number) => `${usd < 0 ? "−" : "+"}${Math.abs(usd).toFixed(2)}`;
    return from === to ? signed(from) : `${signed(from)} to ${signed(to)}`;
}

function describeUsage({ usd, per }: UsageCost): string {
    return `${usd} per ${per}`;
}

/** `FargateService` of `spotter:ecs:FargateService::web` */
export function kindOf(component: string): string {
    return component.split("::")[0]?.split(":").at(-1) ?? component;
}

/** By component, one line each. What several are charged alike is told once. */
function inGroups(usage: readonly UsageCost[]): UsageCost[][] {
    const texts = usage.map(describeUsage);
    const told = usage.filter((_, at) => texts.indexOf(texts[at] ?? "") === at);
    const components = [...new Set(told.map(({ component }) => component))];
    return components.map((component) => told.filter((each) => each.component === component));
}
