import type { Attempt, Records, Revision } from "../history";
import type { ServiceTarget } from "../release";
import type { Clients } from "./clients";
import { orNothing } from "./errors";
import { taskDefinitionsOf } from "./service-revisions";

/** Revisions described side by side: enough to be quick, few enough not to be throttled. */
const atOnce = 5;

/** ECS as the record of releases: revisions of the task family, and service deployments while ECS keeps them. */
export function recordsOf(clients: Clients, target: ServiceTarget): Records {
    return {
        revisions: () => revisions(clients, target),
        attempts: () => attempts(clients, target),
        tag: async (resourceArn, tags) => {
            const ecs = await clients.ecs();
            await ecs.tagResource({ resourceArn, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) });
        },
    };
}

async function* revisions(clients: Clients, { taskFamily }: ServiceTarget): AsyncIterable<Revision> {
    const ecs = await clients.ecs();
    const pages = ecs.paginateListTaskDefinitions({ familyPrefix: taskFamily, sort: "DESC", status: "ACTIVE" });
    for await (const { taskDefinitionArns = [] } of pages) {
        const own = taskDefinitionArns.filter((arn) => arn.slice(arn.lastIndexOf("/") + 1).startsWith(`${taskFamily}:`));
        for (let from = 0; from < own.length; from += atOnce) {
            yield* await Promise.all(own.slice(from, from + atOnce).map((arn) => describe(clients, arn)));
        }
    }
}

async function describe(clients: Clients, arn: string): Promise<Revision> {
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
async function attempts(clients: Clients, { cluster, service }: ServiceTarget): Promise<Attempt[]> {
    const ecs = await clients.ecs();
    const listed = await orNothing(() => ecs.listServiceDeployments({ cluster, service, maxResults: 100 }));
    const serviceDeployments = listed?.serviceDeployments ?? [];
    const known = await taskDefinitionsOf(
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
