import { readLastLines, toLogStream } from "../../aws/logs";
import type { Task } from "../../aws/ecs";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import { failedSidecar } from "../../deployment/diagnosis/containers";
import { diagnoseTask, formatDiagnosis } from "../../deployment/diagnosis/diagnose";
import { exitCodes } from "../shared/errors";
import { toIntendedRelease, type LiveService } from "../shared/service";
import type { StackContext } from "../shared/stack-context";

/** How a task ended, as a script and a person read it. */
export interface Outcome {
    /** Of the command; where it has none, that of a finding. */
    readonly exitCode: number;
    readonly line: string;
}

/** Lines of the log in which the error of a crash is looked for. */
const maxLogLines = 200;

/** Finds how a task ended that was not stopped by this program. */
export async function findOutcome(stack: StackContext, service: LiveService, ended: Task): Promise<Outcome> {
    const { serviceRef, clients } = stack;
    const task = { ...ended, lastStatus: "STOPPED" };
    const exitCode = task.containers.find(({ name }) => name === serviceRef.container)?.exitCode;
    const isByItself = task.stopCode === "EssentialContainerExited";
    if (exitCode === 0 && isByItself) {
        return { exitCode: exitCodes.ok, line: "the command ended with exit code 0" };
    }
    const intent = toIntendedRelease(stack, service, { taskDefinitionArn: task.taskDefinitionArn, releaseId: "" });
    const stream = toLogStream(serviceRef, task.arn, failedSidecar(task, intent));
    const logs = await undefinedIfUnanswered(() => readLastLines(clients, stream, maxLogLines), []);
    const diagnosis = diagnoseTask(task, logs ?? [], intent);
    const reason = diagnosis === undefined ? describeStop(task) : formatDiagnosis(diagnosis);
    if (exitCode === undefined) {
        return { exitCode: exitCodes.finding, line: `the command did not run: ${reason}` };
    }
    // Its log was shown already, which is all that more could be quoted of.
    const isCommand = diagnosis?.id === "process-exit" && failedSidecar(task, intent) === undefined;
    return {
        exitCode: exitCode === 0 ? exitCodes.finding : exitCode,
        line: isCommand ? diagnosis.cause : `the command was ended, with exit code ${exitCode}: ${reason}`,
    };
}

function describeStop({ stopCode, stoppedReason }: Task): string {
    return [stopCode, stoppedReason].filter((text) => text !== "").join(": ") || "ECS gives no reason";
}
