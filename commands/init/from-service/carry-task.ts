import { cpuUnits, memoryMiBFor, type CpuUnits } from "../../../aws/fargate";
import type { ContainerDescription } from "../../../aws/ecs-description";
import { isSet, type Carry } from "./carry";
import type { LiveService } from "./live-service";

/** What belongs to a revision rather than to what it is to be. */
const stateOfRevision = [
    "compatibilities",
    "deregisteredAt",
    "family",
    "registeredAt",
    "registeredBy",
    "requiresAttributes",
    "requiresCompatibilities",
    "revision",
    "status",
    "taskDefinitionArn",
];

const readElsewhere = [
    "containerDefinitions",
    "cpu",
    "ephemeralStorage",
    "executionRoleArn",
    "memory",
    "networkMode",
    "runtimePlatform",
    "taskRoleArn",
    "volumes",
];

/** Size, processor, and whatever else a task definition has beside the container that serves. */
export function carryTask({ taskDefinition }: LiveService, carry: Carry): void {
    const { ephemeralStorage, networkMode, runtimePlatform = {}, volumes = [] } = taskDefinition;
    carrySize(taskDefinition, carry);
    carry.key("service.architecture", runtimePlatform.cpuArchitecture, "taskDefinition.runtimePlatform.cpuArchitecture");
    if (runtimePlatform.operatingSystemFamily !== undefined && runtimePlatform.operatingSystemFamily !== "LINUX") {
        carry.leave(
            "taskDefinition.runtimePlatform.operatingSystemFamily",
            `${runtimePlatform.operatingSystemFamily}: the program runs Linux containers alone`,
        );
    }
    carry.key("service.ephemeralStorageGiB", ephemeralStorage?.sizeInGiB, "taskDefinition.ephemeralStorage.sizeInGiB");
    if (networkMode !== undefined && networkMode !== "awsvpc") {
        carry.leave("taskDefinition.networkMode", `${networkMode}: on Fargate every task has an address of its own (awsvpc)`);
    }
    for (const volume of volumes.filter((each) => !isEmptyVolume(each))) {
        carry.leave(
            `taskDefinition.volumes[${volume.name ?? ""}]`,
            `${kindOfVolume(volume)}: the program's containers write to /tmp and /app/.next/cache, which a task loses at its end`,
        );
    }
    carry.leaveRest(
        "taskDefinition",
        taskDefinition,
        [...stateOfRevision, ...readElsewhere],
        () => "no key of a stack file says this of a task",
    );
}

/** A task on EC2 may leave its size to the containers; on Fargate it has one. */
function carrySize({ cpu, memory, containerDefinitions = [] }: LiveService["taskDefinition"], carry: Carry): void {
    const sum = (of: (container: ContainerDescription) => number | undefined) =>
        containerDefinitions.reduce((total, each) => total + (of(each) ?? 0), 0);
    const wanted = {
        cpu: Number(cpu ?? sum((each) => each.cpu)),
        memoryMiB: Number(memory ?? sum((each) => each.memory ?? each.memoryReservation)),
    };
    const size = findFargateSize(wanted.cpu, wanted.memoryMiB);
    if (size === undefined) {
        carry.leave("taskDefinition.cpu", `${wanted.cpu} units and ${wanted.memoryMiB} MiB: Fargate has no task of that size`);
        return;
    }
    carry.key("service.cpu", size.cpu, "taskDefinition.cpu");
    carry.key("service.memoryMiB", size.memoryMiB, "taskDefinition.memory");
    if (size.cpu !== wanted.cpu || size.memoryMiB !== wanted.memoryMiB) {
        carry.leave(
            "taskDefinition.cpu",
            `${wanted.cpu} units and ${wanted.memoryMiB} MiB: Fargate's next size is ${size.cpu} and ${size.memoryMiB}`,
        );
    }
}

/** The smallest size that has at least as much of both. */
function findFargateSize(cpu: number, memoryMiB: number): { readonly cpu: CpuUnits; readonly memoryMiB: number } | undefined {
    for (const units of cpuUnits) {
        const memory = memoryMiBFor[units].find((each) => each >= memoryMiB);
        if (units >= cpu && memory !== undefined) {
            return { cpu: units, memoryMiB: memory };
        }
    }
    return undefined;
}

type Volume = NonNullable<LiveService["taskDefinition"]["volumes"]>[number];

/** Fields of any container that are carried over, that the program sets, or of which something else is said. */
export const carriedFields: readonly string[] = [
    "command",
    "cpu",
    "dependsOn",
    "entryPoint",
    "environment",
    "essential",
    "healthCheck",
    "image",
    "logConfiguration",
    "memory",
    "memoryReservation",
    "mountPoints",
    "name",
    "portMappings",
    "readonlyRootFilesystem",
    "secrets",
    "stopTimeout",
    "user",
    "versionConsistency", // the program names an image by its digest
];

/** A volume that is made with a task and lost with it, as the program's are. */
export function isEmptyVolume(volume: Volume | undefined): boolean {
    const kinds = Object.entries(volume ?? {}).filter(([field]) => field !== "name");
    return volume !== undefined && !isSet(Object.fromEntries(kinds));
}

function kindOfVolume({ efsVolumeConfiguration, configuredAtLaunch, host }: Volume): string {
    if (efsVolumeConfiguration !== undefined) {
        return `a volume of EFS (${efsVolumeConfiguration.fileSystemId ?? ""})`;
    }
    if (configuredAtLaunch === true) {
        return "a volume of EBS";
    }
    return host?.sourcePath === undefined ? "a volume of its own kind" : `${host.sourcePath} of the machine`;
}
