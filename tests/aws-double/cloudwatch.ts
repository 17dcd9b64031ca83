import type { AccountState } from "./account";
import type { Answers } from "./protocol";

export const cloudwatch = ({ alarms }: AccountState): Answers => ({
    DescribeAlarms: () => ({
        MetricAlarms: Object.entries(alarms).map(([AlarmName, StateValue]) => ({ AlarmName, StateValue })),
        CompositeAlarms: [],
    }),
});
