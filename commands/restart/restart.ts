import { Command } from "commander";
import { revisionName } from "../../aws/arn";
import { describeTaskDefinition, forceDeployment } from "../../aws/ecs";
import { findDigest, toReleaseId } from "../../aws/image-digest";
import type { Verdict } from "../../deployment/api";
import type { CommandContext } from "../shared/context";
import { CommandError } from "../shared/errors";
import { isInProgress, liveService, type LiveService } from "../shared/service";
import { Output } from "../shared/output";
import { openStack, type StackContext } from "../shared/stack-context";
import { openNamed } from "../shared/workers";
import { runSteps } from "../shared/progress";
import { continues, requireSuccess, toVerdictDocument, watchRelease, type Watched } from "../shared/watch-release";

export function restart(context: CommandContext): Command {
    return new Command("restart")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .argument("[worker]", "one of its workers, instead of the service")
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, worker: string | undefined, { json }: { readonly json: boolean }) => {
            const output = new Output(context.streams, json);
            const stack = openNamed(openStack(context, name), worker);
            const service = await liveService(stack);
            if (isInProgress(service.primary)) {
                const coming = revisionName(service.primary.taskDefinitionArn);
                throw new CommandError(
                    `a deployment of ${coming} is in progress: wait until it has ended (npm run status -- ${name}), or roll back`,
                );
            }
            await replaceTasks(context, stack, service, await findRelease(stack, service), output);
        });
}

async function replaceTasks(
    context: CommandContext,
    stack: StackContext,
    service: LiveService,
    release: Watched,
    output: Output,
): Promise<void> {
    const { interruption } = context;
    const revision = revisionName(release.taskDefinitionArn);
    let verdict: Verdict | undefined;
    let deploymentId: string | undefined; // the service is on the revision already: what is meant are the new tasks
    try {
        await runSteps(output, [
            {
                title: `Restart ${revision}`,
                run: () =>
                    interruption.protect(
                        async () => {
                            const { deployments } = await forceDeployment(stack.clients, stack.serviceRef);
                            deploymentId = deployments.find(({ status }) => status === "PRIMARY")?.id;
                            return `ECS replaces the tasks of ${revision}`;
                        },
                        continues(stack, release),
                    ),
            },
            {
                title: "Watch",
                run: async (report) => {
                    verdict = await watchRelease(context, stack, service, { ...release, deploymentId }, report);
                    requireSuccess(verdict);
                    return verdict.line;
                },
            },
        ]);
    } finally {
        if (verdict !== undefined) {
            output.document({ stack: stack.name, revision, release: release.releaseId, verdict: toVerdictDocument(verdict) });
        }
    }
}

async function findRelease(stack: StackContext, { primary }: LiveService): Promise<Watched> {
    const { containers } = await describeTaskDefinition(stack.clients, primary.taskDefinitionArn);
    const digest = findDigest(containers.find(({ name }) => name === stack.serviceRef.container)?.image ?? "");
    if (digest === undefined) {
        const revision = revisionName(primary.taskDefinitionArn);
        throw new CommandError(`${revision} refers to its image by tag, which may have moved: deploy it by digest first`);
    }
    return { taskDefinitionArn: primary.taskDefinitionArn, releaseId: toReleaseId(digest) };
}
