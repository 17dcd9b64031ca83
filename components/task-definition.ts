import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { tagKeys } from "../aws/tags";
import type { Account } from "../aws/account";
import type { AppParameters } from "./app-parameters";
import { toContainerRelease, writablePaths } from "./container-definition";
import type { ContainerImage } from "./container-image";
import type { HttpArgs } from "./http";
import type { ReleaseGuard } from "./release-guard";
import type { TaskRoles } from "./task-roles";

/** Arguments of {@link taskDefinition}. */
export interface TaskArgs {
    readonly account: Account;

    /** Physical names. */
    readonly names: { readonly taskFamily: string; readonly container: string; readonly logGroup: string };

    readonly image: ContainerImage;

    /**
     * Commit that the image was built from, kept as a tag of the revision.
     *
     * @default - unknown
     */
    readonly commit?: string;

    readonly roles: TaskRoles;
    readonly parameters: AppParameters;

    /** How the load balancer talks to the container. */
    readonly http: HttpArgs;

    /** Refuses a release that can't be made. */
    readonly guard: ReleaseGuard;

    readonly settings: TaskSettings;
}

/** Size and lifetime of a task. */
export interface TaskSettings {
    /** CPU units of a task: 1024 are a vCPU. */
    readonly cpu: number;

    /** Memory of a task; which sizes are legal depends on the CPU. */
    readonly memoryMiB: number;

    /** Processor of the task. The image must be built for it; ARM64 is about 20 % cheaper. */
    readonly architecture: "X86_64" | "ARM64";

    /** Seconds after the start in which failing checks of the container don't count. */
    readonly healthCheckStartPeriodSeconds: number;

    /** Seconds between SIGTERM and SIGKILL; Fargate allows 2 to 120. */
    readonly stopTimeoutSeconds: number;

    /** Old revisions stay ACTIVE: a rollback can't return to one that was deregistered. */
    readonly skipDestroy: boolean;
}

/** Registers the task definition of one release. It is refused while there is no image to run. */
export function taskDefinition(name: string, args: TaskArgs, opts: pulumi.CustomResourceOptions): ecs.TaskDefinition {
    const { account, names, image, commit, roles, parameters, http, settings } = args;
    const release = pulumi.all([image.ref, parameters.versions]).apply(([ref, versions]) =>
        toContainerRelease({
            container: names.container,
            image: ref,
            port: http.port,
            healthPath: http.healthCheckPath,
            healthCheckStartPeriodSeconds: settings.healthCheckStartPeriodSeconds,
            stopTimeoutSeconds: settings.stopTimeoutSeconds,
            idleTimeoutSeconds: http.idleTimeoutSeconds,
            logGroup: names.logGroup,
            region: account.region,
            secrets: parameters.secrets,
            versions,
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
            volumes: Object.keys(writablePaths).map((volume) => ({ name: volume })),
            skipDestroy: settings.skipDestroy,
            tags: {
                [tagKeys.release]: release.releaseId,
                [tagKeys.config]: release.configId,
                ...(commit === undefined ? {} : { [tagKeys.commit]: commit }),
            },
        },
        { ...opts, hooks: args.guard.taskDefinitionHooks },
    );
}
