import { Command } from "commander";
import { revisionName } from "../../aws/arn";
import {
    continueServiceDeployment,
    describeTaskDefinition,
    findNewestServiceDeployment,
    type LifecycleHook,
    type ServiceDeployment,
} from "../../aws/ecs";
import { AwsError } from "../../aws/errors";
import { findDigest, toReleaseId } from "../../aws/image-digest";
import type { Verdict } from "../../deployment/api";
import { findAwaiting } from "../../deployment/lifecycle";
import type { CommandContext } from "./context";
import { CommandError, exitCodes } from "./errors";
import { formatTime, Output } from "./output";
import { runSteps } from "./progress";
import { liveService, type LiveService } from "./service";
import { openStack, type StackContext } from "./stack-context";
import { waitForRollback } from "./switch-release";
import { continues, requireSuccess, toVerdictDocument, watchRelease, type Watched } from "./watch-release";

/** What somebody decides of a deployment that waits. */
export interface Answer {
    readonly name: "approve" | "reject";
    readonly action: "CONTINUE" | "ROLLBACK";

    /** What is asked before, without the question mark. */
    readonly question: string;

    /** What ECS does then. */
    readonly effect: string;
}

/** A deployment that waits, and what it brings. */
interface Awaiting {
    readonly service: LiveService;
    readonly deployment: ServiceDeployment;
    readonly hook: LifecycleHook;
    readonly release: Watched;

    /** The release before; undefined where there is none. */
    readonly before?: Watched;
}

/** A command that answers the hook which waits, and follows what comes of it to the verdict. */
export function answerCommand(context: CommandContext, answer: Answer): Command {
    return new Command(answer.name)
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--yes", "do not ask", false)
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, { yes, json }: { readonly yes: boolean; readonly json: boolean }) => {
            const output = new Output(context.streams, json);
            const stack = openStack(context, name);
            const awaiting = await findWaiting(stack);
            output.lines(describe(awaiting));
            await confirm(context, answer, awaiting, yes);
            await follow(context, stack, answer, awaiting, output);
        });
}

/** @throws {CommandError} where nothing waits */
async function findWaiting(stack: StackContext): Promise<Awaiting> {
    const { clients, serviceRef, name } = stack;
    const service = await liveService(stack);
    const deployment = await findNewestServiceDeployment(clients, serviceRef);
    const hook = deployment && findAwaiting(deployment);
    if (deployment?.taskDefinitionArn === undefined || hook === undefined) {
        const stage = deployment?.finishedAt === undefined ? deployment?.lifecycleStage : undefined;
        const where = stage === undefined ? "no deployment is in progress" : `the deployment is at ${stage}`;
        throw new CommandError(`nothing waits for approval: ${where} (npm run status -- ${name})`);
    }
    const [before] = deployment.sourceTaskDefinitionArns;
    return {
        service,
        deployment,
        hook,
        release: await toRelease(stack, deployment.taskDefinitionArn),
        ...(before === undefined ? {} : { before: await toRelease(stack, before) }),
    };
}

async function toRelease({ clients, serviceRef }: StackContext, taskDefinitionArn: string): Promise<Watched> {
    const { containers } = await describeTaskDefinition(clients, taskDefinitionArn);
    const digest = findDigest(containers.find(({ name }) => name === serviceRef.container)?.image ?? "");
    return { taskDefinitionArn, releaseId: digest === undefined ? "by tag" : toReleaseId(digest) };
}

function describe({ deployment, hook, release }: Awaiting): string {
    const revision = revisionName(release.taskDefinitionArn);
    const then = hook.timeoutAction === "CONTINUE" ? "goes on" : "goes back";
    const until = hook.expiresAt === undefined ? "" : `, until ${formatTime(hook.expiresAt)}, when ECS ${then} by itself`;
    const since = formatTime(deployment.startedAt);
    return `${release.releaseId} (${revision}), in progress since ${since}, waits at ${deployment.lifecycleStage ?? "a hook"}${until}`;
}

async function confirm({ prompts }: CommandContext, answer: Answer, { release }: Awaiting, yes: boolean): Promise<void> {
    if (yes) {
        return;
    }
    if (!prompts.isTerminal) {
        throw new CommandError(`this would ${answer.name} ${release.releaseId}: confirm it with --yes`, exitCodes.usage);
    }
    if (!(await prompts.confirm(`${answer.question}?`))) {
        throw new CommandError("not confirmed: nothing was changed");
    }
}

async function follow(
    context: CommandContext,
    stack: StackContext,
    { name, action, effect }: Answer,
    { service, deployment, hook, release, before }: Awaiting,
    output: Output,
): Promise<void> {
    const { interruption, clock } = context;
    const isBack = action === "ROLLBACK";
    const watched: Watched | undefined = isBack ? before : { ...release, answeredHookId: hook.id };
    let verdict: Verdict | undefined;
    const steps = [
        {
            title: `Answer ${deployment.lifecycleStage ?? "the hook"}`,
            run: () =>
                interruption.protect(
                    async () => {
                        await send(stack, deployment, hook, action);
                        return `${effect} (${release.releaseId})`;
                    },
                    continues(stack, release),
                ),
        },
        ...(watched === undefined
            ? []
            : [
                  {
                      title: "Watch",
                      run: async (report: (line: string) => void) => {
                          if (isBack) {
                              await waitForRollback(stack, watched.taskDefinitionArn, clock, interruption.signal);
                          }
                          verdict = await watchRelease(context, stack, service, watched, report);
                          requireSuccess(verdict);
                          return verdict.line;
                      },
                  },
              ]),
    ];
    try {
        await runSteps(output, steps);
    } finally {
        output.document({
            stack: stack.name,
            answer: name,
            release: release.releaseId,
            revision: revisionName(release.taskDefinitionArn),
            stage: deployment.lifecycleStage,
            ...(verdict === undefined ? {} : { verdict: toVerdictDocument(verdict) }),
        });
    }
    output.lines(
        ...(watched === undefined ? [output.warning("as the first deployment it leaves ECS nothing to go back to")] : []),
        ...(isBack ? [] : [output.warning(`run pulumi up --stack ${stack.name} for what comes after the release`)]),
    );
}

/** @throws {CommandError} where ECS refuses: somebody else was faster, or the deployment has ended */
async function send(
    { clients, name }: StackContext,
    { arn }: ServiceDeployment,
    { id }: LifecycleHook,
    action: Answer["action"],
): Promise<void> {
    try {
        await continueServiceDeployment(clients, arn, id, action);
    } catch (error) {
        if (error instanceof AwsError && error.kind === "other") {
            throw new CommandError(`ECS does not take the answer: ${error.message} (npm run status -- ${name})`);
        }
        throw error;
    }
}
