import { Command } from "commander";
import { History, type Release } from "../../deployment/history";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { revisionName } from "../../aws/arn";
import { describeTaskDefinition } from "../../aws/ecs";
import { AwsError } from "../../aws/errors";
import type { Verdict } from "../../deployment/api";
import type { CommandContext } from "../shared/context";
import { diffTaskDefinitions } from "./task-definition-diff";
import { CommandError, exitCodes } from "../shared/errors";
import { liveService } from "../shared/service";
import { Output } from "../shared/output";
import { checkRevision } from "./checks";
import { moveSchedules, type MovedSchedule } from "./move-schedules";
import { moveWorkers, type MovedWorker } from "./move-workers";
import { findDestination } from "./plan";
import { describeRelease } from "../shared/release";
import { openStack, type StackContext } from "../shared/stack-context";
import { imageSection, setImageSection } from "../shared/stack-file-edit";
import { runSteps, type Step } from "../shared/progress";
import { switchTo, waitForRollback, type Switch } from "../shared/switch-release";
import { continues, requireSuccess, toVerdictDocument, watchRelease } from "../shared/watch-release";

interface Options {
    readonly to?: string;
    readonly clear: boolean;
    readonly json: boolean;
}

export function rollback(context: CommandContext): Command {
    return new Command("rollback")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--to <release>", "another release: its id, digest or revision")
        .option("--clear", "remove a pin: the next update deploys what the file says without it", false)
        .option("--json", "one JSON document on stdout", false)
        .action((name: string, options: Options) => {
            const output = new Output(context.streams, options.json);
            if (options.clear && options.to !== undefined) {
                throw new CommandError("--clear removes a pin and --to sets one: use only one of them", exitCodes.usage);
            }
            const stack = openStack(context, name);
            return options.clear ? clear(context, stack, output) : goBack(context, stack, options.to, output);
        });
}

async function goBack(context: CommandContext, stack: StackContext, named: string | undefined, output: Output): Promise<void> {
    const { interruption } = context;
    const history = new History(createReleaseRecords(stack.clients, stack.serviceRef), stack.serviceRef.container);

    const service = await liveService(stack);
    const current = service.primary.taskDefinitionArn;
    const { release, already } = await findDestination(history, service, current, named);
    const [wanted, left] = await Promise.all([
        describeTaskDefinition(stack.clients, release.taskDefinitionArn),
        describeTaskDefinition(stack.clients, current),
    ]);
    const { errors, changed, unchecked } = await checkRevision(stack, wanted, release.digest, context.clock);
    if (errors.length > 0) {
        throw new CommandError(`can't return to ${describeRelease(release)}: ${errors.join("; ")}`);
    }
    const bringsBack = already ? [] : diffTaskDefinitions(wanted, left, stack.serviceRef.container);
    const notes = [
        ...(history.attemptsUnknown === undefined
            ? []
            : [`found by the tags of the revisions alone: ${history.attemptsUnknown}`]),
        ...(named !== undefined && release.verdict !== "SUCCEEDED"
            ? [`no verdict says that ${release.releaseId} ever succeeded`]
            : []),
        ...(changed.length > 0
            ? [`parameters changed since the release was registered, its tasks get the current values: ${changed.join(", ")}`]
            : []),
        ...bringsBack.map((change) => `the next \`pulumi up\` brings back: ${change}`),
        ...unchecked.map((what) => `not checked: ${what}`),
    ];
    output.lines(...output.warningLines(notes));
    const done: { how?: Switch; pinned?: boolean; verdict?: Verdict; workers?: MovedWorker[]; schedules?: MovedSchedule[] } = {};

    const steps: Step[] = [
        {
            title: `Return to ${describeRelease(release)}`,
            run: (report) =>
                interruption.protect(
                    async () => {
                        done.how = await switchTo(stack, service, release.taskDefinitionArn);
                        done.pinned = pin(context, stack, release);
                        await markRolledBack(history, already ? undefined : current, report);
                        return switched(done.how, stack, current, release);
                    },
                    continues(stack, release),
                ),
        },
        {
            title: `Pin the digest in ${stack.file}`,
            run: () =>
                Promise.resolve(`${stack.file} ${done.pinned === true ? "is now pinned to" : "already has"} ${release.digest}`),
        },
        {
            title: "Watch",
            run: async (report) => {
                if (done.how === "deployment stopped") {
                    await waitForRollback(stack, release.taskDefinitionArn, context.clock, interruption.signal);
                }
                done.verdict = await watchRelease(context, stack, service, release, report);
                requireSuccess(done.verdict);
                return done.verdict.line;
            },
        },
        ...(Object.keys(stack.config.workers).length === 0
            ? []
            : [
                  {
                      title: "Workers",
                      run: async (report: (line: string) => void) => {
                          done.workers = await moveWorkers(context, stack, release.releaseId, report);
                          return `${done.workers.filter(({ to }) => to !== undefined).length} of ${done.workers.length} workers run it, too`;
                      },
                  },
              ]),
        ...(Object.keys(stack.config.schedules).length === 0
            ? []
            : [
                  {
                      title: "Schedules",
                      run: async (report: (line: string) => void) => {
                          done.schedules = await moveSchedules(stack, release.releaseId, report);
                          return `${done.schedules.filter(({ to }) => to !== undefined).length} of ${done.schedules.length} schedules run it from their next time on`;
                      },
                  },
              ]),
    ];
    try {
        await runSteps(output, steps);
    } finally {
        if (done.verdict !== undefined) {
            output.document({
                stack: stack.name,
                from: revisionName(current),
                to: revisionName(release.taskDefinitionArn),
                release: release.releaseId,
                digest: release.digest,
                ...(release.commit === undefined ? {} : { commit: release.commit }),
                switched: done.how,
                pinned: { file: stack.file, changed: done.pinned },
                ...(history.attemptsUnknown === undefined ? {} : { attemptsUnknown: history.attemptsUnknown }),
                changedParameters: changed,
                bringsBack,
                unchecked,
                verdict: toVerdictDocument(done.verdict),
                ...(done.workers === undefined ? {} : { workers: done.workers }),
                ...(done.schedules === undefined ? {} : { schedules: done.schedules }),
            });
        }
    }
    if (done.pinned === true) {
        output.lines(output.warning(`commit ${stack.file}; after the fix: npm run rollback -- ${stack.name} --clear`));
    }
}

