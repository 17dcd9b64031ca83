import type { ServiceDescription } from "./ecs-description";
import { listServiceNames, withTaskSet } from "./ecs-description";
import type { Clients } from "./clients";
import { batches } from "./pages";
import { toTags, type Tags } from "./tags";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html */
export interface Cluster {
    readonly name: string;
    readonly capacityProviders: readonly string[];
    readonly tags: Tags;
}

/** Undefined where there is no such cluster. One that was deleted is `INACTIVE` for a while, and its name is free. */
export async function findCluster(clients: Clients, name: string): Promise<Cluster | undefined> {
    const ecs = await clients.ecs();
    const { clusters = [] } = await ecs.describeClusters({ clusters: [name], include: ["TAGS"] });
    const found = clusters.find(({ status }) => status !== "INACTIVE");
    return found && { name, capacityProviders: found.capacityProviders ?? [], tags: toTags(found.tags) };
}

/** Services that one call describes at most. */
const servicesPerCall = 10;

/** Every service of a cluster as ECS describes it, with its tags; none where there is no such cluster. */
export async function describeClusterServices(clients: Clients, cluster: string): Promise<ServiceDescription[]> {
    const ecs = await clients.ecs();
    const names = (await listServiceNames(clients, cluster)) ?? [];
    const answers = await Promise.all(
        batches(names, servicesPerCall).map((services) =>
            ecs.describeServices({ cluster, services: [...services], include: ["TAGS"] }),
        ),
    );
    const services = answers.flatMap(({ services: described = [] }) => described);
    return services.filter(({ status }) => status !== "INACTIVE").map(withTaskSet);
}
