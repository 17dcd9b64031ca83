import { findAccountId } from "../../aws/arn";
import {
    describeService,
    findNewestServiceDeployment,
    type Deployment,
    type Service,
    type ServiceDeployment,
} from "../../aws/ecs";
import type { ServiceRef } from "../../aws/service-ref";
import { isRestricted } from "../../aws/peers";
import { findLoadBalancerDns } from "../../aws/elb";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import { secretNames, sidecarsOf } from "../../config/service-ref";
import { expectedSeconds } from "../../deployment/phases";
import type { IntendedRelease, ReachedRelease } from "../../deployment/api";
import { toProbeTarget } from "../../deployment/probe-target";
import { CommandError } from "./errors";
import { checkAccountOfNothing, requireAccount, type StackContext } from "./stack-context";
import { toTrafficShift, withServiceDeployment } from "./shift";
import type { WorkerContext } from "./workers";

/** A service that has a deployment. */
export interface LiveService extends Service {
    /** The newest deployment, which replaces the others. */
    readonly primary: Deployment;

    /** Whether requests go to the primary deployment already, although it is in progress. @default false */
    readonly isShifted?: boolean;
}

/**
 * The stack's service in ECS.
 *
 * @throws {CommandError} when nothing is deployed, or the credentials are of another account
 */
export async function liveService(stack: StackContext): Promise<LiveService> {
    const { name, serviceRef, clients } = stack;
    const { cluster, service } = serviceRef;
    const live = await describeService(clients, serviceRef);
    if (live === undefined || live.status === "INACTIVE") {
        await checkAccountOfNothing(stack);
        throw new CommandError(
            `nothing is deployed: there is no service ${service} in cluster ${cluster} (pulumi up --stack ${name})`,
        );
    }
    requireAccount(findAccountId(live.arn), serviceRef);
    if (live.status === "DRAINING") {
        throw new CommandError(
            `service ${service} is being deleted (DRAINING, ${live.runningCount} tasks still run): wait until it is gone, then pulumi up --stack ${name}`,
        );
    }
    const found = withPrimary(live);
    return live.shift === undefined ? found : withServiceDeployment(found, await findShifting(stack));
}

/** Undefined where it may not be listed: then the service alone has to do. */
function findShifting({ clients, serviceRef }: StackContext): Promise<ServiceDeployment | undefined> {
    return undefinedIfUnanswered(() => findNewestServiceDeployment(clients, serviceRef), []);
}

/** @throws {CommandError} while ECS has not begun the first deployment, or where something else deploys */
export function withPrimary(service: Service): LiveService {
    const primary = service.deployments.find(({ status }) => status === "PRIMARY");
    if (primary === undefined) {
        throw new CommandError(
            service.deploymentController === "ECS"
                ? `service ${service.name} has no deployment yet`
                : `service ${service.name} is deployed by ${service.deploymentController} and not by ECS: its deployments are not in ECS's hands (deploymentController)`,
        );
    }
    return { ...service, primary };
}

/** The deployment whose tasks serve: the one that is complete, and not the one that is to replace it. */
export function servingDeployment({ deployments, primary, isShifted = false }: LiveService): Deployment {
    if (isShifted) {
        return primary;
    }
    const complete = deployments.find(({ rolloutState }) => rolloutState === "COMPLETED");
    return primary.rolloutState === "COMPLETED" || complete === undefined ? primary : complete;
}

export function isInProgress({ rolloutState }: Deployment): boolean {
    return rolloutState === "IN_PROGRESS";
}

/** What the verdict on a worker is to be about: no load balancer reaches it, and ECS keeps it at one number of tasks. */
export function workerRelease(
    { serviceRef, config, worker }: WorkerContext,
    service: Service,
    release: Pick<IntendedRelease, "taskDefinitionArn" | "releaseId" | "deploymentId">,
): IntendedRelease {
    const { limits, sidecars, secretNames: secrets } = toIntendedRelease({ serviceRef, config }, service, release);
    const { stopTimeoutSeconds, cpu } = config.workers[worker] ?? config.service;
    const own = {
        cpu,
        stopTimeoutSeconds,
        tasks: { min: service.desiredCount },
        minimumHealthyPercent: 100,
        maximumPercent: 200,
    };
    return { ...release, serviceRef, limits, sidecars, secretNames: secrets, expectedSeconds: expectedSeconds({ service: own }) };
}

/** What the verdict is to be about: a revision that ECS was asked for, asked through the service's load balancer. */
export async function intendedRelease(
    { name, serviceRef, config, clients }: StackContext,
    service: Service,
    release: Pick<IntendedRelease, "taskDefinitionArn" | "releaseId" | "deploymentId" | "answeredHookId">,
): Promise<ReachedRelease> {
    const targetGroupArn = findTargetGroup(service, serviceRef);
    const loadBalancerDns = targetGroupArn === undefined ? undefined : await findLoadBalancerDns(clients, targetGroupArn);
    if (targetGroupArn === undefined || loadBalancerDns === undefined) {
        throw new CommandError(`no load balancer serves ${serviceRef.service}: run pulumi up --stack ${name}`);
    }
    return toIntendedRelease({ config, serviceRef }, service, release, loadBalancerDns);
}

function findTargetGroup({ loadBalancers }: Service, { container }: ServiceRef): string | undefined {
    return loadBalancers.find((each) => each.container === container)?.targetGroupArn;
}

/** @param loadBalancerDns name that the health endpoint is asked through; whoever only diagnoses needs none */
export function toIntendedRelease(
    { serviceRef, config }: Pick<StackContext, "serviceRef" | "config">,
    service: Service,
    release: Pick<IntendedRelease, "taskDefinitionArn" | "releaseId" | "deploymentId">,
    loadBalancerDns = "",
): ReachedRelease {
    const { timeoutMinutes, maxFailuresOfSameCause } = config.deployment;
    const { min, max } = config.service.tasks;
    const trafficShift = toTrafficShift(service, config);
    return {
        ...release,
        serviceRef,
        targetGroupArn: findTargetGroup(service, serviceRef) ?? "",
        ...(trafficShift === undefined ? {} : { trafficShift }),
        probe: toProbeTarget({
            domain: config.domain?.name,
            loadBalancerDns,
            isRestricted: isRestricted(config.loadBalancer),
            settings: config.deployment.probe,
        }),
        healthCheckMatcher: config.loadBalancer.healthCheck.matcher,
        limits: { timeoutMinutes, maxFailuresOfSameCause, rollbackEarly: false }, // ECS would return to the release that the operator is leaving
        ...(max > min ? { minTasks: min } : {}),
        sidecars: sidecarsOf(config),
        secretNames: secretNames(config),
        expectedSeconds: expectedSeconds({
            service: config.service,
            loadBalancer: config.loadBalancer,
            deployment: config.deployment,
            tasks: service.desiredCount,
        }),
    };
}
