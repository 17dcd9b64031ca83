import type { LiveService } from "../../adoption/account";
import { lastSegment, revisionName } from "../../aws/arn";
import type { Clients } from "../../aws/clients";
import { describeClusterServices } from "../../aws/ecs-cluster";
import { readTaskDefinition, type ServiceDescription } from "../../aws/ecs-description";
import { toTags } from "../../aws/tags";
import type { Ask } from "./read-account";

/** Services of a cluster, with the size of their tasks. */
export async function readServices(clients: Clients, cluster: string, ask: Ask): Promise<LiveService[] | undefined> {
    const services = await ask("services", () => describeClusterServices(clients, cluster));
    const sized = services?.map(async (service) => {
        const { cpu, memory, executionRoleArn, taskRoleArn } =
            (await ask("task definitions", () => readTaskDefinition(clients, service.taskDefinition ?? ""))) ?? {};
        const size = cpu === undefined || memory === undefined ? {} : { cpu: Number(cpu), memoryMiB: Number(memory) };
        const roles = [executionRoleArn, taskRoleArn].flatMap((arn) => (arn === undefined ? [] : [lastSegment(arn)]));
        return { ...toLiveService(service), roles, ...size };
    });
    return sized && Promise.all(sized);
}

function toLiveService(service: ServiceDescription): Omit<LiveService, "roles"> {
    const { loadBalancers = [], networkConfiguration: { awsvpcConfiguration: network } = {}, tags } = service;
    return {
        name: service.serviceName ?? "",
        tags: toTags(tags),
        desiredCount: service.desiredCount ?? 0,
        launchType: (service.capacityProviderStrategy ?? []).length > 0 ? undefined : service.launchType,
        deploymentController: service.deploymentController?.type ?? "ECS",
        taskDefinition: revisionName(service.taskDefinition ?? ""),
        targets: loadBalancers.flatMap(({ targetGroupArn, containerName = "", containerPort = 0 }) =>
            targetGroupArn === undefined ? [] : [{ targetGroupArn, container: containerName, port: containerPort }],
        ),
        hasClassicBalancer: loadBalancers.some(({ loadBalancerName }) => loadBalancerName !== undefined),
        subnetIds: network?.subnets ?? [],
        securityGroupIds: network?.securityGroups ?? [],
        assignPublicIp: network?.assignPublicIp === "ENABLED",
    };
}
