import type { AccountState } from "./account";
import { page } from "./limits";
import { refuse, type Answers } from "./protocol";

/** Names that one call may ask for. */
const maxNames = 100;

export const cloudwatch = (account: AccountState): Answers => ({
    GetDashboard: ({ DashboardName }) =>
        account.findNamed("dashboard", String(DashboardName)) === undefined
            ? refuse("ResourceNotFound", "There is no such dashboard.")
            : { DashboardName, DashboardBody: "{}" },
    DescribeAlarms: (input) => {
        const names = (input.AlarmNames ?? []) as readonly string[];
        if (names.length > maxNames) {
            refuse("ValidationError", `AlarmNames can have at most ${maxNames} items`);
        }
        const made = names.filter((name) => account.findNamed("alarm", name) !== undefined).map((name) => [name, "OK"]);
        const alarms = { ...Object.fromEntries(made), ...account.alarms } as AccountState["alarms"];
        const named = Object.entries(alarms).filter(([name]) => names.length === 0 || names.includes(name));
        const { items, next } = page("DescribeAlarms", named, input, account.pageSize);
        const found = items.map(([AlarmName, StateValue]) => {
            const AlarmDescription = account.alarmDescriptions[AlarmName];
            return { AlarmName, StateValue, ...(AlarmDescription === undefined ? {} : { AlarmDescription }) };
        });
        return { MetricAlarms: found, CompositeAlarms: [], NextToken: next };
    },
});
