import { findNewestServiceDeployment, forceDeployment, stopWithRollback } from "../../aws/ecs";
import { AwsError } from "../../aws/errors";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import type { Clock } from "../../deployment/clock";
import { isInProgress, liveService, type LiveService } from "./service";
import type { StackContext } from "./stack-context";

/** How ECS was brought to another release. */
export type Switch = "deployment stopped" | "service updated" | "nothing to do";

/** Milliseconds between two polls for whether a stopped deployment has begun to go back, and how many of them. */
const pollIntervalMs = 2_000;
const maxAttempts = 30;

/**
 * Makes ECS run a revision. A deployment in progress that would return to it when stopped is stopped, which keeps the
 * tasks that serve; else the service is moved. Where it is there already, or on its way, nothing is asked of ECS.
 */
export async function switchTo(stack: StackContext, service: LiveService, taskDefinitionArn: string): Promise<Switch> {
    const { primary } = service;
    if (primary.taskDefinitionArn === taskDefinitionArn && primary.rolloutState !== "FAILED") {
        return "nothing to do";
    }
    if (isInProgress(primary) && (await stopTowards(stack, service, taskDefinitionArn))) {
        return "deployment stopped";
    }
    await forceDeployment(stack.clients, stack.serviceRef, taskDefinitionArn);
    return "service updated";
}

/** ECS answers before it has begun to go back, and until then the service seems to be on another release. */
export async function waitForRollback(
    stack: StackContext,
    taskDefinitionArn: string,
    clock: Clock,
    signal: AbortSignal,
): Promise<void> {
    for (let attempt = 0; attempt < maxAttempts && !signal.aborted; attempt += 1) {
        if ((await liveService(stack)).primary.taskDefinitionArn === taskDefinitionArn) {
            return;
        }
        await clock.sleep(pollIntervalMs, signal);
    }
}

async function stopTowards(
    { clients, serviceRef }: StackContext,
    { deployments, primary }: LiveService,
    taskDefinitionArn: string,
): Promise<boolean> {
    // What can't be found can be replaced: the permission to list may be missing.
    const serviceDeployment = await undefinedIfUnanswered(() => findNewestServiceDeployment(clients, serviceRef), []);
    if (serviceDeployment === undefined) {
        return false;
    }
    const { arn, sourceTaskDefinitionArns: sources } = serviceDeployment;
    const before =
        sources.length > 0
            ? sources
            : deployments.filter(({ id }) => id !== primary.id).map((deployment) => deployment.taskDefinitionArn);
    if (before.length === 0 || before.some((source) => source !== taskDefinitionArn)) {
        return false;
    }
    try {
        await stopWithRollback(clients, arn);
        return true;
    } catch (error) {
        // What can't be stopped can be replaced: the permission to stop may be missing.
        if (error instanceof AwsError && !error.transient) {
            return false;
        }
        throw error;
    }
}
