import type { ServiceDescription } from "./ecs-description";
import { listServiceNames } from "./ecs-description";
import type { Clients } from "./clients";
import { batches } from "./pages";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html */
export interface Cluster {
    readonly name: string;
    readonly capacityProviders: readonly string[];
}

/** Undefined where there is no such cluster, or it was deleted: ECS remembers one for a while. */
export async function findCluster(clients: Clients, name: string): Promise<Cluster | undefined> {
    const ecs = await clients.ecs();
    const { clusters = [] } = await ecs.describeClusters({ clusters: [name] });
    const active = clusters.find(({ status }) => status === "ACTIVE");
    return active && { name, capacityProviders: active.capacityProviders ?? [] };
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
    return answers.flatMap(({ services = [] }) => services).filter(({ status }) => status !== "INACTIVE");
}
