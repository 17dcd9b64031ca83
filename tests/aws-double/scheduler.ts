import type { AccountState } from "./account";
import { refuse, type Answers, type Input } from "./protocol";

/** A schedule, in the terms of the wire. */
export interface ScheduleState {
    readonly Name: string;
    readonly GroupName: string;
    readonly ScheduleExpression: string;
    readonly ScheduleExpressionTimezone?: string;
    readonly State: string;
    readonly Target: { readonly Arn: string; readonly EcsParameters: { readonly TaskDefinitionArn: string } };
    readonly FlexibleTimeWindow: { readonly Mode: string };

    /** Seconds since 1970. */
    readonly CreationDate: number;
    readonly LastModificationDate: number;
}

/** A run that Scheduler left in a queue, by the names of the message's attributes. */
export type DeadLetter = Readonly<Record<string, string>>;

/** Schedules, each in a group of its own. */
export function scheduler(account: AccountState): Answers {
    const find = ({ Name, GroupName }: Input): ScheduleState => {
        const found = account.schedules.find((each) => each.Name === Name && each.GroupName === GroupName);
        return found ?? refuse("ResourceNotFoundException", `Schedule ${String(Name)} does not exist.`);
    };
    return {
        GetSchedule: (input) => find(input),
        /** What is not sent is gone. */
        UpdateSchedule: (input) => {
            const { CreationDate } = find(input);
            const others = account.schedules.filter(({ Name }) => Name !== input.Name);
            account.schedules = [...others, { ...(input as unknown as ScheduleState), CreationDate }];
            return {};
        },
        GetScheduleGroup: ({ Name }) =>
            account.findNamed("schedule group", String(Name)) === undefined
                ? refuse("ResourceNotFoundException", `Schedule group ${String(Name)} does not exist.`)
                : { Name, Arn: `arn:aws:scheduler:us-east-1:${account.accountId}:schedule-group/${String(Name)}` },
    };
}
