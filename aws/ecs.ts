import type { Clients } from "./clients";
import {
    serviceRevisionArns,
    toService,
    toServiceDeployment,
    toServiceDeploymentBrief,
    toServiceRevision,
} from "./ecs-translation";
import { toTask, toTaskDefinition } from "./ecs-translation";
import type { Service, ServiceDeployment, ServiceDeploymentBrief, ServiceRevision, Task, TaskDefinition } from "./ecs-types";
import { AwsError, undefinedIfMissing } from "./errors";
import { lastSegment } from "./arn";
import { batches, pages } from "./pages";
import type { ServiceRef } from "./service-ref";

export type { ContainerDefinition, Deployment, LifecycleHook, ServiceState } from "./ecs-types";
export type { Service, ServiceDeployment, ServiceDeploymentBrief, ServiceRevision, Task, TaskDefinition };

/** Names of a service and its cluster. */
export type ServiceName = Pick<ServiceRef, "cluster" | "service">;

/** Tasks that one call lists, and describes, at most: a service may have thousands. */
const tasksPerCall = 100;

/** What a list of tasks leaves out, and when it ends. */
export interface ListTasksOptions {
    /** Tasks of which nothing more is to be known: they are not described. @default - none */
    readonly isKnown?: (arn: string) => boolean;
    readonly abortSignal?: AbortSignal;
}

/** Service revisions that one call describes at most. */
const serviceRevisionsPerCall = 20;

/** Undefined where ECS knows no such service. One that was deleted is `INACTIVE` for a while. */
export function describeService(
    clients: Clients,
    { cluster, service }: ServiceName,
    abortSignal?: AbortSignal,
): Promise<Service | undefined> {
    return undefinedIfMissing(async () => {
        const ecs = await clients.ecs();
        const { services = [] } = await ecs.describeServices({ cluster, services: [service] }, { abortSignal });
        return services[0] && toService(services[0]);
    });
}

/**
 * Tasks of a service, all of them.
 *
 * @param desiredStatus `RUNNING` are those that run or come up, `STOPPED` those that stopped within the last hour
 */
export async function listTasks(
    clients: Clients,
    { cluster, service }: ServiceName,
    desiredStatus: "RUNNING" | "STOPPED",
    { isKnown = () => false, abortSignal }: ListTasksOptions = {},
): Promise<Task[]> {
    const ecs = await clients.ecs();
    const question = { cluster, serviceName: service, desiredStatus, maxResults: tasksPerCall };
    const found = await undefinedIfMissing(async () => {
        const arns: string[] = [];
        for await (const { taskArns = [] } of pages((nextToken) => ecs.listTasks({ ...question, nextToken }, { abortSignal }))) {
            arns.push(...taskArns.filter((arn) => !isKnown(arn)));
        }
        const described = await Promise.all(
            batches(arns, tasksPerCall).map((batch) => ecs.describeTasks({ cluster, tasks: [...batch] }, { abortSignal })),
        );
        return described.flatMap(({ tasks = [] }) => tasks.map(toTask));
    });
    return found ?? [];
}

/**
 * The newest service deployment; undefined where there is none.
 *
 * @param known service revisions by ARN: one never changes, so that each is asked for once
 */
export function findNewestServiceDeployment(
    clients: Clients,
    { cluster, service }: ServiceName,
    known = new Map<string, ServiceRevision>(),
    abortSignal?: AbortSignal,
): Promise<ServiceDeployment | undefined> {
    return undefinedIfMissing(async () => {
        const ecs = await clients.ecs();
        const arn = await findNewestServiceDeploymentArn(ecs, { cluster, service }, abortSignal);
        if (arn === undefined) {
            return undefined;
        }
        const described = await ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] }, { abortSignal });
        const [deployment] = described.serviceDeployments ?? [];
        if (deployment === undefined) {
            return undefined;
        }
        const unknown = serviceRevisionArns(deployment).filter((revision) => !known.has(revision));
        for (const [arn, revision] of await findServiceRevisions(clients, unknown, abortSignal)) {
            known.set(arn, revision);
        }
        return toServiceDeployment(deployment, known);
    });
}

/** From the first page that is not empty: AWS may give an empty one before it. */
async function findNewestServiceDeploymentArn(
    ecs: Awaited<ReturnType<Clients["ecs"]>>,
    { cluster, service }: ServiceName,
    abortSignal: AbortSignal | undefined,
): Promise<string | undefined> {
    const ask = (nextToken: string | undefined) =>
        ecs.listServiceDeployments({ cluster, service, maxResults: 1, nextToken }, { abortSignal });
    for await (const { serviceDeployments: [newest] = [] } of pages(ask)) {
        if (newest !== undefined) {
            return newest.serviceDeploymentArn;
        }
    }
    return undefined;
}

