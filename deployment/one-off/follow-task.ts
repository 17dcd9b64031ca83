import type { Clients } from "../../aws/clients";
import type { Task } from "../../aws/ecs";
import { findTask } from "../../aws/ecs-tasks";
import { isAwsError, mayPass } from "../../aws/errors";
import { logReader } from "../../aws/log-reader";
import { streamName, toLogStream } from "../../aws/logs";
import type { ServiceRef } from "../../aws/service-ref";
import { UserError } from "../../aws/user-error";
import type { Clock } from "../clock";

/** What following a task needs beside the task. */
export interface FollowOptions {
    readonly clock: Clock;

    /** Ends the watch, not the task. */
    readonly signal: AbortSignal;

    /** Milliseconds. @default - as long as it runs */
    readonly timeoutMs?: number;

    /** Takes lines of the task's log, as they come. */
    readonly showLog: (lines: readonly string[]) => void;

    /** Takes a line for the operator that is none of the log. */
    readonly note: (line: string) => void;
}

/** Milliseconds between two polls of the task and its log. */
const pollIntervalMs = 2_000;

/** Polls in a row without a new line after which the log of a task that has stopped is taken for complete. */
const quietPolls = 2;

/** Polls in a row in which ECS may not know the task: it is so for a moment after its start. */
const maxUnknownPolls = 15;

/** Shows a task's log until the task has stopped. */
export async function followTask(
    clients: Clients,
    serviceRef: ServiceRef,
    started: Task,
    options: FollowOptions,
): Promise<Task | "interrupted" | "timed out"> {
    const { clock, signal, timeoutMs = Infinity, note } = options;
    const begin = clock.now();
    const showLog = logShower(clients, serviceRef, started, options);
    let status = "PROVISIONING";
    for (let unknown = 0; !signal.aborted;) {
        const task = await laterIfItPasses(() => findTask(clients, serviceRef, started.arn, signal));
        unknown = task === undefined ? unknown + 1 : task === "later" ? unknown : 0;
        if (unknown > maxUnknownPolls) {
            throw new UserError(`ECS does not know the task ${started.arn}`);
        }
        const lastStatus = typeof task === "object" ? task.lastStatus : status;
        if (lastStatus !== status && (lastStatus === "PENDING" || lastStatus === "RUNNING")) {
            note(lastStatus.toLowerCase());
        }
        status = lastStatus;
        await showLog();
        if (typeof task === "object" && hasEnded(task, serviceRef.container)) {
            await showRest(showLog, options);
            return task;
        }
        const left = begin + timeoutMs - clock.now();
        if (left <= 0) {
            return "timed out";
        }
        await clock.sleep(Math.min(pollIntervalMs, left), signal);
    }
    return "interrupted";
}

/** Shows what CloudWatch makes visible only after the task has stopped. */
async function showRest(showLog: () => Promise<boolean>, { clock, signal }: FollowOptions): Promise<void> {
    for (let quiet = 0; quiet < quietPolls && !signal.aborted;) {
        await clock.sleep(pollIntervalMs, signal);
        quiet = (await showLog()) ? 0 : quiet + 1;
    }
}

/** Its containers have stopped, even where ECS still takes its network apart, which may need half a minute. */
function hasEnded({ lastStatus, containers }: Task, container: string): boolean {
    const isKnown = containers.some(({ name, exitCode }) => name === container && exitCode !== undefined);
    return lastStatus === "STOPPED" || (lastStatus === "DEPROVISIONING" && isKnown);
}

/** Shows what is new in the task's log, and returns whether there was something. A log that is denied costs itself alone. */
function logShower(
    clients: Clients,
    serviceRef: ServiceRef,
    { arn, createdAt = 0 }: Task,
    { signal, showLog, note }: FollowOptions,
): () => Promise<boolean> {
    const logStreamNames = [streamName(toLogStream(serviceRef, arn))];
    const read = logReader(clients, serviceRef.logGroup, createdAt, { logStreamNames });
    let isDenied = false;
    return async () => {
        const lines: string[] = [];
        try {
            for await (const { message } of isDenied ? [] : read(signal)) {
                lines.push(message);
            }
        } catch (error) {
            // There is no stream before the container has written something.
            if (!mayPass(error) && !isAwsError(error, "missing")) {
                isDenied = true;
                note(`its log is not shown: ${(error as Error).message}`);
            }
        }
        if (lines.length > 0) {
            showLog(lines);
        }
        return lines.length > 0;
    };
}

async function laterIfItPasses(ask: () => Promise<Task | undefined>): Promise<Task | "later" | undefined> {
    try {
        return await ask();
    } catch (error) {
        if (mayPass(error)) {
            return "later";
        }
        throw error;
    }
}
