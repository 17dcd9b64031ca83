import { revisionName } from "../../aws/arn";
import { forceDeployment } from "../../aws/ecs";
import { deregisterRevision, registerCopy } from "../../aws/ecs-revisions";
import { AwsError } from "../../aws/errors";
import { tagKeys } from "../../aws/tags";
import type { Clock } from "../../deployment/clock";
import { isAccepted } from "../../deployment/health-response";
import { probe } from "../../deployment/probe";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import type { StackContext } from "../shared/stack-context";
import type { Serving } from "./check-service";
import { countResponses } from "./count-responses";
import type { DrillResult } from "./drill-result";
import { NotPutBack, putBack } from "./put-back";
import type { Variant } from "./scenarios";

/** Words of a status line that say something bad: a number of tasks that failed or are unhealthy, or a way back. */
const badSign = /\b(failed|unhealthy|unable)\b|\broll(s|ed|ing)? back\b/i;

/**
 * Deploys a variant that fails, judges it as `pulumi up` would, and leaves the service on the release that served before:
 * whatever happens meanwhile, an interruption included.
 */
export async function playDrill(
    context: CommandContext,
    stack: StackContext,
    serving: Serving,
    variant: Variant,
    report: (line: string) => void,
): Promise<DrillResult> {
    const { clock } = context;
    const { clients, serviceRef } = stack;
    const to = serving.release.taskDefinitionArn;
    const change = { container: serviceRef.container, ...variant.change };
    const from = await registerCopy(clients, to, change, {
        [tagKeys.release]: variant.releaseId,
        [tagKeys.drill]: variant.scenario.name,
        [tagKeys.verdict]: "FAILED", // for a reader that does not know the tag of a drill
    });
    const ended = new AbortController();
    const counting = countResponses(
        (signal) => probe(serving.release.probe, { signal }),
        (response) => isAccepted(response, serving.release),
        clock,
        ended.signal,
    );
    try {
        const played = await deployAndReturn(context, stack, serving, variant, from, report);
        ended.abort();
        const left = await removeRevision(stack, from);
        return { variant, revision: revisionName(from), ...played, responses: await counting, left };
    } catch (error) {
        (error instanceof NotPutBack ? [] : await removeRevision(stack, from)).forEach(report);
        throw error;
    } finally {
        ended.abort();
        await counting;
    }
}

/** What a drill finds out beside the answers of the health endpoint. */
type Played = Omit<DrillResult, "variant" | "revision" | "responses" | "left">;

async function deployAndReturn(
    { api, clock, interruption }: CommandContext,
    stack: StackContext,
    { release }: Serving,
    { releaseId }: Variant,
    from: string,
    report: (line: string) => void,
): Promise<Played> {
    const to = release.taskDefinitionArn;
    const startedAt = clock.now();
    const elapsed = () => Math.round((clock.now() - startedAt) / 1000);
    let noticedSeconds: number | undefined;
    const follow = (line: string) => {
        noticedSeconds ??= badSign.test(line) ? elapsed() : undefined;
        report(line);
    };
    await move(stack, from, to, clock, interruption.signal);
    const limits = { ...release.limits, rollbackEarly: stack.config.deployment.rollbackEarly };
    const intended = { ...release, taskDefinitionArn: from, releaseId, limits };
    const verdict = await api.verdict(intended, follow, interruption.signal).catch(async (error: unknown) => {
        await putBack(stack, from, to, clock);
        throw error;
    });
    const verdictSeconds = elapsed();
    const byEcs = verdict.outcome === "ROLLED_BACK";
    const isTaken = !byEcs && (await putBack(stack, from, to, clock)) === "taken";
    const played = { verdict, noticedSeconds, verdictSeconds, returnedBy: byEcs ? "ECS" : isTaken ? "nobody" : "drill" } as const;
    if (isTaken) {
        return played;
    }
    // Without the signal: an interrupted drill ends when the service is back.
    const back = await api.verdict(release, (line) => report(`back to ${revisionName(to)}: ${line}`));
    return back.outcome === "SUCCEEDED" ? { ...played, aloneSeconds: elapsed() } : played;
}

/** Makes ECS deploy the variant. A request that got no answer may have reached ECS. */
async function move(stack: StackContext, from: string, to: string, clock: Clock, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
        throw new CommandError("interrupted: nothing was deployed", exitCodes.interrupted);
    }
    try {
        await forceDeployment(stack.clients, stack.serviceRef, from);
    } catch (error) {
        if (error instanceof AwsError && error.transient) {
            await putBack(stack, from, to, clock);
        }
        throw error;
    }
}

/** What stays behind: a line where the revision can't be deregistered, which does no harm. */
async function removeRevision({ clients }: StackContext, arn: string): Promise<string[]> {
    try {
        await deregisterRevision(clients, arn);
        return [];
    } catch (error) {
        if (!(error instanceof AwsError)) {
            throw error;
        }
        const name = revisionName(arn);
        return [`${name} stays registered (${error.message}): aws ecs deregister-task-definition --task-definition ${name}`];
    }
}
