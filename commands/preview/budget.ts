import { readStack } from "../../config/read-stack";
import type { Cost } from "../../review/cost";
import { CommandError } from "../shared/errors";

/**
 * Holds a stack to the most that its file lets it cost. Of a range the upper end counts.
 *
 * @throws {CommandError} when it costs more, or when what it costs is not known
 */
export function requireBudget(folder: string, stack: string, cost: Cost): void {
    const { project, config } = readStack(folder, stack);
    const { monthlyUsd: limit } = config.budget;
    if (limit === undefined) {
        return;
    }
    const path = `${project}:budget.monthlyUsd`;
    if ("problem" in cost) {
        throw new CommandError(`${path}, ${limit} USD, can't be checked: ${cost.problem}`);
    }
    if (cost.monthlyUsd.to > limit) {
        throw new CommandError(`${stack} may cost ${cost.monthlyUsd.to.toFixed(2)} USD a month: more than ${path}, ${limit} USD`);
    }
}
