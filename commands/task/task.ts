import { Command, Option } from "commander";
import { lastSegment, revisionName } from "../../aws/arn";
import type { Task } from "../../aws/ecs";
import { findPlacement } from "../../aws/ecs-tasks";
import { maxOverrideLength, overrideLength } from "../../aws/task-overrides";
import { secretNames, sidecarsOf } from "../../config/service-ref";
import { followTask } from "../../deployment/one-off/follow-task";
import { findOutcome } from "../../deployment/one-off/outcome";
import { describeCommand, startTask, stopAndDescribe } from "../../deployment/one-off/start-task";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import { formatDuration } from "../shared/output";
import { parseDuration } from "../shared/parse-duration";
import { liveService, servingDeployment, type LiveService } from "../shared/service";
import { openStack, type StackContext } from "../shared/stack-context";

interface Options {
    readonly timeout?: number;
    readonly detach: boolean;
}

/** Who started a task of this command, as ECS shows it. */
const startedBy = "spotter-task";

const usage = "type a lone -- before the command: npm run task -- STACK [options] -- COMMAND…";

/** stdout has the command's own lines alone; what this command has to say goes to stderr. */
export function task(context: CommandContext): Command {
    return new Command("task")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .argument("<command...>", "program and arguments, behind a lone --; they replace the image's CMD")
        .addOption(
            new Option("--timeout <duration>", "stop the task after 90s, 10m, 2h or 1d; without it, it may run on")
                .argParser(parseDuration)
                .conflicts("detach"),
        )
        .option("--detach", "end once ECS has taken the task, and print its ARN", false)
        .configureOutput({
            // The option may be one of the command's own, with a secret in it.
            outputError: (text, write) => {
                write(text.includes("unknown option") ? `error: unknown option; ${usage}\n` : text);
            },
        })
        .hook("preAction", ({ rawArgs }: Command & { readonly rawArgs?: readonly string[] }) => {
            // npm takes options of the command for its own, and hands on the rest of it.
            if (rawArgs?.includes("--") === false) {
                throw new CommandError(`${usage} ('--' in PowerShell)`, exitCodes.usage);
            }
        })
        .action(async (name: string, command: readonly string[], options: Options) => {
            const stack = openStack(context, name);
            requireShort(stack, command);
            const service = await liveService(stack);
            await runOnce(context, stack, service, command, options);
        });
}

/** Starts the task, and follows it unless it is left alone. */
async function runOnce(
    context: CommandContext,
    stack: StackContext,
    service: LiveService,
    command: readonly string[],
    { timeout, detach }: Options,
): Promise<void> {
    const { streams, interruption } = context;
    const { clients, serviceRef, config } = stack;
    const note = (line: string) => {
        streams.stderr(`${line}\n`);
    };
    const taskDefinitionArn = requireServing(stack, service);
    const started = await interruption.protect(async () => {
        const placement = await findPlacement(clients, serviceRef);
        const found = await startTask(clients, serviceRef, placement, { taskDefinitionArn, command, startedBy });
        interruption.isExpected = !detach; // from here on Ctrl-C stops the task
        return found;
    }, "interrupted: the task runs on");
    const id = lastSegment(started.arn);
    note(`task ${id} of ${revisionName(taskDefinitionArn)} runs ${describeCommand(command)}`);
    if (detach) {
        streams.stdout(`${started.arn}\n`);
        note(`it runs on by itself, and logs to ${serviceRef.logGroup}: npm run logs -- ${stack.name}`);
        return;
    }
    const ended = await followOrSay(context, stack, started, timeout, note);
    if (ended === "interrupted") {
        note(`interrupted: stopping task ${id}`);
        throw new CommandError(
            await stopAndDescribe(clients, serviceRef, started, "npm run task: Ctrl-C"),
            exitCodes.interrupted,
        );
    }
    if (ended === "timed out") {
        note(`the command did not end within ${formatDuration(timeout ?? 0)}: stopping task ${id}`);
        throw new CommandError(await stopAndDescribe(clients, serviceRef, started, "npm run task: it did not end in time"));
    }
    const release = { serviceRef, sidecars: sidecarsOf(config), secretNames: secretNames(config) };
    const { isSuccess, exitCode, line } = await findOutcome(clients, release, ended, { isLogShown: true });
    if (!isSuccess) {
        throw new CommandError(`task ${id}: ${line}`, exitCode === undefined || exitCode === 0 ? exitCodes.finding : exitCode);
    }
    note(`task ${id}: ${line}`);
}

/** Follows a task. Where that fails, the task itself goes on, which must be said. */
async function followOrSay(
    { clock, interruption: { signal }, streams }: CommandContext,
    { name, clients, serviceRef }: StackContext,
    started: Task,
    timeoutMs: number | undefined,
    note: (line: string) => void,
): ReturnType<typeof followTask> {
    const showLog = (lines: readonly string[]) => streams.stdout(lines.map((line) => `${line}\n`).join(""));
    try {
        return await followTask(clients, serviceRef, started, { clock, signal, timeoutMs, showLog, note });
    } catch (error) {
        note(`task ${lastSegment(started.arn)} runs on, and is not followed any more: npm run logs -- ${name}`);
        throw error;
    }
}

/** The revision whose tasks serve, and whose image has the command. */
function requireServing({ name }: StackContext, service: LiveService): string {
    const { rolloutState, taskDefinitionArn } = servingDeployment(service);
    if (rolloutState !== "COMPLETED") {
        const state = rolloutState.toLowerCase().replace("_", " ");
        throw new CommandError(
            `no release serves yet: the deployment of ${revisionName(taskDefinitionArn)} is ${state} (npm run status -- ${name})`,
        );
    }
    return taskDefinitionArn;
}

function requireShort({ serviceRef }: StackContext, command: readonly string[]): void {
    const length = overrideLength({ container: serviceRef.container, command });
    if (length > maxOverrideLength) {
        throw new CommandError(
            `the command is too long: with what ECS puts around it ${length} characters, of ${maxOverrideLength}; put it into a script in the image`,
            exitCodes.usage,
        );
    }
}
