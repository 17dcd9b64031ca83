import { Command } from "commander";
import type { CommandContext } from "../shared/context";
import { CommandError } from "../shared/errors";
import { lastSegment, revisionName } from "../../aws/arn";
import { Output, formatDuration, table, formatTime } from "../shared/output";
import { describeService, type ServiceDescription } from "./describe-service";
import { describeRelease } from "../shared/release";
import { openStack, type StackContext } from "../shared/stack-context";

interface Options {
    readonly json: boolean;
    readonly verbose: boolean;
}

/** Events that are shown without `--verbose`. */
const lastEvents = 5;

export function status(context: CommandContext): Command {
    return new Command("status")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--verbose", "every task, every event, and that there are no alarms", false)
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, { json, verbose }: Options) => {
            const output = new Output(context.streams, json);
            const stack = openStack(context, name);
            const overview = await describeService(stack, context.folder);
            output.document(toDocument(stack, overview));
            output.lines(...formatLines(stack, overview, output, verbose));
            if (!overview.serves) {
                throw new CommandError(`${stack.serviceRef.service} does not serve: no target is healthy`);
            }
        });
}

function formatLines(
    { name, config, serviceRef }: StackContext,
    overview: ServiceDescription,
    output: Output,
    verbose: boolean,
): string[] {
    const { paint } = output;
    const { service, tasks, warnings } = overview;
    const events = service.events.slice(0, verbose ? undefined : lastEvents);
    return [
        `${paint.bold(`${config.project} · ${name}`)}     ${serviceRef.account.region} · ${serviceRef.account.accountId}`,
        "",
        ...formatRows(overview, verbose).map(([title, value]) => `  ${paint.dim(title.padEnd(12))}${value}`),
        ...(verbose
            ? table(
                  tasks.map(({ arn, taskDefinitionArn, lastStatus, healthStatus, createdAt }) => [
                      "           ",
                      lastSegment(arn),
                      revisionName(taskDefinitionArn),
                      lastStatus.toLowerCase(),
                      healthStatus.toLowerCase(),
                      formatTime(createdAt),
                  ]),
              )
            : []),
        "",
        `  ${paint.bold("Events")}`,
        ...events.map(({ at, message }) => `  ${paint.dim(formatTime(at))}  ${message}`),
        ...(events.length === 0 ? ["  none"] : []),
        ...(warnings.length === 0 ? [] : ["", ...warnings.map((warning) => output.warning(warning))]),
    ];
}

function formatRows(overview: ServiceDescription, verbose: boolean): [string, string][] {
    const { service, release, size, coming, before, alarms } = overview;
    const commit = release?.commit === undefined ? "" : ` · commit ${release.commit}`;
    const each = size === undefined ? "" : ` · ${size.cpu / 1024} vCPU, ${size.memoryMiB / 1024} GB each`;
    const states = alarms.map((alarm) => `${alarm.name} ${alarm.state}`).join(", ");
    return [
        ["Release", release === undefined ? "unknown" : `${describeRelease(release)}${commit}`],
        ["Digest", release?.digest ?? "unknown: the revision refers to its image by tag"],
        ["Tasks", `${service.runningCount} of ${service.desiredCount} running${each}`],
        ["Targets", targetsLine(overview)],
        ["Deployment", coming === undefined ? "none in progress" : comingLine(coming)],
        ["Before", before === undefined ? "no earlier release succeeded" : describeRelease(before)],
        ...(states !== "" || verbose ? [["Alarms", states || "none guard the deployment"] as [string, string]] : []),
    ];
}

function targetsLine({ targets }: ServiceDescription): string {
    const states = [...new Set(targets.map(({ state }) => state))].sort();
    const reasons = [
        ...new Set(targets.filter(({ state }) => state === "unhealthy").map(({ description, reason }) => description || reason)),
    ];
    const counts = states.map((state) => `${targets.filter((target) => target.state === state).length} ${state}`).join(", ");
    return `${counts || "none"}${reasons.length === 0 ? "" : ` (${reasons.join("; ")})`}`;
}

function comingLine({
    taskDefinitionArn,
    runningCount,
    desiredCount,
    failedTasks,
    createdAt,
}: NonNullable<ServiceDescription["coming"]>): string {
    const failed = failedTasks === 0 ? "" : `, ${failedTasks} failed`;
    const since = formatDuration(Date.now() - createdAt);
    return `in progress for ${since}: ${revisionName(taskDefinitionArn)}, ${runningCount} of ${desiredCount} running${failed}`;
}

function toDocument({ name }: StackContext, { release, before, service, ...rest }: ServiceDescription): object {
    const { runningCount, pendingCount, desiredCount, deployments, events } = service;
    return { stack: name, release, before, runningCount, pendingCount, desiredCount, deployments, ...rest, events };
}
