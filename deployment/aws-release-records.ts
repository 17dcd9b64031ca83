import type { DeploymentAttempt, ReleaseRecords, Revision } from "./history";
import type { ServiceRef } from "../aws/service-ref";
import type { Clients } from "../aws/clients";
import { describeTaskDefinition, findTaskDefinitions, listRevisions, listServiceDeployments, tagResource } from "../aws/ecs";
import type { ServiceDeploymentBrief, TaskDefinition } from "../aws/ecs";
import { batches } from "../aws/pages";

/** Revisions described side by side: enough to be quick, few enough not to be throttled. */
const batchSize = 5;

/** Service deployments that are read, in three calls. What is older has its verdict as a tag of its revision. */
const maxAttempts = 300;

/** ECS as the record of releases: revisions of the task family, and service deployments while ECS keeps them. */
export function createReleaseRecords(clients: Clients, serviceRef: ServiceRef): ReleaseRecords {
    return {
        revisions: () => readRevisions(clients, serviceRef),
        revision: async (taskDefinitionArn) => toRevision(await describeTaskDefinition(clients, taskDefinitionArn)),
        attempts: () => readAttempts(clients, serviceRef),
        tag: (taskDefinitionArn, tags) => tagResource(clients, taskDefinitionArn, tags),
    };
}

async function* readRevisions(clients: Clients, { taskFamily }: ServiceRef): AsyncIterable<Revision> {
    for await (const page of listRevisions(clients, taskFamily)) {
        for (const batch of batches(page, batchSize)) {
            yield* (await Promise.all(batch.map((arn) => describeTaskDefinition(clients, arn)))).map(toRevision);
        }
    }
}

function toRevision({ containers, ...definition }: TaskDefinition): Revision {
    const { arn, tags, registeredAt, registeredBy } = definition;
    return {
        arn,
        images: Object.fromEntries(containers.map(({ name, image }) => [name, image])),
        tags,
        registeredAt,
        registeredBy,
    };
}

async function readAttempts(clients: Clients, serviceRef: ServiceRef): Promise<DeploymentAttempt[]> {
    const listed: ServiceDeploymentBrief[] = [];
    for await (const serviceDeployment of listServiceDeployments(clients, serviceRef)) {
        if (listed.push(serviceDeployment) >= maxAttempts) {
            break;
        }
    }
    const known = await findTaskDefinitions(
        clients,
        listed.map(({ targetServiceRevisionArn }) => targetServiceRevisionArn).filter((arn) => arn !== ""),
    );
    return listed.flatMap(({ targetServiceRevisionArn, status, statusReason, startedAt, finishedAt }) => {
        const taskDefinitionArn = known.get(targetServiceRevisionArn);
        return taskDefinitionArn === undefined
            ? []
            : [{ taskDefinitionArn, status, reason: statusReason, startedAt, finishedAt }];
    });
}