/** Service deployments, newest first, fetched as far as they are read. None where ECS knows no such service. */
export async function* listServiceDeployments(
    clients: Clients,
    { cluster, service }: ServiceName,
): AsyncGenerator<ServiceDeploymentBrief> {
    const ecs = await clients.ecs();
    const ask = (nextToken: string | undefined) =>
        undefinedIfMissing(() => ecs.listServiceDeployments({ cluster, service, maxResults: 100, nextToken }));
    for await (const page of pages(ask)) {
        yield* (page?.serviceDeployments ?? []).map(toServiceDeploymentBrief);
    }
}

/** Task definition by service revision. What ECS does not know any more is absent. */
export async function findTaskDefinitions(
    clients: Clients,
    serviceRevisions: readonly string[],
    abortSignal?: AbortSignal,
): Promise<Map<string, string>> {
    const found = await findServiceRevisions(clients, serviceRevisions, abortSignal);
    return new Map([...found].map(([arn, { taskDefinitionArn }]) => [arn, taskDefinitionArn]));
}

async function findServiceRevisions(
    clients: Clients,
    arns: readonly string[],
    abortSignal: AbortSignal | undefined,
): Promise<Map<string, ServiceRevision>> {
    const ecs = await clients.ecs();
    const found = new Map<string, ServiceRevision>();
    for (const batch of batches([...new Set(arns)], serviceRevisionsPerCall)) {
        const answer = await ecs.describeServiceRevisions({ serviceRevisionArns: [...batch] }, { abortSignal });
        for (const revision of answer.serviceRevisions ?? []) {
            if (revision.serviceRevisionArn !== undefined && revision.taskDefinition !== undefined) {
                found.set(revision.serviceRevisionArn, toServiceRevision(revision));
            }
        }
    }
    return found;
}

/** ARNs of the active revisions of a family, newest first, fetched as far as they are read, a page at a time. */
export async function* listRevisions(clients: Clients, family: string): AsyncGenerator<readonly string[]> {
    const ecs = await clients.ecs();
    const question = { familyPrefix: family, sort: "DESC", status: "ACTIVE" } as const;
    for await (const { taskDefinitionArns = [] } of pages((nextToken) => ecs.listTaskDefinitions({ ...question, nextToken }))) {
        // A prefix: the family `web` would bring the revisions of `web-2`, too.
        yield taskDefinitionArns.filter((arn) => lastSegment(arn).startsWith(`${family}:`));
    }
}

/** A revision with its tags. */
export async function describeTaskDefinition(clients: Clients, arn: string): Promise<TaskDefinition> {
    const ecs = await clients.ecs();
    const { taskDefinition = {}, tags } = await ecs.describeTaskDefinition({ taskDefinition: arn, include: ["TAGS"] });
    return toTaskDefinition({ taskDefinitionArn: arn, ...taskDefinition }, tags);
}

/**
 * Makes ECS replace every task of a service.
 *
 * @param taskDefinition revision that the service moves to; without it, it stays on its own
 */
export async function forceDeployment(
    clients: Clients,
    { cluster, service }: ServiceName,
    taskDefinition?: string,
): Promise<Service> {
    const ecs = await clients.ecs();
    const answer = await ecs.updateService({ cluster, service, taskDefinition, forceNewDeployment: true });
    return toService(answer.service ?? {});
}

/** Makes ECS stop a deployment and return to what served before. Harmless where it is stopping, or has ended, already. */
export async function stopWithRollback(clients: Clients, serviceDeploymentArn: string, abortSignal?: AbortSignal): Promise<void> {
    const ecs = await clients.ecs();
    try {
        await ecs.stopServiceDeployment({ serviceDeploymentArn, stopType: "ROLLBACK" }, { abortSignal });
    } catch (error) {
        if (!(error instanceof AwsError && error.name === "ConflictException")) {
            throw error;
        }
    }
}

/** Lets a deployment that waits at a hook go on, or sends it back. */
export async function continueServiceDeployment(
    clients: Clients,
    serviceDeploymentArn: string,
    hookId: string,
    action: "CONTINUE" | "ROLLBACK",
): Promise<void> {
    const ecs = await clients.ecs();
    await ecs.continueServiceDeployment({ serviceDeploymentArn, hookId, action });
}

/** Adds tags to a resource, or changes them; others stay. */
export async function tagResource(clients: Clients, resourceArn: string, tags: Readonly<Record<string, string>>): Promise<void> {
    const ecs = await clients.ecs();
    await ecs.tagResource({ resourceArn, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) });
}
