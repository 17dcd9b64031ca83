import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { ranges } from "../aws/ranges";
import { account, flag, given, object, physicalName, requireValid, wholeNumber } from "./arguments";
import type { FargateService } from "./fargate-service";
import type { LogGroup } from "./log-group";
import type { Network } from "./network";
import { createFirst } from "./replacement";
import { deployRolling, runOnFargate } from "./service-inputs";
import type { Capacity } from "./service-settings";
import { taskDefinition, type TaskArgs, type TaskNames, type TaskSettings } from "./task-definition";
import { capacity, fargateSize, taskSettings } from "./task-settings";

/** Arguments of {@link WorkerService}. */
export interface WorkerServiceArgs extends Omit<TaskArgs, "http"> {
    /** Physical names. */
    readonly names: WorkerNames;

    /** Service whose cluster and security group the tasks share, and whose release they follow. */
    readonly service: FargateService;

    /** Where the tasks run. */
    readonly network: Network;

    /** Where the containers log to; it must exist before the first task. */
    readonly logGroup: LogGroup;

    /** How many tasks run, of which size, on which capacity. */
    readonly settings: WorkerSettings;
}

/** Physical names of a worker, and of what it runs. */
export interface WorkerNames extends TaskNames {
    /** The service; unique within its cluster. */
    readonly service: string;
}

/** How many tasks of a worker run, of which size, on which capacity. */
export interface WorkerSettings extends TaskSettings {
    /** Tasks that run, 1 to 1000. */
    readonly tasks: number;

    /** On which kind of capacity the tasks run. */
    readonly capacity: Capacity;

    /** Lets a caller of `ecs:ExecuteCommand` open a shell in a task. */
    readonly enableExecuteCommand: boolean;
}

/**
 * An ECS service without a load balancer, which runs another command of the application's image. It has the application's
 * roles, variables and security group, and a task definition of its own; what does not run is rolled back by ECS.
 *
 * It moves to a release once that serves: one that does not never reaches a worker, and both stay on one release.
 */
export class WorkerService extends pulumi.ComponentResource {
    /** Name of the service in its cluster. */
    public readonly serviceName: pulumi.Output<string>;

    constructor(name: string, args: WorkerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ecs:WorkerService", name, {}, opts);
        validate(args);
        const { names, service: main, network, guard, settings } = args;

        const revision = taskDefinition(name, args, { parent: this });
        const service = new ecs.Service(
            name,
            {
                name: names.service,
                cluster: main.clusterArn,
                taskDefinition: revision.arn,
                desiredCount: settings.tasks,
                ...runOnFargate(settings.capacity, network, main.securityGroupId),
                ...deployRolling,
                deploymentMinimumHealthyPercent: 100,
                deploymentMaximumPercent: 200, // one task can be replaced, too
                availabilityZoneRebalancing: "ENABLED",
                enableExecuteCommand: settings.enableExecuteCommand,
                waitForSteadyState: guard.waitForVerdict === undefined,
            },
            {
                parent: this,
                ...createFirst,
                dependsOn: pulumi
                    .output(main.serving)
                    .apply((serving) => [...serving, args.roles, args.parameters, args.logGroup]),
                hooks: guard.serviceHooks,
            },
        );

        this.serviceName = service.name;
        const { serviceName } = this;
        this.registerOutputs({ serviceName, verdict: guard.waitForVerdict?.(service, revision) });
    }
}

function validate(args: WorkerServiceArgs): void {
    requireValid("WorkerService", args, {
        account,
        names: object({
            service: physicalName("service"),
            taskFamily: physicalName("taskFamily"),
            container: physicalName("container"),
            logGroup: physicalName("logGroup"),
        }),
        image: given,
        service: given,
        network: given,
        roles: given,
        parameters: given,
        logGroup: given,
        guard: given,
        settings: object<WorkerSettings>(
            { ...taskSettings, command: given, tasks: wholeNumber(ranges.tasks), capacity, enableExecuteCommand: flag },
            fargateSize,
        ),
    });
}
