import type { types } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Balancer } from "./balancer";
import type { ScalingSettings } from "./scaling-settings";

/** A metric of AWS's own that the number of tasks follows. */
export interface TrackedMetric {
    /** Name of the policy, unique for the service. */
    readonly role: string;

    /** Which metric, and of what. */
    readonly metric: types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification;

    /** Value that is held. */
    readonly targetValue: number;
}

/**
 * What the number of tasks follows: the metric that asks for the most tasks wins.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
 */
export function trackedMetrics(
    { cpuPercent, memoryPercent, requestsPerTargetPerMinute }: ScalingSettings,
    { loadBalancer, targetGroup }: Balancer["arnSuffixes"],
): TrackedMetric[] {
    const metrics: TrackedMetric[] = [
        { role: "cpu", metric: { predefinedMetricType: "ECSServiceAverageCPUUtilization" }, targetValue: cpuPercent },
    ];
    if (requestsPerTargetPerMinute > 0) {
        const resourceLabel = pulumi.interpolate`${loadBalancer}/${targetGroup}`;
        metrics.push({
            role: "requests",
            metric: { predefinedMetricType: "ALBRequestCountPerTarget", resourceLabel },
            targetValue: requestsPerTargetPerMinute,
        });
    }
    if (memoryPercent !== undefined) {
        metrics.push({
            role: "memory",
            metric: { predefinedMetricType: "ECSServiceAverageMemoryUtilization" },
            targetValue: memoryPercent,
        });
    }
    return metrics;
}
