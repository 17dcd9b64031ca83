import type * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Clients } from "./clients";
import { toAttributes } from "./elb-load-balancers";
import { undefinedIfMissing } from "./errors";
import { pages } from "./pages";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html */
export interface TargetGroup {
    readonly arn: string;
    readonly name: string;

    /** `HTTP`, `HTTPS`, `TCP`, … */
    readonly protocol: string;

    /** `HTTP1`, `HTTP2` or `GRPC`. */
    readonly protocolVersion: string;
    readonly vpcId: string;

    /** `ip`, `instance`, `lambda` or `alb`. */
    readonly targetType: string;
    readonly healthCheck: TargetHealthCheck;
    readonly loadBalancerArns: readonly string[];
}

/** How a target group asks its targets whether they are well. What a protocol has no use for is undefined. */
export interface TargetHealthCheck {
    readonly protocol: string;

    /** A number, or `traffic-port`. */
    readonly port: string;
    readonly path?: string;

    /** Codes that are success: `200`, `200-399`, `200,204`. */
    readonly matcher?: string;
    readonly intervalSeconds?: number;
    readonly timeoutSeconds?: number;
    readonly healthyThreshold?: number;
    readonly unhealthyThreshold?: number;
}

export async function describeTargetGroup(clients: Clients, arn: string): Promise<TargetGroup | undefined> {
    const elb = await clients.elb();
    const found = await undefinedIfMissing(() => elb.describeTargetGroups({ TargetGroupArns: [arn] }));
    return found?.TargetGroups?.map(toTargetGroup)[0];
}

/** Target groups that a load balancer sends requests to. */
export async function listTargetGroups(clients: Clients, loadBalancerArn: string): Promise<TargetGroup[]> {
    const elb = await clients.elb();
    const found: TargetGroup[] = [];
    for await (const { TargetGroups = [] } of pages((Marker) =>
        elb.describeTargetGroups({ LoadBalancerArn: loadBalancerArn, Marker }),
    )) {
        found.push(...TargetGroups.map(toTargetGroup));
    }
    return found;
}

/** Attributes by key: `deregistration_delay.timeout_seconds`, `stickiness.enabled`, … */
export async function targetGroupAttributes(clients: Clients, arn: string): Promise<ReadonlyMap<string, string>> {
    const { Attributes = [] } = await (await clients.elb()).describeTargetGroupAttributes({ TargetGroupArn: arn });
    return toAttributes(Attributes);
}

function toTargetGroup(group: elb.TargetGroup): TargetGroup {
    return {
        arn: group.TargetGroupArn ?? "",
        name: group.TargetGroupName ?? "",
        protocol: group.Protocol ?? "",
        protocolVersion: group.ProtocolVersion ?? "HTTP1",
        vpcId: group.VpcId ?? "",
        targetType: group.TargetType ?? "",
        healthCheck: {
            protocol: group.HealthCheckProtocol ?? "",
            port: group.HealthCheckPort ?? "traffic-port",
            path: group.HealthCheckPath,
            matcher: group.Matcher?.HttpCode,
            intervalSeconds: group.HealthCheckIntervalSeconds,
            timeoutSeconds: group.HealthCheckTimeoutSeconds,
            healthyThreshold: group.HealthyThresholdCount,
            unhealthyThreshold: group.UnhealthyThresholdCount,
        },
        loadBalancerArns: group.LoadBalancerArns ?? [],
    };
}
