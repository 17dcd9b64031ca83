import type { Deployment, Service, TaskDefinition } from "@aws-sdk/client-ecs";
import { undefinedIfMissing } from "../../aws/errors";
import { expectedSeconds } from "../../deployment/phases";
import type { IntendedRelease } from "../../deployment/api";
import { CommandError } from "./errors";
import { requireAccount, type StackContext } from "./stack-context";

/** A service as ECS knows it, with what every one has. */
export interface LiveService extends Service {
    readonly deployments: Deployment[];

    /** The deployment that the service is to end with. */
    readonly primary: Deployment & { readonly taskDefinition: string };
}

/**
 * What ECS says about the stack's service.
 *
 * @throws {CommandError} when nothing is deployed, or the credentials are of another account
 */
export async function liveService({ name, serviceRef, clients }: StackContext): Promise<LiveService> {
    const ecs = await clients.ecs();
    const { cluster, service } = serviceRef;
    const found = await undefinedIfMissing(() => ecs.describeServices({ cluster, services: [service] }));
    const live = found?.services?.find(({ status }) => status !== "INACTIVE");
    if (live === undefined) {
        throw new CommandError(`nothing is deployed: ECS knows no service ${service} in ${cluster} (pulumi up --stack ${name})`);
    }
    requireAccount(live.serviceArn?.split(":")[4] ?? "", serviceRef);
    return withPrimary(live);
}

/** @throws {CommandError} while ECS has not begun the first deployment */
export function withPrimary(service: Service): LiveService {
    const deployments = service.deployments ?? [];
    const primary = deployments.find(({ status }) => status === "PRIMARY");
    if (primary?.taskDefinition === undefined) {
        throw new CommandError(`service ${service.serviceName ?? ""} has no deployment yet`);
    }
    return { ...service, deployments, primary: { ...primary, taskDefinition: primary.taskDefinition } };
}

/** The deployment whose tasks serve: the one that is complete, and not the one that is to replace it. */
export function servingDeployment({ deployments, primary }: LiveService): Deployment & { readonly taskDefinition: string } {
    const complete = deployments.find(({ rolloutState }) => rolloutState === "COMPLETED");
    return primary.rolloutState === "COMPLETED" || complete?.taskDefinition === undefined
        ? primary
        : { ...complete, taskDefinition: complete.taskDefinition };
}

export function isInProgress({ rolloutState }: Deployment): boolean {
    return rolloutState === "IN_PROGRESS";
}

export async function taskDefinition({ clients }: StackContext, arn: string): Promise<TaskDefinition> {
    const answer = await (await clients.ecs()).describeTaskDefinition({ taskDefinition: arn });
    return answer.taskDefinition ?? {};
}

/** What the verdict is to be about: a revision that ECS was asked for, asked through the service's load balancer. */
export async function intendedRelease(
    { name, serviceRef, config, clients }: StackContext,
    service: Service,
    release: Pick<IntendedRelease, "taskDefinitionArn" | "releaseId" | "deploymentId">,
): Promise<IntendedRelease> {
    const elb = await clients.elb();
    const targetGroupArn = service.loadBalancers?.find(
        ({ containerName }) => containerName === serviceRef.container,
    )?.targetGroupArn;
    const groups =
        targetGroupArn === undefined ? undefined : await elb.describeTargetGroups({ TargetGroupArns: [targetGroupArn] });
    const loadBalancerArn = groups?.TargetGroups?.[0]?.LoadBalancerArns?.[0];
    if (targetGroupArn === undefined || loadBalancerArn === undefined) {
        throw new CommandError(`no load balancer serves ${serviceRef.service}: run pulumi up --stack ${name}`);
    }
    const { LoadBalancers = [] } = await elb.describeLoadBalancers({ LoadBalancerArns: [loadBalancerArn] });
    const loadBalancerDns = LoadBalancers[0]?.DNSName ?? "";
    const { timeoutMinutes, maxFailuresOfSameCause } = config.deployment;
    return {
        ...release,
        serviceRef,
        targetGroupArn,
        probe: {
            protocol: config.domain === undefined ? "http" : "https",
            loadBalancerDns,
            host: config.domain?.name ?? loadBalancerDns,
            path: config.loadBalancer.healthCheck.path,
        },
        limits: { timeoutMinutes, maxFailuresOfSameCause, rollbackEarly: false }, // ECS would return to the release that the operator is leaving
        expectedSeconds: expectedSeconds({
            service: config.service,
            loadBalancer: config.loadBalancer,
            tasks: service.desiredCount,
        }),
    };
}

/** `spotter-app-task:12` of a task definition's ARN. */
export function revisionName(taskDefinitionArn: string): string {
    return taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf("/") + 1);
}
