import { Command, InvalidArgumentError } from "commander";
import { recordsOf } from "../rollout/aws/records";
import { History, type Attempt, type Release } from "../rollout/history";
import { start, type Surroundings } from "./command";
import { CommandError } from "./exit";
import { liveService, servingDeployment } from "./live-service";
import { Output, spanOf, table, timeOf } from "./output";
import { openStack } from "./stack";

interface Options {
    readonly limit: number;
    readonly json: boolean;
}

export function history(around: Surroundings): Command {
    return new Command("history")
        .description("Lists the releases of a stack, newest first, with how each attempt to deploy them ended.")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--limit <number>", "releases to list", wholeNumber, 10)
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, { limit, json }: Options) => {
            const output = new Output(around.streams, json);
            const stack = openStack(around, name);
            const recorded = new History(recordsOf(stack.clients, stack.target), stack.target.container);
            const [releases, live] = await Promise.all([recorded.releases(limit), liveService(stack).catch(nothingDeployed)]);
            const current = live && servingDeployment(live).taskDefinition;
            output.document({
                stack: name,
                releases: releases.map((release) => ({ ...release, live: release.taskDefinitionArn === current })),
            });
            output.lines(...linesOf(releases, current));
        });
}

function linesOf(releases: readonly Release[], current: string | undefined): string[] {
    if (releases.length === 0) {
        return ["no release was made yet"];
    }
    const header = ["  ", "revision", "release", "verdict", "registered", "commit", "by"];
    const rows = table([header, ...releases.map((release) => rowOf(release, current))]);
    return [
        rows[0] ?? "",
        ...releases.flatMap(({ attempts }, at) => [
            rows[at + 1] ?? "",
            ...attempts.map((attempt) => `      ${attemptLine(attempt)}`),
        ]),
    ];
}

function rowOf(
    { taskDefinitionArn, revision, releaseId, verdict, registeredAt, commit, registeredBy }: Release,
    current?: string,
): string[] {
    return [
        taskDefinitionArn === current ? "▸ " : "  ",
        String(revision),
        releaseId ?? "by tag",
        verdict ?? "none",
        timeOf(registeredAt),
        commit?.slice(0, 12) ?? "-",
        registeredBy?.slice(registeredBy.lastIndexOf(":") + 1) ?? "-",
    ];
}

function attemptLine({ status, reason, startedAt, finishedAt }: Attempt): string {
    const took = startedAt === undefined || finishedAt === undefined ? "" : `, took ${spanOf(finishedAt - startedAt)}`;
    return `${timeOf(startedAt)}  ${status.toLowerCase().replaceAll("_", " ")}${took}${reason === "" ? "" : `: ${reason}`}`;
}

/** What is gone still has a history. */
function nothingDeployed(error: unknown): undefined {
    if (!(error instanceof CommandError && error.exitCode === 1)) {
        throw error;
    }
}

function wholeNumber(text: string): number {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > 1000) {
        throw new InvalidArgumentError("must be a whole number from 1 to 1000.");
    }
    return number;
}

start(history, module);
