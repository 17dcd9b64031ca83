import { Command } from "commander";
import { start, type Surroundings } from "./command";
import { CommandError } from "./exit";
import { shortRevision } from "./live-service";
import { Output, spanOf, table, timeOf } from "./output";
import { overviewOf, type Overview } from "./overview";
import { describeRelease } from "./rollback-plan";
import { openStack, type Stack } from "./stack";

interface Options {
    readonly json: boolean;
    readonly verbose: boolean;
}

/** Events that are shown without `--verbose`. */
const lastEvents = 5;

export function status(around: Surroundings): Command {
    return new Command("status")
        .description("Shows what runs: release, tasks, targets, a roll-out in progress, and what is about to go wrong.")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--verbose", "every task, every event, and that there are no alarms", false)
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, { json, verbose }: Options) => {
            const output = new Output(around.streams, json);
            const stack = openStack(around, name);
            const overview = await overviewOf(stack, around.folder);
            output.document(documentOf(stack, overview));
            output.lines(...linesOf(stack, overview, output, verbose));
            if (!overview.serves) {
                throw new CommandError(`${stack.target.service} does not serve: no target is healthy`);
            }
        });
}

function linesOf({ name, target }: Stack, overview: Overview, output: Output, verbose: boolean): string[] {
    const { paint } = output;
    const { service, tasks, warnings } = overview;
    const events = service.events.slice(0, verbose ? undefined : lastEvents);
    return [
        `${paint.bold(`spotter · ${name}`)}     ${target.account.region} · ${target.account.accountId}`,
        "",
        ...rowsOf(overview, verbose).map(([title, value]) => `  ${paint.dim(title.padEnd(10))}${value}`),
        ...(verbose
            ? table(
                  tasks.map(({ arn, taskDefinitionArn, lastStatus, healthStatus, createdAt }) => [
                      "           ",
                      arn.slice(arn.lastIndexOf("/") + 1),
                      shortRevision(taskDefinitionArn),
                      lastStatus.toLowerCase(),
                      healthStatus.toLowerCase(),
                      timeOf(createdAt),
                  ]),
              )
            : []),
        "",
        `  ${paint.bold("Events")}`,
        ...events.map(({ at, message }) => `  ${paint.dim(timeOf(at))}  ${message}`),
        ...(events.length === 0 ? ["  none"] : []),
        ...(warnings.length === 0 ? [] : ["", ...warnings.map((warning) => output.warning(warning))]),
    ];
}

function rowsOf(overview: Overview, verbose: boolean): [string, string][] {
    const { service, release, size, coming, before, alarms } = overview;
    const commit = release?.commit === undefined ? "" : ` · commit ${release.commit}`;
    const each = size === undefined ? "" : ` · ${size.cpu / 1024} vCPU, ${size.memoryMiB / 1024} GB each`;
    const states = alarms.map((alarm) => `${alarm.name} ${alarm.state}`).join(", ");
    return [
        ["Release", release === undefined ? "unknown" : `${describeRelease(release)}${commit}`],
        ["Digest", release?.digest ?? "unknown: the revision names its image by tag"],
        ["Tasks", `${service.runningCount} of ${service.desiredCount} running${each}`],
        ["Targets", targetsLine(overview)],
        ["Roll-out", coming === undefined ? "none in progress" : comingLine(coming)],
        ["Before", before === undefined ? "no earlier release succeeded" : describeRelease(before)],
        ...(states !== "" || verbose ? [["Alarms", states || "none guard the roll-out"] as [string, string]] : []),
    ];
}

function targetsLine({ targets }: Overview): string {
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
}: NonNullable<Overview["coming"]>): string {
    const failed = failedTasks === 0 ? "" : `, ${failedTasks} failed`;
    const since = spanOf(Date.now() - createdAt);
    return `in progress for ${since}: ${shortRevision(taskDefinitionArn)}, ${runningCount} of ${desiredCount} running${failed}`;
}

function documentOf({ name }: Stack, { release, before, service, ...rest }: Overview): object {
    const { runningCount, pendingCount, desiredCount, deployments, events } = service;
    return { stack: name, release, before, runningCount, pendingCount, desiredCount, deployments, ...rest, events };
}

start(status, module);
