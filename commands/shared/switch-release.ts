import type { Service } from "@aws-sdk/client-ecs";
import { AwsError } from "../../aws/errors";
import { findTaskDefinitions } from "../../aws/ecs";
import { isInProgress, liveService, type LiveService } from "./service";
import type { StackContext } from "./stack-context";

/** How ECS was brought to another release. */
export type Switch = "deployment stopped" | "service updated" | "nothing to do";

/** Milliseconds between two looks at whether a stopped deployment has begun to go back, and how many of them. */
const pollIntervalMs = 2_000;
const maxAttempts = 30;

/**
 * Makes ECS run a revision. A deployment in progress that would return to it when stopped is stopped, which keeps the
 * tasks that serve; else the service is moved. Where it is there already, or on its way, nothing is asked of ECS.
 */
export async function switchTo(stack: StackContext, service: LiveService, taskDefinitionArn: string): Promise<Switch> {
    const { primary } = service;
    if (primary.taskDefinition === taskDefinitionArn && primary.rolloutState !== "FAILED") {
        return "nothing to do";
    }
    if (isInProgress(primary) && (await stopTowards(stack, service, taskDefinitionArn))) {
        return "deployment stopped";
    }
    await forceDeployment(stack, taskDefinitionArn);
    return "service updated";
}

/** New tasks, of another revision or of the same. */
export async function forceDeployment({ serviceRef, clients }: StackContext, taskDefinition?: string): Promise<Service> {
    const ecs = await clients.ecs();
    const { cluster, service } = serviceRef;
    const answer = await ecs.updateService({ cluster, service, taskDefinition, forceNewDeployment: true });
    return answer.service ?? {};
}

/** ECS answers before it has begun to go back, and until then the service seems to be on another release. */
export async function waitForRollback(stack: StackContext, taskDefinitionArn: string, signal: AbortSignal): Promise<void> {
    for (let look = 0; look < maxAttempts && !signal.aborted; look += 1) {
        if ((await liveService(stack)).primary.taskDefinition === taskDefinitionArn) {
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, pollIntervalMs));
    }
}

async function stopTowards(
    stack: StackContext,
    { deployments, primary }: LiveService,
    taskDefinitionArn: string,
): Promise<boolean> {
    const ecs = await stack.clients.ecs();
    const { cluster, service } = stack.serviceRef;
    const { serviceDeployments: listed = [] } = await ecs.listServiceDeployments({ cluster, service, maxResults: 1 });
    const serviceDeploymentArn = listed[0]?.serviceDeploymentArn;
    if (serviceDeploymentArn === undefined) {
        return false;
    }
    const described = await ecs.describeServiceDeployments({ serviceDeploymentArns: [serviceDeploymentArn] });
    const sources = (described.serviceDeployments?.[0]?.sourceServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []);
    const before =
        sources.length > 0
            ? [...(await findTaskDefinitions(stack.clients, sources)).values()]
            : deployments.filter(({ id }) => id !== primary.id).map((deployment) => deployment.taskDefinition);
    if (before.length === 0 || before.some((arn) => arn !== taskDefinitionArn)) {
        return false;
    }
    try {
        await ecs.stopServiceDeployment({ serviceDeploymentArn, stopType: "ROLLBACK" });
        return true;
    } catch (error) {
        if (error instanceof AwsError && error.name === "ConflictException") {
            return true; // it is stopping already
        }
        // What can't be stopped can be replaced: it has ended meanwhile, or the right to stop is missing.
        if (error instanceof AwsError && !error.transient) {
            return false;
        }
        throw error;
    }
}
