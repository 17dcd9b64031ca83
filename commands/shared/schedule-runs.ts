import type { Task } from "../../aws/ecs";
import { listFamilyTasks, readStoppedRuns } from "../../aws/ecs-run-events";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import { secretNames, sidecarsOf } from "../../config/service-ref";
import { findOutcome } from "../../deployment/one-off/outcome";
import type { ScheduleContext } from "./schedules";

/** A run of a schedule. */
export interface ScheduleRun {
    readonly task: string;

    /** Milliseconds since 1970. */
    readonly startedAt?: number;
    readonly stoppedAt?: number;

    /** Undefined while it runs. */
    readonly isSuccess?: boolean;
    readonly exitCode?: number;

    /** How it ended, with the cause where it failed. */
    readonly line: string;
}

/** What has run since a time, and what runs, the newest last. ECS knows what has stopped for an hour; EventBridge keeps it longer. */
export async function findRuns(
    { clients, serviceRef, runLog }: ScheduleContext,
    since: number,
    refusals?: string[],
): Promise<Task[]> {
    const read = () => readStoppedRuns(clients, runLog, serviceRef.taskFamily, since);
    const [kept, stopped, running] = await Promise.all([
        refusals === undefined ? read() : undefinedIfUnanswered(read, refusals),
        listFamilyTasks(clients, serviceRef, "STOPPED"),
        listFamilyTasks(clients, serviceRef, "RUNNING"),
    ]);
    const byArn = new Map([...(kept ?? []), ...stopped, ...running].map((task) => [task.arn, task]));
    return [...byArn.values()].sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
}

/** Says how a run ended. */
export async function judgeRun({ clients, serviceRef, config }: ScheduleContext, task: Task): Promise<ScheduleRun> {
    const { startedAt, stoppedAt } = task;
    const run = {
        task: task.arn,
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(stoppedAt === undefined ? {} : { stoppedAt }),
    };
    if (task.lastStatus !== "STOPPED") {
        return { ...run, line: task.lastStatus.toLowerCase() };
    }
    const release = { serviceRef, sidecars: sidecarsOf(config), secretNames: secretNames(config) };
    return { ...run, ...(await findOutcome(clients, release, task, { isLogShown: false })) };
}
