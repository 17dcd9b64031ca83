import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { lastSegment, revisionName } from "../../aws/arn";
import type { Clients } from "../../aws/clients";
import { describeTaskDefinition, tagResource, type Task } from "../../aws/ecs";
import { listStartedTasks, type TaskPlacement } from "../../aws/ecs-tasks";
import { tagKeys } from "../../aws/tags";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import { UserError } from "../../aws/user-error";
import type { CommandBefore } from "../api";
import { maskLines } from "../diagnosis/log/secret-lines";
import type { WatchOptions } from "../watch";
import { followTask } from "./follow-task";
import { findOutcome } from "./outcome";
import { describeCommand, startTask, stopAndDescribe } from "./start-task";

/** Who started the task, as ECS shows it. */
export const startedBy = "spotter-before";

/**
 * Runs the command that is to end well before a service moves to a revision, unless it has for that revision already: what
 * an update that failed later has done is not done again.
 *
 * @throws {UserError} with why it has not ended well
 */
export async function runBefore(clients: Clients, planned: CommandBefore, options: WatchOptions): Promise<void> {
    const { taskDefinitionArn, command } = planned;
    const revision = revisionName(taskDefinitionArn);
    try {
        if (await hasSucceeded(clients, planned, options)) {
            options.report(`the command before ${revision} has ended well already`);
            return;
        }
        const task = (await findRunning(clients, planned, options)) ?? (await start(clients, planned));
        options.report(`task ${lastSegment(task.arn)} runs ${describeCommand(command)}, before the service moves to ${revision}`);
        options.report(`before ${revision}: ${await followToItsEnd(clients, planned, task, options)}`);
    } catch (error) {
        if (error instanceof UserError) {
            const what = `the command before ${revision} (${describeCommand(command)}) failed, so that the service was left as it is`;
            throw new UserError(`${what}: ${error.message}`);
        }
        throw error;
    }
    await remember(clients, planned, options);
}

/** On demand, whatever the service runs on: a migration must not be cut off for Spot's sake. */
function start(clients: Clients, { serviceRef, taskDefinitionArn, command, network }: CommandBefore): Promise<Task> {
    const placement: TaskPlacement = {
        launchType: "FARGATE",
        networkConfiguration: {
            awsvpcConfiguration: {
                subnets: [...network.subnetIds],
                securityGroups: [...network.securityGroupIds],
                assignPublicIp: network.assignPublicIp ? "ENABLED" : "DISABLED",
            },
        },
    };
    return startTask(clients, serviceRef, placement, { taskDefinitionArn, command, startedBy });
}

/** The line on how it ended, where that was well. */
async function followToItsEnd(
    clients: Clients,
    planned: CommandBefore,
    task: Task,
    { clock, report, signal = new AbortController().signal }: WatchOptions,
): Promise<string> {
    const { serviceRef, timeoutMinutes, secretNames } = planned;
    const id = lastSegment(task.arn);
    const follow = { clock, signal, timeoutMs: timeoutMinutes * 60_000, showLog: maskedLog(secretNames, report) };
    const note = (line: string) => report(`task ${id}: ${line}`);
    const ended = await followTask(clients, serviceRef, task, { ...follow, note }).catch((error: unknown) => {
        throw error instanceof UserError
            ? new UserError(`task ${id} runs on, and its end is not known: ${error.message}`)
            : error;
    });
    const stop = (reason: string) => stopAndDescribe(clients, serviceRef, task, `before a release: ${reason}`);
    if (ended === "interrupted") {
        throw new UserError(`interrupted: ${await stop("interrupted")}`);
    }
    if (ended === "timed out") {
        const limit = `it did not end within deployment.timeoutMinutes (${timeoutMinutes})`;
        throw new UserError(`${limit}: ${await stop("it did not end in time")}`);
    }
    const { isSuccess, line } = await findOutcome(clients, planned, ended, { isLogShown: false });
    if (!isSuccess) {
        throw new UserError(`task ${id}: ${line}`);
    }
    return line;
}

/**
 * What an update started that was interrupted: it is followed further, as the same command twice at a time may do harm.
 *
 * @throws {UserError} where another command runs, or the same of another revision
 */
async function findRunning(clients: Clients, planned: CommandBefore, { report }: WatchOptions): Promise<Task | undefined> {
    const { serviceRef, taskDefinitionArn, command } = planned;
    const refusals: string[] = [];
    const started = await undefinedIfUnanswered(() => listStartedTasks(clients, serviceRef, startedBy), refusals);
    refusals.forEach((refusal) => report(`whether an earlier command still runs is not known: ${refusal}`));
    const own = (started ?? []).filter(({ task }) => familyOf(task.taskDefinitionArn) === familyOf(taskDefinitionArn));
    const isSame = ({ task, commands }: (typeof own)[number]) =>
        task.taskDefinitionArn === taskDefinitionArn && isDeepStrictEqual(commands.get(serviceRef.container), command);
    const other = own.find((each) => !isSame(each));
    if (other !== undefined) {
        const { arn, taskDefinitionArn: from } = other.task;
        const how = `aws ecs stop-task --cluster ${serviceRef.cluster} --task ${lastSegment(arn)}`;
        throw new UserError(`the command before ${revisionName(from)} still runs: wait until it has ended, or stop it (${how})`);
    }
    return own[0]?.task;
}

function familyOf(taskDefinitionArn: string): string {
    return taskDefinitionArn.slice(0, taskDefinitionArn.lastIndexOf(":"));
}

/** Whether the revision says so. One that does not answer is taken for one that does not. */
async function hasSucceeded(clients: Clients, planned: CommandBefore, { report }: WatchOptions): Promise<boolean> {
    const refusals: string[] = [];
    const revision = await undefinedIfUnanswered(() => describeTaskDefinition(clients, planned.taskDefinitionArn), refusals);
    refusals.forEach((refusal) => report(`whether the command has ended well before is not known: ${refusal}`));
    return revision?.tags[tagKeys.before] === fingerprint(planned.command);
}

/** A command that ended well does not fail because that can't be written down; it may only run once more then. */
async function remember(
    clients: Clients,
    { taskDefinitionArn, command }: CommandBefore,
    { report }: WatchOptions,
): Promise<void> {
    const refusals: string[] = [];
    const tags = { [tagKeys.before]: fingerprint(command) };
    await undefinedIfUnanswered(() => tagResource(clients, taskDefinitionArn, tags), refusals);
    refusals.forEach((refusal) => report(`that the command has ended well is not recorded on the revision: ${refusal}`));
}

/** Another command is none that has run. It is no text of the tag, which may hold neither its length nor its letters. */
function fingerprint(command: readonly string[]): string {
    return createHash("sha256").update(JSON.stringify(command)).digest("hex").slice(0, 12);
}

/** Lines above a line in which the name of a secret may stand whose value it is. */
const maskedContext = 100;

/** Reports a log without the values of secrets, which an update's output is often kept with. */
function maskedLog(secretNames: readonly string[], report: (line: string) => void): (lines: readonly string[]) => void {
    let above: readonly string[] = [];
    return (lines) => {
        const known = [...above, ...lines];
        report(maskLines(known, secretNames).slice(above.length).join("\n"));
        above = known.slice(-maskedContext);
    };
}
