import { Command } from "commander";
import { History, type Release } from "../rollout/history";
import { recordsOf } from "../rollout/aws/records";
import { AwsError } from "../rollout/aws/errors";
import type { Verdict } from "../rollout/release";
import { start, type Surroundings } from "./command";
import { differences } from "./differences";
import { CommandError, exitCodes } from "./exit";
import { liveService, shortRevision, taskDefinition } from "./live-service";
import { Output } from "./output";
import { checksOf } from "./rollback-checks";
import { describeRelease, destination } from "./rollback-plan";
import { openStack, type Stack } from "./stack";
import { imageSection, setImageSection } from "./stack-file-edit";
import { runSteps, type Step } from "./steps";
import { switchTo, untilBegun, type Switch } from "./switch-release";
import { continues, mustServe, verdictOf, watchRelease } from "./watch-release";

interface Options {
    readonly to?: string;
    readonly clear: boolean;
    readonly json: boolean;
}

export function rollback(around: Surroundings): Command {
    return new Command("rollback")
        .description("Returns to the last release that succeeded, at once, and pins it in the stack's file.")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--to <release>", "another release: its id, digest or revision")
        .option("--clear", "end a pin: the next update deploys what the file says without it", false)
        .option("--json", "one JSON document on stdout", false)
        .action((name: string, options: Options) => {
            const output = new Output(around.streams, options.json);
            if (options.clear && options.to !== undefined) {
                throw new CommandError("--clear ends a pin and --to makes one: give one of them", exitCodes.usage);
            }
            const stack = openStack(around, name);
            return options.clear ? clear(around, stack, output) : goBack(around, stack, options.to, output);
        });
}

async function goBack(around: Surroundings, stack: Stack, named: string | undefined, output: Output): Promise<void> {
    const { interruption } = around;
    const history = new History(recordsOf(stack.clients, stack.target), stack.target.container);

    const service = await liveService(stack);
    const current = service.primary.taskDefinition;
    const { release, already } = await destination(history, current, named);
    const [wanted, left] = await Promise.all([release.taskDefinitionArn, current].map((arn) => taskDefinition(stack, arn)));
    const { errors, changed, unchecked } = await checksOf(stack, wanted ?? {}, release.digest);
    if (errors.length > 0) {
        throw new CommandError(`can't return to ${describeRelease(release)}: ${errors.join("; ")}`);
    }
    const bringsBack = already ? [] : differences(wanted ?? {}, left ?? {}, stack.target.container);
    const notes = [
        ...(named !== undefined && release.verdict !== "SUCCEEDED" ? [`${release.releaseId} never succeeded by a verdict`] : []),
        ...(changed.length > 0 ? [`changed since it was registered, its tasks get today's values: ${changed.join(", ")}`] : []),
        ...bringsBack.map((difference) => `the next \`up\` brings back: ${difference}`),
        ...unchecked.map((question) => `not checked: ${question}`),
    ];
    output.lines(...notes.map((note) => output.warning(note)));
    const done: { how?: Switch; pinned?: boolean; verdict?: Verdict } = {};

    const steps: Step[] = [
        {
            title: `Return to ${describeRelease(release)}`,
            run: (say) =>
                interruption.protect(
                    async () => {
                        done.how = await switchTo(stack, service, release.taskDefinitionArn);
                        done.pinned = pin(around, stack, release);
                        await forget(history, already ? undefined : current, say);
                        return switched(done.how, stack, current, release);
                    },
                    continues(stack, release),
                ),
        },
        {
            title: `Pin the digest in ${stack.file}`,
            run: () =>
                Promise.resolve(`${stack.file} ${done.pinned === true ? "is pinned to" : "has it already:"} ${release.digest}`),
        },
        {
            title: "Watch",
            run: async (say) => {
                if (done.how === "deployment stopped") {
                    await untilBegun(stack, release.taskDefinitionArn, interruption.signal);
                }
                done.verdict = await watchRelease(around, stack, service, release, say);
                mustServe(done.verdict);
                return done.verdict.line;
            },
        },
    ];
    try {
        await runSteps(output, steps);
    } finally {
        if (done.verdict !== undefined) {
            output.document({
                stack: stack.name,
                from: shortRevision(current),
                to: shortRevision(release.taskDefinitionArn),
                release: release.releaseId,
                digest: release.digest,
                ...(release.commit === undefined ? {} : { commit: release.commit }),
                switched: done.how,
                pinned: { file: stack.file, changed: done.pinned },
                changedParameters: changed,
                bringsBack,
                unchecked,
                verdict: verdictOf(done.verdict),
            });
        }
    }
    if (done.pinned === true) {
        output.lines(output.warning(`commit ${stack.file}; after the fix: npm run rollback -- ${stack.name} --clear`));
    }
}

/** @throws {CommandError} that says what is to be written by hand: ECS was asked already */
function pin({ folder }: Surroundings, { file }: Stack, { digest, commit }: { digest: string; commit?: string }): boolean {
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

/** What was left is not to be what a later rollback returns to. */
async function forget(history: History, left: string | undefined, say: (line: string) => void): Promise<void> {
    try {
        await (left === undefined ? undefined : history.tagVerdict(left, "ROLLED_BACK", new Date()));
    } catch (error) {
        if (!(error instanceof AwsError)) {
            throw error;
        }
        say(`${shortRevision(left ?? "")} keeps its verdict, so name the release at the next rollback: ${error.message}`);
    }
}

function switched(how: Switch, { target }: Stack, current: string, release: Release): string {
    const to = describeRelease(release);
    switch (how) {
        case "deployment stopped":
            return `ECS stops the deployment of ${shortRevision(current)} and returns to ${to}`;
        case "service updated":
            return `ECS moves ${target.service} from ${shortRevision(current)} to ${to}`;
        case "nothing to do":
            return `${target.service} is on ${to} already, or on its way`;
    }
}

function clear({ folder }: Surroundings, { name, file }: Stack, output: Output): Promise<void> {
    const { digest, commit, pinnedBy, builds } = imageSection(folder, file);
    if (pinnedBy !== undefined) {
        setImageSection(folder, file, builds ? {} : { digest, commit });
    }
    const line =
        pinnedBy === undefined
            ? `${file} is not pinned by a rollback: nothing to clear`
            : builds
              ? `Cleared ${file}: the next update builds again`
              : `Cleared ${file}: ${digest ?? ""} is now what the stack is meant to run, until a promotion to ${name}`;
    output.lines(line);
    output.document({ stack: name, file, cleared: pinnedBy !== undefined, builds, ...(builds ? {} : { digest }) });
    return Promise.resolve();
}

start(rollback, module);
