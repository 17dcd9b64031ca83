import { toArn, type Account } from "./account";
import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";
import type { NamedResource } from "./named-resources";
import { toTags } from "./tags";

/** A schedule that starts tasks: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export interface TaskSchedule {
    /** `cron(…)`, `rate(…)` or `at(…)`, in the time zone. */
    readonly expression: string;
    readonly timezone: string;
    readonly enabled: boolean;

    /** Revision that its next task runs. */
    readonly taskDefinitionArn: string;

    /** Milliseconds since 1970; a rate counts from then on. */
    readonly createdAt?: number;

    /** Milliseconds since 1970. */
    readonly modifiedAt?: number;
}

/** @param name of the schedule, and of the group that it is alone in */
export function findSchedule(clients: Clients, name: string): Promise<TaskSchedule | undefined> {
    return undefinedIfMissing(async () => {
        const scheduler = await clients.scheduler();
        const found = await scheduler.getSchedule({ Name: name, GroupName: name });
        return {
            expression: found.ScheduleExpression ?? "",
            timezone: found.ScheduleExpressionTimezone ?? "UTC",
            enabled: found.State !== "DISABLED",
            taskDefinitionArn: found.Target?.EcsParameters?.TaskDefinitionArn ?? "",
            createdAt: found.CreationDate?.getTime(),
            modifiedAt: found.LastModificationDate?.getTime(),
        };
    });
}

/**
 * Has a schedule run another revision. Scheduler replaces all of a schedule at once, so that the rest is sent as it was.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
 */
export async function moveSchedule(clients: Clients, name: string, taskDefinitionArn: string): Promise<void> {
    const scheduler = await clients.scheduler();
    const { Target: target, ...found } = await scheduler.getSchedule({ Name: name, GroupName: name });
    await scheduler.updateSchedule({
        Name: name,
        GroupName: name,
        Description: found.Description,
        ScheduleExpression: found.ScheduleExpression,
        ScheduleExpressionTimezone: found.ScheduleExpressionTimezone,
        FlexibleTimeWindow: found.FlexibleTimeWindow,
        State: found.State,
        StartDate: found.StartDate,
        EndDate: found.EndDate,
        KmsKeyArn: found.KmsKeyArn,
        ActionAfterCompletion: found.ActionAfterCompletion,
        Target: target && { ...target, EcsParameters: { ...target.EcsParameters, TaskDefinitionArn: taskDefinitionArn } },
    });
}

export async function findNamedScheduleGroup(
    clients: Clients,
    account: Account,
    name: string,
): Promise<NamedResource | undefined> {
    const scheduler = await clients.scheduler();
    const found = await undefinedIfMissing(() => scheduler.getScheduleGroup({ Name: name }));
    if (found === undefined) {
        return undefined;
    }
    const ResourceArn = found.Arn ?? toArn(account, "scheduler", `schedule-group/${name}`);
    return { id: name, tags: toTags((await scheduler.listTagsForResource({ ResourceArn })).Tags) };
}
