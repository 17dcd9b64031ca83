import { Command, InvalidArgumentError } from "commander";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { findOutcome, History, type DeploymentAttempt, type Release } from "../../deployment/history";
import { findLatestDeployment, type DeploymentStage } from "../../deployment/latest-deployment";
import type { Outcome } from "../../deployment/api";
import { describePhaseSeconds } from "../../deployment/recorded-seconds";
import type { CommandContext } from "../shared/context";
import { CommandError } from "../shared/errors";
import { liveService, servingDeployment, type LiveService } from "../shared/service";
import { Output, formatDuration, table, formatTime } from "../shared/output";
import { openStack } from "../shared/stack-context";
import { openPart } from "../shared/workers";
import { showRuns } from "./runs";

interface Options {
    readonly limit: number;
    readonly json: boolean;
}

export function history(context: CommandContext): Command {
    return new Command("history")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .argument("[part]", "one of its workers or schedules, instead of the service")
        .option("--limit <number>", "releases to list, or runs of a schedule", wholeNumber, 10)
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, part: string | undefined, { limit, json }: Options) => {
            const output = new Output(context.streams, json);
            const stack = openPart(openStack(context, name), part);
            if ("schedule" in stack) {
                await showRuns(output, stack, limit, context.clock.date().getTime());
                return;
            }
            const recorded = new History(createReleaseRecords(stack.clients, stack.serviceRef), stack.serviceRef.container);
            const [releases, live] = await Promise.all([recorded.releases(limit), liveService(stack).catch(nothingDeployed)]);
            const current = live && servingDeployment(live).taskDefinitionArn;
            const unknown = recorded.attemptsUnknown;
            const listed = releases.map((release) => ({
                ...release,
                outcome: findOutcome(release) ?? (unknown === undefined ? undefined : outcomeByService(release, live)),
                live: release.taskDefinitionArn === current,
            }));
            const warnings = unknown === undefined ? [] : [`how deployments ended is told by tags alone: ${unknown}`];
            output.document({ stack: name, ...(part === undefined ? {} : { worker: part }), releases: listed, warnings });
            output.lines(...formatLines(listed), ...output.warningLines(warnings));
        });
}

/** A release as it is listed. */
interface Listed extends Release {
    readonly outcome?: string;

    /** It is the one that serves. */
    readonly live: boolean;
}

const outcomes: Readonly<Partial<Record<DeploymentStage, Outcome>>> = {
    "going back": "ROLLED_BACK",
    "rolled back": "ROLLED_BACK",
    failed: "FAILED",
};

/** How the newest deployment ended, as the service itself tells where its deployments may not be listed. */
function outcomeByService({ taskDefinitionArn }: Release, service: LiveService | undefined): Outcome | undefined {
    const latest = service && findLatestDeployment({ service });
    return latest?.taskDefinitionArn === taskDefinitionArn ? outcomes[latest.stage] : undefined;
}

function formatLines(releases: readonly Listed[]): string[] {
    if (releases.length === 0) {
        return ["there is no release yet"];
    }
    const header = ["  ", "revision", "release", "verdict", "registered", "commit", "by"];
    const rows = table([header, ...releases.map(formatRow)]);
    return [
        rows[0] ?? "",
        ...releases.flatMap(({ seconds, attempts }, at) => [
            rows[at + 1] ?? "",
            ...(seconds === undefined ? [] : [`      seconds: ${describePhaseSeconds(seconds)}`]),
            ...attempts.map((attempt) => `      ${attemptLine(attempt)}`),
        ]),
    ];
}

function formatRow({ live, revision, releaseId, outcome, registeredAt, commit, registeredBy }: Listed): string[] {
    return [
        live ? "▸ " : "  ",
        String(revision),
        releaseId ?? "by tag",
        outcome ?? "none",
        formatTime(registeredAt),
        commit?.slice(0, 12) ?? "-",
        registeredBy?.replace(/^.*:(assumed-role\/|user\/)?/, "") ?? "-",
    ];
}

function attemptLine({ status, reason, startedAt, finishedAt }: DeploymentAttempt): string {
    const took = startedAt === undefined || finishedAt === undefined ? "" : `, took ${formatDuration(finishedAt - startedAt)}`;
    return `${formatTime(startedAt)}  ${status.toLowerCase().replaceAll("_", " ")}${took}${reason === "" ? "" : `: ${reason}`}`;
}

/** A service that was deleted still has a history. */
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
