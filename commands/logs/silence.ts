import { lastSegment } from "../../aws/arn";
import { listTasks, type Task } from "../../aws/ecs";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import { formatTime } from "../shared/output";
import type { StackContext } from "../shared/stack-context";

interface Asked {
    /** Milliseconds since 1970. */
    readonly from: number;

    /** CloudWatch's filter pattern. */
    readonly filter?: string;

    /** New lines are still waited for. */
    readonly following: boolean;
}

/** Tasks that are named one by one; of more, their number is enough. */
const maxNamed = 4;

/** What to say where nothing was logged: where, since when, by which tasks, and what to try. */
export async function describeSilence(stack: StackContext, { from, filter, following }: Asked): Promise<string> {
    const { clients, serviceRef, name } = stack;
    const refusals: string[] = [];
    const tasks = await undefinedIfUnanswered(() => listTasks(clients, serviceRef, "RUNNING"), refusals);
    const matching = filter === undefined ? "" : ` that matches ${filter}`;
    const advice = [
        ...(filter === undefined ? [] : ["leave --filter out"]),
        "look further back: --since 1d",
        ...(tasks?.length === 0 ? [`npm run events -- ${name}`] : []),
        ...(tasks !== undefined && tasks.length > 0 && filter === undefined
            ? ["the application must log to stdout or stderr"]
            : []),
    ];
    return [
        `nothing${matching} in ${serviceRef.logGroup} since ${formatTime(from)}; ${describeTasks(tasks, refusals)}`,
        `try: ${advice.join("; ")}`,
        ...(following ? ["waiting for new lines until Ctrl-C"] : []),
    ].join("\n");
}

function describeTasks(tasks: readonly Task[] | undefined, refusals: readonly string[]): string {
    if (tasks === undefined) {
        return `which tasks run is not known: ${refusals.join("; ")}`;
    }
    const ids = tasks.map(({ arn }) => lastSegment(arn).slice(0, 8)); // as the lines of the log name them
    const named =
        ids.length > maxNamed ? `${ids.slice(0, maxNamed).join(", ")} and ${ids.length - maxNamed} more` : ids.join(", ");
    return tasks.length === 0 ? "no task runs" : `${tasks.length} ${tasks.length === 1 ? "task runs" : "tasks run"}: ${named}`;
}
