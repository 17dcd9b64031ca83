import { closest } from "fastest-levenshtein";
import type { Clients } from "../../../aws/clients";
import {
    listClusterNames,
    listServiceNames,
    readService,
    readTaskDefinition,
    type ContainerDescription,
    type ServiceDescription,
    type TaskDefinitionDescription,
} from "../../../aws/ecs-description";
import { undefinedIfUnanswered } from "../../../aws/unanswered";
import { CommandError, exitCodes } from "../../shared/errors";

/** Which service is meant. */
export interface ServiceQuestion {
    readonly cluster: string;
    readonly service: string;

    /** The container that requests reach, where ECS does not say so. */
    readonly container?: string;
}

/** A service with the revision that it runs. */
export interface FoundService {
    readonly service: ServiceDescription;
    readonly taskDefinition: TaskDefinitionDescription;
    readonly container: ContainerDescription;
}

/** @throws {CommandError} that says what there is instead, where there is no such service or container */
export async function findService(clients: Clients, question: ServiceQuestion): Promise<FoundService> {
    const service = await readService(clients, question);
    if (service === undefined || service.status === "INACTIVE") {
        throw new CommandError(await describeAbsence(clients, question), exitCodes.usage);
    }
    const taskDefinition = await readTaskDefinition(clients, service.taskDefinition ?? "");
    return { service, taskDefinition, container: findContainer(service, taskDefinition, question.container) };
}

async function describeAbsence(clients: Clients, { cluster, service }: ServiceQuestion): Promise<string> {
    const unasked: string[] = [];
    const services = await undefinedIfUnanswered(() => listServiceNames(clients, cluster), unasked);
    if (services !== undefined) {
        return `there is no service ${service} in cluster ${cluster} (${clients.region}): ${nearest("service", service, services)}`;
    }
    const clusters = (await undefinedIfUnanswered(() => listClusterNames(clients), unasked)) ?? [];
    return `there is no cluster ${cluster} in ${clients.region}: ${nearest("cluster", cluster, clusters)}`;
}

/** More names than these are too many for a message. */
const maxNames = 10;

function nearest(what: string, wanted: string, names: readonly string[]): string {
    if (names.length === 0) {
        return `no ${what} is known there`;
    }
    return names.length > maxNames ? `did you mean ${closest(wanted, names)}?` : `there is ${[...names].sort().join(", ")}`;
}

function findContainer(
    { loadBalancers = [] }: ServiceDescription,
    { containerDefinitions = [] }: TaskDefinitionDescription,
    wanted: string | undefined,
): ContainerDescription {
    const withPort = containerDefinitions.filter(({ portMappings = [] }) => portMappings.length > 0);
    const only = containerDefinitions.length === 1 ? containerDefinitions[0] : withPort.length === 1 ? withPort[0] : undefined;
    const name = wanted ?? loadBalancers[0]?.containerName ?? only?.name;
    const found = containerDefinitions.find((container) => container.name === name);
    if (found === undefined) {
        const names = containerDefinitions.map((container) => container.name ?? "").join(", ");
        throw new CommandError(
            name === undefined
                ? `no load balancer says which container requests reach: name it by --container (${names})`
                : `there is no container ${name} in the task definition: there is ${names}`,
            exitCodes.usage,
        );
    }
    return found;
}
