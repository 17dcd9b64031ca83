import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { tagKeys } from "../rollout/history";
import type { Account } from "./account";
import type { AppParameters } from "./app-parameters";
import { releaseOf, writablePaths } from "./container-definition";
import type { ContainerImage } from "./container-image";
import type { LoadBalancer } from "./load-balancer";
import { refuse } from "./refusal";
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

    /** Says on which port and path the task is asked, and for how long it must keep connections alive. */
    readonly loadBalancer: LoadBalancer;

    /** CPU units of a task: 1024 are a vCPU. */
    readonly cpu: number;

    /** Memory of a task; what is legal depends on the CPU. */
    readonly memoryMiB: number;

    readonly architecture: "X86_64" | "ARM64";

    /** In which failing checks of the container don't count. */
    readonly startPeriodSeconds: number;

    /** Between SIGTERM and SIGKILL. */
    readonly stopTimeoutSeconds: number;

    /** Old revisions stay ACTIVE: a rollback can't return to one that was deregistered. */
    readonly keepRevisions: boolean;
}

/** Registers the task definition of one release. It is refused while there is no image to run. */
export function taskDefinition(name: string, args: TaskArgs, opts: pulumi.CustomResourceOptions): ecs.TaskDefinition {
    const { account, names, image, commit, roles, parameters, loadBalancer } = args;
    const release = pulumi.all([image.ref, parameters.versions]).apply(([ref, versions]) =>
        releaseOf({
            container: names.container,
            image: ref,
            port: loadBalancer.port,
            healthPath: loadBalancer.healthPath,
            startPeriodSeconds: args.startPeriodSeconds,
            stopTimeoutSeconds: args.stopTimeoutSeconds,
            idleTimeoutSeconds: loadBalancer.idleTimeoutSeconds,
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
            cpu: String(args.cpu),
            memory: String(args.memoryMiB),
            runtimePlatform: { cpuArchitecture: args.architecture, operatingSystemFamily: "LINUX" },
            executionRoleArn: roles.executionRole.arn,
            taskRoleArn: roles.taskRole.arn,
            containerDefinitions: release.containerDefinitions,
            volumes: Object.keys(writablePaths).map((volume) => ({ name: volume })),
            skipDestroy: args.keepRevisions,
            tags: {
                [tagKeys.release]: release.releaseId,
                [tagKeys.config]: release.configId,
                ...(commit === undefined ? {} : { [tagKeys.commit]: commit }),
            },
        },
        { ...opts, hooks: refuse(name, image.refusal) },
    );
}
