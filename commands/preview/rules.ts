import { readStackPartly } from "../../config/read-stack";
import type { StackConfig } from "../../config/sections";
import type { Evaluation } from "../../policies/evaluate";
import type { PreviewDocument } from "../../preview/document";
import type { Cost } from "../../review/cost";
import type { CommandContext } from "../shared/context";
import { CommandError } from "../shared/errors";

/** What a stack is held to beside its own schema. */
export interface Reviewed {
    readonly config: StackConfig;
    readonly cost: Cost;
    readonly controls: Evaluation;
}

/** Adds up what a stack costs, and holds it to every control. */
export function reviewStack({ folder, clock }: CommandContext, stack: string, document: PreviewDocument): Reviewed {
    const { estimateCost, evaluate } = load();
    const { config } = readStackPartly(folder, stack);
    const today = clock.date().toISOString().slice(0, 10);
    return { config, cost: estimateCost(document), controls: evaluate(document, config.waivers, today) };
}

/** Why a preview fails: the stack costs more than its file allows, a mandatory control does not hold, or a waiver is for nothing. */
export function findProblems({ config, cost, controls }: Reviewed): readonly string[] {
    const { controlsByStatus } = load();
    const { mandatory } = controlsByStatus(controls);
    const path = `${config.project}:waivers`;
    return [
        ...findExcess(config, cost),
        ...controls.problems.map((problem) => `${path}: ${problem}`),
        ...(mandatory.length === 0 ? [] : [`${config.stack} breaks ${mandatory.join(", ")}: mend it, or say in ${path} why not`]),
    ];
}

/**
 * Fails a preview once everything is shown.
 *
 * @throws {CommandError} with each problem
 */
export function requireRules(reviewed: Reviewed): void {
    const problems = findProblems(reviewed);
    if (problems.length > 0) {
        throw new CommandError(problems.join("\n"));
    }
}

/** Of a range the upper end counts. */
function findExcess({ project, stack, budget }: StackConfig, cost: Cost): string[] {
    const { monthlyUsd: limit } = budget;
    const path = `${project}:budget.monthlyUsd`;
    if (limit === undefined) {
        return [];
    }
    if ("problem" in cost) {
        return [`${path}, ${limit} USD, can't be checked: ${cost.problem}`];
    }
    const { to } = cost.monthlyUsd;
    return to > limit ? [`${stack} may cost ${to.toFixed(2)} USD a month: more than ${path}, ${limit} USD`] : [];
}

function load() {
    /* eslint-disable @typescript-eslint/no-require-imports -- see commands/cli.ts */
    return {
        ...(require("../../policies/evaluate") as typeof import("../../policies/evaluate")),
        ...(require("../../policies/text") as typeof import("../../policies/text")),
        ...(require("../../review/cost") as typeof import("../../review/cost")),
    };
    /* eslint-enable @typescript-eslint/no-require-imports */
}
