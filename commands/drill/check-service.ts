import { revisionName } from "../../aws/arn";
import { hasImage, toRepositoryRef } from "../../aws/ecr";
import { describeTaskDefinition } from "../../aws/ecs";
import { describeTargets } from "../../aws/elb";
import { findDigest, toReleaseId } from "../../aws/image-digest";
import { tagKeys } from "../../aws/tags";
import { profiles } from "../../config/profiles";
import type { ReachedRelease } from "../../deployment/api";
import { isAccepted, isOfRelease } from "../../deployment/health-response";
import { probe } from "../../deployment/probe";
import { CommandError, exitCodes } from "../shared/errors";
import { intendedRelease, isInProgress, liveService, type LiveService } from "../shared/service";
import type { StackContext } from "../shared/stack-context";

/** The release that serves before a drill, and that must serve alone after it. */
export interface Serving {
    readonly service: LiveService;

    /** Image of the application's container, by digest. */
    readonly image: string;

    /** Port that the load balancer asks. */
    readonly port: number;

    /** What the verdict is about when the service is to be back. */
    readonly release: ReachedRelease;
}

/** @throws {CommandError} for a stack that serves users, whatever it is confirmed with */
export function requireNoProduction({ name, config }: StackContext): void {
    if (profiles[config.profile].isProduction) {
        throw new CommandError(
            `${name} has profile ${config.profile}: a drill deploys releases that fail, and production is not for that`,
            exitCodes.usage,
        );
    }
}

/**
 * Finds what serves, and refuses where a drill would show nothing or do harm. Nothing is changed.
 *
 * @throws {CommandError} unless one release serves, alone and healthy
 */
export async function readServing(stack: StackContext): Promise<Serving> {
    const { clients, serviceRef, name, config } = stack;
    const service = await liveService(stack);
    const { primary, deployments, desiredCount } = service;
    const revision = revisionName(primary.taskDefinitionArn);
    if (isInProgress(primary) || deployments.length > 1) {
        throw new CommandError(`a deployment of ${revision} is in progress: wait until it has ended (npm run status -- ${name})`);
    }
    if (primary.rolloutState === "FAILED" || desiredCount === 0) {
        const why = desiredCount === 0 ? "is scaled to zero tasks" : `failed to deploy ${revision}`;
        throw new CommandError(`${serviceRef.service} ${why}: a drill needs a release that serves (npm run status -- ${name})`);
    }
    if (Math.ceil((desiredCount * config.service.minimumHealthyPercent) / 100) === 0) {
        throw new CommandError(
            `spotter:service.minimumHealthyPercent ${config.service.minimumHealthyPercent} of ${desiredCount} tasks lets ECS stop all of them: nothing would serve during a drill`,
        );
    }
    const { containers, tags } = await describeTaskDefinition(clients, primary.taskDefinitionArn);
    const container = containers.find((each) => each.name === serviceRef.container);
    const digest = findDigest(container?.image ?? "");
    if (container === undefined || digest === undefined || tags[tagKeys.drill] !== undefined) {
        const why = tags[tagKeys.drill] === undefined ? "refers to its image by tag" : "is of a drill that was cut off";
        throw new CommandError(`${revision} ${why}: deploy a release first (pulumi up --stack ${name})`);
    }
    const { taskDefinitionArn } = primary;
    const release = await intendedRelease(stack, service, { taskDefinitionArn, releaseId: toReleaseId(digest) });
    await requireHealthy(stack, service, release);
    return { service, image: container.image, port: container.port ?? config.service.port, release };
}

async function requireHealthy(
    { clients, serviceRef, name }: StackContext,
    { desiredCount }: LiveService,
    intended: ReachedRelease,
): Promise<void> {
    const { targetGroupArn, probe: target, releaseId } = intended;
    const [targets, response] = await Promise.all([describeTargets(clients, targetGroupArn), probe(target)]);
    const healthy = targets.filter(({ state }) => state === "healthy").length;
    const answer = response.status === 0 ? `does not answer (${response.error ?? "no reason"})` : `answers ${response.status}`;
    const problem =
        healthy < desiredCount
            ? `${healthy} of ${desiredCount} tasks are healthy`
            : !isAccepted(response, intended)
              ? `the health endpoint ${answer}`
              : !isOfRelease(response, intended)
                ? `the health endpoint answers with release ${response.releaseId ?? "none"} instead of ${releaseId}`
                : undefined;
    if (problem !== undefined) {
        throw new CommandError(
            `${serviceRef.service} does not serve as it should: ${problem}; a drill needs a release that serves (npm run status -- ${name})`,
        );
    }
}

/** @throws {CommandError} unless an image that was given can be deployed: its cause would be another one */
export async function requireImage({ clients, serviceRef }: StackContext, { image }: Serving, digest: string): Promise<void> {
    if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
        throw new CommandError(`${digest} is not a digest: sha256: and 64 hex digits`, exitCodes.usage);
    }
    if (digest === findDigest(image)) {
        throw new CommandError(`${digest} is the image that serves: it is not known to fail`, exitCodes.usage);
    }
    if (!(await hasImage(clients, toRepositoryRef(serviceRef), digest))) {
        throw new CommandError(`${digest} is not in repository ${serviceRef.repository}: push it there first`);
    }
}
