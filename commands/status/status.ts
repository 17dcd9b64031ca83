import { Command } from "commander";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import { describeEvent } from "../shared/events";
import { formatTime, Output } from "../shared/output";
import { openStack, type StackContext } from "../shared/stack-context";
import { describeService, type ServiceDescription } from "./describe-service";
import { describeRows } from "./rows";
import { formatTasks } from "./task-lines";

interface Options {
    readonly json: boolean;
    readonly verbose: boolean;
}

/** Events that are shown without `--verbose`. */
const lastEvents = 5;

/** Columns of a row's title. */
const titleWidth = 14;

/** Columns of an event's time, as `formatTime` gives it. */
const timeWidth = 24;

export function status(context: CommandContext): Command {
    return new Command("status")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--verbose", "every deployment, task and event, why tasks stopped, and that there are no alarms", false)
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, { json, verbose }: Options) => {
            const output = new Output(context.streams, json);
            const stack = openStack(context, name);
            const now = context.clock.date().getTime();
            const description = await describeService(stack, context.folder, now);
            output.document(toDocument(stack, description));
            output.lines(...formatLines(stack, description, output, now, verbose));
            requireServing(stack, description);
        });
}

/** @throws {CommandError} unless a target is healthy: 1 where none is, 3 where AWS does not tell */
function requireServing({ serviceRef }: StackContext, { serves, service, targets, warnings }: ServiceDescription): void {
    if (serves === undefined) {
        const why = warnings.find((warning) => warning.includes("DescribeTargetHealth"))?.replace("not known: ", "");
        throw new CommandError(
            `whether ${serviceRef.service} serves is not known: ${why ?? "AWS does not tell its targets"}`,
            exitCodes.aws,
        );
    }
    if (!serves) {
        const why =
            service.desiredCount === 0
                ? "it is scaled to 0 tasks"
                : targets?.length === 0
                  ? "the load balancer has no target"
                  : "no target is healthy";
        throw new CommandError(`${serviceRef.service} does not serve: ${why}`);
    }
}

function formatLines(
    { name, config, serviceRef }: StackContext,
    description: ServiceDescription,
    output: Output,
    now: number,
    verbose: boolean,
): string[] {
    const { paint } = output;
    const { service, tasks = [], stopped = [], warnings } = description;
    const events = service.events.slice(0, verbose ? undefined : lastEvents);
    return [
        `${paint.bold(`${config.project} · ${name}`)}     ${serviceRef.account.region} · ${serviceRef.account.accountId}`,
        "",
        ...describeRows(description, name, now, verbose).flatMap(([title, ...lines]) =>
            lines.flatMap((line, at) =>
                output.hanging(`  ${paint.dim((at === 0 ? title : "").padEnd(titleWidth - 2))}`, titleWidth, line),
            ),
        ),
        ...(verbose ? formatTasks(output, tasks, stopped, now) : []),
        "",
        `  ${paint.bold("Events")}`,
        ...events.flatMap(({ at, message }) =>
            output.hanging(`  ${paint.dim(formatTime(at))}  `, timeWidth, describeEvent(message, service)),
        ),
        ...(events.length === 0 ? ["  none"] : []),
        ...(warnings.length === 0 ? [] : ["", ...output.warningLines(warnings)]),
    ];
}

function toDocument({ name }: StackContext, { service, latest, stopped, serves, ...rest }: ServiceDescription): object {
    const { runningCount, pendingCount, desiredCount, deployments, events } = service;
    const counts = { runningCount, pendingCount, desiredCount };
    return {
        stack: name,
        ...counts,
        serves: serves ?? null,
        ...rest,
        deployment: latest,
        deployments,
        stoppedTasks: stopped,
        events,
    };
}
