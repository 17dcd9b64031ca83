import type * as ecs from "@aws-sdk/client-ecs";
import { lastSegment } from "./arn";
import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";
import { pages } from "./pages";
import type { ServiceName } from "./ecs";

/*
 * ECS as it answers, with every field that was ever set: whoever carries a service over must say what it leaves behind, and
 * a field that is not read here can't be said.
 */

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html */
export type ServiceDescription = Readonly<ecs.Service>;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html */
export type TaskDefinitionDescription = Readonly<ecs.TaskDefinition>;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export type ContainerDescription = Readonly<ecs.ContainerDefinition>;

/** Undefined where ECS knows no such service. */
export function readService(clients: Clients, { cluster, service }: ServiceName): Promise<ServiceDescription | undefined> {
    return undefinedIfMissing(async () => {
        const { services = [] } = await (await clients.ecs()).describeServices({ cluster, services: [service] });
        return services[0] && withTaskSet(services[0]);
    });
}

/** CodeDeploy and others deploy by task sets: what the service itself leaves open is in the one that serves. */
export function withTaskSet(service: ServiceDescription): ServiceDescription {
    const serving = service.taskSets?.find(({ status }) => status === "PRIMARY");
    const has = (list: readonly unknown[] | undefined) => list !== undefined && list.length > 0;
    return {
        ...service,
        taskDefinition: service.taskDefinition ?? serving?.taskDefinition,
        networkConfiguration: service.networkConfiguration ?? serving?.networkConfiguration,
        loadBalancers: has(service.loadBalancers) ? service.loadBalancers : serving?.loadBalancers,
    };
}

/** @param arn of the revision, or family and revision */
export async function readTaskDefinition(clients: Clients, arn: string): Promise<TaskDefinitionDescription> {
    const { taskDefinition = {} } = await (await clients.ecs()).describeTaskDefinition({ taskDefinition: arn });
    return taskDefinition;
}

/** Names of the clusters of the account in a region. */
export async function listClusterNames(clients: Clients): Promise<string[]> {
    const ecs = await clients.ecs();
    const names: string[] = [];
    for await (const { clusterArns = [] } of pages((nextToken) => ecs.listClusters({ nextToken }))) {
        names.push(...clusterArns.map(lastSegment));
    }
    return names;
}

/** Names of the services of a cluster; undefined where there is no such cluster. */
export function listServiceNames(clients: Clients, cluster: string): Promise<string[] | undefined> {
    return undefinedIfMissing(async () => {
        const ecs = await clients.ecs();
        const names: string[] = [];
        for await (const { serviceArns = [] } of pages((nextToken) => ecs.listServices({ cluster, nextToken }))) {
            names.push(...serviceArns.map(lastSegment));
        }
        return names;
    });
}
