import type { Clients } from "../../aws/clients";
import type { Task } from "../../aws/ecs";
import { readLastLines, toLogStream } from "../../aws/logs";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import type { IntendedRelease } from "../api";
import { failedSidecar } from "../diagnosis/containers";
import { diagnoseTask, formatDiagnosis } from "../diagnosis/diagnose";

/** What is known of the release whose image has the command. */
export type CommandRelease = Pick<IntendedRelease, "serviceRef" | "sidecars" | "secretNames">;

/** How a task ended. */
export interface TaskOutcome {
    /** The command ended by itself, and well. */
    readonly isSuccess: boolean;

    /** Of the command; absent where it did not run. */
    readonly exitCode?: number;
    readonly line: string;
}

/** Lines of the log in which the error of a crash is looked for. */
const maxLogLines = 200;

/**
 * Finds how a task ended that was not stopped by this program.
 *
 * @param isLogShown the operator has the log already, which is all that could be quoted of where the command itself failed
 */
export async function findOutcome(
    clients: Clients,
    release: CommandRelease,
    ended: Task,
    { isLogShown }: { readonly isLogShown: boolean },
): Promise<TaskOutcome> {
    const { serviceRef } = release;
    const task = { ...ended, lastStatus: "STOPPED" };
    const exitCode = task.containers.find(({ name }) => name === serviceRef.container)?.exitCode;
    const isByItself = task.stopCode === "EssentialContainerExited";
    if (exitCode === 0 && isByItself) {
        return { isSuccess: true, exitCode, line: "the command ended with exit code 0" };
    }
    const stream = toLogStream(serviceRef, task.arn, failedSidecar(task, release));
    const logs = await undefinedIfUnanswered(() => readLastLines(clients, stream, maxLogLines), []);
    const diagnosis = diagnoseTask(task, logs ?? [], toIntent(release, task));
    const reason = diagnosis === undefined ? describeStop(task) : formatDiagnosis(diagnosis);
    if (exitCode === undefined) {
        return { isSuccess: false, line: `the command did not run: ${reason}` };
    }
    const isCommand = diagnosis?.id === "process-exit" && failedSidecar(task, release) === undefined;
    const ofCommand = isLogShown ? diagnosis?.cause : reason;
    return {
        isSuccess: false,
        exitCode,
        line: isCommand ? (ofCommand ?? reason) : `the command was ended, with exit code ${exitCode}: ${reason}`,
    };
}

/** A release as a diagnosis reads it, where no load balancer reaches the task, and no verdict waits for it. */
function toIntent(release: CommandRelease, { taskDefinitionArn }: Task): IntendedRelease {
    return {
        ...release,
        taskDefinitionArn,
        releaseId: "",
        limits: { timeoutMinutes: 0, maxFailuresOfSameCause: 0, rollbackEarly: false },
        expectedSeconds: { schedule: 0, pull: 0, start: 0, health: 0, drain: 0 },
    };
}

function describeStop({ stopCode, stoppedReason }: Task): string {
    return [stopCode, stoppedReason].filter((text) => text !== "").join(": ") || "ECS gives no reason";
}
