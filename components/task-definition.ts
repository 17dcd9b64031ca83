import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import type { Architecture, CpuUnits } from "../aws/fargate";
import type { DependencyCondition } from "../aws/container-dependencies";
import { toSecretSource } from "../aws/secret-source";
import { tagKeys } from "../aws/tags";
import type { AppParameters } from "./app-parameters";
import { toContainerRelease } from "./container-definition";
import type { ContainerImage } from "./container-image";
import type { ContainerSettings } from "./container-settings";
import type { HttpArgs } from "./http";
import type { ReleaseGuard } from "./release-guard";
import type { SidecarSettings } from "./sidecar-settings";
import type { TaskRoles } from "./task-roles";
import { writableVolumes } from "./writable-volumes";

/** Arguments of {@link taskDefinition}. */
export interface TaskArgs {
    /** Account and region of the tasks. */
    readonly account: Account;

    /** Physical names. */
    readonly names: TaskNames;

    /** Image that the container runs. */
    readonly image: ContainerImage;

    /** Identities of the ECS agent and of the application. */
    readonly roles: TaskRoles;

    /** Environment of the application. */
    readonly parameters: AppParameters;

    /** How the load balancer talks to the container. @default - not at all */
    readonly http?: HttpArgs;

    /** Refuses a release that can't be made. */
    readonly guard: ReleaseGuard;

    /** Size and lifetime of a task. */
    readonly settings: TaskSettings;
}

/** Physical names of what runs a task. */
export interface TaskNames {
    /** Family of the task definitions. */
    readonly taskFamily: string;

    /** Container of the application. */
    readonly container: string;

    /** Log group that the container writes to. */
    readonly logGroup: string;
}

/** Size and lifetime of a task. */
export interface TaskSettings extends ContainerSettings {
    /** Containers beside the application's, by name. */
    readonly sidecars: Readonly<Record<string, SidecarSettings>>;

    /** Sidecars that the application waits for, and until when. */
    readonly dependsOn: Readonly<Record<string, DependencyCondition>>;

    /** CPU units of a task: 1024 are a vCPU, which costs about 30 USD a month on demand. */
    readonly cpu: CpuUnits;

    /** Memory of a task, one of the sizes that Fargate offers with the CPU; about 3.20 USD per GiB and month on demand. */
    readonly memoryMiB: number;

    /** Processor of the task. The image must be built for it; ARM64 is about 20 % cheaper. */
    readonly architecture: Architecture;

    /** Seconds after the start in which failing checks of the container don't count, 0 to 300. */
    readonly healthCheckStartPeriodSeconds: number;

    /** Seconds between SIGTERM and SIGKILL, 2 to 120; they are part of every deployment. */
    readonly stopTimeoutSeconds: number;

    /** GiB of disk of a task, 21 to 200; each above 20 costs about 0.08 USD a month. @default - Fargate's 20 */
    readonly ephemeralStorageGiB: number | undefined;

    /** Keeps old revisions ACTIVE: a rollback can't return to one that was deregistered. */
    readonly skipDestroy: boolean;
}

/** Registers the task definition of one release. It is refused while there is no image to run. */
export function taskDefinition(name: string, args: TaskArgs, opts: pulumi.CustomResourceOptions): ecs.TaskDefinition {
    const { account, names, image, roles, parameters, http, settings } = args;
    const sidecars = Object.entries(settings.sidecars).map(([sidecar, each]) => ({
        name: sidecar,
        settings: each,
        secrets: Object.entries(each.secrets).map(([variable, from]) => ({
            name: variable,
            valueFrom:
                parameters.secrets.find(({ name: known }) => known === from)?.valueFrom ??
                toSecretSource(from, account).valueFrom,
        })),
        logGroup: names.logGroup,
        region: account.region,
    }));
    const release = pulumi.all([image.ref, parameters.labels]).apply(([ref, parameterLabels]) =>
        toContainerRelease({
            container: names.container,
            image: ref,
            port: http?.port,
            health: http && { port: http.healthCheckPort, path: http.healthCheckPath, matcher: http.healthCheckMatcher },
            settings,
            dependsOn: settings.dependsOn,
            sidecars,
            healthCheckStartPeriodSeconds: settings.healthCheckStartPeriodSeconds,
            stopTimeoutSeconds: settings.stopTimeoutSeconds,
            idleTimeoutSeconds: http?.idleTimeoutSeconds,
            logGroup: names.logGroup,
            region: account.region,
            secrets: parameters.secrets,
            parameterLabels,
        }),
    );
    return new ecs.TaskDefinition(
        name,
        {
            family: names.taskFamily,
            networkMode: "awsvpc",
            requiresCompatibilities: ["FARGATE"],
            cpu: String(settings.cpu),
            memory: String(settings.memoryMiB),
            runtimePlatform: { cpuArchitecture: settings.architecture, operatingSystemFamily: "LINUX" },
            executionRoleArn: roles.executionRole.arn,
            taskRoleArn: roles.taskRole.arn,
            containerDefinitions: release.containerDefinitions,
            volumes: [
                ...writableVolumes(settings.writablePaths),
                ...sidecars.flatMap((sidecar) => writableVolumes(sidecar.settings.writablePaths, sidecar.name)),
            ].map(({ name: volume }) => ({ name: volume })),
            ...(settings.ephemeralStorageGiB === undefined
                ? {}
                : { ephemeralStorage: { sizeInGib: settings.ephemeralStorageGiB } }),
            skipDestroy: settings.skipDestroy,
            tags: {
                [tagKeys.release]: release.releaseId,
                [tagKeys.config]: release.configId,
                ...(image.commit === undefined ? {} : { [tagKeys.commit]: image.commit }),
            },
        },
        { ...opts, hooks: args.guard.taskDefinitionHooks },
    );
}
