import type { AccountState } from "./account";
import { page } from "./limits";
import { refuse, type Answers } from "./protocol";

/** Names that one call may ask for. */
const maxNames = 100;

export const cloudwatch = ({ alarms, pageSize }: AccountState): Answers => ({
    DescribeAlarms: (input) => {
        const names = (input.AlarmNames ?? []) as readonly string[];
        if (names.length > maxNames) {
            refuse("ValidationError", `AlarmNames can have at most ${maxNames} items`);
        }
        const named = Object.entries(alarms).filter(([name]) => names.length === 0 || names.includes(name));
        const { items, next } = page("DescribeAlarms", named, input, pageSize);
        const found = items.map(([AlarmName, StateValue]) => ({ AlarmName, StateValue }));
        return { MetricAlarms: found, CompositeAlarms: [], NextToken: next };
    },
});
