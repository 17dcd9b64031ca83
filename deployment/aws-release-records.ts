import type { DeploymentAttempt, ReleaseRecords, Revision } from "./history";
import type { ServiceRef } from "../aws/service-ref";
import type { Clients } from "../aws/clients";
import { undefinedIfMissing } from "../aws/errors";
import { findTaskDefinitions } from "../aws/ecs";

/** Revisions described side by side: enough to be quick, few enough not to be throttled. */
const batchSize = 5;

/** ECS as the record of releases: revisions of the task family, and service deployments while ECS keeps them. */
export function createReleaseRecords(clients: Clients, target: ServiceRef): ReleaseRecords {
    return {
        revisions: () => listRevisions(clients, target),
        attempts: () => listAttempts(clients, target),
        tag: async (resourceArn, tags) => {
            const ecs = await clients.ecs();
            await ecs.tagResource({ resourceArn, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) });
        },
    };
}

async function* listRevisions(clients: Clients, { taskFamily }: ServiceRef): AsyncIterable<Revision> {
    const ecs = await clients.ecs();
    const pages = ecs.paginateListTaskDefinitions({ familyPrefix: taskFamily, sort: "DESC", status: "ACTIVE" });
    for await (const { taskDefinitionArns = [] } of pages) {
        const own = taskDefinitionArns.filter((arn) => arn.slice(arn.lastIndexOf("/") + 1).startsWith(`${taskFamily}:`));
        for (let from = 0; from < own.length; from += batchSize) {
            yield* await Promise.all(own.slice(from, from + batchSize).map((arn) => describeRevision(clients, arn)));
        }
    }
}

async function describeRevision(clients: Clients, arn: string): Promise<Revision> {
    const ecs = await clients.ecs();
    const { taskDefinition = {}, tags = [] } = await ecs.describeTaskDefinition({ taskDefinition: arn, include: ["TAGS"] });
    return {
        arn,
        images: Object.fromEntries((taskDefinition.containerDefinitions ?? []).map(({ name = "", image }) => [name, image])),
        tags: Object.fromEntries(tags.map(({ key = "", value }) => [key, value])),
        registeredAt: taskDefinition.registeredAt?.getTime(),
        registeredBy: taskDefinition.registeredBy,
    };
}

/** The newest hundred are enough: what is older has its verdict as a tag. */
async function listAttempts(clients: Clients, { cluster, service }: ServiceRef): Promise<DeploymentAttempt[]> {
    const ecs = await clients.ecs();
    const listed = await undefinedIfMissing(() => ecs.listServiceDeployments({ cluster, service, maxResults: 100 }));
    const serviceDeployments = listed?.serviceDeployments ?? [];
    const known = await findTaskDefinitions(
        clients,
        serviceDeployments.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []),
    );
    return serviceDeployments.flatMap(({ targetServiceRevisionArn = "", status = "", statusReason = "", ...times }) => {
        const taskDefinitionArn = known.get(targetServiceRevisionArn);
        return taskDefinitionArn === undefined
            ? []
            : [
                  {
                      taskDefinitionArn,
                      status,
                      reason: statusReason,
                      startedAt: times.startedAt?.getTime(),
                      finishedAt: times.finishedAt?.getTime(),
                  },
              ];
    });
}