/** @throws {CommandError} with the change to make by hand, as ECS was asked already */
function pin(
    { folder }: CommandContext,
    { file }: StackContext,
    { digest, commit }: { digest: string; commit?: string },
): boolean {
    try {
        const image = imageSection(folder, file);
        return image.digest === digest ? false : setImageSection(folder, file, { digest, commit, pinnedBy: "rollback" });
    } catch (error) {
        const why = (error as Error).message;
        throw new CommandError(
            `ECS was asked, but ${file} can't be written (${why}): set spotter:image.digest to ${digest} yourself`,
        );
    }
}

/** A later rollback must not return to the release that this one leaves. */
async function markRolledBack(history: History, left: string | undefined, report: (line: string) => void): Promise<void> {
    try {
        await (left === undefined ? undefined : history.tagVerdict(left, "ROLLED_BACK", new Date()));
    } catch (error) {
        if (!(error instanceof AwsError)) {
            throw error;
        }
        report(`${revisionName(left ?? "")} keeps its verdict, so use --to for the next rollback: ${error.message}`);
    }
}

function switched(how: Switch, { serviceRef }: StackContext, current: string, release: Release): string {
    const to = describeRelease(release);
    switch (how) {
        case "deployment stopped":
            return `ECS stops the deployment of ${revisionName(current)} and returns to ${to}`;
        case "service updated":
            return `ECS moves ${serviceRef.service} from ${revisionName(current)} to ${to}`;
        case "nothing to do":
            return `${serviceRef.service} is already on ${to}, or on its way`;
    }
}

function clear({ folder }: CommandContext, { name, file }: StackContext, output: Output): Promise<void> {
    const { digest, commit, pinnedBy, builds } = imageSection(folder, file);
    if (pinnedBy !== undefined) {
        setImageSection(folder, file, builds ? {} : { digest, commit });
    }
    const line =
        pinnedBy === undefined
            ? `${file} is not pinned by a rollback: nothing to clear`
            : builds
              ? `Cleared ${file}: the next update builds again`
              : `Cleared ${file}: ${digest ?? ""} stays in the file, no longer as a pin, until a promotion to ${name}`;
    output.lines(line);
    output.document({ stack: name, file, cleared: pinnedBy !== undefined, builds, ...(builds ? {} : { digest }) });
    return Promise.resolve();
}
