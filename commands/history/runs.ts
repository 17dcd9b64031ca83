import { lastSegment, revisionName } from "../../aws/arn";
import { describeTaskDefinition, type Task } from "../../aws/ecs";
import { readDeadLetters } from "../../aws/sqs";
import { tagKeys } from "../../aws/tags";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import { formatDuration, formatTime, table, type Output } from "../shared/output";
import { findRuns, judgeRun, type ScheduleRun } from "../shared/schedule-runs";
import type { ScheduleContext } from "../shared/schedules";

/** A run as it is listed. */
interface Listed extends ScheduleRun {
    readonly taskDefinitionArn: string;

    /** Absent where its revision has no such tag, or AWS does not tell. */
    readonly releaseId?: string;
}

/** Shows how the newest runs of a schedule ended, and whether some were missed. */
export async function showRuns(output: Output, stack: ScheduleContext, limit: number, now: number): Promise<void> {
    const { clients, schedule, names, config } = stack;
    const refusals: string[] = [];
    const ask = <T>(question: () => Promise<T>) => undefinedIfUnanswered(question, refusals);
    const [tasks, missed] = await Promise.all([
        findNewest(stack, limit, now, refusals),
        ask(() => readDeadLetters(clients, names.deadLetters)),
    ]);
    const arns = [...new Set(tasks.map(({ taskDefinitionArn }) => taskDefinitionArn))];
    const releases = new Map(
        await Promise.all(
            arns.map(async (arn) => {
                const revision = await ask(() => describeTaskDefinition(clients, arn));
                return [arn, revision?.tags[tagKeys.release]] as const;
            }),
        ),
    );
    const runs = await Promise.all(
        tasks.map(async (task): Promise<Listed> => {
            const { taskDefinitionArn } = task;
            const releaseId = releases.get(taskDefinitionArn);
            return { ...(await judgeRun(stack, task)), taskDefinitionArn, ...(releaseId === undefined ? {} : { releaseId }) };
        }),
    );
    const warnings = [
        ...((missed?.count ?? 0) > 0 ? [`runs of ${schedule} were missed: ${missed?.count} (npm run status shows why)`] : []),
        ...[...new Set(refusals)].map((refusal) => `not known: ${refusal}`),
    ];
    output.document({ stack: stack.name, schedule, runs, ...(missed === undefined ? {} : { missed }), warnings });
    const days = config.logs.retentionDays;
    output.lines(
        ...(runs.length === 0 ? [`no run of ${schedule} is known: how runs ended is kept for ${days} days`] : formatRuns(runs)),
        ...output.warningLines(warnings),
    );
}

const dayMs = 86_400_000;

/** The newest first. Looks back further as long as there are too few: what a frequent one keeps in months is much to read. */
async function findNewest(stack: ScheduleContext, limit: number, now: number, refusals: string[]): Promise<Task[]> {
    const kept = stack.config.logs.retentionDays;
    let found: Task[] = [];
    for (const days of [...[1, 7, 30].filter((each) => each < kept), kept]) {
        found = await findRuns(stack, now - days * dayMs, refusals);
        if (found.length >= limit || refusals.length > 0) {
            break;
        }
    }
    return found.reverse().slice(0, limit);
}

function formatRuns(runs: readonly Listed[]): string[] {
    const header = ["  ", "started", "took", "release", "revision", "task", "how it ended"];
    return table([
        header,
        ...runs.map(({ task, taskDefinitionArn, releaseId, startedAt, stoppedAt, isSuccess, line }) => [
            isSuccess === false ? "! " : "  ",
            formatTime(startedAt ?? stoppedAt),
            startedAt === undefined || stoppedAt === undefined ? "-" : formatDuration(stoppedAt - startedAt),
            releaseId ?? "not known",
            revisionName(taskDefinitionArn),
            lastSegment(task).slice(0, 8), // as the lines of the log name it
            line,
        ]),
    ]);
}
