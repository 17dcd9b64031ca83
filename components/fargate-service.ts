import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { LogGroup } from "./log-group";
import type { Network } from "./network";
import type { LoadBalancer } from "./load-balancer";
import { taskDefinition, type TaskArgs, type TaskSettings } from "./task-definition";
import { taskSecurityGroup } from "./task-security-group";

/** How many tasks run on which kind of capacity. */
export interface Capacity {
    /** Tasks that always run on demand. */
    readonly base: number;

    /** Share of FARGATE in the tasks beyond the base. */
    readonly onDemandWeight: number;

    /** Share of FARGATE_SPOT: about 70 % cheaper, interrupted with two minutes' notice. */
    readonly spotWeight: number;
}

/** Arguments of {@link FargateService}. */
export interface FargateServiceArgs extends TaskArgs {
    /** Physical names. */
    readonly names: TaskArgs["names"] & { readonly cluster: string; readonly service: string };

    /** Where the tasks run. */
    readonly network: Network;

    /** What sends requests to the tasks. */
    readonly loadBalancer: LoadBalancer;

    /** Where the containers log to; it exists before the first task. */
    readonly logGroup: LogGroup;

    readonly settings: ServiceSettings;
}

/** How many tasks run where, and how a deployment replaces them. */
export interface ServiceSettings extends TaskSettings {
    /** Tasks that run. */
    readonly tasks: { readonly min: number };

    /** On which kind of capacity the tasks run. */
    readonly capacity: Capacity;

    /** Percent of the tasks that keep serving during a deployment; below 100 it runs on fewer tasks. */
    readonly minimumHealthyPercent: number;

    /** Percent of the tasks that may run during a deployment; at 100 old tasks stop before new ones start. */
    readonly maximumPercent: number;

    /** ECS moves tasks back into balance between zones. */
    readonly availabilityZoneRebalancing: boolean;

    /** Seconds after the start in which failing checks of the load balancer don't stop a task. */
    readonly healthCheckGracePeriodSeconds: number;
}

/**
 * An ECS service on Fargate with its cluster, task definition and security group. A release is a task definition; one
 * that does not become healthy is rolled back by ECS.
 *
 * It never sets `launchType`, so that Spot can come and go without replacing the service.
 */
export class FargateService extends pulumi.ComponentResource {
    public readonly clusterName: pulumi.Output<string>;
    public readonly serviceName: pulumi.Output<string>;
    public readonly taskDefinitionArn: pulumi.Output<string>;

    constructor(name: string, args: FargateServiceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ecs:FargateService", name, {}, opts);
        validate(args.settings);
        const { names, network, loadBalancer, http, guard, settings } = args;

        const securityGroup = taskSecurityGroup(
            name,
            { service: names.service, port: http.port, network, loadBalancer },
            { parent: this },
        );
        const cluster = new ecs.Cluster(
            name,
            { name: names.cluster, settings: [{ name: "containerInsights", value: "disabled" }] }, // charged per metric
            { parent: this },
        );
        const capacityProviders = new ecs.ClusterCapacityProviders(
            name,
            { clusterName: cluster.name, capacityProviders: ["FARGATE", "FARGATE_SPOT"] },
            { parent: this },
        );
        const revision = taskDefinition(name, args, { parent: this });
        const service = new ecs.Service(
            name,
            {
                name: names.service,
                cluster: cluster.arn,
                taskDefinition: revision.arn,
                desiredCount: settings.tasks.min,
                capacityProviderStrategies: capacityProviderStrategies(settings.capacity),
                platformVersion: "LATEST",
                networkConfiguration: {
                    subnets: network.serviceSubnetIds,
                    securityGroups: [securityGroup.id],
                    assignPublicIp: network.assignPublicIp,
                },
                loadBalancers: [
                    {
                        targetGroupArn: loadBalancer.targetGroupArn,
                        containerName: names.container,
                        containerPort: http.port,
                    },
                ],
                healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
                deploymentController: { type: "ECS" },
                deploymentConfiguration: { strategy: "ROLLING" },
                deploymentCircuitBreaker: { enable: true, rollback: true },
                deploymentMinimumHealthyPercent: settings.minimumHealthyPercent,
                deploymentMaximumPercent: settings.maximumPercent,
                availabilityZoneRebalancing: settings.availabilityZoneRebalancing ? "ENABLED" : "DISABLED",
                enableEcsManagedTags: true,
                enableExecuteCommand: false,
                propagateTags: "SERVICE",
                forceNewDeployment: true, // else a change of capacity providers replaces the service
                waitForSteadyState: guard.waitForVerdict === undefined,
            },
            {
                parent: this,
                // ECS refuses a target group without a listener, and a task without its permissions or parameters.
                dependsOn: [capacityProviders, loadBalancer, args.roles, args.parameters, args.logGroup],
                hooks: guard.serviceHooks,
            },
        );

        this.clusterName = cluster.name;
        this.serviceName = service.name;
        this.taskDefinitionArn = revision.arn;
        const { serviceName, taskDefinitionArn } = this;
        const verdict = guard.waitForVerdict?.(service, revision);
        this.registerOutputs({ serviceName, taskDefinitionArn, verdict });
    }
}

/** The base is always on demand; a provider that gets no task is left out. */
function capacityProviderStrategies({
    base,
    onDemandWeight,
    spotWeight,
}: Capacity): { capacityProvider: string; base?: number; weight: number }[] {
    return [
        ...(base > 0 || onDemandWeight > 0 ? [{ capacityProvider: "FARGATE", base, weight: onDemandWeight }] : []),
        ...(spotWeight > 0 ? [{ capacityProvider: "FARGATE_SPOT", base: 0, weight: spotWeight }] : []),
    ];
}

function validate({ tasks, minimumHealthyPercent, maximumPercent, capacity }: ServiceSettings): void {
    if (capacity.onDemandWeight + capacity.spotWeight <= 0) {
        throw new Error(`capacity must have a weight above zero for on-demand or Spot, got ${JSON.stringify(capacity)}`);
    }
    const room = Math.floor((tasks.min * maximumPercent) / 100) - Math.ceil((tasks.min * minimumHealthyPercent) / 100);
    if (room <= 0) {
        throw new Error(
            `minimumHealthyPercent ${minimumHealthyPercent} and maximumPercent ${maximumPercent} leave a deployment no room ` +
                `to replace one of ${tasks.min} tasks`,
        );
    }
}
