import { describeTaskDefinition } from "../../aws/ecs";
import { findTimes, type ScheduleTimes } from "../../aws/schedule-times";
import { findSchedule, type TaskSchedule } from "../../aws/scheduler";
import { readDeadLetters, type DeadLetters } from "../../aws/sqs";
import { tagKeys } from "../../aws/tags";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import { findRuns, judgeRun, type ScheduleRun } from "../shared/schedule-runs";
import { openSchedules, type ScheduleContext } from "../shared/schedules";
import type { StackContext } from "../shared/stack-context";

/** A schedule, as far as AWS tells. */
export interface ScheduleDescription {
    readonly name: string;

    /** Undefined where AWS does not answer, null where there is no such schedule. */
    readonly schedule?: TaskSchedule | null;

    /** Release that its next run is of. */
    readonly releaseId?: string;
    readonly times?: ScheduleTimes;

    /** Undefined where AWS does not answer, null where none is known since the last one was due. */
    readonly lastRun?: ScheduleRun | null;

    /** It was due, and may not start any more, and no run is known: nothing failed that could be told either. */
    readonly isMissing: boolean;

    /** Runs that could not be started. */
    readonly missed?: DeadLetters;
}

/** Milliseconds that runs are looked for before the last one was due: of frequent ones there are some more. */
const lookbackMs = 3_600_000;

/** Reads the schedules of a stack. A question that AWS does not answer costs its own line. */
export function describeSchedules(stack: StackContext, now: number, refusals: string[]): Promise<ScheduleDescription[]> {
    return Promise.all(openSchedules(stack).map((each) => describeSchedule(each, now, refusals)));
}

async function describeSchedule(stack: ScheduleContext, now: number, refusals: string[]): Promise<ScheduleDescription> {
    const { schedule: name, clients, names } = stack;
    const ask = <T>(question: () => Promise<T>) => undefinedIfUnanswered(question, refusals);
    const [found, missed] = await Promise.all([
        ask(async () => (await findSchedule(clients, names.schedule)) ?? null),
        ask(() => readDeadLetters(clients, names.deadLetters)),
    ]);
    const dead = missed === undefined ? {} : { missed };
    if (found === undefined || found === null) {
        return { name, ...(found === null ? { schedule: null } : {}), isMissing: false, ...dead };
    }
    const { expression, timezone, createdAt, modifiedAt = 0, enabled, taskDefinitionArn } = found;
    const times = findTimes(expression, timezone, now, createdAt);
    const due = times.last ?? now;
    const [revision, runs] = await Promise.all([
        ask(() => describeTaskDefinition(clients, taskDefinitionArn)),
        ask(() => findRuns(stack, due - lookbackMs)),
    ]);
    const releaseId = revision?.tags[tagKeys.release];
    const last = runs?.at(-1);
    const lastRun = last === undefined ? (runs === undefined ? undefined : null) : await ask(() => judgeRun(stack, last));
    const startsUntil = due + stack.maximumEventAgeSeconds * 1000;
    const hasRun = runs?.some((task) => (task.createdAt ?? 0) >= due) ?? true;
    return {
        name,
        schedule: found,
        ...(releaseId === undefined ? {} : { releaseId }),
        times,
        ...(lastRun === undefined ? {} : { lastRun }),
        isMissing: enabled && times.last !== undefined && modifiedAt < due && now > startsUntil && !hasRun,
        ...dead,
    };
}

/** What the operator should know of a schedule: a line each. */
export function warnOfSchedules(schedules: readonly ScheduleDescription[], releaseId: string | undefined): string[] {
    return schedules.flatMap(({ name, schedule, releaseId: own, lastRun, isMissing, missed }) => [
        ...(schedule != null && !schedule.enabled ? [`schedule ${name} is disabled: nothing starts it`] : []),
        ...(lastRun?.isSuccess === false ? [`the last run of ${name} failed: ${lastRun.line}`] : []),
        ...(isMissing ? [`${name} was due, and no run of it is known`] : []),
        ...((missed?.count ?? 0) > 0 ? [`runs of ${name} were missed: ${missed?.count}`] : []),
        ...(own !== undefined && releaseId !== undefined && own !== releaseId
            ? [`schedule ${name} is on release ${own}, and the service on ${releaseId}`]
            : []),
    ]);
}
