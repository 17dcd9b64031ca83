import { lastSegment, revisionName } from "../../aws/arn";
import type { Task } from "../../aws/ecs";
import { formatDuration, formatTime, table, type Output } from "../shared/output";

/** Each task, and each one that stopped in the last hour with why. */
export function formatTasks(output: Output, tasks: readonly Task[], stopped: readonly Task[], now: number): string[] {
    const { paint } = output;
    const running = tasks.map(({ arn, taskDefinitionArn, lastStatus, healthStatus, createdAt }) => [
        `  ${lastSegment(arn)}`,
        revisionName(taskDefinitionArn),
        lastStatus.toLowerCase(),
        healthStatus.toLowerCase(),
        createdAt === undefined ? "unknown" : formatDuration(now - createdAt),
    ]);
    return [
        ...(tasks.length === 0 ? [] : ["", `  ${paint.bold("Tasks")}`, ...table(running)]),
        ...(stopped.length === 0 ? [] : ["", `  ${paint.bold("Stopped in the last hour")}`]),
        ...stopped.flatMap((task) => [
            `  ${paint.dim(formatTime(task.stoppedAt))}  ${lastSegment(task.arn)}  ${revisionName(task.taskDefinitionArn)}`,
            ...output.hanging("      ", 6, describeStop(task)),
        ]),
    ];
}

/** `exit code 137 ▸ OutOfMemoryError: … ▸ Essential container in task exited`. */
function describeStop({ containers, stoppedReason, stopCode }: Task): string {
    const ended = containers.flatMap(({ name, exitCode, reason }) => [
        ...(exitCode === undefined ? [] : [`${containers.length > 1 ? `${name} ` : ""}exit code ${exitCode}`]),
        ...(reason === "" || stoppedReason.includes(reason) ? [] : [reason]),
    ]);
    return [...ended, stoppedReason || stopCode || "no reason given"].join(" ▸ ");
}
