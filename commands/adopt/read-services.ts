import type { LiveService, LiveTask } from "../../adoption/account";
import { lastSegment, revisionName } from "../../aws/arn";
import type { Clients } from "../../aws/clients";
import { describeClusterServices } from "../../aws/ecs-cluster";
import { readTaskDefinition, type ServiceDescription, type TaskDefinitionDescription } from "../../aws/ecs-description";
import { architectures } from "../../aws/fargate";
import { toTags } from "../../aws/tags";
import type { Ask } from "./read-account";

/** Services of some clusters, with what they run. Undefined where those of one could not be seen. */
export async function readServices(clients: Clients, clusters: readonly string[], ask: Ask): Promise<LiveService[] | undefined> {
    const found = await Promise.all(clusters.map((cluster) => readCluster(clients, cluster, ask)));
    return found.every((services) => services !== undefined) ? found.flat() : undefined;
}

async function readCluster(clients: Clients, cluster: string, ask: Ask): Promise<LiveService[] | undefined> {
    const services = await ask("services", () => describeClusterServices(clients, cluster));
    return (
        services &&
        Promise.all(
            services.map(async (service) => {
                const revision = service.taskDefinition ?? "";
                const definition = await ask("task definitions", () => readTaskDefinition(clients, revision));
                return { ...toLiveService(cluster, service), ...(definition && { task: toTask(definition) }) };
            }),
        )
    );
}

function toLiveService(cluster: string, service: ServiceDescription): LiveService {
    const { loadBalancers = [], networkConfiguration: { awsvpcConfiguration: network } = {}, tags } = service;
    const capacityProviders = (service.capacityProviderStrategy ?? []).flatMap(({ capacityProvider }) => capacityProvider ?? []);
    return {
        name: service.serviceName ?? "",
        cluster,
        tags: toTags(tags),
        desiredCount: service.desiredCount ?? 0,
        launchType: capacityProviders.length > 0 ? undefined : service.launchType,
        capacityProviders,
        deploymentController: service.deploymentController?.type ?? "ECS",
        taskDefinition: revisionName(service.taskDefinition ?? ""),
        targetGroupArns: loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
        hasClassicBalancer: loadBalancers.some(({ loadBalancerName }) => loadBalancerName !== undefined),
        subnetIds: network?.subnets ?? [],
        securityGroupIds: network?.securityGroups ?? [],
        assignPublicIp: network?.assignPublicIp === "ENABLED",
    };
}

function toTask({ cpu, memory, runtimePlatform = {}, executionRoleArn, taskRoleArn }: TaskDefinitionDescription): LiveTask {
    const { cpuArchitecture = "X86_64", operatingSystemFamily = "LINUX" } = runtimePlatform;
    return {
        cpu: cpu === undefined ? undefined : Number(cpu),
        memoryMiB: memory === undefined ? undefined : Number(memory),
        architecture: operatingSystemFamily === "LINUX" ? architectures.find((each) => each === cpuArchitecture) : undefined,
        roles: [executionRoleArn, taskRoleArn].flatMap((arn) => (arn === undefined ? [] : [lastSegment(arn)])),
    };
}
