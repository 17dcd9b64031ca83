import { Command } from "commander";
import type { Verdict } from "../rollout/release";
import { start, type Surroundings } from "./command";
import { CommandError } from "./exit";
import { isInProgress, liveService, shortRevision, taskDefinition, type LiveService } from "./live-service";
import { Output } from "./output";
import { openStack, type Stack } from "./stack";
import { runSteps } from "./steps";
import { forceDeployment } from "./switch-release";
import { continues, mustServe, verdictOf, watchRelease, type Watched } from "./watch-release";

export function restart(around: Surroundings): Command {
    return new Command("restart")
        .description("Replaces the tasks by new ones of the same release, which read their parameters again.")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, { json }: { readonly json: boolean }) => {
            const output = new Output(around.streams, json);
            const stack = openStack(around, name);
            const service = await liveService(stack);
            if (isInProgress(service.primary)) {
                const coming = shortRevision(service.primary.taskDefinition);
                throw new CommandError(
                    `a roll-out of ${coming} is in progress: wait for its end (npm run status -- ${name}), or roll back`,
                );
            }
            await replaceTasks(around, stack, service, await releaseOf(stack, service), output);
        });
}

async function replaceTasks(
    around: Surroundings,
    stack: Stack,
    service: LiveService,
    release: Watched,
    output: Output,
): Promise<void> {
    const { interruption } = around;
    const revision = shortRevision(release.taskDefinitionArn);
    let verdict: Verdict | undefined;
    let deploymentId: string | undefined; // the service is on the revision already: what is meant are the new tasks
    try {
        await runSteps(output, [
            {
                title: `Restart ${revision}`,
                run: () =>
                    interruption.protect(
                        async () => {
                            const { deployments = [] } = await forceDeployment(stack);
                            deploymentId = deployments.find(({ status }) => status === "PRIMARY")?.id;
                            return `ECS replaces the tasks of ${revision}`;
                        },
                        continues(stack, release),
                    ),
            },
            {
                title: "Watch",
                run: async (say) => {
                    verdict = await watchRelease(around, stack, service, { ...release, deploymentId }, say);
                    mustServe(verdict);
                    return verdict.line;
                },
            },
        ]);
    } finally {
        if (verdict !== undefined) {
            output.document({ stack: stack.name, revision, release: release.releaseId, verdict: verdictOf(verdict) });
        }
    }
}

async function releaseOf(stack: Stack, { primary }: LiveService): Promise<Watched> {
    const { containerDefinitions = [] } = await taskDefinition(stack, primary.taskDefinition);
    const image = containerDefinitions.find(({ name }) => name === stack.target.container)?.image ?? "";
    const releaseId = /@sha256:([0-9a-f]{12})/.exec(image)?.[1];
    if (releaseId === undefined) {
        const revision = shortRevision(primary.taskDefinition);
        throw new CommandError(`${revision} names its image by tag: new tasks might run another one; deploy it by digest first`);
    }
    return { taskDefinitionArn: primary.taskDefinition, releaseId };
}

start(restart, module);
