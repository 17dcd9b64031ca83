import type { AccountState } from "./account";
import type { Answers } from "./protocol";

/** What scales the one service. */
export const autoscaling = (account: AccountState): Answers => ({
    DescribeScalableTargets: () => {
        const range = account.findScaledRange();
        return { ScalableTargets: range === undefined ? [] : [{ MinCapacity: range.min, MaxCapacity: range.max }] };
    },
});
