import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import { given, object, physicalName, requireValid } from "./arguments";
import type { FargateService } from "./fargate-service";
import type { Balancer } from "./balancer";
import { createFirst } from "./replacement";
import { trackedMetrics } from "./scaling-metrics";
import { scalingSettings, taskRange, type ScalingSettings, type TaskRange } from "./scaling-settings";

/** Arguments of {@link Scaling}. */
export interface ScalingArgs {
    /** Physical names. */
    readonly names: {
        /** Cluster that the service runs in. */
        readonly cluster: string;

        /** The service that is scaled. */
        readonly service: string;
    };

    /** What sends requests to the tasks, which are counted there. */
    readonly loadBalancer: Balancer;

    /** The service, which must exist, and must leave its number of tasks alone. */
    readonly service: FargateService;

    /** Fewest and most tasks. */
    readonly tasks: TaskRange;

    /** What the number of tasks follows. */
    readonly settings: ScalingSettings;
}

/**
 * Scales a service between two numbers of tasks, by target tracking and by schedules. Of several metrics the one that asks
 * for the most tasks decides; AWS makes the alarms behind them.
 *
 * Schedules change the two numbers in AWS, so that with them the program leaves those alone.
 */
export class Scaling extends pulumi.ComponentResource {
    constructor(name: string, args: ScalingArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:appautoscaling:Scaling", name, {}, opts);
        validate(args);
        const { names, loadBalancer, service, tasks, settings } = args;
        const schedules = Object.entries(settings.schedules);

        const target = new appautoscaling.Target(
            name,
            {
                serviceNamespace: "ecs",
                scalableDimension: "ecs:service:DesiredCount",
                resourceId: `service/${names.cluster}/${names.service}`, // known in a preview, unlike the service's id
                minCapacity: tasks.min,
                maxCapacity: tasks.max,
                // Written out, as AWS keeps what was suspended when nothing is said.
                suspendedState: {
                    dynamicScalingInSuspended: settings.frozen,
                    dynamicScalingOutSuspended: settings.frozen,
                    scheduledScalingSuspended: settings.frozen,
                },
            },
            {
                parent: this,
                dependsOn: service,
                ...(schedules.length === 0 ? {} : { ignoreChanges: ["minCapacity", "maxCapacity"] }),
            },
        );
        const { serviceNamespace, scalableDimension, resourceId } = target;
        const place = { serviceNamespace, scalableDimension, resourceId };

        for (const { role, metric, targetValue } of trackedMetrics(settings, loadBalancer.arnSuffixes)) {
            new appautoscaling.Policy(
                `${name}-${role}`,
                {
                    ...place,
                    name: role,
                    policyType: "TargetTrackingScaling",
                    targetTrackingScalingPolicyConfiguration: {
                        predefinedMetricSpecification: metric,
                        targetValue,
                        scaleInCooldown: settings.scaleInCooldownSeconds,
                        scaleOutCooldown: settings.scaleOutCooldownSeconds,
                    },
                },
                { parent: this, dependsOn: loadBalancer, ...createFirst }, // AWS refuses a target group without a listener
            );
        }
        for (const [schedule, { schedule: expression, min, max }] of schedules) {
            new appautoscaling.ScheduledAction(
                `${name}-${schedule}`,
                {
                    ...place,
                    name: schedule,
                    schedule: expression,
                    timezone: settings.timeZone,
                    scalableTargetAction: { minCapacity: min, maxCapacity: max },
                },
                { parent: this, ...createFirst },
            );
        }
        this.registerOutputs({});
    }
}

function validate(args: ScalingArgs): void {
    requireValid("Scaling", args, {
        names: object({ cluster: physicalName("cluster"), service: physicalName("service") }),
        loadBalancer: given,
        service: given,
        tasks: taskRange,
        settings: scalingSettings,
    });
}
