import { revisionName } from "../../aws/arn";
import { forceDeployment } from "../../aws/ecs";
import { AwsError } from "../../aws/errors";
import type { Clock } from "../../deployment/clock";
import { CommandError, exitCodes } from "../shared/errors";
import { liveService } from "../shared/service";
import type { StackContext } from "../shared/stack-context";
import { switchTo, waitForRollback } from "../shared/switch-release";

/** The service may still be on the drill's revision. */
export class NotPutBack extends CommandError {}

/** What became of the service: on its way to the release that served, or another deployment has it. */
export type PutBack = "back" | "taken";

/** Milliseconds between two attempts where AWS does not answer, and how many of them: two minutes, as a network is gone. */
const retryIntervalMs = 15_000;
const maxAttempts = 8;

/**
 * Returns the service from a drill's revision to the one that served. A deployment in progress is stopped with a rollback,
 * as that keeps the tasks that serve; where it can't be, the service is moved. A revision of neither is somebody's
 * deployment, and stays.
 */
export async function putBack(stack: StackContext, from: string, to: string, clock: Clock): Promise<PutBack> {
    for (let attempt = 1; ; attempt += 1) {
        try {
            return await tryPutBack(stack, from, to, clock);
        } catch (error) {
            if (!(error instanceof AwsError)) {
                throw error;
            }
            if (!error.transient || attempt === maxAttempts) {
                throw new NotPutBack(describeFailure(stack, from, to, error), exitCodes.aws);
            }
            await clock.sleep(retryIntervalMs);
        }
    }
}

async function tryPutBack(stack: StackContext, from: string, to: string, clock: Clock): Promise<PutBack> {
    const service = await liveService(stack);
    const { primary, deployments } = service;
    if (primary.taskDefinitionArn === to) {
        // A read without a trace of the drill may be older than the update, and ECS about to deploy it.
        if (!deployments.some(({ taskDefinitionArn }) => taskDefinitionArn === from)) {
            await forceDeployment(stack.clients, stack.serviceRef, to);
        }
        return "back";
    }
    if (primary.taskDefinitionArn !== from) {
        return "taken";
    }
    if ((await switchTo(stack, service, to)) === "deployment stopped") {
        await waitForRollback(stack, to, clock, new AbortController().signal);
    }
    return "back";
}

function describeFailure({ name, serviceRef }: StackContext, from: string, to: string, { message }: AwsError): string {
    return (
        `${serviceRef.service} could not be put back from ${revisionName(from)} to ${revisionName(to)} (${message}). ` +
        `${revisionName(to)} serves on, and ECS rolls back by itself: npm run status -- ${name}; ` +
        `else aws ecs update-service --cluster ${serviceRef.cluster} --service ${serviceRef.service} --task-definition ${revisionName(to)}`
    );
}
