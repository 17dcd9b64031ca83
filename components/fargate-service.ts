import type { types } from "@pulumi/aws";
import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { isShifting } from "../aws/deployment-strategies";
import { account, flag, given, mistake, object, optional, physicalName, requireValid } from "./arguments";
import { cluster, clusterSettings, type ClusterSettings } from "./cluster";
import type { DataStores } from "./data-stores";
import { httpArgs, type HttpArgs } from "./http";
import type { Balancer } from "./balancer";
import type { LogGroup } from "./log-group";
import type { Network } from "./network";
import type { ReleaseAlarms } from "./release-alarms";
import { createFirst } from "./replacement";
import { deployBy, deploymentSettings, type DeploymentSettings } from "./deployment-settings";
import { runOnFargate } from "./service-inputs";
import { serviceSettings, type ServiceSettings } from "./service-settings";
import { taskDefinition, type TaskArgs, type TaskNames } from "./task-definition";
import { taskSecurityGroup } from "./task-security-group";

/** Arguments of {@link FargateService}. */
export interface FargateServiceArgs extends TaskArgs {
    /** Physical names. */
    readonly names: ServiceNames;

    /** How the load balancer talks to the container. */
    readonly http: HttpArgs;

    /** Where the tasks run. */
    readonly network: Network;

    /** What sends requests to the tasks. */
    readonly loadBalancer: Balancer;

    /** Where the containers log to; it must exist before the first task. */
    readonly logGroup: LogGroup;

    /**
     * What the application finds when it starts: tables, buckets.
     *
     * @default - the stack makes none
     */
    readonly stores?: DataStores;

    /** Something else changes how many tasks run: `settings.tasks.min` is only how many it begins with. */
    readonly isScaled: boolean;

    /** Whether the cluster is the stack's own. */
    readonly cluster: ClusterSettings;

    /**
     * Alarms that may guard the deployments.
     *
     * @default - none does
     */
    readonly alarms?: ReleaseAlarms;

    /** How ECS moves the service from one release to the next. */
    readonly deployment: DeploymentSettings;

    /** How many tasks run where, and how many of them a deployment replaces at a time. */
    readonly settings: ServiceSettings;
}

/** Physical names of the service, and of what it runs. */
export interface ServiceNames extends TaskNames {
    /** Cluster that the service runs in. */
    readonly cluster: string;

    /** The service; unique within its cluster. */
    readonly service: string;
}

/**
 * An ECS service on Fargate with its cluster, task definition and security group. A release is a task definition; one
 * that does not become healthy is rolled back by ECS.
 *
 * It never sets `launchType`, so that Spot can come and go without replacing the service.
 */
export class FargateService extends pulumi.ComponentResource {
    /** Name of the cluster. */
    public readonly clusterName: pulumi.Output<string>;

    /** ARN of the cluster, in which others may run tasks. */
    public readonly clusterArn: pulumi.Output<string>;

    /** Name of the service in its cluster. */
    public readonly serviceName: pulumi.Output<string>;

    /** Group of the tasks, which a database's own group can let in. */
    public readonly securityGroupId: pulumi.Output<string>;

    /** ARN of the revision that the service is asked to run. */
    public readonly taskDefinitionArn: pulumi.Output<string>;

    /** What may only be made once the release serves depends on this. */
    public readonly serving: pulumi.Input<pulumi.Resource[]>;

    constructor(name: string, args: FargateServiceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ecs:FargateService", name, {}, opts);
        validate(args);
        const { names, network, loadBalancer, http, guard, deployment, settings } = args;
        const guarding = [...(args.alarms?.guarding ?? [])];

        const { group, rules } = taskSecurityGroup(
            name,
            { service: names.service, http, network, loadBalancer },
            { parent: this },
        );
        const place = cluster(
            name,
            { account: args.account, clusterName: names.cluster, settings: args.cluster },
            { parent: this },
        );
        const alarms = args.alarms === undefined ? [] : [args.alarms];
        const revision = taskDefinition(name, args, { parent: this });
        const service = new ecs.Service(
            name,
            {
                name: names.service,
                cluster: place.arn,
                taskDefinition: revision.arn,
                desiredCount: settings.tasks.min,
                ...runOnFargate(settings.capacity, network, group.id),
                loadBalancers: [
                    {
                        targetGroupArn: loadBalancer.targetGroupArn,
                        containerName: names.container,
                        containerPort: http.port,
                        ...moveRequests(loadBalancer),
                    },
                ],
                healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
                ...deployBy(deployment),
                ...(guarding.length === 0 ? {} : { alarms: { alarmNames: guarding, enable: true, rollback: true } }),
                deploymentMinimumHealthyPercent: settings.minimumHealthyPercent,
                deploymentMaximumPercent: settings.maximumPercent,
                availabilityZoneRebalancing: settings.availabilityZoneRebalancing ? "ENABLED" : "DISABLED",
                enableExecuteCommand: settings.enableExecuteCommand,
                waitForSteadyState: guard.waitForVerdict === undefined,
            },
            {
                parent: this,
                ...createFirst,
                ...(args.isScaled ? { ignoreChanges: ["desiredCount"] } : {}),
                // ECS refuses a target group without a listener, and a task without its permissions, parameters or ways.
                dependsOn: [
                    ...place.resources,
                    loadBalancer,
                    args.roles,
                    args.parameters,
                    args.logGroup,
                    ...(args.stores === undefined ? [] : [args.stores]),
                    ...rules,
                    ...alarms,
                ],
                hooks: guard.serviceHooks,
            },
        );

        this.clusterName = place.name;
        this.clusterArn = pulumi.output(place.arn);
        this.serviceName = service.name;
        this.securityGroupId = group.id;
        this.taskDefinitionArn = revision.arn;
        const { serviceName, taskDefinitionArn } = this;
        const verdict = guard.waitForVerdict?.(service, revision);
        this.serving = verdict === undefined ? [service] : verdict.apply(() => [service]);
        this.registerOutputs({ serviceName, taskDefinitionArn, verdict });
    }
}

/** What ECS needs to move requests between two target groups. */
function moveRequests({ shift }: Balancer): Partial<types.input.ecs.ServiceLoadBalancer> {
    return shift === undefined
        ? {}
        : {
              advancedConfiguration: {
                  alternateTargetGroupArn: shift.alternate.arn,
                  productionListenerRule: shift.productionRuleArn,
                  testListenerRule: shift.testRuleArn,
                  roleArn: shift.roleArn,
              },
          };
}

function validate(args: FargateServiceArgs): void {
    requireValid(
        "FargateService",
        args,
        {
            account,
            names: object({
                cluster: physicalName("cluster"),
                service: physicalName("service"),
                taskFamily: physicalName("taskFamily"),
                container: physicalName("container"),
                logGroup: physicalName("logGroup"),
            }),
            image: given,
            network: given,
            loadBalancer: given,
            roles: given,
            parameters: given,
            logGroup: given,
            http: httpArgs,
            guard: given,
            cluster: clusterSettings,
            stores: optional(given),
            isScaled: flag,
            alarms: optional(given),
            deployment: deploymentSettings,
            settings: serviceSettings,
        },
        hasGroupsForStrategy,
    );
}

function hasGroupsForStrategy({ deployment: { strategy }, loadBalancer: { shift } }: FargateServiceArgs): string[] {
    const needed = isShifting(strategy) ? "with two target groups" : "with one target group";
    return isShifting(strategy) === (shift !== undefined)
        ? []
        : [mistake("loadBalancer", `${needed} for strategy ${strategy}`, shift === undefined ? 1 : 2)];
}
