import { Command, Option } from "commander";
import { revisionName } from "../../aws/arn";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import { Output, table } from "../shared/output";
import { runSteps } from "../shared/progress";
import { openStack, type StackContext } from "../shared/stack-context";
import { readServing, requireImage, requireNoProduction, type Serving } from "./check-service";
import { findProblems, toDocument, toRows, type DrillResult } from "./drill-result";
import { playDrill } from "./play-drill";
import { scenarioNames, scenarios, toVariant, type ScenarioName, type Variant } from "./scenarios";

interface Options {
    readonly only?: ScenarioName;
    readonly imageThatCrashes?: string;
    readonly imageUnhealthy?: string;
    readonly yes: boolean;
    readonly json: boolean;
}

export function drill(context: CommandContext): Command {
    return new Command("drill")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml; none with a production profile")
        .addOption(new Option("--only <drill>", "one drill instead of both").choices(scenarioNames))
        .option("--image-that-crashes <digest>", "image that does not start, instead of the serving one with another command")
        .option("--image-unhealthy <digest>", "image whose health check fails, instead of the serving one with another command")
        .option("--yes", "do not ask", false)
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, options: Options) => {
            const output = new Output(context.streams, options.json);
            const stack = openStack(context, name);
            requireNoProduction(stack);
            const serving = await readServing(stack);
            const variants = await toVariants(stack, serving, options);
            await confirm(context, stack, serving, variants, options.yes);
            await play(context, stack, serving, variants, output);
        });
}

async function toVariants(stack: StackContext, serving: Serving, options: Options): Promise<Variant[]> {
    const digests = { crash: options.imageThatCrashes, unhealthy: options.imageUnhealthy };
    const chosen = scenarios.filter(({ name }) => options.only === undefined || options.only === name);
    for (const { name } of scenarios) {
        const digest = digests[name];
        if (digest !== undefined && !chosen.some((scenario) => scenario.name === name)) {
            throw new CommandError(`an image is given for the drill ${name}, which --only leaves out`, exitCodes.usage);
        }
        if (digest !== undefined) {
            await requireImage(stack, serving, digest);
        }
    }
    return chosen.map((scenario) => toVariant(scenario, serving, digests[scenario.name]));
}

async function confirm(
    { prompts }: CommandContext,
    { serviceRef }: StackContext,
    { release }: Serving,
    variants: readonly Variant[],
    yes: boolean,
): Promise<void> {
    if (yes) {
        return;
    }
    const what = variants.map(({ scenario }) => scenario.title).join(", then ");
    if (!prompts.isTerminal) {
        throw new CommandError(`this would deploy ${what} to ${serviceRef.service}: confirm it with --yes`, exitCodes.usage);
    }
    const serves = revisionName(release.taskDefinitionArn);
    if (!(await prompts.confirm(`Deploy to ${serviceRef.service} ${what}? ${serves} serves meanwhile.`))) {
        throw new CommandError("not confirmed: nothing was changed");
    }
}

/** Plays one drill after the other, as long as the service is back where it was. */
async function play(
    context: CommandContext,
    stack: StackContext,
    serving: Serving,
    variants: readonly Variant[],
    output: Output,
): Promise<void> {
    const { interruption } = context;
    const { rollbackEarly } = stack.config.deployment;
    const results: DrillResult[] = [];
    interruption.isExpected = true; // it must not leave the service where it is
    try {
        for (const variant of variants) {
            if (!(await playOne(context, stack, serving, variant, output, results))) {
                break;
            }
        }
    } finally {
        if (results.length > 0) {
            output.lines("", ...table(toRows(results, rollbackEarly)), "");
            output.document({
                stack: stack.name,
                revision: revisionName(serving.release.taskDefinitionArn),
                drills: results.map((result) => toDocument(result, rollbackEarly)),
            });
        }
    }
    requirePassed(stack, serving, results, rollbackEarly, interruption.signal.aborted);
}

/** @returns whether another drill may follow */
async function playOne(
    context: CommandContext,
    stack: StackContext,
    serving: Serving,
    variant: Variant,
    output: Output,
    results: DrillResult[],
): Promise<boolean> {
    const { rollbackEarly } = stack.config.deployment;
    const { signal } = context.interruption;
    let played: DrillResult | undefined;
    const run = async (report: (line: string) => void): Promise<string> => {
        const announce = () =>
            report(
                `interrupted: the service returns to ${revisionName(serving.release.taskDefinitionArn)} first; Ctrl-C again ends at once, and leaves that to ECS`,
            );
        signal.addEventListener("abort", announce, { once: true });
        played = await playDrill(context, stack, serving, variant, report).finally(() =>
            signal.removeEventListener("abort", announce),
        );
        const problems = findProblems(played, rollbackEarly);
        if (problems.length > 0) {
            throw new CommandError(problems.join("; "));
        }
        return played.verdict.line;
    };
    try {
        await runSteps(output, [{ title: `Drill ${variant.scenario.name}: ${variant.scenario.title}`, run }]);
    } catch (error) {
        if (played === undefined) {
            throw error;
        }
    }
    if (played !== undefined) {
        results.push(played);
    }
    return played?.aloneSeconds !== undefined && !signal.aborted;
}

/** @throws {CommandError} unless every drill ended as expected */
function requirePassed(
    { name, serviceRef }: StackContext,
    { release }: Serving,
    results: readonly DrillResult[],
    rollbackEarly: boolean,
    isInterrupted: boolean,
): void {
    const revision = revisionName(release.taskDefinitionArn);
    const last = results.at(-1);
    const where =
        last?.aloneSeconds !== undefined
            ? `${serviceRef.service} is back on ${revision}`
            : last?.returnedBy === "nobody"
              ? `another deployment took its place, and was left alone: npm run status -- ${name}`
              : `${revision} is not known to serve alone: npm run status -- ${name}`;
    if (isInterrupted) {
        throw new CommandError(`interrupted: ${where}`, exitCodes.interrupted);
    }
    const failed = results.flatMap((result) => {
        const problems = findProblems(result, rollbackEarly);
        return problems.length === 0 ? [] : [`drill ${result.variant.scenario.name}: ${problems.join("; ")}`];
    });
    if (failed.length > 0) {
        throw new CommandError([...failed, where].join("; "));
    }
}
