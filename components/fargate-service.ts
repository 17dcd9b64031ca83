import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { LogGroup } from "./log-group";
import type { Network } from "./network";
import { noteChange, refuseUnready, verdictOn, type RolloutArgs } from "./rollout";
import { taskDefinition, type TaskArgs } from "./task-definition";
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

    readonly network: Network;
    readonly logGroup: LogGroup;

    /** Whether the release is checked before, and followed until it serves. */
    readonly rollout: RolloutArgs;

    /** Tasks that run. */
    readonly tasks: { readonly min: number };

    readonly capacity: Capacity;

    /** Share of the tasks that keeps serving during a roll-out. */
    readonly minimumHealthyPercent: number;

    /** Share of the tasks that may run during a roll-out; at 100 there is a moment without the old and the new one. */
    readonly maximumPercent: number;

    /** ECS moves tasks back into balance between zones. */
    readonly availabilityZoneRebalancing: boolean;

    /** In which failing checks of the load balancer don't stop a new task. */
    readonly gracePeriodSeconds: number;
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
        const { names, network, loadBalancer, rollout } = args;

        const securityGroup = taskSecurityGroup(name, names.service, network, loadBalancer, { parent: this });
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
        const change = rollout.verdict ? noteChange(name) : undefined;
        const service = new ecs.Service(
            name,
            {
                name: names.service,
                cluster: cluster.arn,
                taskDefinition: revision.arn,
                desiredCount: args.tasks.min,
                capacityProviderStrategies: strategyOf(args.capacity),
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
                        containerPort: loadBalancer.port,
                    },
                ],
                healthCheckGracePeriodSeconds: args.gracePeriodSeconds,
                deploymentController: { type: "ECS" },
                deploymentConfiguration: { strategy: "ROLLING" },
                deploymentCircuitBreaker: { enable: true, rollback: true },
                deploymentMinimumHealthyPercent: args.minimumHealthyPercent,
                deploymentMaximumPercent: args.maximumPercent,
                availabilityZoneRebalancing: args.availabilityZoneRebalancing ? "ENABLED" : "DISABLED",
                enableEcsManagedTags: true,
                enableExecuteCommand: false,
                propagateTags: "SERVICE",
                forceNewDeployment: true, // else a change of capacity providers replaces the service
                waitForSteadyState: !rollout.verdict,
            },
            {
                parent: this,
                // ECS refuses a target group without a listener, and a task without its permissions or parameters.
                dependsOn: [capacityProviders, loadBalancer, args.roles, args.parameters, args.logGroup],
                hooks: { ...(rollout.preflight ? refuseUnready(name, args) : {}), ...change?.hooks },
            },
        );

        this.clusterName = cluster.name;
        this.serviceName = service.name;
        this.taskDefinitionArn = revision.arn;
        const { serviceName, taskDefinitionArn } = this;
        const verdict = change && verdictOn(service, revision, args, change.made);
        this.registerOutputs({ serviceName, taskDefinitionArn, verdict });
    }
}

/** The base is always on demand; a provider that gets no task is left out. */
function strategyOf({
    base,
    onDemandWeight,
    spotWeight,
}: Capacity): { capacityProvider: string; base?: number; weight: number }[] {
    return [
        ...(base > 0 || onDemandWeight > 0 ? [{ capacityProvider: "FARGATE", base, weight: onDemandWeight }] : []),
        ...(spotWeight > 0 ? [{ capacityProvider: "FARGATE_SPOT", base: 0, weight: spotWeight }] : []),
    ];
}
